// make_plan on tiny days against trying every assignment.
//
// Each claim of definition.md's objective is counted apart, so that a failure names its layer and its seeds; the days
// are planned and tried once for all of them.
#include <gtest/gtest.h>

#include <algorithm>

#include "engine/audit.h"
#include "engine/evenest_lists.h"
#include "engine/gap_bound.h"
#include "engine/look_ahead.h"
#include "engine/plan.h"
#include "engine/spreading.h"
#include "engine/validate.h"
#include "tests/support/oracle.h"
#include "tests/support/random_input.h"
#include "tests/support/thorough.h"
#include "tests/support/value_days.h"

namespace bienveille::test {
namespace {

using audit_detail::DayFacts;

// A claim with the seeds of the days on which it did not hold.
class Claim {
public:
    explicit Claim(const char* text) : text_(text) {}

    void holds(bool is, std::uint64_t seed) {
        ++asked_;
        if (!is) seeds_.push_back(seed);
    }
    void expect() const {
        std::string seeds;
        for (std::size_t i = 0; i < seeds_.size() && i < 12; ++i) seeds += ' ' + std::to_string(seeds_[i]);
        EXPECT_TRUE(seeds_.empty()) << text_ << "\n  not on " << seeds_.size() << " of " << asked_ << " days, seeds"
                                    << seeds;
        EXPECT_GT(asked_, 100) << text_ << ": hardly ever asked";
    }

private:
    const char* text_;
    std::vector<std::uint64_t> seeds_;
    int asked_ = 0;
};

// The bounds that larger days go by: tiny ones are solved by looking at everything and need none. And what lists put side by side give.
struct Bounds {
    Value quick, close, lists;
    Extremes spread{};
    bool is_evenest = true;
};

Bounds bounds_of(const Plan& plan, const RandomDay& random) {
    const Calendar& calendar = random.input.calendar ? *random.input.calendar : random.rules.calendar;
    const WorkingDays working(calendar, random.input.day);
    const Presence presence(random.input, random.rules, calendar, working);
    const Roster roster = make_roster(random.input, random.rules, calendar, presence);
    const Facts facts = make_facts(random.input, random.rules, roster, working);
    LookAhead ahead(random.input, random.rules, roster, presence, facts);
    Board board(random.input, random.rules, roster, facts, ahead);
    for (CallIndex c = 0; c < board.calls(); ++c)
        for (SeatIndex s = 0; s < board.seats(); ++s)
            for (const Call& call : plan.lists[s].calls)
                if (call.tenant == random.input.tenants[board.call(c).tenant].id) board.put(s, c);
    const auto loads = extremes(board);
    if (!loads) return {};
    Bounds bounds{gap_bound(board, Look::quick).value, gap_bound(board, Look::close).value,
                  gap_down(evenest_lists(board, *loads).value())};
    bounds.is_evenest = none_is_evener(board);
    spread_side_by_side(board, Value{0});
    bounds.spread = *extremes(board);
    return bounds;
}

// Of a plan that says so of its own gap.
bool refutes_that_all_were_tried(Plan plan, const RandomDay& random) {
    plan.balance.proof = {{}, {}, true, false};
    const auto findings = audit(plan, random.input, random.rules);
    return std::any_of(findings.begin(), findings.end(),
                       [](const Finding& each) { return each.path == "balance.proof.all_tried"; });
}

struct Claims {
    Claim constraints{"C1-C3: each call with somebody who may, within caps, with a timetable"};
    Claim nobody_passed_over{"O1: nobody is passed over"};
    Claim lexicographic{"O1: of equal minutes, the set planned is the lexicographic maximum by rank"};
    Claim balanced{"O2: the gap is within the tolerance, or the least there is"};
    Claim bound{"O2: the lower bound, rounded down, is not above the least gap"};
    Claim bounds{"O2: nor are the bounds of larger days above the least gap of any assignment"};
    Claim all_tried{"O2: that all ways were tried is refuted where some assignment has a smaller gap, and only there"};
    Claim spread_evenest{"O2: lists put side by side have the least gap, and tell whether a plan has"};
    Claim same_callers{"O3: as many as can keep their caller"};
    Claim own_area{"O4: as many as can are called from their own area"};

