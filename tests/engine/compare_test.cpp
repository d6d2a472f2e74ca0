#include "engine/compare.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "engine/agreement.h"
#include "engine/plan.h"
#include "engine/score.h"
#include "engine/sensitivity.h"
#include "tests/support/builders.h"
#include "tests/support/random_input.h"
#include "tests/support/thorough.h"

namespace bienveille {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::uint64_t kDays = kThorough ? 300 : 30;

// ------------------------------------------------------------------------------------------------ agreement

std::optional<Value> tau(std::vector<Places> people) {
    std::sort(people.begin(), people.end(), [](Places a, Places b) { return a.first < b.first; });
    return rank_agreement(people);
}

TEST(Agreement, of_six_pairs_one_ordered_the_other_way_is_two_thirds) {
    // a b c d against a c b d: five pairs alike, one against, (5 - 1) / 6
    EXPECT_EQ(tau({{0, 0}, {1, 2}, {2, 1}, {3, 3}}), Value{666'666});
    EXPECT_EQ(tau({{0, 0}, {1, 1}, {2, 2}}), kOne);
    EXPECT_EQ(tau({{0, 2}, {1, 1}, {2, 0}}), Value{-1'000'000});
}

TEST(Agreement, ties_are_told_apart_by_neither_side) {
    // {a b} c against a b c: three pairs, one tied on the left; 2 alike; 2 / sqrt(2 * 3) = 0.8164965...
    EXPECT_EQ(tau({{0, 0}, {0, 1}, {1, 2}}), Value{816'496});
    EXPECT_EQ(tau({{0, 0}, {0, 1}}), std::nullopt);
    EXPECT_EQ(tau({}), std::nullopt);
}

TEST(Agreement, is_what_counting_every_pair_gives) {
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        SCOPED_TRACE(seed);
        Dice dice(seed);
        const int n = dice.between(2, 40);
        std::vector<Places> people;
        for (int i = 0; i < n; ++i)
            people.push_back({static_cast<std::uint32_t>(dice.between(0, n - 1)),
                              static_cast<std::uint32_t>(dice.between(0, n / 2))});
        double alike = 0, against = 0, first = 0, second = 0;
        for (std::size_t i = 0; i < people.size(); ++i)
            for (std::size_t j = 0; j < i; ++j) {
                const auto sign = [](std::uint32_t a, std::uint32_t b) { return a < b ? -1 : a > b ? 1 : 0; };
                const int a = sign(people[i].first, people[j].first);
                const int b = sign(people[i].second, people[j].second);
                (a * b > 0 ? alike : against) += a * b != 0 ? 1 : 0;
                first += a != 0 ? 1 : 0;
                second += b != 0 ? 1 : 0;
            }
        const auto found = tau(people);
        if (first * second == 0) {
            EXPECT_EQ(found, std::nullopt);
        } else {
            ASSERT_TRUE(found);
            const double exact = (alike - against) / std::sqrt(first * second);
            EXPECT_NEAR(static_cast<double>(found->count) / 1e6, exact, 1e-6);
        }
    }
}

// ------------------------------------------------------------------------------------------------ compare

RuleSet with_weights(int isolation, int age) {
    RuleSet rules = small_rules();
    rules.factors.isolation.weight = Points{100 * isolation};
    rules.factors.age.weight = Points{100 * age};
    return rules;
}

// One call of 9 minutes fits. a: LSNS-6 5, isolated, age unknown; b: 90 years old, LSNS-6 24; c: neither.
DayInput three_people() {
    return on("2020-04-03", {tenant("a").isolated(5), tenant("b").isolated(24).born_in(1930), tenant("c").isolated(24)},
              {advisor("CONS-1").with_minutes(9)});
}

TEST(Compare, who_enters_who_leaves_and_the_factor_that_moved_them) {
    // Points, 10 of waiting for everybody:  35/10            5/40
    //   a  35 + 3.5 (age unknown 0.35)      48.5   5 + 14  = 29
    //   b   0 + 10                          20     0 + 40  = 50
    //   c   0 + 3.5                         13.5   0 + 14  = 24
    const auto comparison = compare(three_people(), with_weights(35, 10), with_weights(5, 40));
    ASSERT_TRUE(comparison);
    EXPECT_EQ(comparison->called_in_both, 0);
    ASSERT_EQ(comparison->moves.size(), 2u);
    // Called under either: a and b. Isolation changes by -30 and 0, mean -15; age by 10.5 and 30, mean 20.25. b is
    // above the mean by 15 and 9.75: isolation moved them most.
    const RuleMove& enters = comparison->moves[0];
    EXPECT_EQ(enters.tenant.text, "b");
    EXPECT_EQ(enters.kind, RuleMove::Kind::enters);
    EXPECT_EQ(enters.before, (RuleMove::Stand{1, Tier::score, Points{2'000}}));
    EXPECT_EQ(enters.after->turn, 0);
    EXPECT_EQ(enters.after->points, Points{5'000});
    const RuleMove& leaves = comparison->moves[1];
    EXPECT_EQ(leaves.tenant.text, "a");
    EXPECT_EQ(leaves.kind, RuleMove::Kind::leaves);
    // The longest waiting (tier 7) is by wait, then points: whoever is first by points here, so the tier changes too.
    EXPECT_EQ(leaves.cause, RuleMove::Cause::tier);
    EXPECT_EQ(leaves.before->tier, Tier::longest_waiting);
    EXPECT_EQ(leaves.after->tier, Tier::score);
}

TEST(Compare, a_factor_counts_against_the_mean_of_those_called) {
    RuleSet before = with_weights(35, 10);
    RuleSet after = with_weights(5, 40);
    before.duties.longest_waiting_share = after.duties.longest_waiting_share = Value{0};
    const auto comparison = compare(three_people(), before, after);
    ASSERT_TRUE(comparison);
    ASSERT_EQ(comparison->moves.size(), 2u);
    for (const RuleMove& move : comparison->moves) {
        EXPECT_EQ(move.cause, RuleMove::Cause::factor);
        EXPECT_EQ(move.factor, Factor::isolation);
        EXPECT_EQ(move.change, Points{move.tenant.text == "b" ? 1'500 : -1'500});
    }
    // a b c against b a c: two of three pairs alike, (2 - 1) / 3.
    EXPECT_EQ(comparison->tau, Value{333'333});
}

TEST(Compare, a_turn_is_the_day_on_which_the_order_gets_to_somebody) {
    // One call a day: with 5/40 c is third, day + 2; lifted by a curve that makes nothing of LSNS-6 and age, c stays third
    // by ties. Somebody lifted from third to called enters; somebody from day + 4 to day + 1 is earlier by more than a day.
    std::vector<Tenant> tenants;
    for (int year = 1930; year <= 1955; year += 5)  // 90, 85 (1.0 each), 80 (0.7), 75 (0.45), 70 (0.325), 65 (0.2)
        tenants.push_back(tenant("t" + std::to_string(year)).born_in(year).isolated(year == 1955 ? 5 : 24));
    RuleSet before = with_weights(0, 40);
    RuleSet after = with_weights(25, 40);  // t1955: 8 + 25 = 33 points, after the two with 40 and before 28
    before.duties.longest_waiting_share = after.duties.longest_waiting_share = Value{0};
    const auto comparison = compare(on("2020-04-03", tenants, {advisor("CONS-1").with_minutes(9)}), before, after);
    ASSERT_TRUE(comparison);
    ASSERT_EQ(comparison->moves.size(), 1u);
    EXPECT_EQ(comparison->moves[0].tenant.text, "t1955");
    EXPECT_EQ(comparison->moves[0].kind, RuleMove::Kind::earlier);
    EXPECT_EQ(comparison->moves[0].before->turn, 5);
    EXPECT_EQ(comparison->moves[0].after->turn, 2);
    EXPECT_EQ(comparison->moves[0].factor, Factor::isolation);
}

TEST(Compare, groups_below_ten_people_are_left_out) {
    std::vector<Tenant> tenants;
    for (int i = 0; i < 19; ++i)
        tenants.push_back(tenant("t" + std::to_string(i)).lives_in(i < 10 ? "Nord" : "Sud").isolated(5));
    const auto comparison =
        compare(on("2020-04-03", tenants, {advisor("CONS-1").with_minutes(27)}), small_rules(), small_rules());
    ASSERT_TRUE(comparison);
    std::vector<std::string> names;
    int called = 0;
    for (const ComparedGroup& group : comparison->groups) {
        names.push_back(group.name);
        if (group.kind == ComparedGroup::Kind::isolation) called = group.called_after;
    }
    EXPECT_THAT(names, ElementsAre("Nord", "unknown", "unknown", "known"));  // area, age, household, LSNS-6
    EXPECT_EQ(called, 3);                                                    // 27 minutes, 9 each
}

TEST(Compare, promises_that_longer_calls_break_are_named) {
    std::vector<Tenant> tenants{tenant("a").promised_by("2020-04-03"), tenant("b").promised_by("2020-04-03")};
    RuleSet longer = small_rules();
    longer.work.unknown_level = Minutes{10};
    // Two of 9 minutes fit into 18, two of 10 do not; the later days are too late.
    const auto comparison =
        compare(on("2020-04-03", tenants, {advisor("CONS-1").with_minutes(18)}), small_rules(), longer);
    ASSERT_TRUE(comparison);
    EXPECT_EQ(comparison->before.promises_kept, 2);
    EXPECT_EQ(comparison->after.promises_kept, 1);
    EXPECT_EQ(comparison->promises_newly_missed.size(), 1u);
    EXPECT_THAT(comparison->promises_newly_kept, IsEmpty());
}

// K2
TEST(Compare, K2_equal_rules_move_nobody) {
    for (std::uint64_t seed = 1; seed <= kDays; ++seed) {
        SCOPED_TRACE(seed);
        const RandomDay random = medium_day(seed);
        const auto comparison = compare(random.input, random.rules, random.rules);
        ASSERT_TRUE(comparison);
        EXPECT_THAT(comparison->moves, IsEmpty());
        EXPECT_EQ(comparison->before, comparison->after);
        EXPECT_EQ(comparison->called_in_both, comparison->before.calls);
        EXPECT_EQ(comparison->tau.value_or(kOne), kOne);
    }
}

RuleMove::Kind opposite(RuleMove::Kind kind) {
    switch (kind) {
        case RuleMove::Kind::enters: return RuleMove::Kind::leaves;
        case RuleMove::Kind::leaves: return RuleMove::Kind::enters;
        case RuleMove::Kind::earlier: return RuleMove::Kind::later;
        case RuleMove::Kind::later: return RuleMove::Kind::earlier;
    }
    return kind;
}

void by_tenant(std::vector<RuleMove>& moves) {
    std::sort(moves.begin(), moves.end(), [](const RuleMove& a, const RuleMove& b) { return a.tenant < b.tenant; });
}

Comparison mirrored(Comparison comparison) {
    std::swap(comparison.before, comparison.after);
    std::swap(comparison.promises_newly_kept, comparison.promises_newly_missed);
    for (RuleMove& move : comparison.moves) {
        std::swap(move.before, move.after);
        move.kind = opposite(move.kind);
        move.change = Points{-move.change.count};
    }
    for (ComparedGroup& group : comparison.groups) {
        std::swap(group.called_before, group.called_after);
        std::swap(group.enters, group.leaves);
    }
    by_tenant(comparison.moves);
    return comparison;
}

template <class Change>
RuleSet with_each_weight(RuleSet rules, Change change) {
    for (int f = 0; f < kFactors; ++f) {
        Points& weight = weight_of(rules, static_cast<Factor>(f));
        weight = change(weight);
    }
    return rules;
}

// Other weights; every second time also other minutes, caps, duties and shares.
RuleSet otherwise(const RuleSet& rules, std::uint64_t seed) {
    Dice dice(seed);
    RuleSet other = with_each_weight(rules, [&](Points) { return Points{dice.between(1, 5'000)}; });
    if (seed % 2 == 0) return other;
    other.work.unknown_level = Minutes{dice.between(5, 15)};
    other.work.most_level3 = dice.between(0, rules.work.most_level2_and_3);
    other.duties.rest_days = dice.between(2, 20);
    other.duties.mandatory_working_days = dice.between(1, 10);
    other.duties.longest_waiting_share = Value{dice.between(0, 300'000)};
    return other;
}

// K1
TEST(Compare, K1_swapping_the_two_mirrors_the_comparison) {
    std::size_t moves = 0;
    for (std::uint64_t seed = 1; seed <= kDays; ++seed) {
        SCOPED_TRACE(seed);
        const RandomDay random = medium_day(seed);
        const RuleSet other = otherwise(random.rules, seed);
        const auto there = compare(random.input, random.rules, other);
        const auto back = compare(shuffled(random.input, seed), other, random.rules);
        ASSERT_TRUE(there) << there.problems().front().path << " " << there.problems().front().message;
        ASSERT_TRUE(back);
        Comparison expected = mirrored(*back);
        Comparison found = *there;
        moves += found.moves.size();
        by_tenant(found.moves);
        EXPECT_EQ(found, expected);
    }
    EXPECT_GT(moves, kDays);
}

// ------------------------------------------------------------------------------------------------ weights

// Those owed a call under both rule sets, with their places in both orders.
struct Ranked {
    std::uint32_t tenant;
    Tier before;
    Tier after;
    std::size_t place_before;
    std::size_t place_after;
    Points points;  // before

    bool stands_with(const Ranked& other) const { return before == other.before && after == other.after; }
};

std::vector<Ranked> ranked(const DayInput& input, const RuleSet& before, const RuleSet& after) {
    const auto one = plan_day(input, before), two = plan_day(input, after);
    EXPECT_TRUE(one && two);
    std::vector<Ranked> people;
    for (std::size_t i = 0; one && two && i < one->order.size(); ++i)
        for (std::size_t j = 0; j < two->order.size(); ++j)
            if (one->order[i].tenant == two->order[j].tenant)
                people.push_back(
                    {one->order[i].tenant, one->order[i].tier, two->order[j].tier, i, j, one->order[i].points});
    return people;
}

TEST(Weights, doubling_all_keeps_the_order_up_to_rounding) {
    // Each of five factors is rounded to a hundredth: 2 x 0.005 and 0.005 off at most, 0.075 in all.
    constexpr int kOff = 7;
    std::size_t pairs = 0;
    for (std::uint64_t seed = 1; seed <= kDays; ++seed) {
        SCOPED_TRACE(seed);
        const RandomDay random = medium_day(seed);
        const RuleSet once = with_each_weight(random.rules, [](Points weight) { return Points{weight.count / 2}; });
        const RuleSet twice = with_each_weight(once, [](Points weight) { return weight * 2; });
        const WorkingDays working(random.input.calendar.value_or(once.calendar), random.input.day);
        for (const Tenant& tenant : random.input.tenants) {
            const auto one = score(tenant, once, working, random.input.day).points.count;
            const auto two = score(tenant, twice, working, random.input.day).points.count;
            EXPECT_LE(std::abs(2 * one - two), kOff) << tenant.id.text;
        }
        // So whoever leads by more than that still leads: 2 x 8 - 7 > 7.
        const auto people = ranked(random.input, once, twice);
        for (const Ranked& a : people)
            for (const Ranked& b : people) {
                if (!a.stands_with(b) || a.points - b.points <= Points{kOff}) continue;
                ++pairs;
                EXPECT_EQ(a.place_before < b.place_before, a.place_after < b.place_after);
            }
    }
    EXPECT_GT(pairs, kDays * 10);
}

TEST(Weights, raising_any_factor_never_lowers_those_who_have_most_of_it_against_those_who_have_none) {
    std::size_t overtaken = 0;  // it is not that nothing moves
    for (std::size_t f = 0; f < kFactors; ++f) {
        std::size_t pairs = 0;
        for (std::uint64_t seed = 1; seed <= kDays; ++seed) {
            SCOPED_TRACE("factor " + std::to_string(f) + ", seed " + std::to_string(seed));
            const RandomDay random = medium_day(seed);
            const std::vector<Tenant>& tenants = random.input.tenants;
            RuleSet raised = random.rules;
            Points& weight = weight_of(raised, static_cast<Factor>(f));
            weight = std::min(kMostWeight, weight + Points{Dice(seed).between(1, 3'000)});
            const WorkingDays working(random.input.calendar.value_or(raised.calendar), random.input.day);
            std::vector<ScoreCard> before, after;
            for (const Tenant& each : tenants) {
                before.push_back(score(each, random.rules, working, random.input.day));
                after.push_back(score(each, raised, working, random.input.day));
            }
            const auto has = [&](std::size_t tenant) { return before[tenant].lines[f].value; };
            Value most{0};
            for (std::size_t t = 0; t < tenants.size(); ++t) most = std::max(most, has(t));
            if (most == Value{0}) continue;
            for (std::size_t m = 0; m < tenants.size(); ++m)
                for (std::size_t n = 0; has(m) == most && n < tenants.size(); ++n) {
                    if (has(n) != Value{0}) continue;
                    ++pairs;
                    EXPECT_GE(after[m].points - after[n].points, before[m].points - before[n].points)
                        << tenants[m].id.text << " " << tenants[n].id.text;
                }
            // And so in the day's order, of those whom the rules call for the same reason.
            const auto people = ranked(random.input, random.rules, raised);
            for (const Ranked& m : people)
                for (const Ranked& n : people) {
                    if (has(m.tenant) != most || has(n.tenant) != Value{0} || !m.stands_with(n)) continue;
                    const bool led = m.place_before < n.place_before, leads = m.place_after < n.place_after;
                    EXPECT_TRUE(leads || !led) << tenants[m.tenant].id.text << " " << tenants[n.tenant].id.text;
                    overtaken += leads && !led ? 1 : 0;
                }
        }
        EXPECT_GT(pairs, 0u) << f;
    }
    EXPECT_GT(overtaken, 0u);
}

}  // namespace
}  // namespace bienveille
