#include "engine/compare.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <iterator>
#include <string_view>
#include <utility>

#include "engine/agreement.h"
#include "engine/digest.h"
#include "engine/plan.h"
#include "engine/roster.h"
#include "engine/score.h"
#include "engine/text_numbers.h"

namespace bienveille {
namespace {

constexpr std::int32_t kNotOwed = -1;

// What a plan says of everybody owed a call, without the plan.
struct Side {
    ComparedSide summary;
    std::vector<OwedCall> order;
    std::vector<std::int32_t> place;  // per tenant: index into order
    std::vector<std::int32_t> turn;   // of each in order
    std::vector<TenantId> missed;     // callbacks that are not kept, by id
};

ComparedSide summary_of(const Plan& plan, const RuleSet& rules, const DayInput& input,
                        const std::vector<OwedCall>& order) {
    ComparedSide side;
    side.rules_name = rules.name;
    side.rules_version = rules.version;
    side.rules_digest = digest(rules);
    side.owed = static_cast<int>(order.size());
    for (const AdvisorList& list : plan.lists) {
        side.calls += static_cast<int>(list.calls.size());
        side.lists.push_back(
            {list.advisor, list.capacity, list.planned + list.pauses, static_cast<int>(list.calls.size())});
        side.planned += list.planned;
        side.pauses += list.pauses;
        for (const Call& call : list.calls) side.same_advisor += call.same_advisor ? 1 : 0;
    }
    for (const OwedCall& call : order)
        if (call.called && !input.tenants[call.tenant].last_advisor.empty()) ++side.follow_ups;
    side.promises_open = plan.promises.open;
    side.promises_kept = plan.promises.kept;
    side.largest_gap = plan.balance.largest_gap;
    return side;
}

std::vector<std::int32_t> turns_of(const std::vector<OwedCall>& order, const RuleSet& rules, std::int64_t capacity) {
    const std::array<int, 5> minutes = minutes_by_kind(rules.work);
    std::vector<std::int32_t> turns;
    turns.reserve(order.size());
    std::int64_t before = 0;
    for (const OwedCall& call : order) {
        turns.push_back(call.called ? 0 : 1 + static_cast<std::int32_t>(before / std::max<std::int64_t>(capacity, 1)));
        if (!call.called) before += minutes[call.kind];
    }
    return turns;
}

Result<Side> side_of(const DayInput& input, const RuleSet& rules, const Known& known) {
    Result<PlannedDay> day = plan_day(input, rules, known);
    if (!day) return day.problems();
    Side side;
    side.order = std::move(day->order);
    side.summary = summary_of(day->plan, rules, input, side.order);
    std::int64_t capacity = 0;
    for (const AdvisorList& list : day->plan.lists) capacity += list.capacity.count;
    side.turn = turns_of(side.order, rules, capacity);
    side.place.assign(input.tenants.size(), kNotOwed);
    for (std::size_t i = 0; i < side.order.size(); ++i) side.place[side.order[i].tenant] = static_cast<std::int32_t>(i);
    for (const Unplanned& each : day->plan.unplanned)
        if (each.promise && *each.promise != Keeping::kept) side.missed.push_back(each.tenant);
    std::sort(side.missed.begin(), side.missed.end());
    return side;
}

bool ties(const OwedCall& a, const OwedCall& b) { return a.tier == b.tier && a.points == b.points; }

// The places of those who are owed a call under both, equal ones where tier and points are equal.
std::optional<Value> tau_of(const Side& before, const Side& after) {
    const auto places_in = [](const Side& side, const Side& other) {
        std::vector<std::uint32_t> places(side.order.size());
        std::uint32_t place = 0;
        const OwedCall* last = nullptr;
        for (std::size_t i = 0; i < side.order.size(); ++i) {
            const OwedCall& call = side.order[i];
            if (other.place[call.tenant] == kNotOwed) continue;
            if (last != nullptr && !ties(*last, call)) ++place;
            last = &call;
            places[i] = place;
        }
        return places;
    };
    const std::vector<std::uint32_t> first = places_in(before, after);
    const std::vector<std::uint32_t> second = places_in(after, before);
    std::vector<Places> people;
    people.reserve(first.size());
    for (std::size_t i = 0; i < first.size(); ++i)
        if (const std::int32_t there = after.place[before.order[i].tenant]; there != kNotOwed)
            people.push_back({first[i], second[static_cast<std::size_t>(there)]});
    return rank_agreement(std::move(people));
}

// Points by factor under both rule sets.
class Cards {
public:
    Cards(const DayInput& input, const RuleSet& before, const DayInput& other, const RuleSet& after)
        : input_(input),
          working_before_(input.calendar.value_or(before.calendar), input.day),
          working_after_(other.calendar.value_or(after.calendar), input.day),
          before_(before, working_before_, input.day),
          after_(after, working_after_, input.day) {}

