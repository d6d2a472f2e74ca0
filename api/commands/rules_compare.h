// `bienveille rules compare A B`: whom B would call instead of A on one day. Nothing is saved.
//
// Decides: nothing but the layout. Does not decide: who moves and why (engine/compare.h).
#pragma once

#include <string>

#include "api/commands/day_files.h"
#include "api/commands/exit.h"
#include "api/commands/output.h"

namespace bienveille {

struct RulesCompareCommand {
    std::string from;
    std::string to;
    DayFiles files;
    Output output;  // table or json
};

Exit run(const RulesCompareCommand& command);

}  // namespace bienveille
