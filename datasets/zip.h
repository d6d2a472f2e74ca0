// Parts of a zip that is held in memory, read with care: uploads are not trusted.
//
// Decides: which archives are refused. Does not decide: what the parts mean (xlsx.h).
//
// Promises: never more than kMostPartBytes for one part and kMostZipBytes for all parts read, whatever the archive says
// about itself; checksums are verified. Danger: names are compared as they are, without resolving "..".
// Source: minizip of zlib.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/result.h"

namespace bienveille {

constexpr std::size_t kMostPartBytes = std::size_t{64} << 20;
constexpr std::size_t kMostZipBytes = std::size_t{96} << 20;

class Zip {
public:
    // The bytes must outlive the Zip.
    static Result<Zip> open(std::string_view bytes);

    // Nothing when there is no such part.
    Result<std::optional<std::string>> part(const std::string& name);

private:
    struct Archive;
    struct Close {
        void operator()(Archive* archive) const;
    };
    explicit Zip(std::unique_ptr<Archive, Close> archive) : archive_(std::move(archive)) {}

    std::unique_ptr<Archive, Close> archive_;
    std::size_t read_bytes_ = 0;
};

}  // namespace bienveille
