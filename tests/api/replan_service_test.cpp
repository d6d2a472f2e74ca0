// A running day planned again: what is offered, what a yes puts in force, and what stays whatever happens.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <set>

#include "api/call_hints.h"
#include "tests/support/running_day.h"

namespace bienveille {
namespace {

TimeOfDay at(const char* hhmm) { return *time_from_hhmm(hhmm); }

class Replans : public RunningDayTest {
protected:
    Replan offer(const std::string& now, std::vector<Absence> absent = {}) {
        const auto offered = service_.replan({kThird, time_from_hhmm(now), std::move(absent)});
        EXPECT_TRUE(offered.ok()) << offered.refusal().message;
        return *offered;
    }
    Answer<StoredPlan> say_yes(const Replan& offered, const std::string& reason = "") {
        return service_.accept({{kThird, offered.now, offered.absent}, offered.offer, offered.seen, reason}, kManager);
    }
    static std::set<std::string> tenants_of(const Plan& plan, const AdvisorId& advisor) {
        std::set<std::string> tenants;
        for (const AdvisorList& list : plan.lists)
            for (const Call& call : list.calls)
                if (list.advisor == advisor) tenants.insert(call.tenant.text);
        return tenants;
    }
    std::string holder_of(const std::string& tenant) { return store_->call(call_id(kThird, {tenant}))->advisor.text; }
};

TEST_F(Replans, APreviewSavesNothing) {
    plan();
    const auto before = service_.plan(kThird)->plan;
    const std::int64_t moment = store_->moment();
    EXPECT_FALSE(offer("10:30", {{kFirst, {}}}).changes.empty());
    EXPECT_EQ(store_->moment(), moment);
    EXPECT_EQ(service_.plan(kThird)->plan, before);
    EXPECT_EQ(service_.plan_versions(kThird).size(), 1u);
}

TEST_F(Replans, WhoFallsIllKeepsWhatWasDoneAndGivesTheRestToOthers) {
    plan();
    const std::string done = next(kFirst, "09:40");
    ASSERT_TRUE(record(done, Outcome::reached, "09:50").ok());
    const std::string in_hand = next(kFirst, "10:00");
    const Replan offered = offer("10:30", {{kFirst, {}}});
    for (const Change& change : offered.changes)
        if (change.kind == Change::Kind::moved) {
            EXPECT_EQ(change.from->advisor, kFirst);
            EXPECT_EQ(change.to->advisor, kSecond);
            EXPECT_EQ(change.why, Change::Why::advisor_absent);
        }
    EXPECT_TRUE(holder_of(done) == "CONS-1");
    const auto accepted = say_yes(offered, "malade");
    ASSERT_TRUE(accepted.ok()) << accepted.refusal().message;
    EXPECT_EQ(tenants_of(accepted->plan, kFirst), (std::set<std::string>{done, in_hand}));
    EXPECT_EQ(shown(done).state, CallState::done);
    EXPECT_EQ(shown(in_hand).state, CallState::in_progress);
    for (const AdvisorList& list : accepted->plan.lists)
        for (const Call& call : list.calls)
            if (!call.fixed) { EXPECT_GE(call.starts_at, at("10:30")) << call.tenant.text; }
    // The absence is known from then on: the plan made again is the same, and the call in hand comes back to others.
    EXPECT_FALSE(service_.generate_plan(kThird, kManager)->made_now);
    wait(31);
    std::set<std::string> offered_to_second;
    for (std::string who = next(kSecond, "11:00"); !who.empty(); who = next(kSecond, "11:00")) {
        offered_to_second.insert(who);
        ASSERT_TRUE(record(who, Outcome::reached, "11:05").ok());
    }
    EXPECT_TRUE(offered_to_second.contains(in_hand));
}

TEST_F(Replans, WhoLeavesAtNoonHasTheMorning) {
    plan();
    const auto accepted = say_yes(offer("09:30", {{kFirst, at("10:10")}}));
    ASSERT_TRUE(accepted.ok());
    bool calls = false;
    for (const AdvisorList& list : accepted->plan.lists)
        for (const Call& call : list.calls)
            if (list.advisor == kFirst) {
                calls = true;
                EXPECT_LE(call.starts_at + call.minutes + call.pause, at("10:10"));
            }
    EXPECT_TRUE(calls);
    EXPECT_EQ(store_->availability(kFirst).at(0).until, at("10:10"));
}

TEST_F(Replans, AnAdvisorWhoIsPutInTakesWhatDidNotFit) {
    for (int i = 20; i < 50; ++i) store_->put_tenant(tenant_record("T" + std::to_string(i)), {}, {"", "", ""});
    plan();
    const auto waiting = [](const Plan& plan) {
        return std::count_if(plan.unplanned.begin(), plan.unplanned.end(),
                             [](auto& row) { return row.tier.has_value(); });
    };
    const auto before = waiting(service_.plan(kThird)->plan);
    ASSERT_GT(before, 0);
    service_.put_advisor(advisor_record("CONS-3"), {}, kManager);
    const Replan offered = offer("09:30");
    EXPECT_LT(waiting(offered.plan), before);
    for (const Change& change : offered.changes) EXPECT_NE(change.kind, Change::Kind::dropped);
    ASSERT_TRUE(say_yes(offered).ok());
    EXPECT_NE(next({"CONS-3"}, "09:30"), "");
}

TEST_F(Replans, SayWhoIsBehindTheClockAndWhatIsLost) {
    plan();
    // Six calls of nine minutes are planned with each; at 17:20 ten minutes are left.
    const Replan late = offer("17:20");
    ASSERT_EQ(late.slips.size(), 2u);
    EXPECT_EQ(late.slips[0].advisor, kFirst);
    EXPECT_EQ(late.slips[0].left, Minutes{10});
    EXPECT_GT(late.slips[0].planned, Minutes{40});
    EXPECT_EQ(late.slips[0].behind(), late.slips[0].planned - Minutes{10});
    // T1, promised for the day, needs 13 minutes: nobody has them.
    ASSERT_EQ(late.lost.size(), 1u);
    EXPECT_EQ(late.lost[0].tenant.text, "T1");
    EXPECT_EQ(late.lost[0].due_on, kThird);
    EXPECT_EQ(late.lost[0].keeping, Keeping::impossible);
    EXPECT_FALSE(late.plan.promises.shortfall.empty());
    EXPECT_TRUE(offer("09:30").lost.empty());
}

TEST_F(Replans, AYesIsToTheMovesThatWereShown) {
    plan();
    const Replan offered = offer("10:30", {{kFirst, {}}});
    // A call that is begun meanwhile with the other advisor moves nobody: the yes stands.
    const std::string begun = next(kSecond, "10:30");
    ASSERT_NE(begun, "");
    // One that was to move is begun by its advisor: it does not move any more, and that was not shown.
    const std::string mine = next(kFirst, "10:30");
    const auto refused = say_yes(offered);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.refusal().kind, Refusal::Kind::conflict);
    EXPECT_EQ(refused.refusal().message,
              "the moves are not those that were shown any more; since then: lease.take 2; look at the new offer");
    EXPECT_EQ(service_.plan_versions(kThird).size(), 1u);
    ASSERT_TRUE(service_.release_lease(call_id(kThird, {mine}), kFirst, "fin", kAdvisor).ok());
    EXPECT_TRUE(say_yes(offered).ok());
    EXPECT_EQ(shown(begun).state, CallState::in_progress);
}

TEST_F(Replans, EveryPlanOfADayStaysAVersionWithItsDiff) {
    plan();
    ASSERT_TRUE(service_.fix_call({kThird, {"T2"}, {}, at("11:00"), "rendez-vous", false}, kManager).ok());
    EXPECT_TRUE(service_.generate_plan(kThird, kManager)->made_now);
    ASSERT_TRUE(say_yes(offer("10:30", {{kFirst, {}}}), "malade").ok());
    const auto versions = service_.plan_versions(kThird);
    ASSERT_EQ(versions.size(), 3u);
    EXPECT_EQ(versions[0].overrides, 0);
    EXPECT_EQ(versions[1].overrides, 1);
    EXPECT_EQ(versions[2].reason, "malade");
    EXPECT_EQ(versions[2].by, "manager");
    EXPECT_EQ(versions[2].now, at("10:30"));
    EXPECT_GT(versions[2].changes, 0);
    EXPECT_EQ(service_.plan(kThird, 1)->plan.digest, versions[0].digest);
    EXPECT_FALSE(service_.plan(kThird, 4).ok());
    const auto diff = service_.plan_changes(kThird, {}, {});
    ASSERT_TRUE(diff.ok());
    EXPECT_EQ(diff->from, 2);
    EXPECT_EQ(diff->to, 3);
    EXPECT_EQ(diff->changes.size(), static_cast<std::size_t>(versions[2].changes));
    EXPECT_TRUE(service_.plan_changes(kThird, 3, 3)->changes.empty());
    // The way back is the same moves the other way round.
    std::size_t moved = 0, moved_back = 0;
    const auto there = service_.plan_changes(kThird, 1, 3), back = service_.plan_changes(kThird, 3, 1);
    for (const Change& each : there->changes) moved += each.kind == Change::Kind::moved;
    for (const Change& each : back->changes) moved_back += each.kind == Change::Kind::moved;
    EXPECT_EQ(moved, moved_back);
}

TEST_F(Replans, AnotherPersonMovesNobodyWhoDoesNotHaveTo) {
    plan();
    const Plan before = service_.plan(kThird)->plan;
    service_.put_tenant(tenant_record("T99"), {}, kManager);
    const auto after = service_.generate_plan(kThird, kManager);
    EXPECT_TRUE(after->made_now);
    for (const AdvisorId& advisor : {kFirst, kSecond}) {
        const auto now = tenants_of(after->plan, advisor);
        for (const std::string& tenant : tenants_of(before, advisor)) EXPECT_TRUE(now.contains(tenant)) << tenant;
    }
    EXPECT_FALSE(service_.generate_plan(kThird, kManager)->made_now);
}

TEST_F(Replans, APromisedTimeThatIsPastIsAPromiseOfToday) {
    TenantRecord asked = tenant_record("T5");
    asked.facts.last_reached_on = kThird - 3;
    asked.facts.callback_requested_on = kThird - 3;
    asked.facts.callback_due_on = kThird;
    asked.facts.callback_slot.time = at("10:00");
    service_.put_tenant(asked, {}, kManager);
    plan();
    EXPECT_EQ(shown("T5").starts_at, at("10:00"));
    const Replan offered = offer("11:00");
    for (const AdvisorList& list : offered.plan.lists)
        for (const Call& call : list.calls)
            if (call.tenant.text == "T5") {
                EXPECT_EQ(call.tier, Tier::promise_today);
                EXPECT_GE(call.starts_at, at("11:00"));
            }
    EXPECT_TRUE(offered.lost.empty());
}

TEST_F(Replans, AreRefusedWhereThereIsNothingToReplan) {
    EXPECT_EQ(service_.replan({kThird, {}, {}}).refusal().kind, Refusal::Kind::not_found);
    plan();
    const auto unknown = service_.replan({kThird, {}, {{{"CONS-9"}, {}}, {kFirst, {}}, {kFirst, {}}}});
    ASSERT_EQ(unknown.refusal().kind, Refusal::Kind::wrong);
    EXPECT_EQ(unknown.refusal().problems.size(), 3u);
    // The clock is 08:30 of that day in Paris; on another day nothing has run.
    EXPECT_EQ(service_.replan({kThird, {}, {}})->now, at("08:30"));
    ASSERT_TRUE(service_.generate_plan(kThird + 3, kManager).ok());
    EXPECT_FALSE(service_.replan({kThird + 3, {}, {}})->now);
}

// ---- the evening ----------------------------------------------------------------------------------------

TEST_F(Replans, WhatWasNotReachedIsInTomorrowsPlanByItself) {
    plan();
    ASSERT_TRUE(record("T1", Outcome::no_answer, "09:40").ok());  // promised for that day
    ASSERT_TRUE(record("T2", Outcome::no_answer, "09:55").ok());
    ASSERT_TRUE(record("T2", Outcome::no_answer, "14:30").ok());
    ASSERT_TRUE(record("T3", Outcome::reached, "10:20").ok());
    const Day monday = kThird + 3;
    const auto tomorrow = service_.generate_plan(monday, kManager);
    ASSERT_TRUE(tomorrow.ok());
    std::set<std::string> called;
    for (const AdvisorList& list : tomorrow->plan.lists)
        for (const Call& call : list.calls) {
            called.insert(call.tenant.text);
            if (call.tenant.text != "T1") continue;
            EXPECT_TRUE(call.late);  // the promise was missed
            EXPECT_EQ(call.due_on, kThird);
            EXPECT_EQ(call.tier, Tier::promise_today);
        }
    EXPECT_FALSE(called.contains("T3"));
    for (int i = 4; i <= 12; ++i) EXPECT_TRUE(called.contains("T" + std::to_string(i))) << "T" << i << " never came up";
    EXPECT_TRUE(called.contains("T1"));
    EXPECT_TRUE(called.contains("T2"));
    EXPECT_EQ(store_->tenant({"T2"})->record.facts.attempts, 2);  // of four: the contact goes on
    const auto try_again = [&](const char* time) {
        return service_.record_attempt(call_id(monday, {"T2"}), report(Outcome::no_answer, time), kAdvisor)
            ->state_after;
    };
    EXPECT_EQ(try_again("09:40"), CallState::retry);
    EXPECT_EQ(try_again("14:40"), CallState::unreachable);  // the fourth
}

// ---- the own list done ------------------------------------------------------------------------------------

class OwnListDone : public RunningDayTest {
protected:
    // Thirty more than the day has room for; those that `change` makes of them.
    void plan_with(const std::function<void(Tenant&, int)>& change = [](Tenant&, int) {}) {
        for (int i = 20; i < 50; ++i) {
            TenantRecord record = tenant_record("T" + std::to_string(i));
            change(record.facts, i);
            store_->put_tenant(record, {}, {"", "", ""});
        }
        plan();
        const auto planned = service_.plan(kThird);
        for (const Unplanned& row : planned->plan.unplanned)
            if (row.tier) owed_.push_back(row.tenant.text);
        ASSERT_GT(owed_.size(), 2u);
    }
    // Every call of the own list made, a talk of so many minutes each.
    void finish(const AdvisorId& advisor, int minutes) {
        for (const ListedCall& each : list_of(advisor)) {
            AttemptReport made = report(Outcome::reached, "09:30");
            made.minutes = {minutes};
            ASSERT_TRUE(service_.record_attempt(each.id, made, kAdvisor).ok());
        }
    }
    std::vector<std::string> owed_;  // without a place, by rank
};

// 100 minutes, ten calls of nine and one longer: at five minutes each, two of them notes, half the day is left.
TEST_F(OwnListDone, ADaysMinutesAreWhatItsCallsTook) {
    plan_with();
    finish(kFirst, 3);
    EXPECT_EQ(next(kFirst, "11:00"), owed_[0]);
    finish(kSecond, 9);
    EXPECT_EQ(next(kSecond, "11:00"), "");
}

TEST_F(OwnListDone, AnEarlierDeadlineComesBeforeAHigherRank) {
    plan_with([](Tenant& tenant, int i) {
        if (i < 48)
            tenant.lsns6 = 0;  // isolated: more points
        else
            tenant.joined_on = kThird;  // never called: H6 by 14 April
    });
    const auto first = std::find_if(owed_.begin(), owed_.end(),
                                    [](const std::string& each) { return each == "T48" || each == "T49"; });
    ASSERT_GT(first - owed_.begin(), 2);
    finish(kFirst, 3);
    EXPECT_EQ(next(kFirst, "11:00"), *first);
}

TEST_F(OwnListDone, WhoDoesNotAnswerThereIsTriedAgainTheSameDay) {
    plan_with();
    finish(kFirst, 3);
    ASSERT_EQ(next(kFirst, "10:40"), owed_[0]);
    ASSERT_TRUE(record(owed_[0], Outcome::no_answer, "10:40").ok());
    ASSERT_EQ(next(kFirst, "10:42"), owed_[1]);
    ASSERT_TRUE(record(owed_[1], Outcome::reached, "10:42").ok());
    EXPECT_EQ(next(kFirst, "14:00"), owed_[0]);  // three hours on, in the other half-day
    ASSERT_TRUE(record(owed_[0], Outcome::no_answer, "14:00").ok());
    EXPECT_NE(next(kFirst, "17:01"), owed_[0]);  // twice a day
}

TEST_F(OwnListDone, PeopleWithoutAPlaceFollowByRank) {
    plan_with();
    std::vector<std::string>& owed = owed_;
    // The own day is full.
    finish_all_but({});
    EXPECT_EQ(next(kFirst, "11:00"), "");
    // Somebody has more of the day: 24 minutes more than ten calls of nine and two of notes are two such calls.
    ASSERT_EQ(list_of(kFirst).size(), 10u);
    ASSERT_TRUE(service_.put_availability({kFirst, kThird, Minutes{10 * 11 + 24}}, kManager).ok());
    EXPECT_EQ(next(kFirst, "11:00"), owed[0]);
    EXPECT_EQ(next(kFirst, "11:00"), owed[0]);  // in hand
    const auto shown_to = list_of(kFirst);
    EXPECT_TRUE(
        std::any_of(shown_to.begin(), shown_to.end(), [&](auto& each) { return each.call.tenant.text == owed[0]; }));
    ASSERT_TRUE(record(owed[0], Outcome::reached, "11:00").ok());
    EXPECT_EQ(next(kFirst, "11:10"), owed[1]);
    ASSERT_TRUE(service_.release_lease(call_id(kThird, {owed[1]}), kFirst, "pas elle", kAdvisor).ok());
    EXPECT_EQ(next(kFirst, "11:10"), owed[2]);  // not the same again
    EXPECT_EQ(next(kSecond, "11:10"), "");
    EXPECT_FALSE(service_.list(kThird, kSecond)->calls.empty());
}

TEST_F(Replans, ACallbackIsLookedAtWhileTheTenantIsOnTheLine) {
    plan();
    const std::string mine = next(kFirst, "09:30");
    const auto tomorrow = service_.check_promise(kThird, {mine}, kThird + 3);
    EXPECT_TRUE(tomorrow->keepable);
    EXPECT_EQ(tomorrow->earliest, kThird + 3);  // Monday: today's call is this one
    // Nobody is there on Monday.
    for (const AdvisorId& advisor : {kFirst, kSecond}) {
        AdvisorRecord away = advisor_record(advisor.text);
        away.facts.absent_on = {{kThird + 3, kThird + 3}};
        service_.put_advisor(away, {}, kManager);
    }
    const auto monday = service_.check_callback(call_id(kThird, {mine}), kThird + 3);
    ASSERT_TRUE(monday);
    EXPECT_FALSE(monday->keepable);
    EXPECT_EQ(monday->earliest, kThird + 4);
}

TEST_F(Replans, OneMessageInTwoDaysIsLeftOnAVoicemail) {
    plan();
    const std::string mine = next(kFirst, "09:30");
    EXPECT_FALSE(ask(kFirst, "09:30")->held->message_left);
    ASSERT_TRUE(record(mine, Outcome::voicemail, "09:40").ok());
    finish_all_but({});
    ASSERT_EQ(next(kFirst, "14:00"), mine);
    const Moment left{kThird, at("09:40")};
    EXPECT_EQ(ask(kFirst, "14:00")->held->message_left, left);
    EXPECT_FALSE(message_is_due(left, {kThird + 2, at("09:39")}));
    EXPECT_TRUE(message_is_due(left, {kThird + 2, at("09:40")}));
    EXPECT_EQ(
        call_hints(left, Language::french).at(0).text,
        "Un message a été laissé le vendredi 3 avril 2020 09:40 : n'en laisser aucun avant le dimanche 5 avril 2020 "
        "09:40.");
    EXPECT_EQ(call_hints({}, Language::english).at(0).code, "message_allowed");
}

}  // namespace
}  // namespace bienveille
