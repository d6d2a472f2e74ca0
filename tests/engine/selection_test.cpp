// Selection on days too large for looking at everything: with calls of equal minutes, what is called must be the lexicographic
// maximum by rank, or by value the most points, which augmenting paths find call by call (matching.h).
#include "engine/selection.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <set>

#include "engine/plan.h"
#include "tests/support/matching.h"
#include "tests/support/thorough.h"
#include "tests/support/value_days.h"

namespace bienveille::test {
namespace {

std::set<std::string> called(const Plan& plan) {
    std::set<std::string> ids;
    for (const AdvisorList& list : plan.lists)
        for (const Call& call : list.calls) ids.insert(call.tenant.text);
    return ids;
}

// Days on which somebody has to wait, and on which nobody has.
struct Seen {
    int scarce = 0;
    int ample = 0;
};

Seen expect_lexicographic_maximum(RandomDay (*make)(std::uint64_t), std::uint64_t days) {
    Seen seen;
    for (std::uint64_t seed = 1; seed <= days; ++seed) {
        const RandomDay random = make(seed);
        const EqualDay day(random);
        std::vector<std::uint32_t> by_rank(day.facts.owed.size());
        std::iota(by_rank.begin(), by_rank.end(), 0U);
        std::set<std::string> best;
        for (const std::uint32_t c : Matching(day).called(by_rank))
            best.insert(random.input.tenants[day.facts.owed[c].tenant].id.text);
        const auto plan = make_plan(random.input, random.rules);
        EXPECT_TRUE(plan.ok());
        EXPECT_EQ(called(*plan), best) << "seed " << seed;
        (best.size() < by_rank.size() ? seen.scarce : seen.ample) += 1;
        if (testing::Test::HasFailure()) break;
    }
    return seen;
}

TEST(Selection, OfEqualMinutesTheCallsKeptAreTheLexicographicMaximumByRank) {
    constexpr int kDays = kThorough ? 3000 : 500;
    const Seen seen = expect_lexicographic_maximum(day_of_equal_calls, kDays);
    EXPECT_GT(seen.scarce, kDays / 3) << "too few of the days were short of time to show anything";
    EXPECT_GT(seen.ample, kDays / 50) << "too few of the days had time for everybody";
}

TEST(Selection, OfEqualMinutesTheSameUnderACapOfLevels) {
    constexpr int kDays = kThorough ? 3000 : 300;
    const Seen seen = expect_lexicographic_maximum(day_of_equal_calls_under_a_cap, kDays);
    EXPECT_GT(seen.scarce, kDays / 3);
}

// Duties by rank, then the others by points.
TEST(Selection, OfEqualMinutesPolicyValueHasTheMostPointsUnderACapOfLevels) {
    constexpr int kDays = kThorough ? 3000 : 300;
    int others = 0;
    for (std::uint64_t seed = 1; seed <= kDays; ++seed) {
        RandomDay random = day_of_equal_calls_under_a_cap(seed);
        random.rules.policy = Policy::value;
        const EqualDay day(random);
        std::vector<std::uint32_t> order(day.facts.owed.size());
        std::iota(order.begin(), order.end(), 0U);
        const auto is_duty = [&](std::uint32_t c) { return day.facts.owed[c].tier < Tier::longest_waiting; };
        std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
            if (is_duty(a) || is_duty(b)) return is_duty(a) && !is_duty(b);
            return day.facts.owed[a].points > day.facts.owed[b].points;
        });
        std::int64_t most = 0;
        for (const std::uint32_t c : Matching(day).called(order)) most += day.facts.owed[c].points.count;
        const auto plan = make_plan(random.input, random.rules);
        ASSERT_TRUE(plan.ok());
        ASSERT_EQ(plan->certificate.points.count, most) << "seed " << seed;
        ASSERT_TRUE(plan->certificate.optimal) << "seed " << seed << ": the prices of caps prove it";
        random.rules.policy = Policy::rank;
        others += make_plan(random.input, random.rules)->certificate.points.count < most ? 1 : 0;
    }
    EXPECT_GT(others, kDays / 50) << "too seldom other calls than by rank";
}

}  // namespace
}  // namespace bienveille::test
