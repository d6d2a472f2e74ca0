// A file that takes its name only when it is complete.
//
// Decides: how nothing half-written is ever left behind. Does not decide: what is in it.
// Model: a temporary file beside the one wanted (the same file system, so that the rename is one step), synced, given
// the permissions any new file would have, and renamed. Not renamed: it goes with its owner.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/result.h"

namespace bienveille {

class NewFile {
public:
    // Beside `final_name`, or in the directory for temporary files when there is none.
    explicit NewFile(const std::optional<std::string>& final_name);
    NewFile(const NewFile&) = delete;
    NewFile& operator=(const NewFile&) = delete;
    ~NewFile();

    bool made() const { return made_; }
    const std::string& path() const { return path_; }
    Problems problems() const;  // why it could not be made; empty when it was

    Problems write(std::string_view bytes);
    // Under its final name from now on.
    Problems keep();

private:
    std::optional<std::string> final_name_;
    std::string path_;
    bool made_ = false;
    int error_ = 0;
};

}  // namespace bienveille
