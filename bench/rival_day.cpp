#include "bench/rival_day.h"

#include <algorithm>
#include <map>
#include <string>
#include <unordered_map>

namespace bienveille::bench {
namespace {

struct Owed {
    const TenantId* tenant;
    Tier tier;
    Points points;
    Minutes minutes;
    int seat;  // -1: not called
};

std::vector<Owed> owed_by_id(const Plan& plan) {
    std::vector<Owed> owed;
    int seat = 0;
    for (const AdvisorList& list : plan.lists) {
        for (const Call& call : list.calls)
            owed.push_back({&call.tenant, call.tier, call.card.points, call.minutes + call.pause, seat});
        ++seat;
    }
    for (const Unplanned& each : plan.unplanned)
        if (each.tier) owed.push_back({&each.tenant, *each.tier, each.points, each.needs, -1});
    std::sort(owed.begin(), owed.end(), [](const Owed& a, const Owed& b) { return *a.tenant < *b.tenant; });
    return owed;
}

// Numbers texts in the order in which they are met; the empty text has none.
class Numbering {
public:
    int of(const std::string& text) {
        return text.empty() ? -1 : numbers_.emplace(text, static_cast<int>(numbers_.size())).first->second;
    }
    int count() const { return static_cast<int>(numbers_.size()); }

private:
    std::map<std::string, int> numbers_;
};

// The tier decides before the points, which stay below 10,000 hundredths with weights that sum to 100.
std::int64_t weight(Tier tier, Points points) { return (9 - static_cast<std::int64_t>(tier)) * 10'001 + points.count; }

}  // namespace

RivalDay rival_day(const DayInput& input, const RuleSet& rules, const Plan& plan) {
    std::unordered_map<std::string, const Tenant*> tenants;
    for (const Tenant& tenant : input.tenants) tenants[tenant.id.text] = &tenant;
    std::unordered_map<std::string, const Advisor*> advisors;
    for (const Advisor& advisor : input.advisors) advisors[advisor.id.text] = &advisor;
    const auto language_of = [&](const Tenant& tenant) {
        return tenant.language.empty() ? rules.work.default_language : tenant.language;
    };

    RivalDay day;
    Numbering groups, areas;
    std::unordered_map<std::string, int> seat_of;
    for (const Tenant& tenant : input.tenants) groups.of(language_of(tenant));
    for (const AdvisorList& list : plan.lists) {
        const Advisor& advisor = *advisors.at(list.advisor.text);
        RivalSeat seat{static_cast<int>(list.capacity.count), 0, areas.of(advisor.area),
                       std::vector<bool>(static_cast<std::size_t>(groups.count()), false)};
        seat.room = seat.minutes / static_cast<int>(rules.work.unknown_level.count);
        for (const std::string& language : advisor.languages)
            if (const int group = groups.of(language); group < static_cast<int>(seat.groups.size()))
                seat.groups[static_cast<std::size_t>(group)] = true;
        seat_of[list.advisor.text] = static_cast<int>(day.seats.size());
        day.seats.push_back(std::move(seat));
    }
    day.groups = static_cast<int>(day.seats.empty() ? 0 : day.seats.front().groups.size());
    for (const Owed& owed : owed_by_id(plan)) {
        const Tenant& tenant = *tenants.at(owed.tenant->text);
        const auto previous = seat_of.find(tenant.last_advisor.text);
        day.calls.push_back({weight(owed.tier, owed.points), owed.points.count, static_cast<int>(owed.minutes.count),
                             groups.of(language_of(tenant)), areas.of(tenant.area),
                             previous == seat_of.end() ? -1 : previous->second});
    }
    day.areas = areas.count();
    return day;
}

Seating seating_of(const Plan& plan) {
    Seating seating;
    for (const Owed& owed : owed_by_id(plan)) seating.push_back(owed.seat);
    return seating;
}

}  // namespace bienveille::bench
