// `bienveille plan`: the day's balanced plan from files, no database.
#pragma once

#include "api/commands/day_files.h"
#include "api/commands/exit.h"
#include "api/commands/output.h"

namespace bienveille {

struct PlanCommand {
    DayFiles files;
    Output output;
};

Exit run(const PlanCommand& command);

}  // namespace bienveille
