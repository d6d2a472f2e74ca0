#include "engine/replay_orders.h"

#include <algorithm>
#include <array>
#include <limits>
#include <tuple>
#include <unordered_map>

#include "engine/chance.h"
#include "engine/digest.h"
#include "engine/facts.h"
#include "engine/plan.h"
#include "engine/roster.h"

namespace bienveille {
namespace {

constexpr Day kNever{std::numeric_limits<std::int32_t>::max()};

template <class Record>
std::unordered_map<std::string, std::uint32_t> index_of(const std::vector<Record>& records) {
    std::unordered_map<std::string, std::uint32_t> index;
    for (std::uint32_t i = 0; i < records.size(); ++i) index.emplace(records[i].id.text, i);
    return index;
}

ReplayDay planned(const DayInput& input, const RuleSet& rules) {
    const auto plan = make_plan(input, rules);
    const auto tenants = index_of(input.tenants);
    const auto advisors = index_of(input.advisors);
    ReplayDay day;
    for (const AdvisorList& list : plan->lists) {
        ReplayList& copy = day.lists.emplace_back(
            ReplayList{advisors.at(list.advisor.text), static_cast<int>(list.capacity.count), {}});
        for (const Call& call : list.calls) copy.tenants.push_back(tenants.at(call.tenant.text));
    }
    // As the live day does: the earliest deadline first, then by rank.
    std::vector<const Unplanned*> waiting;
    for (const Unplanned& row : plan->unplanned)
        if (row.tier) waiting.push_back(&row);
    std::stable_sort(waiting.begin(), waiting.end(), [](const Unplanned* a, const Unplanned* b) {
        return a->due_on.value_or(kNever) < b->due_on.value_or(kNever);
    });
    for (const Unplanned* row : waiting)
        day.spare.push_back({tenants.at(row->tenant.text), static_cast<int>(row->needs.count), std::nullopt});
    return day;
}

class Dealing {
public:
    Dealing(const DayInput& input, const RuleSet& rules)
        : input_(input),
          calendar_(input.calendar.value_or(rules.calendar)),
          working_(calendar_, input.day),
          presence_(input, rules, calendar_, working_),
          roster_(make_roster(input, rules, calendar_, presence_)),
          facts_(make_facts(input, rules, roster_, working_)),
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
    Facts facts_;
    std::array<int, 5> minutes_;
    std::vector<ReplayList> lists_;
    std::vector<int> left_;
};

}  // namespace

ReplayDay replay_day(const DayInput& input, const RuleSet& rules, CallOrder order, std::optional<std::uint64_t> seed) {
    if (order == CallOrder::rules) return planned(input, rules);
    return Dealing(input, rules).deal(order, seed);
}

}  // namespace bienveille
