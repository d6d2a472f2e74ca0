// What the day brings takes effect in the plan that runs: who rings in, who leaves, emergencies.
#include <gtest/gtest.h>

#include "tests/support/running_day.h"

namespace bienveille {
namespace {

class RunningPlans : public RunningDayTest {
protected:
    static IncomingReport said(Outcome outcome) {
        IncomingReport incoming{kThird, report(outcome)};
        incoming.report.advisor = {"CONS-2"};
        return incoming;
    }
    KeptCall kept(const std::string& tenant) { return *store_->call(call_id(kThird, {tenant})); }
    Tenant facts(const std::string& tenant) { return store_->tenant({tenant})->record.facts; }
    void leave(const std::string& tenant, Status status, std::optional<Day> until = {}) {
        TenantRecord gone = store_->tenant({tenant})->record;
        gone.facts.status = status;
        gone.facts.absent_until = until;
        ASSERT_TRUE(service_.put_tenant(gone, {}, kManager).ok());
    }
};

TEST_F(RunningPlans, WhoRangInIsNotCalledAnyMoreThatDay) {
    plan();
    const std::string mine = next(kFirst);
    const auto answered = service_.rang_in({mine}, said(Outcome::reached), kAdvisor);
    ASSERT_TRUE(answered.ok());
    EXPECT_TRUE(answered->incoming);
    EXPECT_EQ(shown(mine).state, CallState::done);
    EXPECT_EQ(kept(mine).advisor, kSecond);
    EXPECT_NE(next(kFirst), mine);
    EXPECT_EQ(facts(mine).last_advisor, kSecond);
}

TEST_F(RunningPlans, WhoRangInUnplannedIsKnownToo) {
    TenantRecord far = tenant_record("F1");
    far.facts.last_reached_on = kThird - 2;
    far.facts.callback_requested_on = kThird - 2;
    far.facts.callback_due_on = kThird + 7;
    service_.put_tenant(far, {}, kManager);
    ASSERT_TRUE(service_.rang_in({"F1"}, said(Outcome::reached), kAdvisor).ok());  // no plan was made yet
    EXPECT_EQ(facts("F1").last_reached_on, kThird);
    EXPECT_EQ(facts("F1").callback_due_on, kThird + 7);  // what was promised stands
    plan();
    const auto planned = service_.plan(kThird);
    for (const AdvisorList& list : planned->plan.lists)
        for (const Call& call : list.calls) EXPECT_NE(call.tenant.text, "F1");
    EXPECT_EQ(service_.rang_in({"none"}, said(Outcome::reached), kAdvisor).refusal().kind, Refusal::Kind::not_found);
    EXPECT_EQ(service_.rang_in({"F1"}, said(Outcome::no_answer), kAdvisor).refusal().problems.at(0).path, "outcome");
}

TEST_F(RunningPlans, WhoAsksForATimeIsCalledThen) {
    plan();
    const std::string mine = next(kFirst);
    ASSERT_TRUE(service_.call_at({mine}, kThird, *time_from_hhmm("10:00"), kAdvisor).ok());
    EXPECT_FALSE(kept(mine).lease);  // nobody has it in hand till then
    EXPECT_NE(next(kFirst, "09:40"), mine);
    ASSERT_TRUE(record(next(kFirst), Outcome::reached).ok());
    EXPECT_EQ(next(kFirst, "10:00"), mine);
    ASSERT_TRUE(record(mine, Outcome::reached).ok());
    EXPECT_EQ(service_.call_at({mine}, kThird, *time_from_hhmm("11:00"), kAdvisor).refusal().kind,
              Refusal::Kind::conflict);
}

TEST_F(RunningPlans, ALeaveCancelsTheCallsOfTodayAndOfLaterPlans) {
    const Day monday = kThird + 3;
    ASSERT_TRUE(service_.generate_plan(monday, kManager).ok());
    plan();
    const auto later = [&](const std::string& tenant) { return store_->call(call_id(monday, {tenant}))->state; };
    ASSERT_EQ(later("T5"), CallState::planned);
    leave("T5", Status::opted_out);
    EXPECT_EQ(kept("T5").state, CallState::cancelled);
    EXPECT_EQ(later("T5"), CallState::cancelled);
    ASSERT_TRUE(record("T6", Outcome::deceased).ok());
    EXPECT_EQ(later("T6"), CallState::cancelled);
    leave("T7", Status::absent, monday);  // back on Monday
    EXPECT_EQ(kept("T7").state, CallState::cancelled);
    EXPECT_EQ(later("T7"), CallState::planned);
    Import<TenantRecord> import;
    import.rows = {tenant_record("T8")};
    import.rows[0].facts.status = Status::hospitalised;
    for (const auto& column : tenant_columns())
        if (column.name == "status") import.columns.push_back(&column);
    service_.import_tenants(import, kManager);
    EXPECT_EQ(kept("T8").state, CallState::cancelled);
    EXPECT_EQ(later("T8"), CallState::cancelled);
    // Whose call was in somebody's hands: the lease is over, an outcome is taken all the same.
    const std::string mine = next(kFirst);
    leave(mine, Status::moved);
    EXPECT_FALSE(kept(mine).lease);
    EXPECT_NE(next(kFirst), mine);
}

TEST_F(RunningPlans, AnEmergencyIsOpenUntilSomebodyClosesIt) {
    plan();
    const std::string last = list_of(kFirst).back().call.tenant.text;
    ASSERT_TRUE(service_.set_emergency({last}, kThird, true, kAdvisor).ok());
    EXPECT_EQ(next(kFirst), last);
    const auto open = service_.escalations("", 10, true);
    ASSERT_EQ(open.size(), 1u);
    EXPECT_EQ(open[0].step, Step::emergency);
    ASSERT_TRUE(service_.set_emergency({last}, kThird, false, kManager).ok());
    EXPECT_FALSE(facts(last).emergency_open);
    EXPECT_TRUE(service_.escalations("", 10, true).empty());
    EXPECT_EQ(service_.set_emergency({"none"}, kThird, true, kManager).refusal().kind, Refusal::Kind::not_found);
}

TEST_F(RunningPlans, LevelThreeIsClearedWhereItStands) {
    TenantRecord anxious = tenant_record("T5");
    anxious.facts.anxiety = 3;
    anxious.facts.anxiety_on = kThird - 2;
    service_.put_tenant(anxious, {}, kManager);
    EXPECT_TRUE(service_.clear_level3({"T5"}, kManager)->record.facts.anxiety_cleared);
    EXPECT_EQ(service_.clear_level3({"T6"}, kManager).refusal().message,
              "there is no level 3 to clear: the last level seen is unknown");
}

}  // namespace
}  // namespace bienveille
