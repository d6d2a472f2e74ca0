#include "api/commands/rules_diff.h"

#include "api/commands/rules_file.h"
#include "api/display.h"
#include "api/rule_text.h"
#include "api/wire_rules.h"
#include "engine/digest.h"
#include "rules/rules_json.h"

namespace bienveille {
namespace {

std::string head(std::string_view sign, const RuleSet& rules) {
    std::string line = std::string(sign) + " " + printable(rules.name) + " " + rules.version + " " + digest(rules);
    if (rules.revision)
        line += " · " + printable(rules.revision->author) + ", " + rules.revision->on.iso() + ": " +
                printable(rules.revision->reason);
    return line + "\n";
}

std::string table(const RuleSet& from, const RuleSet& to, const std::vector<RuleDifference>& differences,
                  Language language) {
    std::string out = head("-", from) + head("+", to);
    for (const RuleDifference& each : differences) out += "  " + difference_text(each, language) + "\n";
    if (differences.empty()) out += std::string(either(language, "  no difference\n", "  aucune différence\n"));
    return out;
}

}  // namespace

Exit run(const RulesShowCommand& command) {
    const auto rules = rules_of(command.file);
    if (!rules) return refuse(rules.problems());
    return deliver(write_rules(*rules), command.output);
}

Exit run(const RulesDiffCommand& command) {
    const auto from = rules_of(command.from);
    const auto to = rules_of(command.to);
    Problems problems = from ? Problems{} : from.problems();
    if (!to) problems.insert(problems.end(), to.problems().begin(), to.problems().end());
    if (!problems.empty()) return refuse(problems);
    const std::vector<RuleDifference> found = differences(*from, *to);
    if (command.output.format == Format::json)
        return deliver(differences_to_json(*from, *to, found) + "\n", command.output);
    return deliver(table(*from, *to, found, command.output.language), command.output);
}

}  // namespace bienveille
