#include "engine/staffing.h"

#include <algorithm>

#include "engine/more_advisors.h"
#include "engine/plan.h"

namespace bienveille {
namespace {

struct Kept {
    int impossible = 0;
    int unproven = 0;
    std::vector<Shortfall> why;

    int missed() const { return impossible + unproven; }
};

class Question {
public:
    Question(DayInput input, const RuleSet& rules, std::optional<Minutes> minutes)
        : input_(std::move(input)), rules_(rules), minutes_(minutes), team_(input_.advisors.size()) {}

    Kept with(int more) {
        input_.advisors.resize(team_);
        for (Advisor& each : more_advisors(input_, rules_, more, minutes_)) input_.advisors.push_back(std::move(each));
        const auto plan = make_plan(input_, rules_);
        Kept kept;
        for (const Unplanned& each : plan->unplanned) {
            kept.impossible += each.keeping == Keeping::impossible ? 1 : 0;
            kept.unproven += each.keeping == Keeping::unproven ? 1 : 0;
        }
        kept.why = plan->promises.shortfall;
        return kept;
    }

private:
    DayInput input_;
    const RuleSet& rules_;
    std::optional<Minutes> minutes_;
    std::size_t team_;
};

// The fewest from 0 to `most` that miss no more than the most do.
int fewest(Question& question, int most, int beyond) {
    const auto enough = [&](int more) { return question.with(more).missed() <= beyond; };
    if (most == 0 || enough(0)) return 0;
    int too_few = 0;
    int more = 1;
    while (more < most && !enough(more)) {
        too_few = more;
        more = std::min(2 * more, most);
    }
    while (more - too_few > 1) {
        const int middle = (too_few + more) / 2;
        (enough(middle) ? more : too_few) = middle;
    }
    return more;
}

}  // namespace

Result<Staffing> staffing(const DayInput& input, const RuleSet& rules, Day by, std::optional<Minutes> minutes,
                          int most) {
    if (by < input.day)
        return Problem{"by", "is " + by.iso() + "; must be " + input.day.iso() + ", the day of the plan, or later"};
    const auto today = plan_day(input, rules);
    if (!today) return today.problems();
    Staffing result;
    DayInput asked = input;
    for (const OwedCall& call : today->order) {
        Tenant& tenant = asked.tenants[call.tenant];
        ++result.people;
        if (tenant.callback_due_on && *tenant.callback_due_on <= by) continue;
        tenant.callback_due_on = by;
        tenant.callback_slot = {};  // of a later day
    }
    Question question(std::move(asked), rules, minutes);
    result.beyond = question.with(most).missed();
    result.more = fewest(question, most, result.beyond);
    if (result.more == 0) return result;
    Kept kept = question.with(result.more - 1);
    result.impossible = kept.impossible;
    result.unproven = kept.unproven;
    result.why = std::move(kept.why);
    return result;
}

}  // namespace bienveille
