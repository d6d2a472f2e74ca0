// Points of a tenant: every expected value is computed by hand beside it.
#include "engine/score.h"

#include <gtest/gtest.h>

#include <cmath>

#include "engine/audit_facts.h"
#include "tests/support/builders.h"
#include "tests/support/random_input.h"

namespace bienveille::test {
namespace {

const Day kToday = day("2020-04-03");

ScoreCard card(const Tenant& who, const RuleSet& rules = small_rules()) {
    return score(who, rules, WorkingDays(rules.calendar, kToday), kToday);
}

std::int64_t points(const Tenant& who, Factor factor) {
    return card(who).lines[static_cast<std::size_t>(factor)].points.count;
}

TEST(Score, IsolationFollowsTheLubbenCurve) {
    EXPECT_EQ(points(tenant("a").isolated(4), Factor::isolation), 3500);   // 35 x 1.0
    EXPECT_EQ(points(tenant("a").isolated(11), Factor::isolation), 2450);  // 35 x 0.70
    EXPECT_EQ(points(tenant("a").isolated(12), Factor::isolation), 1750);  // 35 x 0.50
    EXPECT_EQ(points(tenant("a").isolated(15), Factor::isolation), 1138);  // 35 x (0.50 - 3/6 x 0.35) = 11.375
    EXPECT_EQ(points(tenant("a").isolated(30), Factor::isolation), 0);
}

// 8 lies halfway between 5 (1.0) and 11 (0.70): 35 x 0.85 = 29.75.
TEST(Score, BetweenTwoPointsACurveIsALine) { EXPECT_EQ(points(tenant("a").isolated(8), Factor::isolation), 2975); }

// 0.20 + 0.13 + 0.04 = 0.37; 35 x 0.37 = 12.95.
TEST(Score, IsolationOfWhomNothingIsKnownIsZeroPointThreeSeven) {
    EXPECT_EQ(points(tenant("a"), Factor::isolation), 1295);
}

// 0.20 + 0.20 + 0.30 + 0.15 + 0.10 = 0.95, kept at 0.80: 35 x 0.80 = 28.
TEST(Score, TheProxyNeverExceedsItsMost) {
    Tenant alone = tenant("a");
    alone.lives_alone = true;
    alone.support = Support::none;
    alone.has_contact_person = false;
    alone.relatives_at_risk = true;
    EXPECT_EQ(points(alone, Factor::isolation), 2800);
}

// 0.20 + 0 - 0.20 = 0.
TEST(Score, StrongSupportWithOthersAtHomeIsNoIsolation) {
    Tenant surrounded = tenant("a");
    surrounded.lives_alone = false;
    surrounded.support = Support::strong;
    EXPECT_EQ(points(surrounded, Factor::isolation), 0);
}

// Level 2 is worth 0.70; after 14 days half of it: 25 x 0.35 = 8.75.
TEST(Score, AnxietyHalvesInFourteenDays) {
    EXPECT_EQ(points(tenant("a").anxious(2, "2020-04-03"), Factor::anxiety), 1750);
    EXPECT_EQ(points(tenant("a").anxious(2, "2020-03-20"), Factor::anxiety), 875);
}

// Level 3 after 28 days is 0.25, held at 0.5 until an advisor clears it: 12.50 against 6.25.
TEST(Score, LevelThreeIsHeldUntilAnAdvisorClearsIt) {
    EXPECT_EQ(points(tenant("a").anxious(3, "2020-03-06"), Factor::anxiety), 1250);
    EXPECT_EQ(points(tenant("a").anxious(3, "2020-03-06").cleared(), Factor::anxiety), 625);
}

// 9 days to Sunday 12 April become 7 to Friday 10: 0.6 - 2/5 x 0.3 = 0.48; 20 x 0.48 = 9.60.
TEST(Score, ACallbackCountsTheDaysToItsDeadline) {
    EXPECT_EQ(points(tenant("a").promised_by("2020-04-12"), Factor::callback), 960);
    EXPECT_EQ(points(tenant("a").promised_by("2020-04-03"), Factor::callback), 2000);
    EXPECT_EQ(points(tenant("a").promised_by("2020-03-30"), Factor::callback), 2000);  // overdue
    EXPECT_EQ(points(tenant("a"), Factor::callback), 0);
}

// Asked on 26 March: 10 days later is Sunday 5 April, so Friday 3 April.
TEST(Score, ARequestWithoutADayIsDueInTenDays) {
    const RuleSet rules = small_rules();
    EXPECT_EQ(callback_deadline(tenant("a").asked_on("2020-03-26"), rules, WorkingDays(rules.calendar, kToday)),
              kToday);
}

// 78 lies 3/5 of the way from 75 (0.45) to 80 (0.70): 0.60; 10 x 0.60 = 6.
TEST(Score, AgeFollowsItsCurve) {
    EXPECT_EQ(points(tenant("a").born_in(1942), Factor::age), 600);
    EXPECT_EQ(points(tenant("a").born_in(1930), Factor::age), 1000);
    EXPECT_EQ(points(tenant("a").born_in(1970), Factor::age), 0);
    EXPECT_EQ(points(tenant("a"), Factor::age), 350);  // unknown
}

// 7 of 14 days: 10 x 0.5.
TEST(Score, WaitingGrowsToAFortnight) {
    EXPECT_EQ(points(tenant("a").reached_on("2020-03-27"), Factor::waiting), 500);
    EXPECT_EQ(points(tenant("a").reached_on("2019-03-27"), Factor::waiting), 1000);
    EXPECT_EQ(points(tenant("a"), Factor::waiting), 1000);  // never reached
}

TEST(Score, S1TheLinesAddUpToThePoints) {
    const ScoreCard whole =
        card(tenant("a").isolated(9).anxious(2, "2020-03-29").promised_by("2020-04-09").born_in(1941));
    Points sum;
    for (const FactorLine& line : whole.lines) sum += line.points;
    EXPECT_EQ(whole.points, sum);
}

// Planning asks one table for everybody, so that what it kept from one tenant must be right for the next.
TEST(Score, WhatPlanningUsesIsWhatTheCardSays) {
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        const RandomDay random = medium_day(seed);
        const Day today = random.input.day;
        const Calendar& calendar = random.input.calendar ? *random.input.calendar : random.rules.calendar;
        const WorkingDays working(calendar, today);
        PointsTable table(random.rules, today);
        for (const Tenant& who : random.input.tenants) {
            const PointsTable::Worth worth = table.of(who, callback_deadline(who, random.rules, working));
            ASSERT_EQ(worth.points, score(who, random.rules, working, today).points)
                << "seed " << seed << ", " << who.id.text;
            ASSERT_EQ(worth.isolation, isolation_value(who, random.rules.factors.isolation)) << "seed " << seed;
        }
    }
}

TEST(Score, BandsBeginAtTheirPoints) {
    RuleSet rules = small_rules();
    const Points mine = card(tenant("a").isolated(4), rules).points;
    rules.bands.high = mine;
    EXPECT_EQ(card(tenant("a").isolated(4), rules).band, Band::high);
    rules.bands.high = mine + Points{1};
    rules.bands.medium = mine;
    EXPECT_EQ(card(tenant("a").isolated(4), rules).band, Band::medium);
}

// Every half-life of a rule set and every day of its first three halvings, against the mathematical function.
TEST(HalfLife, IsThePowerRoundedToAMillionthOnItsWholeDomain) {
    for (int half_life = 1; half_life <= 366; ++half_life)
        for (int days = 0; days <= 3 * half_life; ++days) {
            const long double exact = std::exp2(-static_cast<long double>(days) / half_life) * 1'000'000.0L;
            ASSERT_EQ(half_life_share(days, half_life).count, static_cast<std::int64_t>(std::floor(exact + 0.5L)))
                << days << " days at a half-life of " << half_life;
        }
}

// The audit works the power out by a series of its own. A level worth 1 shows the power as the factor's value.
TEST(HalfLife, IsTheSameForTheAuditThatWorksItOutOtherwise) {
    Tenant who = tenant("a").anxious(1, "2020-04-03");
    RuleSet rules = small_rules();
    rules.factors.anxiety.levels[1] = kOne;
    for (const int half_life : {1, 2, 3, 7, 14, 30, 97, 365, 3650}) {
        rules.factors.anxiety.half_life_days = half_life;
        for (int days = 0; days <= std::min(3 * half_life + 50, 1200); ++days) {
            const Day today = *who.anxiety_on + days;
            const ScoreCard card = audit_detail::Cards(rules, today).card(who, {});
            ASSERT_EQ(card.lines[1].value, half_life_share(days, half_life))
                << days << " days at a half-life of " << half_life;
        }
    }
}

}  // namespace
}  // namespace bienveille::test
