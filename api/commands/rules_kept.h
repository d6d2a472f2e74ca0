// `bienveille rules list|add|activate|rollback --db`: the versions of rules in a database, and which is in force.
//
// Decides: nothing but the layout, and that `rollback` is the activation of what was in force before. Does not decide: when an
// activation is refused (service.h). Ends 3 where lines are crossed that nobody takes on them.
#pragma once

#include <optional>
#include <string>

#include "api/commands/exit.h"
#include "api/commands/output.h"
#include "api/rule_versions.h"

namespace bienveille {

struct RulesListCommand {
    std::string database;
    Output output;  // table or json
};

// `rules show VERSION --db`: as it was kept, so that adding it elsewhere gives the same digest.
struct RulesExportCommand {
    std::string version;  // or its digest
    std::string database;
    Output output;
};

struct RulesAddCommand {
    std::string file;
    std::string database;
};

struct RulesActivateCommand {
    ActivationWish wish;  // `rules` empty: what was in force before
    std::string database;
    Language language = Language::english;
};

Exit run(const RulesListCommand& command);
Exit run(const RulesExportCommand& command);
Exit run(const RulesAddCommand& command);
Exit run(const RulesActivateCommand& command);

}  // namespace bienveille