    Claim as_before{"O5: as many as can stay with the advisor, then in the half-day, of today's previous plan"};
    Claim evener{"O6: among these the least gap there is"};
    Claim half_days{"O7: the most half-days as before, then as preferred, then callbacks due today before noon"};
    int held_for_later = 0;  // days on which somebody waits for a call of lower rank that no later day takes
    // Days on which no assignment is even, those where the close bound is the least gap, and where that of lists is.
    int with_gap = 0, tight = 0, tight_lists = 0;

    void ask(const Plan& plan, const RandomDay& random, const Oracle& oracle, bool equal_minutes) {
        const std::uint64_t seed = random.seed;
        const Assignment assignment = oracle.assignment_of(plan);
        const std::uint32_t set = Oracle::planned_set(assignment);
        constraints.holds(oracle.keeps_c1_to_c3(assignment), seed);
        nobody_passed_over.holds(oracle.passes_nobody_over(assignment, plan), seed);
        held_for_later += oracle.passes_nobody_over(assignment) ? 0 : 1;
        if (equal_minutes) lexicographic.holds(set == oracle.lexicographic_maximum(), seed);
        for (const AdvisorList& list : plan.lists)
            if (const auto best = oracle.best_halves(list); best && list.calls.size() > 1)
                half_days.holds(oracle.halves(list) == *best, seed);
        const auto best = oracle.best_of(plan);
        if (!best) return;  // told by O1
        const Quality is = oracle.quality(assignment);
        const Quality& least = best->least_gap;
        const bool enough = best->within_tolerance ? oracle.within_tolerance(is)
                                                   : is.gap_top * least.gap_bottom == least.gap_top * is.gap_bottom;
        balanced.holds(enough, seed);
        const Quality& any = best->least_of_any;
        bound.holds(plan.balance.lower_bound.count * any.gap_bottom <= any.gap_top * kOne.count, seed);
        const bool is_least = is.gap_top * any.gap_bottom == any.gap_top * is.gap_bottom;
        all_tried.holds(refutes_that_all_were_tried(plan, random) != is_least, seed);
        const auto [quick, close, lists, spread, is_evenest] = bounds_of(plan, random);
        spread_evenest.holds(is_evenest == is_least, seed);
        const std::int64_t spread_bottom = spread.high.capacity * spread.low.capacity;
        const std::int64_t spread_top = spread.high.load * spread.low.capacity - spread.low.load * spread.high.capacity;
        spread_evenest.holds(spread_top * any.gap_bottom == any.gap_top * spread_bottom, seed);
        for (const Value each : {quick, close, lists})
            bounds.holds(each.count * any.gap_bottom <= any.gap_top * kOne.count, seed);
        const bool gap = any.gap_top > 0;
        const auto is_tight = [&, &its = any](Value found) {
            return found.count * its.gap_bottom + its.gap_bottom > its.gap_top * kOne.count;
        };
        with_gap += gap ? 1 : 0;
        tight += gap && is_tight(close) ? 1 : 0;
        tight_lists += gap && is_tight(lists) ? 1 : 0;
        if (!enough) return;
        same_callers.holds(is.same_callers == best->most_same_callers, seed);
        if (is.same_callers != best->most_same_callers) return;
        own_area.holds(is.own_area == best->most_own_area, seed);
        if (is.own_area != best->most_own_area) return;
        as_before.holds(is.advisors_changed == best->fewest_advisors_changed &&
                            oracle.half_days_changed(plan) == best->fewest_half_days_changed,
                        seed);
        if (is.advisors_changed != best->fewest_advisors_changed) return;
        const Quality& evenest = best->least_at_last;
        evener.holds(is.gap_top * evenest.gap_bottom == evenest.gap_top * is.gap_bottom, seed);
    }
};

Claims ask_tiny_days(RandomDay (*make)(std::uint64_t), std::uint64_t days, bool equal_minutes) {
    Claims claims;
    for (std::uint64_t seed = 1; seed <= days; ++seed) {
        const RandomDay random = make(seed);
        const auto plan = make_plan(random.input, random.rules);
        EXPECT_TRUE(plan) << "seed " << seed << ": " << plan.problems()[0].path << ' ' << plan.problems()[0].message;
        if (!plan) continue;
        const DayFacts facts(random.input, random.rules);
        claims.ask(*plan, random, Oracle(facts), equal_minutes);
    }
    return claims;
}

// Planned once, asked by many.
const Claims& tiny_days() {
    static const Claims claims = ask_tiny_days(tiny_day, kThorough ? 3000 : 1000, false);
    return claims;
}
const Claims& days_of_equal_calls() {
    static const Claims claims = ask_tiny_days(tiny_day_of_equal_calls, kThorough ? 2000 : 500, true);
    return claims;
}
// Promises within some days that have hardly any room: what is due later has to go today, before calls of higher rank.
constexpr int kDaysBeforeAGap = kThorough ? 1000 : 300;
const Claims& days_before_a_gap() {
    static const Claims claims = ask_tiny_days(tiny_day_before_a_gap, kDaysBeforeAGap, false);
    return claims;
}

void expect_on_all(Claim Claims::*claim) {
    for (const Claims* claims : {&tiny_days(), &days_of_equal_calls(), &days_before_a_gap()}) (claims->*claim).expect();
}
// Not before a gap, where what must go today leaves few ways.
void expect_on_most(Claim Claims::*claim) {
    for (const Claims* claims : {&tiny_days(), &days_of_equal_calls()}) (claims->*claim).expect();
}

TEST(Oracle, C1C2C3EachCallWithSomebodyWhoMayWithinCapsAndWithATimetable) { expect_on_all(&Claims::constraints); }

TEST(Oracle, O1NobodyIsPassedOverWhomALaterDayCouldMakeRoomFor) {
    expect_on_all(&Claims::nobody_passed_over);
    EXPECT_GT(days_before_a_gap().held_for_later, kDaysBeforeAGap / 25);
}

TEST(Oracle, O1OfEqualMinutesTheLexicographicMaximumByRankIsCalled) { days_of_equal_calls().lexicographic.expect(); }

TEST(Oracle, O2TheGapIsWithinTheToleranceOrTheLeastThereIs) { expect_on_all(&Claims::balanced); }

TEST(Oracle, O2NoBoundIsAboveTheLeastGap) {
    expect_on_all(&Claims::bound);
    expect_on_all(&Claims::bounds);
    for (const Claims* claims : {&tiny_days(), &days_of_equal_calls()})
        EXPECT_GT(claims->tight, claims->with_gap / 6) << "the close bound is the least gap too seldom to be of use";
    EXPECT_GT(tiny_days().tight_lists, tiny_days().with_gap * 9 / 10);
}

// Most calls of level 3 and no cap, so that places apart bind; half of the days run.
RandomDay tiny_day_of_level3_calls(std::uint64_t seed) {
    RandomDay random = tiny_day(seed);
    Dice dice(seed + 7'000'000);
    random.rules.work.most_level3 = 99;
    random.rules.work.most_level2_and_3 = 99;
    for (Tenant& tenant : random.input.tenants) {
        tenant.anxiety = dice.percent(75) ? 3 : dice.between(0, 2);
        tenant.anxiety_cleared = true;
    }
    return random.input.previous.empty() && dice.percent(50) ? while_it_runs(random, dice.percent(50)) : random;
}

TEST(Oracle, O2NoBoundIsAboveTheLeastGapWhereLevel3CallsTakeAllPlacesApart) {
    const Claims claims = ask_tiny_days(tiny_day_of_level3_calls, kThorough ? 2500 : 250, false);
    claims.bound.expect();
    claims.bounds.expect();
    claims.balanced.expect();
    claims.spread_evenest.expect();
    EXPECT_GT(claims.tight_lists, claims.with_gap * 9 / 10);
}

TEST(Oracle, O2ThatAllWaysWereTriedIsRefutedWhereOneHasASmallerGapAndOnlyThere) { expect_on_all(&Claims::all_tried); }

TEST(Oracle, O2ListsPutSideBySideHaveTheLeastGap) { expect_on_all(&Claims::spread_evenest); }

TEST(Oracle, O3AsManyAsCanKeepTheirCaller) { expect_on_most(&Claims::same_callers); }

TEST(Oracle, O4AsManyAsCanAreCalledFromTheirOwnArea) { expect_on_most(&Claims::own_area); }

TEST(Oracle, O5AsManyAsCanStayWithTheAdvisorAndInTheHalfDayOfBefore) { expect_on_most(&Claims::as_before); }

TEST(Oracle, O6AmongTheseTheLeastGapThereIs) { expect_on_most(&Claims::evener); }

TEST(Oracle, O7TheMostHalfDaysThenCallbacksBeforeNoon) { expect_on_all(&Claims::half_days); }

}  // namespace
}  // namespace bienveille::test
