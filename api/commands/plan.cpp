#include "api/commands/plan.h"

#include "api/commands/progress.h"
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
    return deliver_plan(*plan, People(hand->tenants, hand->advisors), command.output);
}

}  // namespace bienveille
