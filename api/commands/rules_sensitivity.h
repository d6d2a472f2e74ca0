// `bienveille rules sensitivity A`: how far each weight can move on one day before other people are called. Nothing is saved.
//
// Decides: nothing but the layout. Does not decide: the ranges (engine/sensitivity.h).
#pragma once

#include <string>

#include "api/commands/day_files.h"
#include "api/commands/exit.h"
#include "api/commands/output.h"

namespace bienveille {

struct RulesSensitivityCommand {
    std::string file;
    DayFiles files;
    Output output;  // table or json
};

Exit run(const RulesSensitivityCommand& command);

}  // namespace bienveille
