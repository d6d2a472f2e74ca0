// Fairness of a wave: coverage and delays by group, what is too small to be shown, how sure a share is.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>

#include "engine/interval.h"
#include "engine/small_groups.h"
#include "engine/wave_report.h"
#include "tests/support/wave_words.h"

namespace bienveille {
namespace {

using namespace test;
using ::testing::ElementsAre;
__extension__ using Wide = __int128;

TEST(WilsonInterval, FiveOfTenByHand) {
    // z^2 = 3.8416; the middle is 1/2; 1.96 sqrt(3.8416 + 4*5*5/10) / (2 * 13.8416) = 1.96 * 3.72043 / 27.6832 = 0.2634104
    EXPECT_EQ(wilson_interval(5, 10), (Interval95{Value{236'589}, Value{763'411}}));
}

TEST(WilsonInterval, NoneAndAllByHand) {
    // 2 * 3.8416 / (2 * 13.8416) = 0.27754017
    EXPECT_EQ(wilson_interval(0, 10), (Interval95{Value{0}, Value{277'541}}));
    EXPECT_EQ(wilson_interval(10, 10), (Interval95{Value{722'459}, kOne}));
    EXPECT_EQ(wilson_interval(0, 0), (Interval95{Value{0}, kOne}));
}

// The ends solve n (k/n - p)^2 = z^2 p (1 - p); outside of them the left side is greater. In whole numbers, p in millionths.
TEST(WilsonInterval, ItsEndsSolveTheEquationTheyComeFrom) {
    const auto outside = [](std::int64_t k, std::int64_t n, std::int64_t p) {
        const Wide distance = Wide{k} * 1'000'000 - Wide{p} * n;
        return distance * distance * 10'000 >= Wide{38'416} * p * (1'000'000 - p) * n;
    };
    for (const std::int64_t n : {1, 2, 9, 10, 97, 944, 12'345, 10'000'000})
        for (const std::int64_t k : {std::int64_t{0}, std::int64_t{1}, n / 3, n / 2, n - 1, n}) {
            const Interval95 interval = wilson_interval(k, n);
            EXPECT_TRUE(outside(k, n, interval.low.count)) << k << " of " << n;
            EXPECT_TRUE(outside(k, n, interval.high.count)) << k << " of " << n;
            if (interval.high - interval.low < Value{5}) continue;  // narrower than what is looked at
            EXPECT_FALSE(outside(k, n, interval.low.count + 2)) << k << " of " << n;
            EXPECT_FALSE(outside(k, n, interval.high.count - 2)) << k << " of " << n;
        }
}

// G1
TEST(SmallGroups, TheNextSmallestIsHiddenBesideASingleSmallOne) {
    EXPECT_THAT(hidden_groups({40, 9, 12, 30}), ElementsAre(false, true, true, false));
    EXPECT_THAT(hidden_groups({40, 9, 6}), ElementsAre(false, true, true));            // 15 people, two groups
    EXPECT_THAT(hidden_groups({40, 3, 4, 20}), ElementsAre(false, true, true, true));  // 7 people would still be few
    EXPECT_THAT(hidden_groups({40, 10, 0}), ElementsAre(false, false, false));         // nobody to find
    EXPECT_THAT(hidden_groups({9}), ElementsAre(true));
}

// G2. For all sizes of up to four groups: what is not shown is of nobody, or of at least ten people in two groups, or everything.
TEST(SmallGroups, G1G2NoneIsFoundByTakingTheOthersFromTheTotal) {
    int looked_at = 0;
    for (int code = 0; code < 14 * 14 * 14 * 14; ++code) {
        const std::vector<int> people{code % 14, code / 14 % 14, code / 196 % 14, code / 2744};
        const std::vector<bool> hidden = hidden_groups(people);
        int groups = 0;
        int together = 0;
        int shown = 0;
        for (std::size_t i = 0; i < people.size(); ++i) {
            ASSERT_FALSE(people[i] > 0 && people[i] < kLeastGroup && !hidden[i]);
            groups += hidden[i] ? 1 : 0;
            together += hidden[i] ? people[i] : 0;
            shown += hidden[i] ? 0 : people[i];
        }
        ASSERT_TRUE(groups == 0 || shown == 0 || (groups >= 2 && together >= kLeastGroup)) << code;
        ++looked_at;
    }
    EXPECT_EQ(looked_at, 38'416);
}

// `alone` of them live alone and `others` do not; so many of each are reached on the first day, or on `day_alone`.
WaveRecord households(int alone, int alone_reached, const char* day_alone, int others, int others_reached) {
    WaveRecord wave = wave_of_march();
    for (int i = 0; i < alone + others; ++i) {
        const bool is_alone = i < alone;
        const int place = is_alone ? i : i - alone;
        WavePerson& each = wave.people.emplace_back(person("t" + std::to_string(1000 + i)));
        each.lives_alone = is_alone;
        if (place < (is_alone ? alone_reached : others_reached))
            wave.attempts.push_back(talk(each.id.text.c_str(), is_alone ? day_alone : "2020-03-26"));
    }
    return wave;
}

FairnessTable division(const WaveReport& report, FairnessTable::Division wanted) {
    for (const FairnessTable& table : report.fairness)
        if (table.division == wanted) return table;
    return {};
}

TEST(Fairness, ComparesEachGroupWithEverybodyElse) {
    // Alone: 15 of 20, on day 2. Others: 10 of 10, on day 1. 0.75 against 1; 2 days against 1.
    const auto table =
        division(report_of(households(20, 15, "2020-03-27", 10, 10)), FairnessTable::Division::household);
    ASSERT_EQ(table.groups.size(), 2u);
    const FairnessGroup& alone = table.groups[0];
    EXPECT_EQ(alone.group, "alone");
    EXPECT_EQ(alone.eligible, 20);
    EXPECT_EQ(alone.reached, 15);
    EXPECT_EQ(alone.coverage, wilson_interval(15, 20));
    EXPECT_EQ(alone.coverage_ratio, Value{750'000});
    EXPECT_TRUE(alone.coverage_flag);
    EXPECT_EQ(alone.mean_days, Value{2'000'000});
    EXPECT_EQ(alone.delay_ratio, Value{2'000'000});
    EXPECT_TRUE(alone.delay_flag);
    const FairnessGroup& others = table.groups[1];
    EXPECT_EQ(others.coverage_ratio, Value{1'333'333});
    EXPECT_TRUE(others.coverage_flag);
    EXPECT_EQ(others.delay_ratio, Value{500'000});
    EXPECT_TRUE(others.delay_flag);
}

TEST(Fairness, ExactlyFourFifthsAndFiveQuartersAreNotFlagged) {
    const auto table = division(report_of(households(10, 8, "2020-03-26", 10, 10)), FairnessTable::Division::household);
    EXPECT_EQ(table.groups[0].coverage_ratio, Value{800'000});
    EXPECT_FALSE(table.groups[0].coverage_flag);
    EXPECT_EQ(table.groups[1].coverage_ratio, Value{1'250'000});
    EXPECT_FALSE(table.groups[1].coverage_flag);
    EXPECT_FALSE(table.groups[0].delay_flag);
    const auto worse =
        division(report_of(households(100, 79, "2020-03-26", 10, 10)), FairnessTable::Division::household);
    EXPECT_TRUE(worse.groups[0].coverage_flag);
}

TEST(Fairness, ASmallGroupAndOneBesideItAreHidden) {
    WaveRecord wave = households(20, 15, "2020-03-27", 10, 10);
    for (int i = 0; i < 5; ++i) wave.people[static_cast<std::size_t>(i)].lives_alone.reset();
    const auto table = division(report_of(wave), FairnessTable::Division::household);
    ASSERT_EQ(table.groups.size(), 3u);  // alone 15, not_alone 10, unknown 5
    EXPECT_FALSE(table.groups[0].hidden);
    EXPECT_TRUE(table.groups[1].hidden);
    EXPECT_TRUE(table.groups[2].hidden);
    EXPECT_EQ(table.groups[2].eligible, 0);
    EXPECT_EQ(table.groups[2].group, "unknown");
}

// Y4
TEST(Fairness, Y4GroupsOfEachDivisionAddUpToThoseWhoCouldBeCalled) {
    WaveRecord wave = households(40, 30, "2020-03-27", 40, 40);
    for (std::size_t i = 0; i < wave.people.size(); ++i) {
        WavePerson& each = wave.people[i];
        each.sex = i % 2 == 0 ? "female" : "male";
        each.birth_year = 1920 + static_cast<int>(i);  // 100 to 21 years: 16 of 85, then 10, 10 and 44
        each.isolation_known = i % 4 == 0;
    }
    for (const FairnessTable& table : report_of(wave).fairness) {
        const int eligible = std::accumulate(table.groups.begin(), table.groups.end(), 0,
                                             [](int sum, const FairnessGroup& each) { return sum + each.eligible; });
        EXPECT_EQ(eligible, 80) << static_cast<int>(table.division);
    }
    const auto ages = division(report_of(wave), FairnessTable::Division::age);
    ASSERT_EQ(ages.groups.size(), 4u);
    EXPECT_EQ(ages.groups[0].group, "under_65");
    EXPECT_EQ(ages.groups[0].eligible, 44);
    EXPECT_EQ(ages.groups[3].group, "85_and_over");
    EXPECT_EQ(ages.groups[3].eligible, 16);
}

}  // namespace
}  // namespace bienveille
