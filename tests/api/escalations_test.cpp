// What the ladder proposes, and what becomes of it when people decide.
#include "api/escalations.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "api/retry_span.h"
#include "rules/built_in.h"
#include "tests/support/running_day.h"

namespace bienveille {
namespace {

class Ladder : public RunningDayTest {
protected:
    // Somebody whose policy has these tries behind them already.
    void tried(const std::string& tenant, int times, int anxiety = 0) {
        TenantRecord record = tenant_record(tenant);
        record.facts.attempts = times;
        record.facts.last_attempt_at = Moment{kThird - 1, *time_from_hhmm("15:00")};
        record.facts.anxiety = anxiety;
        record.facts.anxiety_on = kThird - 3;
        service_.put_tenant(record, {}, kManager);
    }
    std::vector<Step> open_steps() {
        std::vector<Step> steps;
        for (const Escalation& each : service_.escalations("", 100, true)) steps.push_back(each.step);
        std::sort(steps.begin(), steps.end());
        return steps;
    }
    Answer<Escalation> decide(const std::string& id, Decision decision) {
        return service_.decide({id, decision, "note"}, kManager);
    }
    std::string first_open() { return service_.escalations("", 1, true).at(0).id; }
};

TEST_F(Ladder, BeginsWhenTheTriesAreUsedUp) {
    tried("T5", 2);
    tried("T6", 3);
    plan();
    ASSERT_TRUE(record("T5", Outcome::no_answer).ok());
    EXPECT_TRUE(open_steps().empty());  // the third of four
    ASSERT_TRUE(record("T6", Outcome::voicemail).ok());
    EXPECT_EQ(shown("T6").state, CallState::unreachable);
    EXPECT_EQ(open_steps(), (std::vector<Step>{Step::contact_person}));
}

// Four tries within five working days: the second on the fifth of them may be followed by a third that day, one on the sixth by none.
TEST_F(Ladder, BeginsWhenTheTimeOfTheTriesIsOver) {
    const Day fifth = kThird + 7, sixth = kThird + 11;  // Friday 10 April; Easter Monday is a holiday
    plan();
    for (const char* each : {"T5", "T6"}) ASSERT_TRUE(record(each, Outcome::no_answer, "14:40").ok());
    const auto again = [&](Day day, const char* tenant, const char* at) {
        EXPECT_TRUE(service_.generate_plan(day, kManager).ok());
        return service_.record_attempt(call_id(day, {tenant}), report(Outcome::no_answer, at), kAdvisor)->state_after;
    };
    EXPECT_EQ(again(fifth, "T5", "09:40"), CallState::retry);
    EXPECT_TRUE(open_steps().empty());
    EXPECT_EQ(again(fifth, "T5", "14:40"), CallState::unreachable);  // the third of four: the next would be on Tuesday
    EXPECT_EQ(open_steps(), (std::vector<Step>{Step::contact_person}));
    EXPECT_EQ(again(sixth, "T6", "09:40"), CallState::unreachable);  // the second
}

// A callback is tried four times within 48 hours, which a weekend does not shorten: until Tuesday at that time.
TEST_F(Ladder, HoursDoNotRunOverAWeekend) {
    plan();
    ASSERT_TRUE(record("T1", Outcome::no_answer, "09:40").ok());
    ASSERT_TRUE(record("T1", Outcome::no_answer, "14:40").ok());
    const Day monday = kThird + 3, tuesday = kThird + 4;
    const RetryPolicy policy = default_rules().retries.callback;
    const Calendar calendar = default_rules().calendar;
    const Moment first{kThird, *time_from_hhmm("09:40")};
    EXPECT_EQ(tries_end(policy, first, WorkingDays(calendar, kThird)), (Moment{tuesday, *time_from_hhmm("09:40")}));
    ASSERT_TRUE(service_.generate_plan(monday, kManager).ok());
    EXPECT_EQ(
        service_.record_attempt(call_id(monday, {"T1"}), report(Outcome::no_answer, "09:40"), kAdvisor)->state_after,
        CallState::retry);  // again that afternoon
}

TEST_F(Ladder, TriesCountAnewAfterTheRest) {
    tried("T5", 4);
    store_->put_tenant(
        [&] {
            TenantRecord rested = store_->tenant({"T5"})->record;
            rested.facts.last_attempt_at->day = kThird - 14;
            return rested;
        }(),
        {}, {"2020-04-03T06:00:00Z", "test", "rest"});
    plan();
    ASSERT_TRUE(record("T5", Outcome::no_answer).ok());
    EXPECT_EQ(shown("T5").state, CallState::retry);
    EXPECT_TRUE(open_steps().empty());
}

TEST_F(Ladder, WhoHasNobodyIsVisited) {
    tried("T5", 3);
    TenantRecord alone = store_->tenant({"T5"})->record;
    alone.facts.has_contact_person = false;
    service_.put_tenant(alone, {}, kManager);
    plan();
    ASSERT_TRUE(record("T5", Outcome::no_answer).ok());
    EXPECT_EQ(open_steps(), (std::vector<Step>{Step::visit}));
}

TEST_F(Ladder, AtHighRiskTheContactPersonAfterTheSecondTryAndAVisitAfterTheThird) {
    tried("T5", 1, 3);
    tried("T6", 2, 3);
    plan();
    ASSERT_TRUE(record("T5", Outcome::no_answer).ok());
    EXPECT_EQ(open_steps(), (std::vector<Step>{Step::contact_person}));
    ASSERT_TRUE(record("T6", Outcome::no_answer).ok());
    EXPECT_EQ(open_steps(), (std::vector<Step>{Step::contact_person, Step::visit}));
}

TEST_F(Ladder, AHumanDecidesAndWhatLedNowhereProposesTheNextRung) {
    tried("T5", 3);
    plan();
    ASSERT_TRUE(record("T5", Outcome::no_answer).ok());
    const std::string asked = first_open();
    EXPECT_EQ(decide(asked, Decision::fail).refusal().kind, Refusal::Kind::conflict);  // nobody has begun it
    EXPECT_EQ(decide(asked, Decision::accept)->state, StepState::accepted);
    wait(60);
    EXPECT_EQ(decide(asked, Decision::fail)->decided_at, "2020-04-03T07:30:00Z");
    EXPECT_EQ(open_steps(), (std::vector<Step>{Step::visit}));
    EXPECT_EQ(decide(asked, Decision::settle).refusal().message,
              "this step is failed since 2020-04-03T07:30:00Z, by manager; it cannot be decided so");
    EXPECT_TRUE(decide(first_open(), Decision::decline).ok());
    EXPECT_EQ(open_steps(), (std::vector<Step>{Step::letter}));
    EXPECT_TRUE(decide(first_open(), Decision::settle).ok());
    EXPECT_TRUE(open_steps().empty());
    EXPECT_EQ(service_.escalations("", 100, false).size(), 3u);
    EXPECT_EQ(decide("none", Decision::accept).refusal().kind, Refusal::Kind::not_found);
}

TEST_F(Ladder, ReachingTheTenantEndsItButNotWhatAnAdvisorAskedFor) {
    plan();
    AttemptReport unclear = report(Outcome::language_or_hearing);
    unclear.follow_ups = {FollowUp{}};
    unclear.follow_ups[0].kind = FollowUp::Kind::escalate_social;
    ASSERT_TRUE(service_.record_attempt(call_id(kThird, {"T5"}), unclear, kAdvisor).ok());
    EXPECT_EQ(open_steps().size(), 2u);
    // The next day's call reaches them.
    now_ += 24 * 60 * 60;
    const Day monday = kThird + 3;
    ASSERT_TRUE(service_.generate_plan(monday, kManager).ok());
    ASSERT_TRUE(service_.record_attempt(call_id(monday, {"T5"}), report(Outcome::reached), kAdvisor).ok());
    EXPECT_EQ(open_steps(), (std::vector<Step>{Step::social}));
    for (const Escalation& each : service_.escalations("", 100, false))
        EXPECT_EQ(each.state, each.step == Step::social ? StepState::proposed : StepState::overtaken);
}

TEST_F(Ladder, AWrongNumberIsToBePutRight) {
    plan();
    ASSERT_TRUE(record("T5", Outcome::wrong_number).ok());
    EXPECT_EQ(open_steps(), (std::vector<Step>{Step::fix_number}));
}

TEST(Steps, LeadWhereTheyMay) {
    EXPECT_EQ(state_after(StepState::proposed, Decision::accept), StepState::accepted);
    EXPECT_EQ(state_after(StepState::accepted, Decision::settle), StepState::settled);
    EXPECT_FALSE(state_after(StepState::accepted, Decision::decline));
    EXPECT_FALSE(state_after(StepState::overtaken, Decision::accept));
    EXPECT_EQ(rung_after(Step::visit), Step::letter);
    EXPECT_FALSE(rung_after(Step::letter));
    EXPECT_FALSE(rung_after(Step::social));
}

}  // namespace
}  // namespace bienveille
