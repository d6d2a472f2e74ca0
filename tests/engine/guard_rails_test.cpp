#include "engine/guard_rails.h"

#include <gtest/gtest.h>

#include "tests/support/builders.h"
#include "tests/support/random_input.h"
#include "tests/support/thorough.h"

namespace bienveille {
namespace {

using namespace test;

using Kind = ComparedGroup::Kind;

RuleSet hundred() {
    RuleSet rules = small_rules();
    rules.factors.waiting.weight = {};
    rules.factors.waiting.weight = Points{10'000} - rules.factors.isolation.weight - rules.factors.anxiety.weight -
                                   rules.factors.callback.weight - rules.factors.age.weight;
    return rules;
}

std::vector<CrossedLine> crossed(std::vector<ComparedGroup> groups) {
    Comparison comparison;
    comparison.groups = std::move(groups);
    return crossed_lines(hundred(), comparison);
}

TEST(GuardRails, name_weights_and_promises) {
    RuleSet rules = hundred();
    Comparison comparison;
    EXPECT_TRUE(crossed_lines(rules, comparison).empty());
    comparison.promises_newly_missed = {{"a"}, {"b"}};
    rules.factors.age.weight += Points{500};
    const auto found = crossed_lines(rules, comparison);
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0].sum, Points{10'500});
    EXPECT_EQ(found[1].promises, 2);
}

// Of 50 people in Nord 10 are called, before and after; of 50 in Sud 8 were. Four fifths of Nord's share are 8 of 50. With 5 and one
// more Sud has 6: under the line, and 6 : 10 is less than four fifths of what it was, 6.4 : 10.
TEST(GuardRails, name_a_group_that_falls_behind_the_best) {
    const auto found = crossed({{Kind::area, "Nord", 50, 10, 10, 0, 0}, {Kind::area, "Sud", 50, 8, 5, 0, 3}});
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].group.name, "Sud");
    EXPECT_EQ(found[0].best.name, "Nord");
    EXPECT_EQ(found[0].group.called_before, 8);
}

TEST(GuardRails, are_not_crossed_by_a_single_call_more_or_less) {
    // 6 of 50 alone would be under both lines; with one more it is 7 : 10, more than 6.4 : 10.
    EXPECT_TRUE(crossed({{Kind::area, "Nord", 50, 10, 10, 0, 0}, {Kind::area, "Sud", 50, 8, 6, 0, 2}}).empty());
}

TEST(GuardRails, are_not_crossed_by_a_group_that_was_as_far_behind_before) {
    // 2 of 50 beside 10: nothing is due there today, whatever the rules. It may even come nearer: 3.
    for (const int called : {2, 3})
        EXPECT_TRUE(
            crossed({{Kind::area, "Nord", 50, 10, 10, 0, 0}, {Kind::area, "Sud", 50, 2, called, 0, 0}}).empty());
    // It is told all the same, and whoever falls behind is not told twice.
    Comparison as_before, behind;
    as_before.groups = {{Kind::area, "Nord", 50, 10, 10, 0, 0}, {Kind::area, "Sud", 50, 2, 3, 0, 0}};
    ASSERT_EQ(standing_lines(as_before).size(), 1u);
    EXPECT_EQ(standing_lines(as_before)[0].group.name, "Sud");
    EXPECT_EQ(standing_lines(as_before)[0].best.name, "Nord");
    behind.groups = {{Kind::area, "Nord", 50, 10, 10, 0, 0}, {Kind::area, "Sud", 50, 8, 5, 0, 3}};
    EXPECT_TRUE(standing_lines(behind).empty());
    // Sud keeps its 4 while Nord goes from 10 to 20: with one more 5 : 20 is less than four fifths of 4 : 10.
    EXPECT_EQ(crossed({{Kind::area, "Nord", 50, 10, 20, 10, 0}, {Kind::area, "Sud", 50, 4, 4, 0, 0}}).size(), 1u);
}

TEST(GuardRails, compare_groups_of_one_kind_only) {
    EXPECT_TRUE(crossed({{Kind::area, "Nord", 50, 10, 10, 0, 0}, {Kind::age, "75_84", 50, 10, 1, 0, 9}}).empty());
}

// L2: the largest groups that there are.
TEST(GuardRails, L2_are_exact_for_a_million_people) {
    constexpr int kMany = 1'000'000;
    const auto with = [&](int called) {
        return crossed(
            {{Kind::area, "Nord", kMany, kMany, kMany, 0, 0}, {Kind::area, "Sud", kMany, kMany, called, 0, 0}});
    };
    EXPECT_TRUE(with(799'999).empty());  // with one more 800,000 of 1,000,000: four fifths
    EXPECT_EQ(with(799'998).size(), 1u);
}

// L1
TEST(GuardRails, L1_equal_rules_cross_neither_promises_nor_coverage) {
    for (std::uint64_t seed = 1; seed <= (kThorough ? 300 : 40); ++seed) {
        SCOPED_TRACE(seed);
        const RandomDay random = medium_day(seed);
        const auto comparison = compare(random.input, random.rules, random.rules);
        ASSERT_TRUE(comparison);
        for (const CrossedLine& line : crossed_lines(random.rules, *comparison))
            EXPECT_EQ(line.kind, CrossedLine::Kind::weights);
    }
}

}  // namespace
}  // namespace bienveille
