// Where whole calls decide: the best filling of a list, the proof by what calls are worth, lists filled anew; and how rarely neither
// place nor proof is found, on weeks built to be tight.
#include <gtest/gtest.h>

#include <cstdio>

#include <algorithm>
#include <numeric>

#include "bench/tight_weeks.h"
#include "engine/audit.h"
#include "engine/call_prices.h"
#include "engine/plan.h"
#include "engine/repacking.h"
#include "tests/support/builders.h"
#include "tests/support/random_input.h"
#include "tests/support/thorough.h"

namespace bienveille::test {
namespace {

constexpr std::array kMinutes{9, 8, 10, 13, 33};

// ---- what a list holds at most ------------------------------------------------------------------------------------

std::int64_t by_trying(const Room& room, const Worths& worths, std::size_t kind = 0) {
    if (kind == kKinds) return 0;
    std::int64_t best = by_trying(room, worths, kind + 1);
    Room less = room;
    if (!room.takes(kind, kMinutes[kind])) return best;
    less.add(kind, kMinutes[kind], -1);
    return std::max(best, worths[kind] + by_trying(less, worths, kind));
}

TEST(BestFilling, IsTheBestOfAllFillings) {
    int capped = 0;
    BestFilling through_all({}, kMinutes);  // what it kept of the worths before must not show
    Worths worths{};
    for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
        Dice dice(seed);
        for (std::size_t kind = dice.percent(20) ? kLevel3 : 0; kind < kKinds; ++kind)
            worths[kind] = dice.percent(20) ? 0 : dice.between(1, 40);
        BestFilling filling(worths, kMinutes);
        through_all.set_worths(worths);
        for (int rooms = 0; rooms < 4; ++rooms) {  // one table for all
            const Room room{dice.between(0, 90), dice.percent(50) ? 1000 : dice.between(0, 8), dice.between(0, 3),
                            dice.between(0, 4)};
            const FilledList best = filling.of(room);
            ASSERT_EQ(best.worth, by_trying(room, worths)) << "seed " << seed;
            ASSERT_EQ(through_all.of(room), best) << "seed " << seed;
            Room left = room;
            std::int64_t worth = 0;
            for (std::size_t kind = 0; kind < kKinds; ++kind)
                for (std::int64_t n = best.calls[kind]; n > 0; --n) {
                    ASSERT_TRUE(left.takes(kind, kMinutes[kind])) << "seed " << seed;
                    left.add(kind, kMinutes[kind], -1);
                    worth += worths[kind];
                }
            ASSERT_EQ(worth, best.worth) << "seed " << seed;
            capped += left.calls == 0 ? 1 : 0;
        }
    }
    EXPECT_GT(capped, 300);
}

// ---- proofs ---------------------------------------------------------------------------------------------------------

// Lists of an hour on one day.
Horizon hours(int lists) {
    Horizon horizon;
    horizon.days = {day("2020-04-06")};
    horizon.begin = {0, static_cast<CellIndex>(lists)};
    horizon.teams = 1;
    horizon.may_call = {{1}};
    for (int i = 0; i < lists; ++i) horizon.cells.push_back({static_cast<std::uint32_t>(i), 0, 0, {60, 1000, 5, 10}});
    return horizon;
}

// Three hours. Three calls of 33 and six of 13 are 177 minutes: each hour takes 33 + 13 + 13, so no proof may be found. Four calls of
// 33 are only 132 of 180 minutes, but two of them are 66: worth 1 each they make 4, and no hour holds more than 1.
TEST(CallPrices, ProveWhatMinutesDoNot) {
    CallPrices three(hours(3), kMinutes, {{0, {0, 1}}});
    std::int64_t looks = 100'000;
    ByDemand wanted{{0, 0, 0, 6, 3}};
    EXPECT_FALSE(three.proof(wanted, {{{9, 8, 10, 13, 33}}}, looks));
    wanted = {{0, 0, 0, 0, 4}};
    const auto worths = three.proof(wanted, {{{9, 8, 10, 13, 33}}}, looks);
    ASSERT_TRUE(worths);
    EXPECT_EQ(*worths, (ByDemand{{0, 0, 0, 0, 1}}));
    EXPECT_EQ(three.held(*worths), 3);
}

// Two hours take twice 33 + 13 and have room besides: whatever the calls are worth, no filling that takes more of some proves anything.
TEST(CallPrices, AskNoFurtherWhereAMixOfFillingsTakesAll) {
    CallPrices two(hours(2), kMinutes, {{0, {0, 1}}});
    std::int64_t looks = 100'000;
    EXPECT_FALSE(two.proof({{0, 0, 0, 2, 2}}, {{{9, 8, 10, 13, 33}}}, looks));
    EXPECT_GT(looks, 99'900);
}

// ---- proofs in plans --------------------------------------------------------------------------------------------------

// Every figure of such a proof, forged: the audit counts calls and lists again by its own means.
TEST(WeightedCalls, AreTakenUpByAProofThatTheAuditAddsUp) {
    int weighted = 0, spoilt = 0;
    for (std::uint64_t seed = 1; seed <= 15; ++seed) {
        const DayInput input = bench::tight_week(bench::Family::one_hour, seed);
        const RuleSet rules = small_rules();
        const auto plan = make_plan(input, rules);
        ASSERT_TRUE(plan.ok());
        const auto& shortfalls = plan->promises.shortfall;
        for (std::size_t s = 0; s < shortfalls.size(); ++s) {
            const Shortfall& shortfall = shortfalls[s];
            if (shortfall.measure != Measure::weighted_calls) continue;
            ++weighted;
            ASSERT_EQ(shortfall.weights.size(), shortfall.tenants.size());
            EXPECT_EQ(shortfall.needed,
                      std::accumulate(shortfall.weights.begin(), shortfall.weights.end(), std::int64_t{0}));
            EXPECT_GT(shortfall.needed, shortfall.available);
            const auto spoil = [&](const char* what, auto change) {
                Plan forged = *plan;
                change(forged.promises.shortfall[s]);
                if (forged == *plan) return;
                ++spoilt;
                EXPECT_FALSE(audit(forged, input, rules).empty()) << "seed " << seed << ": " << what;
            };
            if (spoilt > 60) continue;
            spoil("one more", [](Shortfall& each) { ++each.weights.front(); });
            spoil("one fewer", [](Shortfall& each) { --each.weights.back(); });
            spoil("one nothing", [](Shortfall& each) { each.needed -= std::exchange(each.weights[0], 0); });
            spoil("no weights", [](Shortfall& each) { each.weights.clear(); });
            spoil("a weight too many", [](Shortfall& each) { each.weights.push_back(1); });
            spoil("minutes", [](Shortfall& each) { each.measure = Measure::minutes; });
            spoil("less available", [](Shortfall& each) { --each.available; });
            spoil("more available", [](Shortfall& each) { ++each.available; });
        }
    }
    EXPECT_GT(weighted, 5);
    EXPECT_GT(spoilt, 50);
}

// ---- filled anew --------------------------------------------------------------------------------------------------------

// Two hours with 33 + 13 + 8 = 54 minutes each; 6 and 6 are left, the call of 10 waits: 118 minutes in all. 33 + 13 + 13 = 59 and
// 33 + 8 + 8 + 10 = 59 hold them.
TEST(Repacking, FillsListsAnewSoThatOneMoreHasRoom) {
    const Horizon horizon = hours(2);
    std::vector<Job> jobs;
    for (const int kind : {4, 3, 4, 3, 1, 1, 2}) jobs.push_back({0, static_cast<std::uint8_t>(kind), 0, 1, 1});
    Packing packing(horizon, kMinutes, jobs);
    packing.put_into(0, 0);
    packing.put_into(1, 0);
    packing.put_into(4, 0);
    packing.put_into(2, 1);
    packing.put_into(3, 1);
    packing.put_into(5, 1);
    ASSERT_EQ(packing.room(0).minutes, 6);
    ASSERT_EQ(packing.room(1).minutes, 6);
    std::size_t looks = 10'000;
    ASSERT_TRUE(put_by_repacking(packing, 6, 0, looks));
    for (JobIndex job = 0; job < jobs.size(); ++job) EXPECT_TRUE(packing.cell_of(job)) << job;
    EXPECT_GE(packing.room(0).minutes, 0);
    EXPECT_GE(packing.room(1).minutes, 0);
    EXPECT_EQ(packing.room(0).minutes + packing.room(1).minutes, 2);  // 120 - 118
}

// Random lists: whoever has a place keeps one if it is more important, rooms are what their calls leave, and what does not help is undone.
TEST(Repacking, KeepsWhatIsMoreImportantAndEveryCap) {
    int put = 0, left_out = 0;
    for (std::uint64_t seed = 1; seed <= 400; ++seed) {
        Dice dice(seed);
        Horizon horizon;
        horizon.days = {day("2020-04-06"), day("2020-04-07")};
        horizon.teams = 2;
        horizon.may_call = {{1, 1}, {0, 1}};
        for (std::uint16_t d = 0; d < 2; ++d) {
            horizon.begin.push_back(static_cast<CellIndex>(horizon.cells.size()));
            for (std::uint32_t a = 0; a < 3; ++a)
                horizon.cells.push_back({a,
                                         d,
                                         static_cast<std::uint16_t>(a == 0),
                                         {dice.between(40, 80), dice.percent(50) ? 1000 : dice.between(2, 6), 1, 3}});
        }
        horizon.begin.push_back(static_cast<CellIndex>(horizon.cells.size()));
        std::vector<Job> jobs;
        for (int n = 0; n < 34; ++n) {
            const auto end = static_cast<std::uint16_t>(dice.between(1, 2));
            jobs.push_back({static_cast<std::uint16_t>(dice.percent(25)), static_cast<std::uint8_t>(dice.between(1, 4)),
                            0, end, end});
        }
        Packing packing(horizon, kMinutes, jobs);
        packing.pack();
        for (JobIndex job = 0; job < jobs.size(); ++job) {
            if (packing.cell_of(job)) continue;
            std::vector<char> had;
            for (JobIndex other = 0; other < jobs.size(); ++other) had.push_back(packing.cell_of(other).has_value());
            std::size_t looks = 30'000;
            const auto most_lost = static_cast<std::size_t>(dice.between(0, 3));
            const bool done = put_by_repacking(packing, job, most_lost, looks);
            ASSERT_EQ(packing.cell_of(job).has_value(), done) << "seed " << seed;
            ++(done ? put : left_out);
            std::size_t lost = 0;
            for (JobIndex other = 0; other < jobs.size(); ++other) {
                if (!had[other] || packing.cell_of(other)) continue;
                ASSERT_TRUE(done && other > job) << "seed " << seed;
                ++lost;
            }
            ASSERT_LE(lost, most_lost) << "seed " << seed;
            for (CellIndex c = 0; c < horizon.cells.size(); ++c) {
                Room room = horizon.cells[c].room;
                for (const JobIndex other : packing.jobs_in(c)) {
                    ASSERT_TRUE(packing.may_be_in(other, c)) << "seed " << seed;
                    ASSERT_TRUE(room.takes(jobs[other].kind, kMinutes[jobs[other].kind])) << "seed " << seed;
                    room.add(jobs[other].kind, kMinutes[jobs[other].kind], -1);
                }
                ASSERT_EQ(room.minutes, packing.room(c).minutes) << "seed " << seed;
            }
        }
    }
    EXPECT_GT(put, 100);
    EXPECT_GT(left_out, 100);
}

// ---- level-3 calls of today ------------------------------------------------------------------------------------------------

// 165 minutes are five calls of 33. Two windows let two of them stand without another before them; each further one needs one of 8
// at least: 66 + 2 x 41 = 148, so that four are the most, today. Tomorrow counts in full: five.
TEST(KeptApart, TodayHoldsNoMoreLevel3CallsThanOthersKeepApart) {
    DayInput input = on("2020-04-06", {}, {advisor("x").with_minutes(165)});
    for (int t = 0; t < 6; ++t)
        input.tenants.push_back(tenant("t" + std::to_string(t)).anxious(3).cleared().promised_by("2020-04-06"));
    for (int t = 6; t < 8; ++t)
        input.tenants.push_back(tenant("t" + std::to_string(t)).anxious(0).promised_by("2020-04-06"));
    const auto plan = make_plan(input, small_rules());
    ASSERT_TRUE(plan.ok());
    EXPECT_EQ(plan->promises.kept, 6);
    EXPECT_EQ(plan->promises.impossible, 2);
    ASSERT_FALSE(plan->promises.shortfall.empty());
    EXPECT_TRUE(audit(*plan, input, small_rules()).empty());
    for (Tenant& each : input.tenants) each.callback_due_on = day("2020-04-07");
    const auto tomorrow = make_plan(input, small_rules());
    ASSERT_TRUE(tomorrow.ok());
    EXPECT_EQ(tomorrow->promises.kept, 8);
    EXPECT_TRUE(audit(*tomorrow, input, small_rules()).empty());
}

// ---- how rarely neither is found -----------------------------------------------------------------------------------------

// Of the next 240 weeks of each family 0.6 % are: engine/README.md.
TEST(TightWeeks, EveryDeadlineIsKeptOrProvenImpossible) {
    constexpr int kWeeks = kThorough ? 60 : 20;
    for (const bench::Family family : bench::kFamilies) {
        int all = 0, unproven = 0;
        for (std::uint64_t seed = 1; seed <= kWeeks; ++seed) {
            const DayInput input = bench::tight_week(family, seed);
            const auto plan = make_plan(input, small_rules());
            ASSERT_TRUE(plan.ok());
            for (const Finding& finding : audit(*plan, input, small_rules()))
                ASSERT_TRUE(finding.promise != "P4" && finding.promise != "C4")
                    << bench::name(family) << ", week " << seed << ": " << finding.path << ' ' << finding.message;
            all += plan->promises.open;
            unproven += plan->promises.unproven;
        }
        std::printf("%s: %d of %d unproven\n", bench::name(family), unproven, all);
        EXPECT_EQ(unproven, 0) << bench::name(family);
    }
}

}  // namespace
}  // namespace bienveille::test
