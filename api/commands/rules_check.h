// `bienveille rules check F`: may this rule set run?
//
// Ends 0 and says name, version and digest; 3 and says every problem by JSON pointer when it may not run; 2 when the
// file cannot be read at all.
#pragma once

#include <string>

#include "api/commands/exit.h"

namespace bienveille {

struct RulesCheckCommand {
    std::string file;  // "default" and "heatwave" are those of the program
};

Exit run(const RulesCheckCommand& command);

}  // namespace bienveille
