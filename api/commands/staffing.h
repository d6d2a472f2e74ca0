// `bienveille staffing`: how many advisors it takes, more than there are or fewer, to keep every deadline and to call everybody by a day,
// and why one fewer is not enough. Nothing is saved.
//
// Decides: nothing but the layout. Does not decide: the number (engine/staffing.h).
#pragma once

#include <optional>

#include "api/commands/day_files.h"
#include "api/commands/exit.h"
#include "api/commands/output.h"

namespace bienveille {

struct StaffingCommand {
    DayFiles files;
    Day by;
    std::optional<Minutes> minutes;  // of each more advisor; default: the rules' profile
    Output output;                   // table or json
};

Exit run(const StaffingCommand& command);

}  // namespace bienveille
