#include "engine/facts.h"

#include <algorithm>
#include <functional>
#include <span>
#include <string_view>
#include <tuple>
#include <unordered_map>

#include "engine/bucket_sort.h"
#include "engine/exclusion.h"
#include "engine/hard_rules.h"
#include "engine/longest_waiting.h"
#include "engine/rank_key.h"
#include "engine/score.h"
#include "engine/tenant_facts.h"

namespace bienveille {
namespace {

// What the tenants' rows say, with those who are there: seats, calls in hand, the longest waiting.
class Seating {
public:
    Seating(const TenantFacts& tenants, const DayInput& input, const RuleSet& rules, const Roster& roster,
            const WorkingDays& working, const Wish* wish)
        : tenants_(tenants),
          input_(input),
          rules_(rules),
          roster_(roster),
          working_(working),
          wish_(wish),
          order_(tenants.order),
          seat_of_(input.advisors.size(), -1) {
        for (std::size_t s = 0; s < roster.seats.size(); ++s)
            if (roster.seats[s].present) seat_of_[roster.seats[s].advisor] = static_cast<std::int32_t>(s);
        find_earlier();
        leave_out_those_in_hand();
    }

    Facts with(ToldApart apart) {
        Facts facts;
        const auto minutes = minutes_by_kind(rules_.work);
        const std::int64_t share = roster_.capacity * rules_.duties.longest_waiting_share.count;
        facts.longest_waiting = LongestWaiting(order_, tenants_.owed, input_, minutes, share);
        put_in_order(facts);
        facts.in_hand = candidates_of(in_hand_, input_, rules_, roster_, working_);
        for (Candidate& call : facts.in_hand) seat(call);
        facts.excluded = std::move(apart.excluded);
        facts.not_owed = std::move(apart.not_owed);
        facts.callbacks = std::move(apart.callbacks);
        for (const std::uint32_t t : in_hand_) forget(input_.tenants[t], facts.excluded);
        if (!in_hand_.empty())
            std::erase_if(facts.not_owed, [&](const NotOwed& row) { return roster_.in_hand[row.tenant] != 0; });
        put_duties_in_order(facts);
        return facts;
    }

private:
    // ---- today's previous plan ---------------------------------------------------------------------
    void find_earlier() {
        if (input_.previous.empty()) return;
        earlier_of_.assign(input_.tenants.size(), -1);
        std::unordered_map<std::string_view, std::int32_t> seats;
        for (const auto& [advisor, s] : roster_.seat_of_advisor) seats.emplace(advisor, s);
        auto seat = seats.end();
        for (std::size_t i = 0; i < input_.previous.size(); ++i) {
            const PreviousCall& call = input_.previous[i];
            if (seat == seats.end() || seat->first != call.advisor.text) seat = seats.find(call.advisor.text);
            earlier_.push_back({half_day_in(roster_.windows, call.starts_at), seat == seats.end() ? -1 : seat->second});
            if (const auto tenant = roster_.previous_tenants[i]) earlier_of_[*tenant] = static_cast<std::int32_t>(i);
        }
    }

    void leave_out_those_in_hand() {
        for (const Seat& seat : roster_.seats)
            for (const FixedCall& call : seat.fixed) in_hand_.push_back(call.tenant);
        if (in_hand_.empty()) return;
        std::sort(in_hand_.begin(), in_hand_.end());
        without_in_hand_.reserve(order_.size());
        std::vector<char> in_hand;  // by candidate
        in_hand.reserve(tenants_.owed.size());
        for (const Candidate& call : tenants_.owed) in_hand.push_back(roster_.in_hand[call.tenant]);
        for (const RankKey& key : order_)
            if (!in_hand[key.candidate]) without_in_hand_.push_back(key);
        order_ = without_in_hand_;
    }

    void forget(const Tenant& tenant, std::vector<Excluded>& excluded) const {
        if (!exclusion(tenant, input_.day)) return;
        const auto row =
            std::lower_bound(excluded.begin(), excluded.end(), tenant.id,
                             [](const Excluded& each, const TenantId& wanted) { return each.tenant < wanted; });
        excluded.erase(row);
    }

