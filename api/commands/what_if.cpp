#include "api/commands/what_if.h"

#include "api/commands/progress.h"
#include "api/commands/rules_file.h"
#include "api/comparison_table.h"
#include "api/staffing_report.h"
#include "api/wire_what_if.h"

namespace bienveille {

Exit run(const WhatIfCommand& command) {
    Progress progress;
    progress.step("reading");
    const auto hand = read_day_files(command.files);
    Problems problems = hand ? Problems{} : hand.problems();
    std::optional<RuleSet> otherwise;
    if (command.otherwise) {
        const auto read = rules_of(*command.otherwise);
        if (read)
            otherwise = *read;
        else
            problems.insert(problems.end(), read.problems().begin(), read.problems().end());
    }
    progress.wipe();
    if (!problems.empty()) return refuse(problems);
    progress.step("planning the day as it is and as it would be");
    const auto found =
        what_if(hand->input, hand->rules, otherwise.value_or(hand->rules), command.change, command.everybody_by);
    progress.wipe();
    if (!found) return refuse(found.problems());
    if (command.output.format == Format::json) return deliver(what_if_to_json(*found) + "\n", command.output);
    const People people(hand->tenants, hand->advisors);
    std::string text = what_if_table(*found, people, table_style(command.output));
    if (found->staffing) text += "\n" + staffing_text(*found->staffing, command.output.language);
    return deliver(text, command.output);
}

}  // namespace bienveille
