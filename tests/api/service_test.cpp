// The use cases, on the store in memory with the clock held still.
#include "api/service.h"

#include <gtest/gtest.h>

#include "api/wire_service.h"
#include "engine/digest.h"
#include "rules/built_in.h"
#include "tests/support/campaign_store.h"
#include "tests/support/memory_store.h"

namespace bienveille {
namespace {

const Asker kManager{"manager", "r1"};
const Asker kAdvisor{"advisor", "r2"};

class TheService : public testing::Test {
protected:
    void SetUp() override { fill(*store_); }

    StoredPlan planned() {
        const auto plan = service_.generate_plan(kThird, kManager);
        EXPECT_TRUE(plan.ok());
        return *plan;
    }
    // Some call of the plan, by tenant.
    std::string id_of_call(const std::string& tenant) { return call_id(kThird, {tenant}); }
    AttemptReport reached() {
        AttemptReport report;
        report.outcome = Outcome::reached;
        report.minutes = {9};
        report.follow_ups = {FollowUp{}};
        return report;
    }
    CallState state_of(const std::string& tenant) { return store_->call(id_of_call(tenant))->state; }

    std::unique_ptr<Store> store_ = memory_store();
    Service service_{*store_, json_documents(), still_clock()};
};

TEST_F(TheService, KeepsTheProgramsRulesAndTheDefaultOnesRun) {
    ASSERT_EQ(service_.rules_history().versions.size(), 2u);
    EXPECT_TRUE(service_.rules("default-1.0.0")->kept.active);
    EXPECT_FALSE(service_.rules("nothing").ok());
    Service again{*store_, json_documents(), still_clock()};
    EXPECT_EQ(again.rules_history().versions.size(), 2u);
}

TEST_F(TheService, APlanAskedForTwiceIsTheSamePlan) {
    const auto first = planned();
    EXPECT_TRUE(first.made_now);
    const auto second = planned();
    EXPECT_FALSE(second.made_now);
    EXPECT_EQ(second.plan, first.plan);
    EXPECT_EQ(service_.plan(kThird)->plan, first.plan);
    EXPECT_EQ(service_.newest_day(), kThird);
}

TEST_F(TheService, AChangeInTheRegisterMakesANewPlan) {
    const auto first = planned();
    service_.put_tenant(tenant_record("T99"), {}, kManager);
    const auto second = planned();
    EXPECT_TRUE(second.made_now);
    EXPECT_NE(second.plan.digest, first.plan.digest);
}

TEST_F(TheService, PlansTheDayThatIsAskedForNotToday) {
    EXPECT_EQ(service_.generate_plan(kThird + 3, kManager)->plan.day, kThird + 3);
    EXPECT_FALSE(service_.plan(kThird).ok());
}

TEST_F(TheService, ARegisterThatCannotBePlannedIsToldWhy) {
    TenantRecord late = tenant_record("T1");
    late.facts.last_reached_on = kThird + 5;  // seen after the day that is planned
    service_.put_tenant(late, {}, kManager);
    const auto plan = service_.generate_plan(kThird, kManager);
    ASSERT_FALSE(plan.ok());
    EXPECT_EQ(plan.refusal().kind, Refusal::Kind::wrong);
    EXPECT_FALSE(plan.refusal().problems.empty());
}

TEST_F(TheService, TheCampaignsCalendarWinsOverTheRules) {
    ASSERT_TRUE(service_
                    .put_campaign(R"({"name": "c", "time_zone": "Europe/Paris", "first_day": "2020-03-26",
        "last_day": "2020-04-10", "holidays": ["2020-04-03"], "windows": ["09:00-12:15"]})",
                                  kManager)
                    .ok());
    EXPECT_TRUE(planned().plan.lists.empty());  // the third is a holiday there
    EXPECT_FALSE(service_.put_campaign("{}", kManager).ok());
}

TEST_F(TheService, AnAdvisorsListSaysWhoAndWhy) {
    const auto plan = planned();
    ASSERT_FALSE(plan.plan.lists.empty());
    const auto list = service_.list(kThird, plan.plan.lists[0].advisor);
    ASSERT_TRUE(list.ok());
    ASSERT_EQ(list->calls.size(), plan.plan.lists[0].calls.size());
    EXPECT_EQ(list->calls[0].tenant->commune, "Chaumont");
    EXPECT_EQ(list->calls[0].id, call_id(kThird, list->calls[0].call.tenant));
    const std::string french = list_to_json(*list, Language::french);
    EXPECT_NE(french.find("\"label\": \"Locataire T"), std::string::npos);
    EXPECT_NE(french.find("\"text\": \""), std::string::npos);
    EXPECT_NE(french, list_to_json(*list, Language::english));
    EXPECT_FALSE(service_.list(kThird, {"CONS-9"}).ok());
    EXPECT_FALSE(service_.list(kThird + 1, {"CONS-1"}).ok());
}

TEST_F(TheService, AnAttemptChangesTheCallTheTenantAndTheList) {
    planned();
    AttemptReport report = reached();
    report.needs = {"courses", "repas"};
    const auto done = service_.record_attempt(id_of_call("T1"), report, kAdvisor);
    ASSERT_TRUE(done.ok());
    EXPECT_EQ(done->state_after, CallState::done);
    EXPECT_EQ(done->recorded_at, "2020-04-03T06:30:00Z");
    EXPECT_EQ(state_of("T1"), CallState::done);
    const Tenant tenant = store_->tenant({"T1"})->record.facts;
    EXPECT_EQ(tenant.last_reached_on, kThird);
    EXPECT_FALSE(tenant.callback_due_on);
    EXPECT_EQ(tenant.last_attempt_at->time.hhmm(), "08:30");  // the clock's 06:30 UTC, in Paris
    const auto list = service_.list(kThird, done->advisor);
    for (const ListedCall& each : list->calls) {
        if (each.call.tenant.text != "T1") continue;
        EXPECT_EQ(each.call.state, CallState::done);
        EXPECT_EQ(each.last_needs, (std::vector<std::string>{"courses", "repas"}));
    }
}

