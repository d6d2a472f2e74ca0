#include "api/commands/rules_check.h"

#include <iostream>

#include "datasets/read.h"
#include "engine/digest.h"
#include "rules/built_in.h"
#include "rules/rules_json.h"

namespace bienveille {
namespace {

bool is_built_in(const std::string& name) { return name == "default" || name == "heatwave"; }

}  // namespace

Exit run(const RulesCheckCommand& command) {
    const auto bytes =
        is_built_in(command.file) ? Result<std::string>(std::string{}) : load_file(command.file, kMostRuleBytes);
    if (!bytes) return refuse(bytes.problems());
    const auto rules = is_built_in(command.file) ? rules_named_or_file(command.file) : read_rules(*bytes);
    if (!rules) {
        Problems problems = rules.problems();
        for (Problem& problem : problems)
            problem.path = command.file + (problem.path.empty() ? "" : ": " + problem.path);
        return refuse(problems, Exit::no);
    }
    std::cout << "ok: " << rules->name << " " << rules->version << " " << digest(*rules) << '\n';
    return Exit::fine;
}

}  // namespace bienveille
