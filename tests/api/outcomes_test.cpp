// What each outcome changes: domain.md, section 4, line by line.
#include "api/outcomes.h"

#include <gtest/gtest.h>

#include "engine/names.h"
#include "rules/built_in.h"

namespace bienveille {
namespace {

const Day kFriday = *day_from_iso("2020-04-03");
const Moment kAt{kFriday, *time_from_hhmm("10:15")};
const AdvisorId kCaller{"CONS-1"};

Tenant asked_for_a_callback() {
    Tenant tenant;
    tenant.id = {"A"};
    tenant.has_phone = true;
    tenant.attempts = 2;
    tenant.last_reached_on = kFriday - 7;
    tenant.callback_requested_on = kFriday - 7;
    tenant.callback_due_on = kFriday;
    tenant.callback_slot.half_day = HalfDay::morning;
    return tenant;
}

AttemptReport report(Outcome outcome, std::vector<FollowUp> follow_ups = {FollowUp{}}) {
    AttemptReport made;
    made.outcome = outcome;
    made.minutes = {9};
    made.follow_ups = std::move(follow_ups);
    return made;
}

Consequence after(const AttemptReport& made, const Tenant& before = asked_for_a_callback()) {
    return consequence_of(made, before, kCaller, kAt, default_rules(), default_rules().calendar);
}

FollowUp callback_by(Day day) {
    FollowUp made;
    made.kind = FollowUp::Kind::callback_by;
    made.by = day;
    return made;
}

FollowUp of_kind(FollowUp::Kind kind) {
    FollowUp made;
    made.kind = kind;
    return made;
}

std::string paths(const AttemptReport& made) {
    std::string all;
    for (const Problem& each : problems_of(made, kFriday)) all += each.path + ";";
    return all;
}

TEST(Outcome, ReachedClosesTheCallbackAndBeginsTheTriesAnew) {
    const auto [tenant, state] = after(report(Outcome::reached));
    EXPECT_EQ(state, CallState::done);
    EXPECT_EQ(tenant.last_reached_on, kFriday);
    EXPECT_EQ(tenant.last_advisor, kCaller);
    EXPECT_EQ(tenant.attempts, 0);
    EXPECT_EQ(tenant.last_outcome, Outcome::reached);
    EXPECT_EQ(tenant.last_attempt_at, kAt);
    EXPECT_FALSE(tenant.callback_due_on);
    EXPECT_FALSE(tenant.callback_requested_on);
    EXPECT_EQ(tenant.callback_slot, CallbackSlot{});
}

TEST(Outcome, WhatWasSeenIsKeptAndWhatWasNotAssessedStays) {
    Tenant before = asked_for_a_callback();
    before.anxiety = 1;
    before.anxiety_on = kFriday - 7;
    before.support = Support::weak;
    before.neighbours_help = true;
    AttemptReport made = report(Outcome::reached);
    EXPECT_EQ(after(made, before).tenant.anxiety_on, kFriday - 7);
    EXPECT_EQ(after(made, before).tenant.support, Support::weak);
    EXPECT_EQ(after(made, before).tenant.neighbours_help, true);
    made.anxiety = 2;
    made.support = Support::strong;
    made.neighbours_help = false;
    EXPECT_EQ(after(made, before).tenant.anxiety, 2);
    EXPECT_EQ(after(made, before).tenant.anxiety_on, kFriday);
    EXPECT_EQ(after(made, before).tenant.support, Support::strong);
    EXPECT_EQ(after(made, before).tenant.neighbours_help, false);
}

TEST(Outcome, ACallCutShortIsOwedAnotherOnTheSecondWorkingDay) {
    const auto [tenant, state] = after(report(Outcome::reached_brief));
    EXPECT_EQ(state, CallState::done);
    // Friday 3 April: Monday 6 is the first working day after, Tuesday 7 the second.
    EXPECT_EQ(tenant.callback_due_on->iso(), "2020-04-07");
    EXPECT_EQ(tenant.callback_requested_on, kFriday);
}

TEST(Outcome, UnansweredTriesCountUntilTheRuleIsUsedUp) {
    for (const Outcome outcome :
         {Outcome::no_answer, Outcome::busy, Outcome::voicemail, Outcome::reached_third_party}) {
        const auto third = after(report(outcome, {}));
        EXPECT_EQ(third.tenant.attempts, 3) << name(outcome);
        EXPECT_EQ(third.state, CallState::retry) << name(outcome);
        EXPECT_EQ(third.tenant.callback_due_on, kFriday) << name(outcome);
        EXPECT_EQ(third.tenant.last_reached_on, kFriday - 7) << name(outcome);
        const auto fourth = after(report(outcome, {}), third.tenant);  // callback policy: 4 tries
        EXPECT_EQ(fourth.state, CallState::unreachable) << name(outcome);
    }
}

TEST(Outcome, AWrongNumberStopsDialling) {
    for (const Outcome outcome : {Outcome::wrong_number, Outcome::unassigned_number}) {
        const auto done = after(report(outcome, {}));
        EXPECT_EQ(done.state, CallState::unreachable);
        EXPECT_EQ(done.tenant.last_outcome, outcome);
        EXPECT_EQ(done.tenant.callback_due_on, kFriday);
    }
}

TEST(Outcome, SwitchboardWaitsAndLanguageAsksForAnotherChannel) {
    EXPECT_EQ(after(report(Outcome::prefers_switchboard, {})).state, CallState::retry);
    EXPECT_EQ(after(report(Outcome::prefers_switchboard, {})).tenant.attempts, 3);
    EXPECT_EQ(after(report(Outcome::language_or_hearing, {})).state, CallState::escalated);
}

TEST(Outcome, RefusedTodayCountsAsReached) {
    const auto done = after(report(Outcome::refused_today));
    EXPECT_EQ(done.state, CallState::done);
    EXPECT_EQ(done.tenant.last_reached_on, kFriday);
    EXPECT_EQ(done.tenant.status, Status::active);
}

TEST(Outcome, LeavingChangesTheStatusAndClosesTheCallback) {
    const std::pair<Outcome, Status> kinds[] = {
        {Outcome::opt_out, Status::opted_out}, {Outcome::moved, Status::moved}, {Outcome::deceased, Status::deceased}};
    for (const auto& [outcome, status] : kinds) {
        const auto done = after(report(outcome, {}));
        EXPECT_EQ(done.tenant.status, status) << name(outcome);
        EXPECT_FALSE(done.tenant.callback_due_on) << name(outcome);
        EXPECT_EQ(done.tenant.last_reached_on, outcome == Outcome::opt_out ? kFriday : kFriday - 7) << name(outcome);
    }
    EXPECT_EQ(after(report(Outcome::opt_out, {})).state, CallState::done);
    EXPECT_EQ(after(report(Outcome::moved, {})).state, CallState::cancelled);
}

TEST(Outcome, AnAbsenceSuspendsUntilTheReturn) {
    AttemptReport made = report(Outcome::absent_until, {});
    made.until = kFriday + 20;
    const auto away = after(made);
    EXPECT_EQ(away.state, CallState::cancelled);
    EXPECT_EQ(away.tenant.status, Status::absent);
    EXPECT_EQ(away.tenant.absent_until, kFriday + 20);
    EXPECT_EQ(away.tenant.callback_due_on, kFriday);
    const auto back = after(report(Outcome::reached), away.tenant);
    EXPECT_EQ(back.tenant.status, Status::active);
    EXPECT_FALSE(back.tenant.absent_until);
    EXPECT_EQ(after(report(Outcome::hospitalised, {})).tenant.status, Status::hospitalised);
}

TEST(Outcome, NotAttemptedChangesNothingAboutTheTenant) {
    AttemptReport made = report(Outcome::not_attempted, {});
    made.reason = "panne";
    const auto done = after(made);
    EXPECT_EQ(done.state, CallState::cancelled);
    EXPECT_EQ(done.tenant.attempts, 2);
    EXPECT_FALSE(done.tenant.last_attempt_at);
}

TEST(FollowUps, OpenACallback) {
    FollowUp promised = callback_by(kFriday + 11);
    promised.slot.time = time_from_hhmm("09:30");
    promised.advisor = {"CONS-2"};
    const auto done = after(report(Outcome::reached, {promised}));
    EXPECT_EQ(done.tenant.callback_requested_on, kFriday);
    EXPECT_EQ(done.tenant.callback_due_on, kFriday + 11);
    EXPECT_EQ(done.tenant.callback_slot.time, time_from_hhmm("09:30"));
    EXPECT_EQ(done.tenant.last_advisor, AdvisorId{"CONS-2"});
    FollowUp rhythm = of_kind(FollowUp::Kind::callback_every);
    rhythm.every_days = 14;
    EXPECT_EQ(after(report(Outcome::reached, {rhythm})).tenant.callback_due_on, kFriday + 14);
}

TEST(FollowUps, AnEscalationShowsAndAnEmergencyOpens) {
    const auto social = after(report(Outcome::reached, {of_kind(FollowUp::Kind::escalate_social)}));
    EXPECT_EQ(social.state, CallState::escalated);
    EXPECT_FALSE(social.tenant.emergency_open);
    const auto emergency = after(report(Outcome::no_answer, {of_kind(FollowUp::Kind::escalate_emergency)}));
    EXPECT_EQ(emergency.state, CallState::escalated);
    EXPECT_TRUE(emergency.tenant.emergency_open);
}

TEST(LevelThree, RecallsAndCalmCallsAreCountedFromWhenItWasSeen) {
    AttemptReport made = report(Outcome::reached);
    made.anxiety = 3;
    Tenant tenant = after(made).tenant;  // seen
    EXPECT_EQ(tenant.level3_recalls, 0);
    EXPECT_EQ(tenant.calm_in_a_row, 0);
    made.anxiety = 1;
    tenant = after(made, tenant).tenant;  // first recall, calm
    EXPECT_EQ(tenant.level3_recalls, 1);
    EXPECT_EQ(tenant.calm_in_a_row, 1);
    made.anxiety = 2;
    tenant = after(made, tenant).tenant;  // second, not calm: the row begins again
    EXPECT_EQ(tenant.level3_recalls, 2);
    EXPECT_EQ(tenant.calm_in_a_row, 0);
    made.anxiety.reset();
    tenant = after(made, tenant).tenant;  // not assessed: a recall all the same
    EXPECT_EQ(tenant.level3_recalls, 3);
    made.anxiety = 0;
    tenant = after(made, after(made, tenant).tenant).tenant;  // calm twice: it has ended
    EXPECT_EQ(tenant.calm_in_a_row, 2);
    made.anxiety = 3;
    tenant.anxiety_cleared = true;
    tenant = after(made, tenant).tenant;  // seen anew: from the start
    EXPECT_EQ(tenant.level3_recalls, 0);
    EXPECT_EQ(tenant.calm_in_a_row, 0);
    EXPECT_FALSE(tenant.anxiety_cleared);
}

TEST(LevelThree, WhoNeverHadItCountsNothing) {
    AttemptReport made = report(Outcome::reached);
    made.anxiety = 1;
    EXPECT_EQ(after(made).tenant.level3_recalls, 0);
    EXPECT_EQ(after(made).tenant.calm_in_a_row, 0);
}

TEST(Report, AFinishedCallNeedsAChoice) {
    for (const Outcome outcome : {Outcome::reached, Outcome::reached_brief, Outcome::refused_today}) {
        EXPECT_EQ(paths(report(outcome, {})), "follow_ups;") << name(outcome);
        EXPECT_EQ(paths(report(outcome)), "") << name(outcome);
    }
    EXPECT_EQ(paths(report(Outcome::no_answer, {})), "");
}

TEST(Report, SaysEverythingThatIsWrong) {
    AttemptReport made = report(Outcome::no_answer, {FollowUp{}, callback_by(kFriday)});
    made.minutes = {-1};
    made.anxiety = 4;
    made.needs = {"courses", "argent"};
    for (int i = 0; i < 301; ++i) made.note += "é";
    made.reason = "x";
    made.until = kFriday;
    EXPECT_EQ(paths(made),
              "minutes;anxiety;anxiety;until;until;needs[1];note;reason;follow_ups;follow_ups[1].callback_by;");
}

TEST(Report, ThreeHundredCharactersAreCountedAsCharacters) {
    AttemptReport made = report(Outcome::reached);
    for (int i = 0; i < 300; ++i) made.note += "é";  // 600 bytes
    EXPECT_EQ(paths(made), "");
}

TEST(Report, NotAttemptedNeedsItsReasonAndAnAbsenceItsReturn) {
    EXPECT_EQ(paths(report(Outcome::not_attempted, {})), "reason;");
    EXPECT_EQ(paths(report(Outcome::absent_until, {})), "until;");
    EXPECT_EQ(paths(report(Outcome::hospitalised, {})), "");
}

TEST(Report, NobodyWhoLeftIsPromisedACallback) {
    EXPECT_EQ(paths(report(Outcome::opt_out, {callback_by(kFriday + 3)})), "follow_ups[0];");
}

TEST(FollowUps, TheirTextReadsBackTheSame) {
    std::vector<FollowUp> all{FollowUp{}, callback_by(kFriday), callback_by(kFriday), callback_by(kFriday)};
    all[1].slot.half_day = HalfDay::morning;
    all[2].slot.time = time_from_hhmm("09:30");
    all[2].advisor = {"CONS-2"};
    all.push_back(of_kind(FollowUp::Kind::escalate_social));
    all.push_back(of_kind(FollowUp::Kind::escalate_emergency));
    all.push_back(of_kind(FollowUp::Kind::callback_every));
    all.back().every_days = 30;
    all.push_back(of_kind(FollowUp::Kind::refer));
    all.back().text = "CCAS de Chaumont";
    all.push_back(of_kind(FollowUp::Kind::need));
    all.back().text = "courses";
    EXPECT_EQ(follow_ups_from_text(follow_ups_to_text(all)), all);
}

TEST(Note, IsWarnedAboutWhatItShouldNotHold) {
    EXPECT_TRUE(lint_note("Préfère l'après-midi, voisine aidante, chien.").empty());
    EXPECT_EQ(lint_note("Diabétique, boit beaucoup"), (std::vector<std::string>{"health", "addiction"}));
    EXPECT_EQ(lint_note("l\u2019alcool"), (std::vector<std::string>{"addiction"}));
    EXPECT_EQ(lint_note("famille musulmane"), (std::vector<std::string>{"origin_or_religion"}));
    EXPECT_EQ(lint_note("sort de PRISON"), (std::vector<std::string>{"offence"}));
    EXPECT_EQ(lint_note("insupportable"), (std::vector<std::string>{"judgement"}));
}

}  // namespace
}  // namespace bienveille
