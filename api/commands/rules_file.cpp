#include "api/commands/rules_file.h"

#include "datasets/read.h"
#include "rules/built_in.h"
#include "rules/rules_json.h"

namespace bienveille {

RulesFile rules_file(const std::string& name_or_file) {
    if (name_or_file == "default" || name_or_file == "heatwave") return {{}, rules_named_or_file(name_or_file)};
    const auto bytes = load_file(name_or_file, kMostRuleBytes);
    if (!bytes) return {bytes.problems(), bytes.problems()};
    auto rules = read_rules(*bytes);
    if (rules) return {{}, std::move(rules)};
    Problems problems = rules.problems();
    for (Problem& problem : problems) problem.path = name_or_file + (problem.path.empty() ? "" : ": " + problem.path);
    return {{}, std::move(problems)};
}

Result<RuleSet> rules_of(const std::string& name_or_file) { return rules_file(name_or_file).rules; }

}  // namespace bienveille