    std::array<std::int64_t, kFactors> changes(std::uint32_t tenant) {
        const ScoreCard before = before_.of(input_.tenants[tenant]);
        const ScoreCard after = after_.of(input_.tenants[tenant]);
        std::array<std::int64_t, kFactors> changes{};
        for (std::size_t f = 0; f < changes.size(); ++f)
            changes[f] = after.lines[f].points.count - before.lines[f].points.count;
        return changes;
    }

private:
    const DayInput& input_;
    WorkingDays working_before_;
    WorkingDays working_after_;
    CardTable before_;
    CardTable after_;
};

class Comparing {
public:
    Comparing(const DayInput& input, const RuleSet& rules_before, const DayInput& other, const RuleSet& rules_after,
              Side before, Side after)
        : input_(input),
          before_(std::move(before)),
          after_(std::move(after)),
          cards_(input, rules_before, other, rules_after) {}

    Comparison all() {
        Comparison result;
        result.day = input_.day;
        result.before = before_.summary;
        result.after = after_.summary;
        result.tau = tau_of(before_, after_);
        count_mean();
        result.called_in_both = called_in_both_ + fixed_;
        moves(result.moves);
        result.groups = groups();
        std::set_difference(before_.missed.begin(), before_.missed.end(), after_.missed.begin(), after_.missed.end(),
                            std::back_inserter(result.promises_newly_kept));
        std::set_difference(after_.missed.begin(), after_.missed.end(), before_.missed.begin(), before_.missed.end(),
                            std::back_inserter(result.promises_newly_missed));
        return result;
    }

private:
    static bool called(const Side& side, std::uint32_t tenant) {
        const std::int32_t at = side.place[tenant];
        return at != kNotOwed && side.order[static_cast<std::size_t>(at)].called;
    }

    std::vector<char> called_of(const Side& side) const {
        std::vector<char> called(input_.tenants.size(), 0);
        for (const OwedCall& call : side.order) called[call.tenant] = call.called ? 1 : 0;
        return called;
    }

    std::optional<RuleMove::Stand> stand(const Side& side, std::uint32_t tenant) const {
        const std::int32_t at = side.place[tenant];
        if (at == kNotOwed) return std::nullopt;
        const OwedCall& call = side.order[static_cast<std::size_t>(at)];
        return RuleMove::Stand{side.turn[static_cast<std::size_t>(at)], call.tier, call.points};
    }

    // The mean change of each factor's points over those called under either, as a sum and a number.
    void count_mean() {
        fixed_ = before_.summary.calls;
        const auto add = [&](std::uint32_t tenant) {
            ++called_in_either_;
            const auto changes = cards_.changes(tenant);
            for (std::size_t f = 0; f < changes.size(); ++f) sums_[f] += changes[f];
        };
        for (const OwedCall& call : before_.order) {
            if (!call.called) continue;
            --fixed_;
            add(call.tenant);
            if (called(after_, call.tenant)) ++called_in_both_;
        }
        for (const OwedCall& call : after_.order)
            if (call.called && !called(before_, call.tenant)) add(call.tenant);
    }

    static std::optional<RuleMove::Kind> kind_of_move(const std::optional<RuleMove::Stand>& before,
                                                      const std::optional<RuleMove::Stand>& after) {
        const bool was_called = before && before->turn == 0;
        const bool is_called = after && after->turn == 0;
        if (is_called && !was_called) return RuleMove::Kind::enters;
        if (was_called && !is_called) return RuleMove::Kind::leaves;
        if (!before || !after || std::abs(before->turn - after->turn) <= 1) return std::nullopt;
        return after->turn < before->turn ? RuleMove::Kind::earlier : RuleMove::Kind::later;
    }

