// Outcomes put right within a day.
#include <gtest/gtest.h>

#include "api/import_store.h"
#include "api/wire_service.h"
#include "tests/support/kept_records.h"
#include "tests/support/running_day.h"

namespace bienveille {
namespace {

class Corrections : public RunningDayTest {
protected:
    std::string recorded(const std::string& tenant, Outcome outcome) {
        const auto done = record(tenant, outcome, "09:40");
        EXPECT_TRUE(done.ok());
        return done->id;
    }
    Tenant facts(const std::string& tenant) { return store_->tenant({tenant})->record.facts; }
    AttemptReport anxious() {
        AttemptReport made = report(Outcome::reached);
        made.anxiety = 2;
        made.note = "voisine";
        return made;
    }
};

TEST_F(Corrections, KeepTheOldValueAndPutTheRecordRight) {
    plan();
    const std::string id = recorded("T5", Outcome::no_answer);
    EXPECT_EQ(facts("T5").attempts, 1);
    wait(120);
    const auto right = service_.correct_attempt(id, anxious(), {}, kAdvisor);
    ASSERT_TRUE(right.ok());
    EXPECT_EQ(right->id, id);
    EXPECT_EQ(right->recorded_at, "2020-04-03T06:30:00Z");
    EXPECT_EQ(right->corrected_at, "2020-04-03T08:30:00Z");
    EXPECT_EQ(facts("T5").attempts, 0);
    EXPECT_EQ(facts("T5").anxiety, 2);
    EXPECT_EQ(facts("T5").last_reached_on, kThird);
    EXPECT_EQ(facts("T5").last_attempt_at->time.hhmm(), "09:40");
    EXPECT_EQ(shown("T5").state, CallState::done);
    const auto seen = service_.attempt(id);
    ASSERT_EQ(seen->earlier.size(), 1u);
    EXPECT_EQ(seen->earlier[0].outcome, Outcome::no_answer);
    EXPECT_EQ(seen->attempt.outcome, Outcome::reached);
    EXPECT_EQ(store_->attempts(call_id(kThird, {"T5"})).size(), 1u);
    const std::string manager = corrected_attempt_to_json(*seen);
    EXPECT_EQ(manager.find("voisine"), std::string::npos);  // a note is its advisor's
    EXPECT_NE(manager.find("\"outcome\": \"no_answer\""), std::string::npos);
}

TEST_F(Corrections, UndoALeave) {
    plan();
    const std::string id = recorded("T5", Outcome::opt_out);
    EXPECT_EQ(facts("T5").status, Status::opted_out);
    ASSERT_TRUE(service_.correct_attempt(id, report(Outcome::no_answer, "09:40"), {}, kAdvisor).ok());
    EXPECT_EQ(facts("T5").status, Status::active);
    EXPECT_FALSE(facts("T5").last_reached_on);
    EXPECT_EQ(shown("T5").state, CallState::retry);
}

TEST_F(Corrections, LeaveWhatSomebodyElseChangedSince) {
    plan();
    const std::string id = recorded("T5", Outcome::no_answer);
    TenantRecord changed = store_->tenant({"T5"})->record;
    changed.facts.anxiety = 3;
    changed.phone = "+33353019999";
    service_.put_tenant(changed, {}, kManager);
    ASSERT_TRUE(service_.correct_attempt(id, anxious(), {}, kAdvisor).ok());
    EXPECT_EQ(facts("T5").anxiety, 3);
    EXPECT_EQ(store_->tenant({"T5"})->record.phone, "+33353019999");
    EXPECT_EQ(facts("T5").attempts, 0);
}

TEST_F(Corrections, OfAnEarlierTryLeaveTheCallWhereTheLaterOnePutIt) {
    plan();
    const std::string first = recorded("T5", Outcome::busy);
    ASSERT_TRUE(record("T5", Outcome::reached, "10:15").ok());
    ASSERT_TRUE(service_.correct_attempt(first, report(Outcome::voicemail, "09:41"), {}, kAdvisor).ok());
    EXPECT_EQ(shown("T5").state, CallState::done);
    EXPECT_EQ(facts("T5").last_outcome, Outcome::reached);
}

// The time of the tries is worked out again: somebody else had answered first, so that no dial was one before its last day.
TEST_F(Corrections, ToATryWithoutAnswerEndTheTriesWhoseTimeIsOver) {
    const Day sixth = kThird + 11;  // five working days after the first try: Easter Monday is a holiday
    plan();
    ASSERT_TRUE(record("T5", Outcome::no_answer, "14:40").ok());
    ASSERT_TRUE(service_.generate_plan(sixth, kManager).ok());
    const std::string call = call_id(sixth, {"T5"});
    const auto done = service_.record_attempt(call, report(Outcome::reached, "09:40"), kAdvisor);
    ASSERT_TRUE(done.ok());
    const auto right = service_.correct_attempt(done->id, report(Outcome::no_answer, "09:40"), {}, kAdvisor);
    ASSERT_TRUE(right.ok());
    EXPECT_EQ(right->state_after, CallState::unreachable);  // the second of four, but the next would be a day late
    EXPECT_EQ(store_->call(call)->state, CallState::unreachable);
    EXPECT_EQ(service_.escalations("", 10, true).at(0).step, Step::contact_person);
    // And back again.
    ASSERT_TRUE(service_.correct_attempt(done->id, report(Outcome::reached, "09:40"), {}, kAdvisor).ok());
    EXPECT_EQ(store_->call(call)->state, CallState::done);
    EXPECT_TRUE(service_.escalations("", 10, true).empty());
}

// Three tries of one contact within a day's records: the one that is put right is not counted among those before it.
TEST_F(Corrections, OfALaterTryLookBackToTheFirstOfTheContact) {
    const Day fifth = kThird + 7;  // Friday 10 April
    plan();
    ASSERT_TRUE(record("T5", Outcome::no_answer, "14:40").ok());
    ASSERT_TRUE(service_.generate_plan(fifth, kManager).ok());
    const std::string call = call_id(fifth, {"T5"});
    ASSERT_EQ(service_.record_attempt(call, report(Outcome::no_answer, "09:40"), kAdvisor)->state_after,
              CallState::retry);
    const auto third = service_.record_attempt(call, report(Outcome::reached, "14:40"), kAdvisor);
    const auto right = service_.correct_attempt(third->id, report(Outcome::voicemail, "14:40"), {}, kAdvisor);
    EXPECT_EQ(right->state_after, CallState::unreachable);  // the third of four: the next would be on Tuesday
}

TEST_F(Corrections, AreRefusedAfterADay) {
    plan();
    const std::string id = recorded("T5", Outcome::no_answer);
    wait(24 * 60 - 1);
    EXPECT_TRUE(service_.correct_attempt(id, report(Outcome::busy), {}, kAdvisor).ok());
    wait(1);
    const auto late = service_.correct_attempt(id, report(Outcome::no_answer), {}, kAdvisor);
    ASSERT_FALSE(late.ok());
    EXPECT_EQ(late.refusal().message,
              "this outcome was recorded at 2020-04-03T06:30:00Z, more than 24 hours ago: it stays as it is");
    EXPECT_EQ(service_.attempt(id)->attempt.outcome, Outcome::busy);
    EXPECT_EQ(service_.correct_attempt("none", report(Outcome::busy), {}, kAdvisor).refusal().kind,
              Refusal::Kind::not_found);
}

TEST_F(Corrections, OfWhatSomebodyElseHadPutRightAreRefused) {
    plan();
    const std::string id = recorded("T5", Outcome::no_answer);
    EXPECT_TRUE(service_.correct_attempt(id, report(Outcome::busy), 0, kAdvisor).ok());
    EXPECT_EQ(service_.correct_attempt(id, report(Outcome::voicemail), 0, kAdvisor).refusal().kind,
              Refusal::Kind::changed_meanwhile);
    EXPECT_TRUE(service_.correct_attempt(id, report(Outcome::voicemail), 1, kAdvisor).ok());
}

TEST_F(Corrections, MustBeRightThemselves) {
    plan();
    const std::string id = recorded("T5", Outcome::no_answer);
    AttemptReport wrong = report(Outcome::reached);
    wrong.follow_ups.clear();
    wrong.minutes = {-1};
    EXPECT_EQ(service_.correct_attempt(id, wrong, {}, kAdvisor).refusal().problems.size(), 2u);
}

TEST(RecordText, GivesEveryColumnBack) {
    const TenantRecord record = full_tenant();
    EXPECT_EQ(cells(record_from_text<TenantRecord>(text_of_record(record))), cells(record));
}

}  // namespace
}  // namespace bienveille
