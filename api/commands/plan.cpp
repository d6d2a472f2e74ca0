#include "api/commands/plan.h"

#include "api/commands/progress.h"
#include "engine/changes.h"
#include "engine/plan.h"

namespace bienveille {

Exit run(const PlanCommand& command) {
    Progress progress;
    progress.step("reading");
    const auto hand = read_day_files(command.files);
    progress.wipe();
    if (!hand) return refuse(hand.problems());
    progress.step("planning " + std::to_string(hand->input.tenants.size()) + " tenants");
    const auto plan = make_plan(hand->input, hand->rules);
    progress.wipe();
    if (!plan) return refuse(plan.problems());
    const People people(hand->tenants, hand->advisors);
    if (!command.files.previous) return deliver_plan(*plan, people, command.output);
    const std::vector<Change> changed = changes(hand->input, hand->rules, *plan);
    return deliver_plan(*plan, people, command.output, &changed);
}

}  // namespace bienveille