    // ---- order and seats ---------------------------------------------------------------------------
    // Tiers 1 to 6 are in order. Of the rest the longest waiting come first; among them, and among the others, the order stands.
    void put_in_order(Facts& facts) const {
        facts.owed.reserve(order_.size());
        facts.briefs.reserve(order_.size());
        facts.candidates.reserve(order_.size());
        const auto longest_waiting = [&](const RankKey& key) {
            return facts.longest_waiting.includes(key, tenants_.owed, input_);
        };
        const auto rest = static_cast<std::size_t>(
            std::partition_point(order_.begin(), order_.end(),
                                 [](const RankKey& key) { return tier_of(key) < Tier::score; }) -
            order_.begin());
        if (tenants_.wished)  // comes before everybody
            for (const RankKey& key : order_)
                if (key.candidate == *tenants_.wished) add(facts, key, longest_waiting(key));
        add_each(
            facts, order_.first(rest), [](const RankKey&) { return true; }, true);
        add_each(facts, order_.subspan(rest), longest_waiting, true);
        add_each(facts, order_.subspan(rest), std::not_fn(longest_waiting), false);
    }

    template <class Wanted>
    void add_each(Facts& facts, std::span<const RankKey> keys, Wanted wanted, bool longest_waiting) const {
        constexpr std::size_t kAhead = 16;  // calls: about as long as memory takes to answer
        for (std::size_t i = 0; i < keys.size(); ++i) {
            if (i + kAhead < keys.size()) expect(tenants_.owed[keys[i + kAhead].candidate]);
            if (keys[i].candidate != tenants_.wished && wanted(keys[i])) add(facts, keys[i], longest_waiting);
        }
    }

    // A candidate may lie across two lines of the cache.
    static void expect(const Candidate& call) {
        __builtin_prefetch(&call);
        __builtin_prefetch(reinterpret_cast<const char*>(&call + 1) - 1);
    }

    void add(Facts& facts, const RankKey& key, bool longest_waiting) const {
        Candidate& call = facts.owed.emplace_back(tenants_.owed[key.candidate]);
        if (longest_waiting) call.tier = std::min(call.tier, Tier::longest_waiting);
        seat(call);
        if (call.wished && wish_->advisor) demand(call, *wish_->advisor);
        facts.candidates.push_back(key.candidate);
        facts.briefs.push_back(
            {call.group, call.kind, call.slot || call.only_seat >= 0, static_cast<std::int32_t>(call.points.count)});
    }

    void seat(Candidate& call) const {
        if (call.previous_seat >= 0) call.previous_seat = seat_of_[static_cast<std::size_t>(call.previous_seat)];
        if (call.slot) {
            const auto& seats = roster_.groups[call.group].seats;
            if (std::binary_search(seats.begin(), seats.end(), static_cast<std::uint32_t>(call.previous_seat)))
                call.only_seat = call.previous_seat;
        }
        if (earlier_of_.empty() || earlier_of_[call.tenant] < 0) return;
        const Earlier& earlier = earlier_[static_cast<std::size_t>(earlier_of_[call.tenant])];
        call.earlier_half_day = earlier.half_day;
        call.earlier_seat = earlier.seat;
    }

    // Only this advisor, or nobody.
    void demand(Candidate& call, const AdvisorId& advisor) const {
        const auto seat = roster_.seat_of_advisor.find(advisor.text);
        const auto& may = roster_.groups[call.group].seats;
        const bool eligible = seat != roster_.seat_of_advisor.end() &&
                              std::find(may.begin(), may.end(), static_cast<std::uint32_t>(seat->second)) != may.end();
        call.only_seat = eligible ? seat->second : kNoSeat;
    }

    // ---- calls with a deadline ---------------------------------------------------------------------
    void put_duties_in_order(Facts& facts) const {
        for (std::size_t c = 0; c < facts.owed.size(); ++c) {
            const Candidate& call = facts.owed[c];
            if (!call.due_on) continue;
            Duty duty;
            duty.tenant = call.tenant;
            duty.group = call.group;
            duty.kind = call.kind;
            duty.claim = call.claim;
            duty.firm = call.firm;
            duty.promised = call.promised;
            duty.tried = call.tried;
            duty.first = input_.day;
            duty.last = std::max(*call.due_on, input_.day);
            duty.call = static_cast<std::int32_t>(c);
            facts.duties.push_back(duty);
        }
        const std::size_t owed = facts.duties.size();
        for (const HeldBack& each : tenants_.held_back)
            if (in_hand_.empty() || !roster_.in_hand[each.duty.tenant]) facts.duties.push_back(each.duty);
        facts.held_back = facts.duties.size() - owed;
        if (facts.held_back < tenants_.held_back.size()) count_anew(facts, owed);
        std::uint32_t rank = 0;
        for (Duty& duty : facts.duties) duty.rank = rank++;
        bienveille::put_in_order(facts.duties);
    }

