#include "api/commands/rules_compare.h"

#include "api/commands/progress.h"
#include "api/commands/rules_file.h"
#include "api/comparison_table.h"
#include "api/wire_comparison.h"
#include "engine/compare.h"
#include "rules/differences.h"

namespace bienveille {

Exit run(const RulesCompareCommand& command) {
    Progress progress;
    progress.step("reading");
    const auto from = rules_of(command.from);
    const auto to = rules_of(command.to);
    const auto hand = read_day_files(command.files);
    progress.wipe();
    Problems problems;
    const auto note = [&](const auto& result) {
        if (!result) problems.insert(problems.end(), result.problems().begin(), result.problems().end());
    };
    note(from);
    note(to);
    note(hand);
    if (!problems.empty()) return refuse(problems);
    progress.step("planning " + std::to_string(hand->input.tenants.size()) + " tenants twice");
    const auto comparison = compare(hand->input, *from, *to);
    progress.wipe();
    if (!comparison) return refuse(comparison.problems());
    if (command.output.format == Format::json)
        return deliver(comparison_to_json(*comparison, crossed_lines(*to, *comparison)) + "\n", command.output);
    const People people(hand->tenants, hand->advisors);
    return deliver(comparison_table(*comparison, differences(*from, *to), crossed_lines(*to, *comparison), people,
                                    table_style(command.output)),
                   command.output);
}

}  // namespace bienveille
