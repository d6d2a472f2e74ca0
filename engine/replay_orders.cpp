#include "engine/replay_orders.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "engine/chance.h"
#include "engine/digest.h"
#include "engine/tenant_facts.h"

namespace bienveille {
namespace {

constexpr Day kNever{std::numeric_limits<std::int32_t>::max()};

ReplayDay planned(const DayInput& input, const RuleSet& rules, const Team& team) {
    DayLists chosen = lists_of_day(input, rules, team);
    // As the live day does: the earliest deadline first, then by rank.
    std::stable_sort(chosen.waiting.begin(), chosen.waiting.end(),
                     [](const DayLists::Waiting& a, const DayLists::Waiting& b) {
                         return a.due_on.value_or(kNever) < b.due_on.value_or(kNever);
                     });
    ReplayDay day;
    day.lists = std::move(chosen.lists);
    for (const DayLists::Waiting& each : chosen.waiting) day.spare.push_back({each.tenant, each.minutes, std::nullopt});
    return day;
}

class Dealing {
public:
    Dealing(const DayInput& input, const RuleSet& rules, const Team& team)
        : input_(input),
          calendar_(input.calendar.value_or(rules.calendar)),
          working_(calendar_, input.day),
          presence_(input, rules, calendar_, working_),
          roster_(make_roster(input, rules, calendar_, presence_, team, {})),
          facts_(tenant_facts(input, rules, roster_, working_, nullptr)),
          minutes_(minutes_by_kind(rules.work)) {
        for (const Seat& seat : roster_.seats) lists_.push_back({seat.advisor, seat.capacity, {}});
        for (const ReplayList& list : lists_) left_.push_back(list.capacity);
    }

    ReplayDay deal(CallOrder order, std::optional<std::uint64_t> seed) && {
        ReplayDay day;
        for (const std::uint32_t tenant : people(order, seed)) {
            const int needed = minutes_[kind_of(input_.tenants[tenant])];
            if (const auto seat = seat_for(tenant, needed, order)) {
                left_[*seat] -= needed;
                lists_[*seat].tenants.push_back(tenant);
            } else {
                day.spare.push_back({tenant, needed, own_advisor(tenant, order)});
            }
        }
        day.lists = std::move(lists_);
        return day;
    }

private:
    // Small first; equal ones in the order of the list.
    std::int64_t key(std::uint32_t index, CallOrder order, std::optional<std::uint64_t> seed) const {
        const Tenant& tenant = input_.tenants[index];
        constexpr int kUnknownYear = 9'999;
        if (order == CallOrder::oldest_first) return tenant.birth_year.value_or(kUnknownYear);
        if (order == CallOrder::random)
            return static_cast<std::int64_t>(mixed(seed.value_or(0) ^ tie_hash(tenant.id, input_.day)) >> 1);
        return tenant.last_attempt_at ? tenant.last_attempt_at->day.since_epoch + std::int64_t{1'000'000} : 0;
    }

    std::vector<std::uint32_t> people(CallOrder order, std::optional<std::uint64_t> seed) const {
        std::vector<std::pair<std::int64_t, std::uint32_t>> keyed;
        for (const Candidate& each : facts_.owed) keyed.emplace_back(key(each.tenant, order, seed), each.tenant);
        std::sort(keyed.begin(), keyed.end());
        std::vector<std::uint32_t> people;
        for (const auto& [number, tenant] : keyed) people.push_back(tenant);
        return people;
    }

    // Round robin: everybody has one for good.
    std::optional<std::uint32_t> own_advisor(std::uint32_t tenant, CallOrder order) const {
        if (order != CallOrder::round_robin) return std::nullopt;
        return static_cast<std::uint32_t>(tenant % input_.advisors.size());
    }

    std::optional<std::size_t> seat_for(std::uint32_t tenant, int needed, CallOrder order) const {
        const std::vector<std::uint32_t>& may_call = roster_.groups[roster_.group_of[tenant]].seats;
        const auto own = own_advisor(tenant, order);
        std::optional<std::size_t> best;
        for (const std::uint32_t seat : may_call) {
            if (left_[seat] < needed || (own && roster_.seats[seat].advisor != *own)) continue;
            if (!best || left_[seat] > left_[*best]) best = seat;
        }
        return best;
    }

    const DayInput& input_;
    Calendar calendar_;
    WorkingDays working_;
    Presence presence_;
    Roster roster_;
    TenantFacts facts_;
    std::array<int, 5> minutes_;
    std::vector<ReplayList> lists_;
    std::vector<int> left_;
};

}  // namespace

ReplayDay replay_day(const DayInput& input, const RuleSet& rules, const Team& team, CallOrder order,
                     std::optional<std::uint64_t> seed) {
    if (order == CallOrder::rules) return planned(input, rules, team);
    return Dealing(input, rules, team).deal(order, seed);
}

}  // namespace bienveille
