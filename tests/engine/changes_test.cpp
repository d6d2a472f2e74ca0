// What a new plan changes, in cases small enough to be read, and as a whole: the changes lead from the one to the other (D1, D2).
#include "engine/changes.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "engine/names.h"
#include "engine/plan.h"
#include "tests/support/builders.h"
#include "tests/support/changed_day.h"
#include "tests/support/thorough.h"

namespace bienveille::test {
namespace {

using Why = Change::Why;

constexpr const char* kDay = "2020-04-03";

// "a moved x 09:30 -> y 09:30 advisor_absent": a line a change.
std::string told(const Change& change) {
    std::string text = change.tenant.text + ' ' + std::string(name(change.kind));
    const auto tell = [&](const std::optional<Appointment>& at) {
        return at ? at->advisor.text + ' ' + at->starts_at.hhmm() : std::string("nobody");
    };
    text += ' ' + tell(change.from) + " -> " + tell(change.to) + ' ' + std::string(name(change.why));
    if (change.other) text += ' ' + change.other->text;
    if (change.excluded_as) text += ' ' + std::string(name(*change.excluded_as));
    if (change.unplanned_as) text += ' ' + std::string(name(*change.unplanned_as));
    return text;
}

using Lines = std::vector<std::string>;

Lines changes_of(const DayInput& input, const RuleSet& rules = small_rules()) {
    const auto plan = make_plan(input, rules);
    EXPECT_TRUE(plan);
    Lines lines;
    for (const Change& change : changes(input, rules, *plan)) lines.push_back(told(change));
    return lines;
}

PreviousCall was(const char* tenant, const char* advisor, const char* time) {
    return {{tenant}, {advisor}, at(time), Minutes{9}, Minutes{0}, CallState::planned, false};
}

DayInput with_previous(DayInput input, std::vector<PreviousCall> previous) {
    input.previous = std::move(previous);
    return input;
}

// Calls of unknown level take 9 minutes each; the day begins at 09:30.
TEST(Changes, WithoutAPreviousPlanOrWithTheSameThereAreNone) {
    const DayInput input = on(kDay, {tenant("a"), tenant("b")}, {advisor("x"), advisor("y")});
    EXPECT_EQ(changes_of(input), Lines{});
    EXPECT_EQ(changes_of(with_previous(input, previous_of(*make_plan(input, small_rules())))), Lines{});
}

TEST(Changes, WhoseAdvisorIsAbsentGoesToAnother) {
    EXPECT_EQ(changes_of(with_previous(on(kDay, {tenant("a")}, {advisor("x").away(kDay, kDay), advisor("y")}),
                                       {was("a", "x", "09:30")})),
              Lines{"a moved x 09:30 -> y 09:30 advisor_absent"});
}

TEST(Changes, WhomTheAdvisorMayNoLongerCallGoesToAnother) {
    EXPECT_EQ(
        changes_of(with_previous(on(kDay, {tenant("a").speaks("tr")}, {advisor("x"), advisor("y").speaks({"tr"})}),
                                 {was("a", "x", "09:30")})),
        Lines{"a moved x 09:30 -> y 09:30 may_not_call"});
}

TEST(Changes, BackToTheAdvisorWhoCalledLastOrOfTheArea) {
    EXPECT_EQ(changes_of(with_previous(on(kDay, {tenant("a").isolated(0).called_by("y"), tenant("b").lives_in("south")},
                                          {advisor("x").covers("north"), advisor("y").covers("south")}),
                                       {was("a", "x", "09:30"), was("b", "x", "09:39")})),
              (Lines{"a moved x 09:30 -> y 09:30 same_advisor", "b moved x 09:39 -> y 09:39 own_area"}));
}

// 18 of 20 minutes against 0 of 20: with nine each the loads are even.
TEST(Changes, ANewAdvisorEvensLoads) {
    const Lines lines = changes_of(with_previous(
        on(kDay, {tenant("a"), tenant("b")}, {advisor("x").with_minutes(20), advisor("y").with_minutes(20)}),
        {was("a", "x", "09:30"), was("b", "x", "09:39")}));
    ASSERT_GE(lines.size(), 1U);
    EXPECT_NE(lines[0].find("-> y 09:30 evener"), std::string::npos) << lines[0];
}

// x has 9 minutes left, for one of the two.
TEST(Changes, AnAdvisorWithFewerMinutesLosesACall) {
    const Lines lines = changes_of(with_previous(
        on(kDay, {tenant("a"), tenant("b")}, {advisor("x").with_minutes(9), advisor("y").with_minutes(9)}),
        {was("a", "x", "09:30"), was("b", "x", "09:39")}));
    ASSERT_GE(lines.size(), 1U);
    EXPECT_NE(lines[0].find("-> y 09:30 less_room"), std::string::npos) << lines[0];
}

TEST(Changes, WhoIsNotToBeCalledSaysWhy) {
    EXPECT_EQ(changes_of(with_previous(
                  on(kDay, {tenant("a").who(Status::opted_out), tenant("b").reached_on(kDay)}, {advisor("x")}),
                  {was("a", "x", "09:30"), was("b", "x", "09:39")})),
              (Lines{"a dropped x 09:30 -> nobody excluded opted_out",
                     "b dropped x 09:39 -> nobody no_longer_owed already_today"}));
}

TEST(Changes, DoneAndRunningCallsAreNone) {
    DayInput input = with_previous(on(kDay, {tenant("a").reached_on(kDay), tenant("b")}, {advisor("x"), advisor("y")}),
                                   {was("a", "x", "10:00"), was("b", "y", "11:00")});
    input.previous[0].state = CallState::done;
    input.previous[1].state = CallState::in_progress;
    EXPECT_EQ(changes_of(input), Lines{});
}

// Nine minutes hold one call.
TEST(Changes, WhoGivesWayAndToWhom) {
    const auto day_with = [](const Tenant& newcomer) {
        return with_previous(on(kDay, {tenant("a"), newcomer}, {advisor("x").with_minutes(9)}),
                             {was("a", "x", "09:30")});
    };
    EXPECT_EQ(changes_of(day_with(tenant("e").in_emergency())),
              (Lines{"a dropped x 09:30 -> nobody gave_way e no_room_today", "e added nobody -> x 09:30 emergency"}));
    EXPECT_EQ(
        changes_of(day_with(tenant("p").promised_by(kDay))),
        (Lines{"a dropped x 09:30 -> nobody gave_way p no_room_today", "p added nobody -> x 09:30 took_place a"}));
}

// Two promises for two calls: each takes a place of its own.
TEST(Changes, ThoseWhoCameAreNamedInTurn) {
    const Lines lines = changes_of(
        with_previous(on(kDay, {tenant("a"), tenant("b"), tenant("p").promised_by(kDay), tenant("q").promised_by(kDay)},
                         {advisor("x").with_minutes(18)}),
                      {was("a", "x", "09:30"), was("b", "x", "09:39")}));
    ASSERT_EQ(lines.size(), 4U);
    const auto to = [](const std::string& line) { return line.substr(line.find("gave_way ") + 9, 1); };
    EXPECT_EQ((std::set<std::string>{to(lines[0]), to(lines[1])}), (std::set<std::string>{"p", "q"}))
        << lines[0] << ", " << lines[1];
}

// The advisor who is ill had the promise; it takes the place of a call of another's list.
TEST(Changes, AMovedCallTakesAPlaceToo) {
    EXPECT_EQ(
        changes_of(with_previous(on(kDay, {tenant("a"), tenant("p").promised_by(kDay)},
                                    {advisor("x").with_minutes(9), advisor("y").away(kDay, kDay)}),
                                 {was("a", "x", "09:30"), was("p", "y", "09:30")})),
        (Lines{"a dropped x 09:30 -> nobody gave_way p no_room_today", "p moved y 09:30 -> x 09:30 advisor_absent"}));
}

TEST(Changes, WithoutAdvisorOrRoomACallIsDropped) {
    EXPECT_EQ(
        changes_of(with_previous(on(kDay, {tenant("a")}, {advisor("x").away(kDay, kDay)}), {was("a", "x", "09:30")})),
        Lines{"a dropped x 09:30 -> nobody advisor_absent no_room_today"});
    EXPECT_EQ(
        changes_of(with_previous(on(kDay, {tenant("a")}, {advisor("x").with_minutes(8)}), {was("a", "x", "09:30")})),
        Lines{"a dropped x 09:30 -> nobody less_room no_room_today"});
}

TEST(Changes, WhoCameSaysWhy) {
    EXPECT_EQ(changes_of(with_previous(on(kDay, {tenant("a").isolated(0), tenant("n").joined_on(kDay)}, {advisor("x")}),
                                       {was("a", "x", "09:30")})),
              Lines{"n added nobody -> x 09:39 new_today"});
    DayInput cancelled = with_previous(on(kDay, {tenant("a")}, {advisor("x")}), {was("a", "x", "09:30")});
    cancelled.previous[0].state = CallState::cancelled;
    EXPECT_EQ(changes_of(cancelled), Lines{"a added nobody -> x 09:30 room"});
}

TEST(Changes, AnotherHalfDayAndAnotherTimeAreTold) {
    DayInput input = with_previous(on(kDay, {tenant("a"), tenant("b")}, {advisor("x")}),
                                   {was("a", "x", "14:00"), was("b", "x", "09:39")});
    input.calendar = small_rules().calendar;
    input.calendar->windows.resize(1);  // nobody calls in the afternoon
    const Lines lines = changes_of(input);
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines[0].substr(0, 22), "a half_day x 14:00 -> ");
    EXPECT_EQ(lines[1].substr(0, 18), "b time x 09:39 -> ") << "a or nobody comes before it now";
}

// ---- as a whole -----------------------------------------------------------------------------------------

using Appointments = std::map<std::string, std::pair<std::string, int>>;  // tenant -> advisor, minute

Appointments appointments(const Plan& plan) {
    Appointments all;
    for (const AdvisorList& list : plan.lists)
        for (const Call& call : list.calls) all[call.tenant.text] = {list.advisor.text, call.starts_at.minutes};
    return all;
}

TEST(Changes, D1D2AppliedToThePreviousPlanTheyGiveTheNewOneWhateverTheOrder) {
    std::map<Why, int> met;
    for (std::uint64_t seed = 1; seed <= (kThorough ? 300 : 20); ++seed) {
        const RandomDay day = changed_day(medium_day(seed), 150);
        const auto plan = make_plan(day.input, day.rules);
        ASSERT_TRUE(plan) << "seed " << seed;
        if (day.input.previous.empty()) continue;
        const auto found = changes(day.input, day.rules, *plan);
        Appointments now;
        for (const PreviousCall& call : day.input.previous)
            if (call.state != CallState::cancelled) now[call.tenant.text] = {call.advisor.text, call.starts_at.minutes};
        for (const Change& change : found) {
            ++met[change.why];
            EXPECT_NE(change.from, change.to) << "seed " << seed;
            EXPECT_EQ(now.contains(change.tenant.text), change.from.has_value()) << "seed " << seed;
            if (change.to)
                now[change.tenant.text] = {change.to->advisor.text, change.to->starts_at.minutes};
            else
                now.erase(change.tenant.text);
        }
        EXPECT_EQ(now, appointments(*plan)) << "seed " << seed;
        EXPECT_EQ(changes(shuffled(day.input, seed), day.rules, *plan), found) << "seed " << seed;
    }
    for (const auto& [why, text] : names<Why>()) { EXPECT_TRUE(!kThorough || met[why] > 0) << "never met: " << text; }
}

}  // namespace
}  // namespace bienveille::test
