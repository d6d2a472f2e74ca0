// The audit's own parts against plainer ones: its exact search for a timetable against trying every order and every place,
// those who wait longest against sorting everybody, its index against a list.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <tuple>
#include <vector>

#include "tests/support/builders.h"
#include "tests/support/oracle.h"
#include "tests/support/random_input.h"

namespace bienveille::test {
namespace {

using namespace audit_detail;

const std::array<Minutes, kKinds> kLengths{Minutes{9}, Minutes{8}, Minutes{10}, Minutes{13}, Minutes{33}};

TEST(TimetableExists, CallsOfTenAndTenDoNotFitIntoFifteenAndFive) {
    const std::vector<Window> windows{{at("09:00"), at("09:15")}, {at("14:00"), at("14:05")}};
    EXPECT_TRUE(timetable_exists(windows, {}, {0, 0, 1, 0, 0}, kLengths));
    EXPECT_FALSE(timetable_exists(windows, {}, {0, 0, 2, 0, 0}, kLengths)) << "20 minutes in all, but each call whole";
}

TEST(TimetableExists, TwoOfLevelThreeNeedAnotherCallBetweenThemOrAWindow) {
    const std::vector<Window> one{{at("09:00"), at("11:00")}};
    const std::vector<Window> two{{at("09:00"), at("10:00")}, {at("14:00"), at("15:00")}};
    EXPECT_FALSE(timetable_exists(one, {}, {0, 0, 0, 0, 2}, kLengths));
    EXPECT_TRUE(timetable_exists(one, {}, {0, 1, 0, 0, 2}, kLengths));
    EXPECT_TRUE(timetable_exists(two, {}, {0, 0, 0, 0, 2}, kLengths));
}

TEST(TimetableExists, ASlotOfLevelThreeIsANeighbourToo) {
    const std::vector<Window> window{{at("09:00"), at("10:30")}};
    const Settled slot{at("09:40"), at("10:13"), true, false};
    EXPECT_FALSE(timetable_exists(window, {slot}, {0, 0, 0, 0, 1}, kLengths))
        << "33 minutes fit before, but side by side";
    // 40 minutes before the slot cannot hold 33 + 8; behind it 17 minutes hold the short call only.
    EXPECT_FALSE(timetable_exists(window, {slot}, {0, 1, 0, 0, 1}, kLengths));
    const Settled later{at("09:41"), at("10:14"), true, false};
    EXPECT_TRUE(timetable_exists(window, {later}, {0, 1, 0, 0, 1}, kLengths)) << "33 + 8 = 41 minutes before it";
}

TEST(TimetableExists, FixedCallsMayBreakAmongThemselvesButNobodyMayJoinIn) {
    const std::vector<Window> window{{at("09:00"), at("10:30")}};
    const Settled first{at("09:00"), at("09:33"), true, true};
    const Settled second{at("09:33"), at("10:06"), true, true};
    const Settled slot{at("10:06"), at("10:30"), true, false};
    EXPECT_TRUE(timetable_exists(window, {first, second}, {0, 1, 0, 0, 0}, kLengths));
    EXPECT_FALSE(timetable_exists(window, {first, second, slot}, {0, 0, 0, 0, 0}, kLengths));
}

TEST(TimetableExists, AgreesWithTryingEverythingOnSmallDays) {
    int feasible = 0, cases = 0;
    for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
        Dice dice(seed);
        std::array<Minutes, kKinds> lengths;
        for (Minutes& length : lengths) length = {dice.between(3, 14)};
        std::vector<Window> windows;
        int minute = 540;
        for (int w = dice.between(1, 3); w > 0; --w) {
            const int length = dice.between(8, 45);
            windows.push_back({{minute}, {minute + length}});
            minute += length + dice.between(0, 10);
        }
        std::vector<Settled> settled;
        for (int s = dice.between(0, 3); s > 0; --s) {
            const int from = dice.between(530, minute);
            settled.push_back({{from}, {from + dice.between(3, 14)}, dice.percent(50), dice.percent(60)});
        }
        std::array<int, kKinds> free{};
        std::vector<int> kinds;
        for (int n = dice.between(0, 4); n > 0; --n) {
            kinds.push_back(dice.percent(45) ? kLevel3 : dice.between(0, 4));
            ++free[static_cast<std::size_t>(kinds.back())];
        }
        const bool expected = timetable_by_trying(windows, settled, kinds, lengths);
        ASSERT_EQ(timetable_exists(windows, settled, free, lengths), expected) << "seed " << seed;
        feasible += expected;
        ++cases;
    }
    EXPECT_GT(feasible, cases / 5);
    EXPECT_LT(feasible, cases * 4 / 5);
}

TEST(AuditFacts, ThoseWhoWaitLongestAreTheShortestPrefixThatFillsTheShare) {
    int marked_in_all = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        Dice dice(seed);
        RuleSet rules = small_rules();
        rules.duties.longest_waiting_share = {dice.between(0, 11) * 100'000};  // 0 to more than the whole day
        std::vector<Tenant> tenants;
        for (int i = 0; i < 80; ++i) {
            Tenant tenant = test::tenant("t" + std::to_string(i)).born_in(dice.between(1930, 1932));
            // Few different waits, short ones and ones longer than the audit tells apart by counting.
            const int wait = dice.one_of<int>({20, 21, 30, 4095, 4096, 4097, 5000});
            if (!dice.percent(15)) tenant.last_reached_on = day("2020-04-03") - wait;
            if (dice.percent(50)) tenant.anxiety = dice.between(0, 3), tenant.anxiety_cleared = true;
            tenants.push_back(tenant);
        }
        const DayInput input = on("2020-04-03", tenants, {advisor("x").with_minutes(dice.between(30, 400))});
        const DayFacts facts(input, rules);

        std::vector<std::uint32_t> order = facts.owed;
        const auto key = [&](std::uint32_t t) {
            const Standing& who = facts.standings[t];
            return std::tuple(-std::int64_t{who.wait}, -who.points.count, -who.isolation.count, -who.age, who.tie);
        };
        std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
        const std::int64_t share = rules.duties.longest_waiting_share.count * facts.seats[0].capacity.count;
        std::int64_t filled = 0;
        for (const std::uint32_t t : order) {
            const bool in_prefix = filled < share;
            ASSERT_EQ(facts.standings[t].tier == Tier::longest_waiting, in_prefix)
                << "seed " << seed << ", tenant " << t;
            filled += facts.load(facts.standings[t].kind).count * kOne.count;
            marked_in_all += in_prefix;
        }
    }
    EXPECT_GT(marked_in_all, 100);
}

TEST(AuditIndex, GivesEachTextTheNumberOfItsFirstPlaceHoweverManyThereAre) {
    std::vector<std::string> texts;
    for (int i = 0; i < 1000; ++i) texts.push_back("CONS-" + std::to_string(i));
    TextIndex index;
    for (std::uint32_t i = 0; i < texts.size(); ++i) ASSERT_EQ(index.add(texts[i]), i);
    for (std::uint32_t i = 0; i < texts.size(); ++i) {
        EXPECT_EQ(index.add(texts[i]), i) << "a like one gets no new number";
        EXPECT_EQ(index.find(texts[i]), i);
    }
    EXPECT_EQ(index.find("CONS-1000"), std::nullopt);
    EXPECT_EQ(index.size(), 1000u);
}

}  // namespace
}  // namespace bienveille::test
