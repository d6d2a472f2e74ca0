// From the words of a command line to a command's values, with everything that is wrong with them.
//
// Decides: which values are usable, which options go together. Does not decide: which options there are
// (command_rows.h), nor how a line is split into them (arguments.h).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/arguments.h"

namespace bienveille {

// What was given on the line, by name of option, and the problems found so far.
class Given {
public:
    std::map<std::string, std::string> texts;
    std::map<std::string, bool> flags;

    void wrong(const std::string& path, const std::string& message) { problems_.push_back({path, message}); }
    const Problems& problems() const { return problems_; }

    bool flag(const std::string& name) const;
    std::optional<std::string> text(const std::string& name) const;
    std::optional<Day> day(const std::string& name);
    std::uint64_t number(const std::string& name, std::uint64_t least, std::uint64_t most);  // `least` when absent
    // The position of the word among the choices; the first when it is absent or wrong.
    std::size_t choice(const std::string& name, const std::vector<std::string_view>& known);

private:
    Problems problems_;
};

// `name` is one of command_rows(). A command with problems is not to be run.
Command command_of(const std::string& name, Given& given, Language language);

}  // namespace bienveille
