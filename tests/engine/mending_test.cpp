// A plan mended where an advisor leaves: as good as any plan, and near to what it was.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "bench/instance.h"
#include "engine/audit.h"
#include "engine/edit.h"
#include "engine/kept_day.h"
#include "engine/plan.h"
#include "engine/renumbering.h"
#include "tests/support/builders.h"
#include "tests/support/random_input.h"
#include "tests/support/thorough.h"

namespace bienveille::test {
namespace {

struct Kind {
    const char* name;
    RandomDay (*make)(std::uint64_t);
    int days;
};

// Days of some thousand tenants, full or slack, as the benchmark draws them.
RandomDay ordinary_day(std::uint64_t seed) {
    const int advisors = 20 + static_cast<int>(seed % 16);
    const auto situation = seed % 3 == 0 ? bench::Situation::slack : bench::Situation::real;
    bench::Instance day = bench::instance(situation, {200 * advisors, advisors}, seed);
    return {seed, std::move(day.input), std::move(day.rules)};
}

constexpr Kind kKinds[] = {{"tiny", tiny_day, kThorough ? 2000 : 200},
                           {"medium", medium_day, kThorough ? 1000 : 100},
                           {"scarce", scarce_day, kThorough ? 100 : 20},
                           {"gap", tiny_day_before_a_gap, kThorough ? 1000 : 60},
                           {"ordinary", ordinary_day, kThorough ? 300 : 30}};

void expect_right(const Plan& plan, const KeptDay& day, const std::string& where) {
    for (const Finding& finding : audit(plan, day.input(), day.rules()))
        if (finding.promise != "O2" || plan.balance.proven)
            ADD_FAILURE() << where << ": " << finding.promise << ' ' << finding.path << ' ' << finding.message;
}

// Who has whom, and when.
std::map<std::string, std::pair<std::string, int>> places(const Plan& plan) {
    std::map<std::string, std::pair<std::string, int>> places;
    for (const AdvisorList& list : plan.lists)
        for (const Call& call : list.calls) places[call.tenant.text] = {list.advisor.text, call.starts_at.minutes};
    return places;
}

// Not empty, each of one advisor: who is on it, in which tier.
std::map<std::string, std::map<std::string, Tier>> lists(const Plan& plan) {
    std::map<std::string, std::map<std::string, Tier>> lists;
    for (const AdvisorList& list : plan.lists)
        for (const Call& call : list.calls) lists[list.advisor.text][call.tenant.text] = call.tier;
    return lists;
}

TEST(Mending, M1EveryPromiseOfAPlanIsKept) {
    int in_place = 0, anew = 0;
    for (const Kind& kind : kKinds)
        for (std::uint64_t seed = 1; seed <= static_cast<std::uint64_t>(kind.days); ++seed) {
            RandomDay random = kind.make(seed);
            random.rules.policy = Policy::rank;
            auto day = KeptDay::keep(random.input, random.rules);
            ASSERT_TRUE(day) << kind.name << " day, seed " << seed;
            // One after the other, until half of them are gone, or six.
            Dice dice(seed);
            for (std::size_t gone = 0; gone < std::min<std::size_t>(6, (random.input.advisors.size() + 1) / 2);
                 ++gone) {
                const auto mended = day->advisor_leaves(dice.one_of(random.input.advisors).id, 0);
                ASSERT_TRUE(mended) << kind.name << " day, seed " << seed;
                const std::string where = std::string(kind.name) + " day, seed " + std::to_string(seed) + ", " +
                                          std::to_string(gone) + " gone before";
                expect_right(mended->plan, *day, where);
                (mended->in_place ? in_place : anew)++;
                if (!mended->in_place) {  // what was made anew is the plan of that input
                    EXPECT_EQ(mended->plan, make_plan(day->input(), random.rules).value()) << where;
                }
            }
        }
    EXPECT_GT(in_place, 100) << "hardly any plan was mended";
    EXPECT_GT(anew, 100) << "hardly any had to be made anew";
}

TEST(Mending, M2WhoseListStaysKeepsItsTimes) {
    int same_lists = 0;
    for (std::uint64_t seed = 1; seed <= (kThorough ? 100 : 15); ++seed) {
        RandomDay random = ordinary_day(seed);
        random.rules.policy = Policy::rank;
        auto day = KeptDay::keep(random.input, random.rules);
        ASSERT_TRUE(day);
        const Plan before = day->plan();
        const auto mended = day->advisor_leaves(random.input.advisors.front().id, 0);
        ASSERT_TRUE(mended);
        if (!mended->in_place) continue;
        const auto lists_before = lists(before), lists_after = lists(mended->plan);
        const auto places_before = places(before), places_after = places(mended->plan);
        for (const auto& [advisor, tenants] : lists_after) {
            const auto was = lists_before.find(advisor);
            if (was == lists_before.end() || was->second != tenants) continue;
            ++same_lists;
            for (const auto& [tenant, tier] : tenants)
                EXPECT_EQ(places_after.at(tenant), places_before.at(tenant)) << "seed " << seed << ' ' << tenant;
        }
    }
    EXPECT_GT(same_lists, 20);
}

// Beside the plan made anew with the same previous plan: nobody loses by haste.
TEST(Mending, AtRealSizesItIsAsGoodAsPlanningAnew) {
    for (const auto situation : {bench::Situation::real, bench::Situation::slack, bench::Situation::equal}) {
        const bench::Instance morning =
            bench::instance(situation, {kThorough ? 60'000 : 9'000, kThorough ? 240 : 36}, 7);
        auto day = KeptDay::keep(morning.input, morning.rules);
        ASSERT_TRUE(day);
        for (std::size_t i = 0; i < 3; ++i) {
            const auto mended =
                day->advisor_leaves(morning.input.advisors[5 * i].id, kThorough ? kMostMadeBothWays : 0);
            ASSERT_TRUE(mended);
            expect_right(mended->plan, *day, "situation " + std::to_string(static_cast<int>(situation)));
            const Plan anew = make_plan(day->input(), morning.rules).value();
            std::map<std::string, std::string> was;
            for (const PreviousCall& call : day->input().previous) was[call.tenant.text] = call.advisor.text;
            const auto worth = [&](const Plan& plan) {
                int calls = 0, stay = 0;
                for (const auto& [tenant, place] : places(plan)) {
                    ++calls;
                    const auto before = was.find(tenant);
                    stay += before != was.end() && before->second == place.first ? 1 : 0;
                }
                return std::pair(calls, stay);
            };
            // Calls of unlike length: another set that passes O1 may have a call more or less.
            const auto [calls, stay] = worth(mended->plan);
            const auto [calls_anew, stay_anew] = worth(anew);
            EXPECT_GE(stay, stay_anew - stay_anew / 50);
            EXPECT_NEAR(calls, calls_anew, calls_anew / 200 + 3);
            EXPECT_LE(mended->plan.balance.largest_gap,
                      std::max(anew.balance.largest_gap, morning.rules.work.balance_tolerance));
            if (situation == bench::Situation::equal) {
                EXPECT_EQ(mended->plan.certificate.points, anew.certificate.points) << "one best set, by rank";
            }
        }
    }
}

// That takes no room from anybody, and is told as before.
TEST(Mending, WhoseLanguageNobodySpeaksDoesNotStandInItsWay) {
    RandomDay random = ordinary_day(1);
    Tenant& promised = random.input.tenants.front();
    promised.language = "spoken by nobody";
    promised.callback_due_on = random.input.day + 4;
    auto day = KeptDay::keep(random.input, random.rules);
    ASSERT_TRUE(day);
    const std::vector<Shortfall> before = day->plan().promises.shortfall;
    ASSERT_EQ(before.size(), 1U);
    EXPECT_EQ(before[0].tenants, std::vector{promised.id});
    const auto mended = day->advisor_leaves(random.input.advisors.front().id, 0);
    ASSERT_TRUE(mended);
    EXPECT_TRUE(mended->in_place);
    EXPECT_EQ(mended->plan.promises.shortfall, before);
    expect_right(mended->plan, *day, "a language spoken by nobody");
}

TEST(Mending, AnUnknownAdvisorIsToldAndNothingChanges) {
    auto day = KeptDay::keep(on("2020-04-03", {tenant("a"), tenant("b")}, {advisor("x")}), small_rules());
    ASSERT_TRUE(day);
    const Plan before = day->plan();
    const auto nobody = day->advisor_leaves({"nobody"});
    ASSERT_FALSE(nobody);
    EXPECT_EQ(nobody.problems()[0].message, "'nobody' is not an advisor of this day");
    EXPECT_EQ(day->plan(), before);
    const auto alone = day->advisor_leaves({"x"});
    ASSERT_TRUE(alone);
    EXPECT_TRUE(alone->plan.lists.empty());
    EXPECT_EQ(alone->plan.unplanned.size(), 2u);
}

TEST(Mending, AfterwardsTheDayGoesOnAsAnyDoes) {
    RandomDay random = medium_day(3);
    random.rules.policy = Policy::rank;
    auto day = KeptDay::keep(random.input, random.rules);
    ASSERT_TRUE(day);
    ASSERT_TRUE(day->advisor_leaves(random.input.advisors.front().id, 0));
    KeptDay::Change change;
    change.tenants = {random.input.tenants.front()};
    change.tenants.front().emergency_open = !change.tenants.front().emergency_open;
    const auto after = day->replan(change);
    ASSERT_TRUE(after);
    EXPECT_EQ(*after, make_plan(day->input(), random.rules).value());
}

// ---- the parts ----------------------------------------------------------------------------------------------

TEST(Edit, LeavesWhatTakingOutAndPuttingInLeave) {
    for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
        Dice dice(seed);
        std::vector<int> all(static_cast<std::size_t>(dice.between(0, 30)));
        for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<int>(i);
        const int chance = dice.between(0, 60);
        std::vector<std::size_t> out;
        std::vector<int> expected;
        for (std::size_t i = 0; i < all.size(); ++i)
            if (dice.percent(chance))
                out.push_back(i);
            else
                expected.push_back(all[i]);
        std::vector<std::pair<std::size_t, int>> in;
        for (std::size_t at = 0; at <= expected.size() && in.size() < 40; ++at)
            if (dice.percent(dice.between(0, 60))) {
                in.emplace_back(at, 1000 + static_cast<int>(in.size()));
                expected.insert(expected.begin() + static_cast<std::ptrdiff_t>(at), in.back().second);
            }
        edit(all, out, in);
        EXPECT_EQ(all, expected) << "seed " << seed;
    }
}

TEST(Renumbering, IsWhereTheCallsAreOnceTheyHaveMoved) {
    for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
        Dice dice(seed);
        // Some of the first calls move behind all of them that stay, in order.
        const auto first = static_cast<CallIndex>(dice.between(1, 12)),
                   calls = first + static_cast<CallIndex>(dice.between(1, 20));
        std::vector<CallIndex> going;
        for (CallIndex c = 0; c < first; ++c)
            if (dice.percent(30)) going.push_back(c);
        std::vector<Renumbering::Move> moves;
        CallIndex behind = 0;  // how many of the others come before it
        for (std::size_t i = 0; i < going.size(); ++i) {
            behind = static_cast<CallIndex>(dice.between(static_cast<int>(behind), static_cast<int>(calls - first)));
            moves.push_back({going[i], first - static_cast<CallIndex>(going.size() - i) + behind});
        }
        const Renumbering renumbering(moves);
        std::vector<CallIndex> numbers(calls);
        for (CallIndex c = 0; c < calls; ++c) numbers[c] = c;
        renumbering.apply(numbers);
        for (CallIndex now = 0; now < calls; ++now) {
            EXPECT_EQ(renumbering(numbers[now]), now) << "seed " << seed;
            EXPECT_EQ(renumbering.before(now), numbers[now]) << "seed " << seed;
        }
    }
}

}  // namespace
}  // namespace bienveille::test
