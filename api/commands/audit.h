// `bienveille audit`: checks a plan against its input, without the planner's code.
//
// Ends 0 when every promise holds and 3 when one is broken; each finding says its number (engine/README.md), where, and
// what would be right.
#pragma once

#include "api/commands/day_files.h"
#include "api/commands/exit.h"
#include "api/commands/output.h"

namespace bienveille {

struct AuditCommand {
    DayFiles files;
    std::string plan;
    Output output;  // table or json
};

Exit run(const AuditCommand& command);

}  // namespace bienveille
