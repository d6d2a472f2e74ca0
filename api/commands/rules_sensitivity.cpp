#include "api/commands/rules_sensitivity.h"

#include "api/commands/progress.h"
#include "api/commands/rules_file.h"
#include "api/sensitivity_report.h"
#include "api/wire_sensitivity.h"

namespace bienveille {

Exit run(const RulesSensitivityCommand& command) {
    Progress progress;
    progress.step("reading");
    const auto rules = rules_of(command.file);
    const auto hand = read_day_files(command.files);
    progress.wipe();
    Problems problems = rules ? Problems{} : rules.problems();
    if (!hand) problems.insert(problems.end(), hand.problems().begin(), hand.problems().end());
    if (!problems.empty()) return refuse(problems);
    progress.step("moving each weight");
    const auto found = sensitivity(hand->input, *rules);
    progress.wipe();
    if (!found) return refuse(found.problems());
    if (command.output.format == Format::json) return deliver(sensitivity_to_json(*found) + "\n", command.output);
    return deliver(sensitivity_table(*found, People(hand->tenants, hand->advisors), command.output.language),
                   command.output);
}

}  // namespace bienveille