    void explain(RuleMove& move, std::uint32_t tenant) {
        if (!move.before || !move.after) {
            move.cause = RuleMove::Cause::owed;
            return;
        }
        if (move.before->tier != move.after->tier) {
            move.cause = RuleMove::Cause::tier;
            return;
        }
        const bool up = move.kind == RuleMove::Kind::enters || move.kind == RuleMove::Kind::earlier;
        const auto changes = cards_.changes(tenant);
        std::int64_t most = 0;
        for (std::size_t f = 0; f < changes.size(); ++f) {
            const std::int64_t above_mean = changes[f] * called_in_either_ - sums_[f];
            const std::int64_t towards = up ? above_mean : -above_mean;
            if (towards <= most) continue;
            most = towards;
            move.cause = RuleMove::Cause::factor;
            move.factor = static_cast<Factor>(f);
            move.change = Points{above_mean / called_in_either_};
        }
    }

    void moves(std::vector<RuleMove>& moves) {
        const auto look = [&](std::uint32_t tenant, auto wanted) {
            const auto before = stand(before_, tenant);
            const auto after = stand(after_, tenant);
            const auto kind = kind_of_move(before, after);
            if (!kind || !wanted(*kind)) return;
            RuleMove& move = moves.emplace_back();
            move.tenant = input_.tenants[tenant].id;
            move.kind = *kind;
            move.before = before;
            move.after = after;
            explain(move, tenant);
        };
        for (const OwedCall& call : before_.order)
            look(call.tenant, [](RuleMove::Kind kind) { return kind == RuleMove::Kind::leaves; });
        for (const OwedCall& call : after_.order)
            look(call.tenant, [](RuleMove::Kind kind) { return kind != RuleMove::Kind::leaves; });
        std::stable_sort(moves.begin(), moves.end(),
                         [](const RuleMove& a, const RuleMove& b) { return a.kind < b.kind; });
    }

    // --------------------------------------------------------------------------------------------------- groups

    struct Tally {
        int people = 0;
        int before = 0;
        int after = 0;
        int both = 0;
    };

    std::vector<ComparedGroup> groups() const {
        ByGroup<Tally> tallies(input_.day);
        // In the input's order, rows and all: by rank each would be waited for.
        const std::vector<char> called_before = called_of(before_), called_after = called_of(after_);
        for (std::uint32_t t = 0; t < input_.tenants.size(); ++t) {
            if (before_.place[t] == kNotOwed && after_.place[t] == kNotOwed) continue;
            const int before = called_before[t] != 0 ? 1 : 0, after = called_after[t] != 0 ? 1 : 0;
            tallies.each_of(input_.tenants[t], [&](Tally& tally) {
                ++tally.people;
                tally.before += before;
                tally.after += after;
                tally.both += before * after;
            });
        }
        std::vector<ComparedGroup> groups;
        tallies.for_each([&](GroupKind kind, std::string_view name, const Tally& tally) {
            if (tally.people >= kLeastGroup)
                groups.push_back({kind, std::string(name), tally.people, tally.before, tally.after,
                                  tally.after - tally.both, tally.before - tally.both});
        });
        return groups;
    }

    const DayInput& input_;
    Side before_;
    Side after_;
    Cards cards_;
    std::array<std::int64_t, kFactors> sums_{};
    std::int64_t called_in_either_ = 0;
    int called_in_both_ = 0;
    int fixed_ = 0;  // calls that stay where they are under any rules
};

}  // namespace

Result<Comparison> compare(const DayInput& input, const RuleSet& before, const RuleSet& after, const TellStep& tell) {
    return compare(input, before, input, after, tell);
}

Result<Comparison> compare(const DayInput& input, const RuleSet& before, const DayInput& other, const RuleSet& after,
                           const TellStep& tell) {
    constexpr std::size_t kSteps = 3;
    tell_step(tell, 0, kSteps);
    assert(input.day == other.day && input.tenants.size() == other.tenants.size());
    // What both plans have in common is looked at once: the people, whatever the rules.
    const RowsDigest digest = digest_of_tenants(input.tenants);
    const Team team = make_team(input, before);
    Known known;
    known.digest = &digest;
    known.team = &team;
    Result<Side> first = side_of(input, before, known);
    if (!first) return first.problems();
    tell_step(tell, 1, kSteps);
    const bool same_day = &other == &input;  // else its team is another, and nobody has looked at it yet
    known.is_valid = same_day;
    if (!same_day || after.work.default_language != before.work.default_language) known.team = nullptr;
    Result<Side> second = side_of(other, after, known);
    if (!second) return second.problems();
    tell_step(tell, 2, kSteps);
    return Comparing(input, before, other, after, std::move(first).value(), std::move(second).value()).all();
}

}  // namespace bienveille
