// What a day plan does, in cases small enough to be read: each is one sentence of the rules.
#include "engine/plan.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "engine/audit.h"
#include "engine/names.h"
#include "tests/support/builders.h"

namespace bienveille::test {
namespace {

constexpr const char* kFriday = "2020-04-03";

Plan planned(const DayInput& input, const RuleSet& rules = small_rules()) {
    const auto plan = make_plan(input, rules);
    EXPECT_TRUE(plan.ok());
    const auto findings = audit(*plan, input, rules);
    EXPECT_TRUE(findings.empty()) << findings.front().promise << ' ' << findings.front().path << ": "
                                  << findings.front().message;
    return *plan;
}

const Call* call_of(const Plan& plan, const std::string& tenant) {
    for (const AdvisorList& list : plan.lists)
        for (const Call& call : list.calls)
            if (call.tenant.text == tenant) return &call;
    return nullptr;
}

std::string advisor_of(const Plan& plan, const std::string& tenant) {
    for (const AdvisorList& list : plan.lists)
        for (const Call& call : list.calls)
            if (call.tenant.text == tenant) return list.advisor.text;
    return {};
}

std::string why_not(const Plan& plan, const std::string& tenant) {
    for (const Unplanned& entry : plan.unplanned)
        if (entry.tenant.text == tenant) return std::string(name(entry.reason));
    for (const Excluded& entry : plan.excluded)
        if (entry.tenant.text == tenant) return std::string(name(entry.reason));
    return {};
}

TEST(Plan, AnEmptyDayIsAnHonestEmptyPlan) {
    const Plan plan = planned(on(kFriday, {}, {}));
    EXPECT_TRUE(plan.lists.empty() && plan.unplanned.empty() && plan.excluded.empty());
}

TEST(Plan, WithoutAdvisorsEverybodyWaitsAndSaysSo) {
    const Plan plan = planned(on(kFriday, {tenant("a")}, {}));
    EXPECT_EQ(why_not(plan, "a"), "no_room_today");
}

TEST(Plan, NobodyWorksOnEasterMonday) {
    const Plan plan = planned(on("2020-04-13", {tenant("a")}, {advisor("x")}));
    EXPECT_TRUE(plan.lists.empty());
}

TEST(Plan, AnAvailabilityRowOpensAClosedDay) {
    DayInput input = on("2020-04-13", {tenant("a")}, {advisor("x")});
    input.availability.push_back({{"x"}, day("2020-04-13"), Minutes{60}});
    EXPECT_EQ(advisor_of(planned(input), "a"), "x");
}

TEST(Plan, P1EveryExclusionHasItsReason) {
    const Plan plan = planned(on(kFriday,
                                 {tenant("out").who(Status::opted_out), tenant("dead").who(Status::deceased),
                                  tenant("gone").who(Status::moved), tenant("ill").who(Status::hospitalised),
                                  tenant("away").away_until("2020-04-04"), tenant("back").away_until(kFriday)},
                                 {advisor("x")}));
    EXPECT_EQ(why_not(plan, "out"), "opted_out");
    EXPECT_EQ(why_not(plan, "dead"), "deceased");
    EXPECT_EQ(why_not(plan, "gone"), "moved");
    EXPECT_EQ(why_not(plan, "ill"), "hospitalised");
    EXPECT_EQ(why_not(plan, "away"), "absent");
    EXPECT_EQ(advisor_of(plan, "back"), "x");
}

TEST(Plan, P1ReasonsForNotCallingAreGivenInOrder) {
    Tenant wrong = tenant("wrong").tried("2020-04-01", "10:00", Outcome::wrong_number);
    const Plan plan =
        planned(on(kFriday,
                   {tenant("mute").without_phone(), wrong, tenant("talked").reached_on(kFriday),
                    tenant("tried").tried(kFriday, "09:30", Outcome::no_answer),
                    tenant("tired").tried("2020-04-02", "10:00", Outcome::no_answer, 4),
                    tenant("rested").reached_on("2020-03-27").joined_on("2020-03-26"), tenant("polish").speaks("pl")},
                   {advisor("x")}));
    EXPECT_EQ(why_not(plan, "mute"), "no_phone");
    EXPECT_EQ(why_not(plan, "wrong"), "no_phone");
    EXPECT_EQ(why_not(plan, "talked"), "already_today");
    EXPECT_EQ(why_not(plan, "tried"), "retry_later");
    EXPECT_EQ(why_not(plan, "tired"), "retry_later");
    EXPECT_EQ(why_not(plan, "rested"), "not_owed");
    EXPECT_EQ(why_not(plan, "polish"), "not_eligible");
}

// H6 is "not yet called": both joined on the Friday before, whose fifth working day is this one.
TEST(Plan, AFirstTryEndsTheDutyToCallWhoIsNew) {
    const std::vector<Tenant> tenants{
        tenant("new").joined_on("2020-03-27").isolated(30),
        tenant("tried").joined_on("2020-03-27").isolated(0).tried("2020-03-27", "10:00", Outcome::voicemail)};
    const Plan plan = planned(on(kFriday, tenants, {advisor("x").with_minutes(9)}));
    EXPECT_EQ(advisor_of(plan, "new"), "x");
    EXPECT_EQ(call_of(plan, "new")->tier, Tier::mandatory);
    EXPECT_EQ(why_not(plan, "tried"), "no_room_today");
}

// A try of an earlier wave says nothing of this one.
TEST(Plan, ATryBeforeJoiningTheWaveLeavesTheDutyOpen) {
    const Plan plan =
        planned(on(kFriday, {tenant("again").joined_on("2020-03-27").tried("2020-03-26", "10:00", Outcome::voicemail)},
                   {advisor("x").with_minutes(9)}));
    EXPECT_EQ(call_of(plan, "again")->tier, Tier::mandatory);
}

TEST(Plan, AnEmergencyComesBeforeEverything) {
    DayInput input =
        on(kFriday, {tenant("urgent").in_emergency().isolated(30), tenant("b").isolated(0).promised_by(kFriday)},
           {advisor("x").with_minutes(9)});
    EXPECT_EQ(advisor_of(planned(input), "urgent"), "x");
}

TEST(Plan, ADutyComesBeforeAHigherScore) {
    const Plan plan = planned(on(kFriday,
                                 {tenant("promised").isolated(30).promised_by(kFriday).reached_on("2020-03-30"),
                                  tenant("isolated").isolated(0).born_in(1930).reached_on("2020-03-10")},
                                 {advisor("x").with_minutes(9)}));
    EXPECT_EQ(advisor_of(plan, "promised"), "x");
    EXPECT_EQ(why_not(plan, "isolated"), "no_room_today");
}

// 33 minutes for one very anxious tenant (23 and 10 of pause) against four calls of 8: the first in rank is not passed over.
TEST(Plan, NobodyIsPassedOverForBeingLongToCall) {
    std::vector<Tenant> tenants{tenant("anxious").anxious(3, "2020-03-31").reached_on("2020-03-31").called_by("x")};
    for (const char* id : {"b", "c", "d", "e"}) tenants.push_back(tenant(id).anxious(0, "2020-03-10").isolated(30));
    const Plan plan = planned(on(kFriday, tenants, {advisor("x").with_minutes(33)}));
    EXPECT_EQ(advisor_of(plan, "anxious"), "x");
    EXPECT_EQ(plan.lists[0].pauses, Minutes{10});
}

TEST(Plan, ASlotIsKeptAtItsTimeByTheOneWhoPromisedIt) {
    const Plan plan = planned(
        on(kFriday, {tenant("slot").promised_by(kFriday).at_the_slot("15:10").called_by("y").reached_on("2020-03-30")},
           {advisor("x"), advisor("y")}));
    EXPECT_EQ(advisor_of(plan, "slot"), "y");
    EXPECT_EQ(call_of(plan, "slot")->starts_at, at("15:10"));
    EXPECT_FALSE(call_of(plan, "slot")->slot_moved);
}

TEST(Plan, ASlotWhoseAdvisorIsAwayGoesToAnotherAndIsFlagged) {
    const Plan plan = planned(
        on(kFriday, {tenant("slot").promised_by(kFriday).at_the_slot("15:10").called_by("y").reached_on("2020-03-30")},
           {advisor("x"), advisor("y").away(kFriday, kFriday)}));
    EXPECT_EQ(advisor_of(plan, "slot"), "x");
    EXPECT_TRUE(call_of(plan, "slot")->slot_moved);
}

// A time promised on a Saturday is called on the Friday before, not lost.
TEST(Plan, ASlotOnAClosedDayMovesToTheWorkingDayBefore) {
    const Plan plan =
        planned(on(kFriday, {tenant("slot").promised_by("2020-04-04").at_the_slot("10:00").reached_on("2020-03-30")},
                   {advisor("x")}));
    EXPECT_EQ(call_of(plan, "slot")->starts_at, at("10:00"));
    EXPECT_EQ(call_of(plan, "slot")->tier, Tier::slot_today);
}

TEST(Plan, WhoAskedForALaterTimeIsNotCalledEarlier) {
    const Plan plan =
        planned(on(kFriday, {tenant("slot").promised_by("2020-04-07").at_the_slot("10:00").reached_on("2020-03-01")},
                   {advisor("x")}));
    EXPECT_EQ(why_not(plan, "slot"), "not_owed");
}

TEST(Plan, TwoVeryAnxiousTenantsAreNeverCalledInARow) {
    std::vector<Tenant> tenants;
    for (const char* id : {"a", "b", "c"})
        tenants.push_back(tenant(id).anxious(3, "2020-03-30").reached_on("2020-03-30"));
    tenants.push_back(tenant("calm").anxious(0, "2020-03-01").reached_on("2020-03-01"));
    RuleSet rules = small_rules();
    rules.calendar.windows = {{at("09:30"), at("12:30")}};  // one window: a separator is needed between any two
    const Plan plan = planned(on(kFriday, tenants, {advisor("x").with_minutes(180)}), rules);
    EXPECT_EQ(plan.lists[0].calls.size(), 3U);  // severe, calm, severe; the third cannot be kept apart
    EXPECT_EQ(plan.lists[0].calls[1].tenant.text, "calm");
}

TEST(Plan, AtMostFiveVeryAnxiousTenantsAnAdvisor) {
    std::vector<Tenant> tenants;
    for (int i = 0; i < 7; ++i)
        tenants.push_back(tenant("severe" + std::to_string(i)).anxious(3, "2020-03-30").reached_on("2020-03-30"));
    for (int i = 0; i < 8; ++i)
        tenants.push_back(tenant("calm" + std::to_string(i)).anxious(0, "2020-03-01").reached_on("2020-03-01"));
    const Plan plan = planned(on(kFriday, tenants, {advisor("x").with_minutes(360)}));
    const auto& calls = plan.lists[0].calls;
    EXPECT_EQ(std::count_if(calls.begin(), calls.end(), [](const Call& call) { return call.pause > Minutes{0}; }), 5);
    const auto capped = [](const Unplanned& entry) { return entry.reason == UnplannedReason::cap_reached; };
    EXPECT_EQ(std::count_if(plan.unplanned.begin(), plan.unplanned.end(), capped), 2);
}

// Four calls of 9 minutes for two advisors of 240: two each.
TEST(Plan, TheDayIsSharedEvenly) {
    const Plan plan =
        planned(on(kFriday, {tenant("a"), tenant("b"), tenant("c"), tenant("d")}, {advisor("x"), advisor("y")}));
    EXPECT_EQ(plan.lists[0].calls.size(), 2U);
    EXPECT_EQ(plan.lists[1].calls.size(), 2U);
    EXPECT_EQ(plan.balance.largest_gap, Value{0});
}

TEST(Plan, TheSameAdvisorCallsAgainWhereNothingElseBreaks) {
    const Plan plan = planned(on(kFriday,
                                 {tenant("a").called_by("y"), tenant("b").called_by("y"), tenant("c").called_by("x"),
                                  tenant("d").called_by("x")},
                                 {advisor("x"), advisor("y")}));
    for (const AdvisorList& list : plan.lists)
        for (const Call& call : list.calls) EXPECT_TRUE(call.same_advisor) << call.tenant.text;
}

TEST(Plan, TheAdvisorOfTheAreaIsPreferred) {
    const Plan plan = planned(on(kFriday, {tenant("n").lives_in("north"), tenant("s").lives_in("south")},
                                 {advisor("x").covers("south"), advisor("y").covers("north")}));
    EXPECT_EQ(advisor_of(plan, "n"), "y");
    EXPECT_EQ(advisor_of(plan, "s"), "x");
}

TEST(Plan, ABegunCallStaysWhereItIs) {
    DayInput input = on(kFriday, {tenant("a"), tenant("b")}, {advisor("x"), advisor("y")});
    input.previous.push_back({{"a"}, {"y"}, at("10:00"), Minutes{9}, Minutes{0}, CallState::in_progress, false});
    const Plan plan = planned(input);
    EXPECT_EQ(advisor_of(plan, "a"), "y");
    EXPECT_EQ(call_of(plan, "a")->starts_at, at("10:00"));
    EXPECT_TRUE(call_of(plan, "a")->fixed);
}

TEST(Plan, ARegeneratedPlanMovesNobodyWithoutNeed) {
    std::vector<Tenant> tenants;
    for (int i = 0; i < 20; ++i) tenants.push_back(tenant("t" + std::to_string(i)));
    DayInput input = on(kFriday, tenants, {advisor("x"), advisor("y")});
    const Plan before = planned(input);
    for (const AdvisorList& list : before.lists)
        for (const Call& call : list.calls)
            input.previous.push_back(
                {call.tenant, list.advisor, call.starts_at, call.minutes, call.pause, call.state, false});
    input.tenants.push_back(tenant("late-comer").in_emergency());
    const Plan after = planned(input);
    for (const Tenant& each : tenants) EXPECT_EQ(advisor_of(after, each.id.text), advisor_of(before, each.id.text));
}

TEST(Plan, PreferredHalfDaysAreKept) {
    const Plan plan =
        planned(on(kFriday, {tenant("early").prefers(HalfDay::morning), tenant("late").prefers(HalfDay::afternoon)},
                   {advisor("x")}));
    EXPECT_LT(call_of(plan, "early")->starts_at, at("12:00"));
    EXPECT_GE(call_of(plan, "late")->starts_at, at("14:00"));
}

TEST(Plan, APromiseOfTodayIsTriedBeforeNoon) {
    const Plan plan =
        planned(on(kFriday, {tenant("promised").promised_by(kFriday).reached_on("2020-03-25")}, {advisor("x")}));
    EXPECT_LT(call_of(plan, "promised")->starts_at, at("12:00"));
}

// One of three promises fits today; the others are open, and not shown as kept.
// 9 minutes a day hold one call: a today, b and c on days of their own before they are due.
TEST(Plan, WhatIsOnAListOrHasItsPlaceInTimeCountsAsKept) {
    const Plan plan = planned(on(kFriday,
                                 {tenant("a").promised_by(kFriday), tenant("b").promised_by("2020-04-09"),
                                  tenant("c").promised_by("2020-04-10")},
                                 {advisor("x").with_minutes(9)}));
    EXPECT_EQ(plan.promises.open, 3);
    EXPECT_EQ(plan.promises.kept, 3);
    EXPECT_EQ(plan.promises.unproven, 0);
    EXPECT_EQ(plan.promises.impossible, 0);
    ASSERT_EQ(plan.promises.calendar.size(), 6U);  // 3, 6, 7, 8, 9, 10 April
    EXPECT_EQ(plan.promises.calendar[4].due, 1);
    EXPECT_EQ(plan.promises.calendar[5].due, 1);
}

TEST(Plan, WhenEverybodyIsCalledThePointsAreTheMost) {
    const Plan plan = planned(on(kFriday, {tenant("a"), tenant("b")}, {advisor("x")}));
    EXPECT_TRUE(plan.certificate.optimal);
    EXPECT_EQ(plan.certificate.points, plan.certificate.upper_bound);
}

TEST(Plan, EveryProblemOfTheInputIsToldAtOnce) {
    Tenant wrong = tenant("a").anxious(4);
    const auto plan = make_plan(on(kFriday, {wrong, tenant("a")}, {advisor("x").with_minutes(-1)}), small_rules());
    ASSERT_FALSE(plan.ok());
    EXPECT_GE(plan.problems().size(), 3U);  // level 4, the id twice, negative minutes
}

}  // namespace
}  // namespace bienveille::test
