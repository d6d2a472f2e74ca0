#include "engine/why.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "engine/chosen_day.h"
#include "engine/exclusion.h"
#include "engine/plan.h"
#include "engine/validate.h"

namespace bienveille {
namespace {

using AdvisorOf = std::map<std::string_view, const AdvisorList*>;  // by tenant

AdvisorOf advisors_of(const Plan& plan) {
    AdvisorOf advisors;
    for (const AdvisorList& list : plan.lists)
        for (const Call& call : list.calls) advisors.emplace(call.tenant.text, &list);
    return advisors;
}

// The input with today's plan as the previous one, so that nothing moves without need.
DayInput standing(const DayInput& input, const Plan& plan) {
    DayInput same = input;
    same.previous.clear();
    for (const AdvisorList& list : plan.lists)
        for (const Call& call : list.calls)
            same.previous.push_back({call.tenant, list.advisor, call.starts_at, call.minutes, call.pause, call.state,
                                     call.fixed && call.state == CallState::planned});
    return same;
}

Forced difference(const Plan& plan, const Plan& forced, const TenantId& tenant) {
    Forced answer;
    const AdvisorOf before = advisors_of(plan);
    const AdvisorOf after = advisors_of(forced);
    const auto place = after.find(tenant.text);
    if (place == after.end()) return answer;
    answer.possible = true;
    answer.advisor = place->second->advisor;
    answer.points_lost = plan.certificate.points - forced.certificate.points;
    answer.promises_lost = plan.promises.kept - forced.promises.kept;
    for (const auto& [id, list] : before) {
        const auto now = after.find(id);
        if (now == after.end())
            answer.fall_out.push_back({std::string(id)});
        else if (now->second->advisor != list->advisor)
            answer.move.push_back({{std::string(id)}, list->advisor, now->second->advisor});
    }
    for (const auto& [id, list] : after)
        if (id != tenant.text && !before.contains(id)) answer.come_in.push_back({std::string(id)});
    return answer;
}

bool may_call(const Advisor& advisor, const Tenant& tenant, const RuleSet& rules) {
    const std::string& fallback = rules.work.default_language;
    return speaks(advisor, tenant.language.empty() ? fallback : tenant.language, fallback);
}

template <class All, class Id>
auto find_by_id(const All& all, const Id& id) {
    return std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.id == id; });
}

}  // namespace

Result<Why> why(const Plan& plan, const DayInput& input, const RuleSet& rules, const TenantId& id,
                const std::optional<AdvisorId>& advisor) {
    Problems problems;
    const auto tenant = find_by_id(input.tenants, id);
    if (tenant == input.tenants.end()) problems.push_back({"tenant", "'" + id.text + "' is not a tenant of the day"});
    if (advisor && find_by_id(input.advisors, *advisor) == input.advisors.end())
        problems.push_back({"advisor", "'" + advisor->text + "' is not an advisor of the day"});
    if (!problems.empty()) return problems;

    Why answer;
    answer.tenant = id;
    for (const AdvisorList& list : plan.lists)
        for (const Call& call : list.calls)
            if (call.tenant == id) {
                answer.advisor = list.advisor;
                answer.points = call.card.points;
                answer.tier = call.tier;
                if (call.fixed || !advisor || *advisor == list.advisor) return answer;
            }
    for (const Unplanned& each : plan.unplanned)
        if (each.tenant == id) {
            answer.points = each.points;
            answer.tier = each.tier;
            answer.reason = each.reason;
        }
    for (const Excluded& each : plan.excluded)
        if (each.tenant == id) answer.excluded = each.reason;
    if (answer.excluded || answer.reason == UnplannedReason::no_phone) return answer;

    if (answer.tier && !answer.advisor)
        for (const AdvisorList& list : plan.lists) {
            const auto who = find_by_id(input.advisors, list.advisor);
            if ((advisor && *advisor != list.advisor) || !may_call(*who, *tenant, rules)) continue;
            for (const Call& call : list.calls) {
                const auto lower = [&](const LastPlace& last) {
                    return call.tier != last.tier ? call.tier > last.tier : call.card.points < last.points;
                };
                if (!call.fixed && (!answer.last_place || lower(*answer.last_place)))
                    answer.last_place = LastPlace{call.tenant, list.advisor, call.tier, call.card.points};
            }
        }
    const auto forced = make_plan(standing(input, plan), rules, Wish{id, advisor});
    if (!forced) return forced.problems();
    answer.forced = difference(plan, *forced, id);
    return answer;
}

// ---- can we promise this? -----------------------------------------------------------------------------------

Result<PromiseCheck> check_promise(const DayInput& input, const RuleSet& rules, const TenantId& id, Day by) {
    Problems problems = validate(input);
    const auto found = find_by_id(input.tenants, id);
    if (found == input.tenants.end()) problems.push_back({"tenant", "'" + id.text + "' is not a tenant of the day"});
    if (by < input.day) problems.push_back({"by", "is " + by.iso() + "; must not be before " + input.day.iso()});
    if (!problems.empty()) return problems;
    if (exclusion(*found, input.day)) return PromiseCheck{};

    // Whose callback the plan of such a day keeps.
    const auto kept_in = [](ChosenDay& day) {
        day.ahead.place_duties(day.board);
        return day.ahead.kept_promises(day.board);
    };
    const auto tenant = static_cast<std::uint32_t>(found - input.tenants.begin());
    DayInput asked = input;
    asked.tenants[tenant].callback_requested_on.reset();
    asked.tenants[tenant].callback_due_on.reset();
    asked.tenants[tenant].callback_slot = {};
    ChosenDay without(asked, rules, nullptr, {});
    if (without.roster.in_hand[tenant]) return PromiseCheck{true, input.day};
    const std::vector<char> now = kept_in(without);
    const auto keepable = [&](Day day) {
        asked.tenants[tenant].callback_due_on = day;
        ChosenDay with(asked, rules, nullptr, {});
        const std::vector<char> then = kept_in(with);
        for (std::size_t t = 0; t < now.size(); ++t)
            if (now[t] && !then[t]) return false;
        return then[tenant] != 0;
    };
    PromiseCheck answer;
    answer.keepable = keepable(by);
    for (int day = 0; day <= kDaysTried && !answer.earliest; ++day)
        if (without.working.is_working(input.day + day) && keepable(input.day + day)) answer.earliest = input.day + day;
    return answer;
}

}  // namespace bienveille
