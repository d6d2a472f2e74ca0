// Every command's name, options and words of help, once: the parser and --help are made from it.
//
// Decides: what can be written on the command line. Does not decide: what values are right (command_values.h).
#pragma once

#include <string>
#include <vector>

namespace bienveille {

// One option of a command; `takes` is empty for a flag. A name without dashes is positional.
struct Option {
    std::string name;
    std::string takes;
    std::string says;
    bool required = false;
};

using Options = std::vector<Option>;

struct CommandRow {
    std::string name;
    std::string about;
    Options options;
};

const std::vector<CommandRow>& command_rows();

}  // namespace bienveille