    // The numbers below 0 of those held back, without a gap where somebody is in hand.
    void count_anew(Facts& facts, std::size_t from) const {
        std::vector<std::int32_t> number(tenants_.held_back.size() + 1, 0);  // by the number that it was
        for (std::size_t d = from; d < facts.duties.size(); ++d)
            number[static_cast<std::size_t>(-facts.duties[d].call)] = 1;
        std::int32_t count = 0;
        for (std::int32_t& each : number)
            if (each != 0) each = --count;
        for (std::size_t d = from; d < facts.duties.size(); ++d)
            facts.duties[d].call = number[static_cast<std::size_t>(-facts.duties[d].call)];
        for (NotOwed& row : facts.not_owed)
            if (row.duty) row.duty = number[static_cast<std::size_t>(-*row.duty)];
    }

    struct Earlier {
        HalfDay half_day;
        std::int32_t seat;
    };

    const TenantFacts& tenants_;
    const DayInput& input_;
    const RuleSet& rules_;
    const Roster& roster_;
    const WorkingDays& working_;
    const Wish* wish_;
    std::span<const RankKey> order_;
    std::vector<RankKey> without_in_hand_;
    std::vector<std::int32_t> seat_of_;     // by advisor in the input, where present
    std::vector<std::uint32_t> in_hand_;    // tenants, ascending
    std::vector<Earlier> earlier_;          // of each previous call
    std::vector<std::int32_t> earlier_of_;  // by tenant: index into `earlier_`; empty without a previous plan
};

}  // namespace

HalfDay half_day_in(const std::vector<Window>& windows, TimeOfDay time) {
    for (const Window& window : windows)
        if (window.from <= time && time < window.to) return half_day_of(window.from);
    return half_day_of(time);
}

std::array<int, 5> minutes_by_kind(const Work& work) {
    std::array<int, 5> minutes{static_cast<int>(work.unknown_level.count)};
    for (std::size_t level = 0; level < work.levels.size(); ++level)
        minutes[1 + level] = static_cast<int>(work.levels[level].count);
    minutes[4] += static_cast<int>(work.pause_after_level3.count);
    return minutes;
}

std::uint8_t kind_of(const Tenant& tenant) {
    return static_cast<std::uint8_t>(tenant.anxiety ? 1 + *tenant.anxiety : 0);
}

const RetryPolicy& retry_policy(const Tenant& tenant, const RuleSet& rules, const WorkingDays& working, Day day) {
    const Value isolation = isolation_value(tenant, rules.factors.isolation);
    return policy_for(is_high_risk(tenant, isolation, day.year(), rules.duties.high_risk),
                      callback_deadline(tenant, rules, working).has_value(), rules.retries);
}

bool is_kept_before(const Duty& a, const Duty& b) {
    return std::tie(a.claim, a.last, a.rank) < std::tie(b.claim, b.last, b.rank);
}

void count_until_promise(Duty& duty) {
    duty.last = *duty.promised;
    duty.claim = Duty::Claim::promise;
    duty.firm = false;
    duty.late = true;
}

void put_in_order(std::vector<Duty>& duties) {
    if (duties.empty()) return;
    constexpr std::size_t kClaims = 5, kMostDays = 512;  // what is due later shares the last day's bucket
    Day first = duties.front().last, last = first;
    for (const Duty& duty : duties) {
        first = std::min(first, duty.last);
        last = std::max(last, duty.last);
    }
    const std::size_t days = std::min(static_cast<std::size_t>(last - first) + 1, kMostDays);
    std::vector<Duty> scratch;
    sort_by_bucket(
        duties, scratch, kClaims * days,
        [&](const Duty& duty) {
            const auto day = std::min(static_cast<std::size_t>(duty.last - first), days - 1);
            return static_cast<std::size_t>(duty.claim) * days + day;
        },
        [](const Duty& a, const Duty& b) { return is_kept_before(a, b); });
}

Facts make_facts(const DayInput& input, const RuleSet& rules, const Roster& roster, const WorkingDays& working,
                 const Wish* wish) {
    TenantFacts tenants = tenant_facts(input, rules, roster, working, wish);
    ToldApart apart = std::move(tenants.apart);
    return Seating(tenants, input, rules, roster, working, wish).with(std::move(apart));
}

Facts make_facts(const TenantFacts& tenants, const DayInput& input, const RuleSet& rules, const Roster& roster,
                 const WorkingDays& working) {
    return Seating(tenants, input, rules, roster, working, nullptr).with(tenants.apart);
}

}  // namespace bienveille
