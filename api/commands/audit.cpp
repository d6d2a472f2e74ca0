#include "api/commands/audit.h"

#include <map>

#include "api/commands/progress.h"
#include "api/display.h"
#include "api/wire.h"
#include "datasets/read.h"
#include "engine/audit.h"
#include "engine/validate.h"
#include "rules/json_text.h"

namespace bienveille {
namespace {

Result<Plan> read_plan_file(const std::string& file) {
    const auto bytes = load_file(file);
    if (!bytes) return bytes.problems();
    auto plan = plan_from_json(*bytes);
    if (plan) return plan;
    Problems problems = plan.problems();
    for (Problem& problem : problems) problem.path = file + (problem.path.empty() ? "" : ": " + problem.path);
    return problems;
}

Problems problems_of(const DayInHand& hand) {
    Problems problems = validate(hand.rules);
    const Problems of_input = validate(hand.input);
    problems.insert(problems.end(), of_input.begin(), of_input.end());
    return problems;
}

std::string findings_json(const Plan& plan, const std::vector<Finding>& findings) {
    JsonText out;
    out.object().field("day", plan.day).field("digest", plan.digest).field("holds", findings.empty());
    out.key("findings").array();
    for (const Finding& finding : findings)
        out.line()
            .object()
            .field("promise", finding.promise)
            .field("path", finding.path)
            .field("message", finding.message)
            .end_object();
    return out.end_array().end_object().take() + "\n";
}

std::string findings_table(const Plan& plan, const std::vector<Finding>& findings, Language language) {
    std::string out = std::string(either(language, "Audit of the calls of ", "Contrôle du plan du ")) +
                      long_day_text(plan.day, language) + "\n";
    if (findings.empty())
        return out + std::string(either(language, "every promise holds\n", "toutes les promesses sont tenues\n"));
    std::map<std::string, std::size_t> by_promise;
    for (const Finding& finding : findings) {
        out += left(finding.promise, 4) + " " + printable(finding.path) + ": " + printable(finding.message) + "\n";
        ++by_promise[finding.promise];
    }
    out += either(language, "broken:", "rompues :");
    for (const auto& [promise, count] : by_promise) out += " " + promise + " x" + std::to_string(count);
    return out + "\n";
}

}  // namespace

Exit run(const AuditCommand& command) {
    Progress progress;
    progress.step("reading");
    const auto hand = read_day_files(command.files);
    const auto plan = read_plan_file(command.plan);
    Problems problems;
    if (!hand) problems = hand.problems();
    if (!plan) problems.insert(problems.end(), plan.problems().begin(), plan.problems().end());
    if (hand) {
        const Problems of_hand = problems_of(*hand);
        problems.insert(problems.end(), of_hand.begin(), of_hand.end());
    }
    if (hand && plan && plan->day != hand->input.day)
        problems.push_back({command.plan + ": day",
                            "is " + plan->day.iso() + "; must be " + hand->input.day.iso() + ", as --day says"});
    progress.wipe();
    if (!problems.empty()) return refuse(problems);
    progress.step("checking");
    const std::vector<Finding> findings = audit(*plan, hand->input, hand->rules);
    progress.wipe();
    const Exit delivered =
        deliver(command.output.format == Format::json ? findings_json(*plan, findings)
                                                      : findings_table(*plan, findings, command.output.language),
                command.output);
    if (delivered != Exit::fine) return delivered;
    return findings.empty() ? Exit::fine : Exit::no;
}

}  // namespace bienveille