TEST_F(TheService, AFinishedCallStaysWhereItIsInTheNextPlan) {
    planned();
    const auto done = service_.record_attempt(id_of_call("T1"), reached(), kAdvisor);
    ASSERT_TRUE(done.ok());
    const auto next = planned();
    EXPECT_TRUE(next.made_now);
    bool found = false;
    for (const AdvisorList& list : next.plan.lists)
        for (const Call& call : list.calls)
            if (call.tenant.text == "T1") {
                found = true;
                EXPECT_EQ(list.advisor, done->advisor);
                EXPECT_EQ(call.state, CallState::done);
            }
    EXPECT_TRUE(found);
    EXPECT_FALSE(planned().made_now);
}

TEST_F(TheService, ACallThatWasNotAttemptedGoesBackToThePool) {
    planned();
    AttemptReport report;
    report.outcome = Outcome::not_attempted;
    report.reason = "panne";
    ASSERT_TRUE(service_.record_attempt(id_of_call("T1"), report, kAdvisor).ok());
    EXPECT_EQ(state_of("T1"), CallState::cancelled);
    service_.put_tenant(tenant_record("T99"), {}, kManager);
    planned();
    EXPECT_EQ(state_of("T1"), CallState::planned);
}

TEST_F(TheService, AFinishedCallTakesNoSecondOutcome) {
    planned();
    ASSERT_TRUE(service_.record_attempt(id_of_call("T1"), reached(), kAdvisor).ok());
    EXPECT_EQ(service_.record_attempt(id_of_call("T1"), reached(), kAdvisor).refusal().kind, Refusal::Kind::conflict);
    EXPECT_EQ(service_.record_attempt("nothing", reached(), kAdvisor).refusal().kind, Refusal::Kind::not_found);
}

TEST_F(TheService, APromiseNeedsAnAdvisorWhoExists) {
    planned();
    AttemptReport report = reached();
    report.follow_ups[0].kind = FollowUp::Kind::callback_by;
    report.follow_ups[0].by = kThird + 5;
    report.follow_ups[0].advisor = {"CONS-9"};
    const auto done = service_.record_attempt(id_of_call("T1"), report, kAdvisor);
    ASSERT_FALSE(done.ok());
    EXPECT_EQ(done.refusal().problems.at(0).path, "follow_ups[0].advisor");
    EXPECT_EQ(state_of("T1"), CallState::planned);
}

TEST_F(TheService, AnotherPhoneNumberClearsAWrongOne) {
    TenantRecord wrong = tenant_record("T2");
    wrong.facts.last_outcome = Outcome::wrong_number;
    wrong.facts.attempts = 1;
    store_->put_tenant(wrong, {}, {"2020-04-03T06:00:00Z", "test", "fill"});
    wrong.label = "autre";
    EXPECT_EQ(service_.put_tenant(wrong, {}, kManager)->kept.record.facts.last_outcome, Outcome::wrong_number);
    wrong.phone = "+33353019999";
    const auto done = service_.put_tenant(wrong, {}, kManager);
    EXPECT_FALSE(done->kept.record.facts.last_outcome);
    EXPECT_EQ(done->kept.record.facts.attempts, 0);
}

TEST_F(TheService, SolvesWithGivenOrKeptOrActiveRules) {
    DayInput input;
    input.day = kThird;
    EXPECT_EQ(service_.solve(input, {}, "")->plan.rules_name, "default");
    EXPECT_EQ(service_.solve(input, {}, "heatwave-1.0.0")->plan.rules_name, "heatwave");
    EXPECT_EQ(service_.solve(input, {}, digest(heatwave_rules()))->plan.rules_name, "heatwave");
    EXPECT_FALSE(service_.solve(input, {}, "nothing").ok());
}

// At half past ten: a call in progress goes on now, what nobody has begun starts no earlier, and a time that is over binds nobody.
TEST_F(TheService, SolvesADayThatHasRunUntilNow) {
    DayInput input;
    input.day = kThird;
    for (const char* id : {"A", "B", "C"}) input.tenants.push_back(tenant_record(id).facts);
    input.tenants[1].last_reached_on = kThird - 7;
    input.tenants[1].callback_requested_on = kThird - 7;
    input.tenants[1].callback_due_on = kThird;
    input.tenants[1].callback_slot.time = time_from_hhmm("09:45");
    input.advisors = {advisor_record("CONS-1").facts};
    PreviousCall running;
    running.tenant = {"A"};
    running.advisor = {"CONS-1"};
    running.state = CallState::in_progress;
    running.starts_at = *time_from_hhmm("09:30");
    running.minutes = Minutes{9};
    input.previous = {running};
    input.now = time_from_hhmm("10:30");
    const auto solved = service_.solve(input, {}, "");
    ASSERT_TRUE(solved.ok());
    const auto& calls = solved->plan.lists.at(0).calls;
    ASSERT_EQ(calls.size(), 3u);
    for (const Call& each : calls) {
        const bool goes_on = each.tenant.text == "A";
        EXPECT_EQ(each.state, goes_on ? CallState::in_progress : CallState::planned);
        EXPECT_GE(each.starts_at.minutes, goes_on ? 10 * 60 + 30 : 10 * 60 + 39) << each.tenant.text;
        EXPECT_NE(each.tier, Tier::slot_today);
    }
}

}  // namespace
}  // namespace bienveille
