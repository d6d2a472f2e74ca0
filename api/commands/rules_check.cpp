#include "api/commands/rules_check.h"

#include <iostream>

#include "api/commands/rules_file.h"
#include "api/display.h"
#include "engine/digest.h"

namespace bienveille {

Exit run(const RulesCheckCommand& command) {
    const auto [unreadable, rules] = rules_file(command.file);
    if (!unreadable.empty()) return refuse(unreadable);
    if (!rules) return refuse(rules.problems(), Exit::no);
    std::cout << "ok: " << printable(rules->name) << " " << rules->version << " " << digest(*rules) << '\n';
    if (rules->revision)
        std::cout << printable(rules->revision->author) << ", " << rules->revision->on.iso() << ": "
                  << printable(rules->revision->reason) << '\n';
    return Exit::fine;
}

}  // namespace bienveille
