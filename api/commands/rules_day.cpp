#include "api/commands/rules_day.h"

#include "api/commands/progress.h"
#include "api/commands/rules_file.h"
#include "api/comparison_table.h"
#include "api/sensitivity_report.h"
#include "api/unknowns_report.h"
#include "api/wire_comparison.h"
#include "api/wire_sensitivity.h"
#include "api/wire_unknowns.h"
#include "engine/compare.h"
#include "rules/differences.h"

namespace bienveille {
namespace {

using Question = RulesDayCommand::Question;

struct Asked {
    const RuleSet& rules;
    const RuleSet& other;
    const DayInHand& day;
    const Output& output;
    Progress& progress;

    bool as_json() const { return output.format == Format::json; }
    People people() const { return People(day.tenants, day.advisors); }
};

Result<std::string> compared(const Asked& asked) {
    const auto found = compare(asked.day.input, asked.rules, asked.other, asked.progress.steps("planning under both"));
    if (!found) return found.problems();
    const auto crossed = crossed_lines(asked.other, *found);
    if (asked.as_json()) return comparison_to_json(*found, crossed) + "\n";
    return comparison_table(*found, differences(asked.rules, asked.other), crossed, asked.people(),
                            table_style(asked.output));
}

Result<std::string> moved(const Asked& asked) {
    const auto found = sensitivity(asked.day.input, asked.rules, asked.progress.steps("moving each weight"));
    if (!found) return found.problems();
    return asked.as_json() ? sensitivity_to_json(*found) + "\n"
                           : sensitivity_table(*found, asked.people(), asked.output.language);
}

Result<std::string> unknown(const Asked& asked) {
    const auto found = unknowns(asked.day.input, asked.rules);
    if (!found) return found.problems();
    return asked.as_json() ? unknowns_to_json(*found) + "\n" : unknowns_table(*found, asked.output.language);
}

Result<std::string> answer(Question question, const Asked& asked) {
    switch (question) {
        case Question::compare: return compared(asked);
        case Question::sensitivity: return moved(asked);
        case Question::unknowns: break;
    }
    return unknown(asked);
}

}  // namespace

Exit run(const RulesDayCommand& command) {
    Progress progress(command.output.progress);
    progress.step("reading");
    const auto rules = rules_of(command.rules);
    const auto other = command.question == Question::compare ? rules_of(command.other) : rules;
    const auto day = read_day_files(command.files);
    Problems problems;
    const auto note = [&](const auto& result) {
        if (!result) problems.insert(problems.end(), result.problems().begin(), result.problems().end());
    };
    note(rules);
    if (command.question == Question::compare) note(other);
    note(day);
    if (problems.empty()) {
        const auto text = answer(command.question, {*rules, *other, *day, command.output, progress});
        progress.wipe();
        if (text) return deliver(*text, command.output);
        problems = text.problems();
    }
    progress.wipe();
    return refuse(problems);
}

}  // namespace bienveille
