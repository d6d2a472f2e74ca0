// `bienveille whatif`: what another team, other hours, limits or rules would change on a day. Nothing is saved.
//
// Decides: nothing but the layout. Does not decide: what a change means (engine/what_if.h).
#pragma once

#include <optional>
#include <string>

#include "api/commands/day_files.h"
#include "api/commands/exit.h"
#include "api/commands/output.h"
#include "engine/what_if.h"

namespace bienveille {

struct WhatIfCommand {
    DayFiles files;
    DayChange change;
    std::optional<std::string> otherwise;  // rules
    std::optional<Day> everybody_by;
    Output output;  // table or json
};

Exit run(const WhatIfCommand& command);

}  // namespace bienveille
