// Calls in advisors' hands, hour by hour: the use cases on the store in memory, with a clock that the test moves.
#include <gtest/gtest.h>

#include <set>
#include <thread>

#include "tests/support/running_day.h"

namespace bienveille {
namespace {

class CallsNext : public RunningDayTest {};

TEST_F(CallsNext, TheOwnListInTheOrderOfThePlan) {
    plan();
    std::vector<std::string> list, offered;
    for (const ListedCall& each : list_of(kFirst)) list.push_back(each.call.tenant.text);
    ASSERT_GE(list.size(), 5u);
    for (std::size_t i = 0; i < list.size(); ++i) {
        offered.push_back(next(kFirst));
        ASSERT_TRUE(record(offered.back(), Outcome::reached).ok());
    }
    EXPECT_EQ(offered, list);
}

TEST_F(CallsNext, TheSameUntilItIsOverAndNobodyElseGetsIt) {
    plan();
    const std::string mine = next(kFirst);
    EXPECT_EQ(next(kFirst), mine);
    EXPECT_NE(next(kSecond), mine);
    EXPECT_EQ(store_->call(call_id(kThird, {mine}))->lease->until, "2020-04-03T07:00:00Z");  // 06:30 and half an hour
    EXPECT_EQ(shown(mine).state, CallState::in_progress);
    wait(29);
    EXPECT_EQ(next(kFirst), mine);
    wait(1);
    EXPECT_EQ(shown(mine).state, CallState::planned);
    EXPECT_EQ(next(kFirst), mine);  // a new lease
    EXPECT_EQ(store_->leases(call_id(kThird, {mine})).size(), 2u);
}

// Taken from the day in memory, asked for again from the list as the store has it.
TEST_F(CallsNext, IsShownWhenItIsTakenAsItIsShownLater) {
    plan();
    for (int i = 0; i < 60; ++i) {
        const AdvisorId& who = i % 3 == 0 ? kSecond : kFirst;
        const std::string at = i < 30 ? "10:00" : "15:00";
        const auto taken = ask(who, at);
        if (!taken->held) continue;
        const auto again = ask(who, at);
        ASSERT_TRUE(again->held);
        EXPECT_EQ(taken->held->lease, again->held->lease);
        EXPECT_EQ(taken->held->position, again->held->position);
        EXPECT_EQ(taken->held->message_left, again->held->message_left);
        EXPECT_EQ(taken->held->call.call, again->held->call.call);
        EXPECT_EQ(taken->held->call.id, again->held->call.id);
        EXPECT_EQ(taken->held->call.tenant->label, again->held->call.tenant->label);
        EXPECT_EQ(taken->held->call.last_needs, again->held->call.last_needs);
        const Outcome outcome = i % 4 == 0 ? Outcome::voicemail : i % 4 == 1 ? Outcome::no_answer : Outcome::reached;
        ASSERT_TRUE(record(taken->held->lease.tenant.text, outcome, at).ok());
    }
}

TEST_F(CallsNext, AKeptLeaseLastsHalfAnHourMore) {
    plan();
    const std::string mine = next(kFirst), id = call_id(kThird, {mine});
    wait(20);
    EXPECT_EQ(service_.renew_lease(id, kFirst, kAdvisor)->until, "2020-04-03T07:20:00Z");
    EXPECT_EQ(service_.renew_lease(id, kSecond, kAdvisor).refusal().message,
              "CONS-1 has this call in hand since 2020-04-03T06:30:00Z, not CONS-2");
    wait(40);
    EXPECT_TRUE(service_.renew_lease(id, {}, kAdvisor).ok());  // late, but nobody else was given it
    ASSERT_TRUE(record(mine, Outcome::reached).ok());
    EXPECT_EQ(service_.renew_lease(id, {}, kAdvisor).refusal().kind, Refusal::Kind::conflict);
    EXPECT_EQ(service_.renew_lease("none", {}, kAdvisor).refusal().kind, Refusal::Kind::not_found);
}

TEST_F(CallsNext, WhatWasGivenBackComesLast) {
    plan();
    const std::string first = next(kFirst);
    ASSERT_TRUE(service_.release_lease(call_id(kThird, {first}), {}, "réunion", kAdvisor).ok());
    EXPECT_EQ(shown(first).state, CallState::planned);
    std::string last;
    for (std::string each = next(kFirst); !each.empty() && last != first; each = next(kFirst)) {
        EXPECT_EQ(each == first, own_left(kFirst) == 1u) << each;
        ASSERT_TRUE(record(each, Outcome::reached).ok());
        last = each;
    }
    EXPECT_EQ(last, first);
}

TEST_F(CallsNext, ATryWithoutAnswerComesBackInTheOtherHalfOfTheDay) {
    plan();
    const std::string tried = next(kFirst);
    ASSERT_TRUE(record(tried, Outcome::no_answer, "09:40").ok());
    EXPECT_EQ(shown(tried).state, CallState::retry);
    finish_all_but({tried});
    // 09:40 and three hours is 12:40: the afternoon begins at 14:00.
    EXPECT_EQ(ask(kFirst, "13:59")->again_at->hhmm(), "14:00");
    EXPECT_EQ(next(kFirst, "14:00"), tried);
    ASSERT_TRUE(record(tried, Outcome::voicemail, "14:01").ok());
    EXPECT_FALSE(ask(kFirst, "17:29")->held);  // twice a day is enough
    EXPECT_FALSE(ask(kFirst, "17:29")->again_at);
}

TEST_F(CallsNext, ABusyLineIsTriedAgainHalfAnHourLater) {
    plan();
    const std::string tried = next(kFirst);
    ASSERT_TRUE(record(tried, Outcome::busy, "09:40").ok());
    finish_all_but({tried});
    EXPECT_EQ(ask(kFirst, "10:09")->again_at->hhmm(), "10:10");
    EXPECT_EQ(next(kFirst, "10:10"), tried);
}

TEST_F(CallsNext, WhoPrefersTheSwitchboardIsLeftAloneThatDay) {
    plan();
    const std::string tried = next(kFirst);
    ASSERT_TRUE(record(tried, Outcome::prefers_switchboard, "09:40").ok());
    finish_all_but({tried});
    EXPECT_FALSE(ask(kFirst, "16:00")->held);
    EXPECT_FALSE(ask(kFirst, "16:00")->again_at);
}

TEST_F(CallsNext, APromisedTimeIsKeptToTheMinute) {
    TenantRecord promised = tenant_record("T2");
    promised.facts.last_reached_on = kThird - 7;
    promised.facts.last_advisor = kFirst;
    promised.facts.callback_requested_on = kThird - 7;
    promised.facts.callback_due_on = kThird;
    promised.facts.callback_slot.time = time_from_hhmm("10:00");
    service_.put_tenant(promised, {}, kManager);
    plan();
    ASSERT_EQ(shown("T2").tier, Tier::slot_today);
    EXPECT_FALSE(ask(kFirst, "09:55")->held);  // nothing else ends before ten
    EXPECT_EQ(ask(kFirst, "09:55")->again_at->hhmm(), "10:00");
    const std::string before = next(kFirst, "09:40");
    EXPECT_NE(before, "T2");
    ASSERT_TRUE(record(before, Outcome::reached).ok());
    EXPECT_EQ(next(kFirst, "10:00"), "T2");
}

TEST_F(CallsNext, AnOpenEmergencyGoesFirst) {
    plan();
    const auto list = list_of(kFirst);
    const TenantId last = list.back().call.tenant;
    TenantRecord distressed = store_->tenant(last)->record;
    distressed.facts.emergency_open = true;
    service_.put_tenant(distressed, {}, kManager);
    EXPECT_EQ(next(kFirst), last.text);
    ASSERT_TRUE(record(last.text, Outcome::no_answer, "09:30").ok());
    EXPECT_NE(next(kFirst, "09:31"), last.text);  // not again and again
}

TEST_F(CallsNext, NobodyIsOfferedWhoMayNotBeCalledAnyMore) {
    plan();
    TenantRecord gone = store_->tenant({list_of(kFirst)[0].call.tenant.text})->record;
    gone.facts.status = Status::opted_out;
    service_.put_tenant(gone, {}, kManager);
    EXPECT_NE(next(kFirst), gone.facts.id.text);
}

TEST_F(CallsNext, TheListDoneOnlyWhatItsOwnAdvisorCannotReach) {
    plan();
    while (own_left(kFirst) > 0) ASSERT_TRUE(record(next(kFirst), Outcome::reached).ok());
    EXPECT_FALSE(ask(kFirst, "09:30")->held);  // the other one has the whole day
    // At 17:10 twenty minutes are left: two calls of nine minutes fit, the others are out of reach.
    const std::size_t theirs = own_left(kSecond);
    std::set<std::string> helped;
    for (auto offer = ask(kFirst, "17:10"); offer->held; offer = ask(kFirst, "17:10")) {
        const std::string tenant = offer->held->lease.tenant.text;
        EXPECT_EQ(shown(tenant).state, CallState::in_progress);
        ASSERT_TRUE(record(tenant, Outcome::reached).ok());
        helped.insert(tenant);
    }
    EXPECT_EQ(helped.size(), theirs - 2);
    for (const std::string& each : helped) EXPECT_EQ(store_->call(call_id(kThird, {each}))->advisor, kFirst);
    EXPECT_EQ(list_of(kSecond).size(), 2u);
}

TEST_F(CallsNext, SomebodyWhoWentHomeLosesTheirCallsToWhoSpeaksTheLanguage) {
    TenantRecord arabic = tenant_record("T3");
    arabic.facts.language = "ar";
    service_.put_tenant(arabic, {}, kManager);
    AdvisorRecord both = advisor_record("CONS-2");
    both.facts.languages = {"fr", "ar"};
    service_.put_advisor(both, {}, kManager);
    plan();
    service_.put_availability({kSecond, kThird, Minutes{0}}, kManager);
    std::set<std::string> called;
    for (auto offer = ask(kFirst); offer->held; offer = ask(kFirst)) {
        called.insert(offer->held->lease.tenant.text);
        ASSERT_TRUE(record(offer->held->lease.tenant.text, Outcome::reached).ok());
    }
    EXPECT_EQ(called.size(), 11u);
    EXPECT_FALSE(called.contains("T3"));
}

TEST_F(CallsNext, AnOutcomeAfterItsLeaseIsTakenAndADoubledCallIsShown) {
    plan();
    const std::string mine = next(kFirst), id = call_id(kThird, {mine});
    wait(31);
    service_.put_availability({kFirst, kThird, Minutes{0}}, kManager);  // thought to have gone home
    while (next(kSecond) != mine) ASSERT_TRUE(record(next(kSecond), Outcome::reached).ok());
    AttemptReport second = report(Outcome::reached);
    second.follow_ups[0].kind = FollowUp::Kind::callback_by;
    second.follow_ups[0].by = kThird + 4;
    ASSERT_TRUE(service_.record_attempt(id, second, kAdvisor).ok());
    // The first one comes back with an outcome: both stand, and what the second promised is not lost.
    const auto late = service_.record_attempt(id, report(Outcome::reached), kAdvisor);
    ASSERT_TRUE(late.ok());
    EXPECT_TRUE(late->doubled);
    EXPECT_EQ(late->advisor, kFirst);
    EXPECT_EQ(store_->attempts(id).size(), 2u);
    EXPECT_EQ(store_->tenant({mine})->record.facts.callback_due_on, kThird + 4);
    for (const ListedCall& each : list_of(kSecond)) EXPECT_EQ(each.doubled, each.call.tenant.text == mine);
    // A third one nobody waits for.
    EXPECT_EQ(service_.record_attempt(id, report(Outcome::reached), kAdvisor).refusal().message,
              "this call is finished already: CONS-1 recorded reached at 2020-04-03T07:01:00Z");
}

TEST_F(CallsNext, ALateOutcomeOfACallThatNobodyElseMadeIsAnOrdinaryOne) {
    plan();
    const std::string mine = next(kFirst);
    wait(90);
    const auto late = record(mine, Outcome::reached);
    ASSERT_TRUE(late.ok());
    EXPECT_FALSE(late->doubled);
    EXPECT_EQ(shown(mine).state, CallState::done);
}

TEST_F(CallsNext, SaysWhatIsMissing) {
    EXPECT_EQ(ask(kFirst).refusal().kind, Refusal::Kind::not_found);
    plan();
    EXPECT_EQ(ask({"CONS-9"}).refusal().problems.at(0).path, "advisor");
    next(kFirst);
    EXPECT_EQ(service_.next_call({kThird + 3, kFirst, {}}, kAdvisor).refusal().kind, Refusal::Kind::conflict);
}

TEST_F(CallsNext, ACallInHandStaysInTheNextPlan) {
    plan();
    const std::string mine = next(kFirst);
    service_.put_tenant(tenant_record("T99"), {}, kManager);
    EXPECT_TRUE(service_.generate_plan(kThird, kManager)->made_now);
    EXPECT_EQ(shown(mine).state, CallState::in_progress);
    EXPECT_TRUE(shown(mine).fixed);
    EXPECT_EQ(next(kFirst), mine);
}

// As an advisor does whose program was killed before it answered, and who asks another one. The list has one call left.
TEST_F(CallsNext, WhoAsksTwoProgramsAtOnceHasTheSameCallFromBoth) {
    plan();
    const std::string last = list_of(kFirst).back().call.tenant.text;
    finish_all_but({last});
    Service other(*store_, json_documents(), [this] { return now_.load(); });
    for (int i = 0; i < 200; ++i) {
        std::string there;
        std::thread meanwhile([&] {
            const auto offer = other.next_call({kThird, kFirst, time_from_hhmm("10:00")}, kAdvisor);
            if (offer && offer->held) there = offer->held->lease.tenant.text;
        });
        const std::string here = next(kFirst, "10:00");
        meanwhile.join();
        EXPECT_EQ(here, last);
        EXPECT_EQ(there, last);
        ASSERT_TRUE(service_.release_lease(call_id(kThird, {last}), {}, "réunion", kAdvisor).ok());
    }
}

// ---- an outcome of a call that somebody else had finished -----------------------------------------------

const Moment kTen{kThird, *time_from_hhmm("10:00")};

TEST(Doubled, LosesNoPromiseAndCountsNoTry) {
    Tenant known;
    known.attempts = 0;
    known.callback_due_on = kThird + 4;
    known.anxiety = 2;
    AttemptReport second;
    second.outcome = Outcome::no_answer;
    EXPECT_EQ(consequence_of_doubled(second, known, CallState::done, kTen).tenant.attempts, 0);
    EXPECT_EQ(consequence_of_doubled(second, known, CallState::done, kTen).state, CallState::done);
    second.outcome = Outcome::reached;
    second.anxiety = 1;
    second.follow_ups = {FollowUp{}};
    second.follow_ups[0].kind = FollowUp::Kind::callback_by;
    second.follow_ups[0].by = kThird + 7;
    EXPECT_EQ(consequence_of_doubled(second, known, CallState::done, kTen).tenant.callback_due_on, kThird + 4);
    EXPECT_EQ(consequence_of_doubled(second, known, CallState::done, kTen).tenant.anxiety, 2);
    second.anxiety = 3;
    second.follow_ups[0].by = kThird + 3;
    EXPECT_EQ(consequence_of_doubled(second, known, CallState::done, kTen).tenant.callback_due_on, kThird + 3);
    EXPECT_EQ(consequence_of_doubled(second, known, CallState::done, kTen).tenant.anxiety, 3);
}

TEST(Doubled, ALeaveAndAnEmergencyTakeEffect) {
    Tenant known;
    known.callback_due_on = kThird + 4;
    AttemptReport second;
    second.outcome = Outcome::opt_out;
    second.follow_ups = {FollowUp{}};
    second.follow_ups[0].kind = FollowUp::Kind::escalate_emergency;
    const auto done = consequence_of_doubled(second, known, CallState::done, kTen);
    EXPECT_EQ(done.tenant.status, Status::opted_out);
    EXPECT_FALSE(done.tenant.callback_due_on);
    EXPECT_TRUE(done.tenant.emergency_open);
    EXPECT_EQ(done.state, CallState::escalated);
}

}  // namespace
}  // namespace bienveille
