// Why here, why not there: the answer is the planner's own, once the wish is granted.
#include "engine/why.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "engine/plan.h"
#include "tests/support/builders.h"
#include "tests/support/random_input.h"

namespace bienveille::test {
namespace {

constexpr const char* kFriday = "2020-04-03";

std::map<std::string, std::string> who_calls_whom(const Plan& plan) {
    std::map<std::string, std::string> who;
    for (const AdvisorList& list : plan.lists)
        for (const Call& call : list.calls) who[call.tenant.text] = list.advisor.text;
    return who;
}

Why ask(const DayInput& input, const RuleSet& rules, const char* tenant, std::optional<AdvisorId> advisor = {}) {
    const auto plan = make_plan(input, rules);
    EXPECT_TRUE(plan.ok());
    const auto answer = why(*plan, input, rules, {tenant}, advisor);
    EXPECT_TRUE(answer.ok());
    return *answer;
}

// Room for one call of 9 minutes: the wish for the second costs the first.
TEST(Why, AWishTellsWhoFallsOutAndWhatItCosts) {
    const DayInput input =
        on(kFriday, {tenant("lonely").isolated(2), tenant("fine").isolated(20)}, {advisor("x").with_minutes(9)});
    const Why answer = ask(input, small_rules(), "fine");
    EXPECT_EQ(answer.reason, UnplannedReason::no_room_today);
    ASSERT_TRUE(answer.last_place);
    EXPECT_EQ(answer.last_place->tenant, TenantId{"lonely"});
    EXPECT_GT(answer.last_place->points, answer.points);
    ASSERT_TRUE(answer.forced && answer.forced->possible);
    EXPECT_EQ(answer.forced->fall_out, std::vector{TenantId{"lonely"}});
    EXPECT_EQ(answer.forced->points_lost, answer.last_place->points - answer.points);
}

TEST(Why, WhoIsCalledAlreadyNeedsNoWish) {
    const Why answer = ask(on(kFriday, {tenant("a")}, {advisor("x")}), small_rules(), "a");
    EXPECT_EQ(answer.advisor, AdvisorId{"x"});
    EXPECT_FALSE(answer.forced);
}

TEST(Why, AnotherAdvisorIsAMove) {
    const Why answer = ask(on(kFriday, {tenant("a").called_by("x")}, {advisor("x"), advisor("y")}), small_rules(), "a",
                           AdvisorId{"y"});
    ASSERT_TRUE(answer.forced && answer.forced->possible);
    EXPECT_EQ(answer.forced->move, (std::vector{Moved{{"a"}, {"x"}, {"y"}}}));
    EXPECT_EQ(answer.forced->points_lost, Points{0});
}

TEST(Why, AnAdvisorWhoDoesNotSpeakTheLanguageCannot) {
    const Why answer = ask(on(kFriday, {tenant("a").speaks("pt")}, {advisor("x"), advisor("y").speaks({"pt"})}),
                           small_rules(), "a", AdvisorId{"x"});
    ASSERT_TRUE(answer.forced);
    EXPECT_FALSE(answer.forced->possible);
}

TEST(Why, NobodyIsForcedOnWhoMustNotBeCalled) {
    Tenant out = tenant("a");
    out.status = Status::opted_out;
    const Why answer = ask(on(kFriday, {out}, {advisor("x")}), small_rules(), "a");
    EXPECT_EQ(answer.excluded, ExcludedReason::opted_out);
    EXPECT_FALSE(answer.forced);
}

TEST(Why, UnknownTenantAndAdvisorAreToldTogether) {
    const DayInput input = on(kFriday, {tenant("a")}, {advisor("x")});
    const auto plan = make_plan(input, small_rules());
    const auto answer = why(*plan, input, small_rules(), {"b"}, AdvisorId{"y"});
    ASSERT_FALSE(answer.ok());
    EXPECT_EQ(answer.problems().size(), 2U);
}

// An open emergency puts a tenant before everybody too, and leaves the points as they are: another way to the same plan.
TEST(Why, AWishIsThePlannersOwnAnswerOnRandomDays) {
    int asked = 0, fell = 0;
    for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
        const RandomDay day = tiny_day(seed);
        const auto plan = make_plan(day.input, day.rules);
        ASSERT_TRUE(plan.ok()) << "seed " << seed;
        const auto out = std::find_if(plan->unplanned.begin(), plan->unplanned.end(),
                                      [](const Unplanned& each) { return each.tier.has_value(); });
        const bool emergency = std::any_of(day.input.tenants.begin(), day.input.tenants.end(),
                                           [](const Tenant& each) { return each.emergency_open; });
        if (out == plan->unplanned.end() || emergency || out->tier == Tier::slot_today) continue;
        const auto answer = why(*plan, day.input, day.rules, out->tenant, {});
        ASSERT_TRUE(answer.ok() && answer->forced) << "seed " << seed;
        DayInput urgent = day.input;
        for (Tenant& each : urgent.tenants)
            if (each.id == out->tenant) each.emergency_open = true;
        const auto first = make_plan(urgent, day.rules);
        ASSERT_TRUE(first.ok());
        const auto before = who_calls_whom(*plan);
        const auto after = who_calls_whom(*first);
        ASSERT_EQ(answer->forced->possible, after.contains(out->tenant.text)) << "seed " << seed;
        ++asked;
        if (!answer->forced->possible) continue;
        std::set<std::string> gone, told;
        for (const auto& [tenant, unused] : before)
            if (!after.contains(tenant)) gone.insert(tenant);
        for (const TenantId& each : answer->forced->fall_out) told.insert(each.text);
        ASSERT_EQ(told, gone) << "seed " << seed;
        fell += gone.empty() ? 0 : 1;
    }
    EXPECT_GT(asked, 300);
    EXPECT_GT(fell, 100);
}

// ---- can we promise this? ------------------------------------------------------------------------------------

TEST(CheckPromise, RoomForOneCallADayIsPromisedOnce) {
    // One call of 9 minutes a day: Friday 3 April is taken by a promise, Monday 6 is free.
    const DayInput input = on(kFriday, {tenant("a").promised_by(kFriday), tenant("b")}, {advisor("x").with_minutes(9)});
    const auto today = check_promise(input, small_rules(), {"b"}, input.day);
    ASSERT_TRUE(today.ok());
    EXPECT_FALSE(today->keepable);
    EXPECT_EQ(today->earliest, day("2020-04-06"));
    EXPECT_TRUE(check_promise(input, small_rules(), {"b"}, day("2020-04-06"))->keepable);
}

TEST(CheckPromise, NobodyIsPromisedWhatTakesAPlaceFromAnotherPromise) {
    const DayInput input =
        on(kFriday, {tenant("a").promised_by("2020-04-06"), tenant("b").promised_by("2020-04-06"), tenant("c")},
           {advisor("x").with_minutes(9)});
    const auto answer = check_promise(input, small_rules(), {"c"}, day("2020-04-06"));
    EXPECT_FALSE(answer->keepable);
    EXPECT_EQ(answer->earliest, day("2020-04-07"));
}

TEST(CheckPromise, WhoHasNoNumberCannotBePromisedAnything) {
    Tenant silent = tenant("a");
    silent.has_phone = false;
    const auto answer = check_promise(on(kFriday, {silent}, {advisor("x")}), small_rules(), {"a"}, day(kFriday));
    EXPECT_FALSE(answer->keepable);
    EXPECT_FALSE(answer->earliest);
}

}  // namespace
}  // namespace bienveille::test
