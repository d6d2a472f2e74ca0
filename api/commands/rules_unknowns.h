// `bienveille rules unknowns A`: how much of a day's points rests on what nobody knows, by group. Nothing is saved.
//
// Decides: nothing but the layout. Does not decide: what counts as unknown (engine/unknowns.h).
#pragma once

#include <string>

#include "api/commands/day_files.h"
#include "api/commands/exit.h"
#include "api/commands/output.h"

namespace bienveille {

struct RulesUnknownsCommand {
    std::string file;
    DayFiles files;
    Output output;  // table or json
};

Exit run(const RulesUnknownsCommand& command);

}  // namespace bienveille
