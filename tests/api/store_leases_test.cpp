// Calls in advisors' hands: what every store promises of leases.
#include <sqlite3.h>

#include <atomic>
#include <thread>
#include <utility>

#include "tests/support/store_contract.h"

namespace bienveille {
namespace {

class Leases : public StoreContract {
protected:
    void SetUp() override {
        for (const char* id : {"A", "B", "C"}) store_->put_tenant(tenant(id), {}, kBy);
        plan_calls("d1", {{"A", "CONS-1"}, {"B", "CONS-1"}, {"C", "CONS-2"}});
    }
    // From eight to half past.
    static Lease lease(const std::string& tenant, const std::string& advisor) {
        return {"call-" + tenant, kFriday, {tenant}, {advisor}, "2020-04-03T08:00:00Z", "2020-04-03T08:30:00Z"};
    }
    static ChangeBy at(const std::string& time) { return {"2020-04-03T" + time + ":00Z", "advisor", "req-2"}; }
    LeaseTaken take(const std::string& tenant, const std::string& advisor) {
        return store_->take_lease(lease(tenant, advisor), CallState::planned, kBy);
    }
    std::string last_change() { return store_->changes(1).at(0).action; }
};

TEST_P(Leases, ACallIsInOneHandAndAnAdvisorHasOne) {
    EXPECT_EQ(take("A", "CONS-1"), LeaseTaken::taken);
    EXPECT_EQ(take("A", "CONS-2"), LeaseTaken::call_changed);
    EXPECT_EQ(take("B", "CONS-1"), LeaseTaken::advisor_has_another);
    EXPECT_EQ(take("B", "CONS-2"), LeaseTaken::taken);
    EXPECT_EQ(store_->lease_of({"CONS-1"}), lease("A", "CONS-1"));
    EXPECT_EQ(store_->call("call-A")->lease, lease("A", "CONS-1"));
    EXPECT_EQ(store_->calls(kFriday).at(1).lease, lease("B", "CONS-2"));
    EXPECT_EQ(store_->list(kFriday, {"CONS-2"})->calls.size(), 2u);  // C, and B in hand
    EXPECT_EQ(last_change(), "lease.take");
}

TEST_P(Leases, ACallThatIsNotAsItWasSeenIsNotTaken) {
    EXPECT_EQ(store_->take_lease(lease("A", "CONS-1"), CallState::retry, kBy), LeaseTaken::call_changed);
    EXPECT_EQ(store_->take_lease(lease("Z", "CONS-1"), CallState::planned, kBy), LeaseTaken::call_changed);
    EXPECT_FALSE(store_->lease_of({"CONS-1"}));
}

TEST_P(Leases, OnePastItsTimeEndsWhenTheNextIsTaken) {
    ASSERT_EQ(take("A", "CONS-1"), LeaseTaken::taken);
    EXPECT_EQ(store_->take_lease(lease("A", "CONS-2"), CallState::planned, at("08:29")), LeaseTaken::call_changed);
    EXPECT_EQ(store_->take_lease(lease("A", "CONS-2"), CallState::planned, at("08:30")), LeaseTaken::taken);
    const auto leases = store_->leases("call-A");
    ASSERT_EQ(leases.size(), 2u);
    EXPECT_EQ(leases[0].ended, LeaseEnd::expired);
    EXPECT_FALSE(leases[1].ended);
    EXPECT_EQ(store_->load_live_day(kFriday).leases.size(), 2u);
}

TEST_P(Leases, AreRenewedAndGivenBackByTheirHolder) {
    ASSERT_EQ(take("A", "CONS-1"), LeaseTaken::taken);
    EXPECT_FALSE(store_->renew_lease("call-A", {"CONS-2"}, "2020-04-03T09:00:00Z", kBy));
    EXPECT_EQ(store_->renew_lease("call-A", {"CONS-1"}, "2020-04-03T09:00:00Z", kBy)->until, "2020-04-03T09:00:00Z");
    EXPECT_EQ(store_->lease_of({"CONS-1"})->until, "2020-04-03T09:00:00Z");
    EXPECT_FALSE(store_->release_lease("call-A", {"CONS-2"}, "pause", kBy));
    EXPECT_TRUE(store_->release_lease("call-A", {}, "pause", kBy));
    EXPECT_EQ(last_change(), "lease.release");
    EXPECT_FALSE(store_->release_lease("call-A", {}, "pause", kBy));
    EXPECT_EQ(take("A", "CONS-2"), LeaseTaken::taken);
}

TEST_P(Leases, EveryChangeOfOneIsANewMoment) {
    std::int64_t before = store_->moment();
    const auto moves_on = [&] { return std::exchange(before, store_->moment()) < before; };
    take("A", "CONS-1");
    EXPECT_TRUE(moves_on());
    store_->renew_lease("call-A", {}, "2020-04-03T09:00:00Z", kBy);
    EXPECT_TRUE(moves_on());
    store_->release_lease("call-A", {}, "pause", kBy);
    EXPECT_TRUE(moves_on());
    store_->release_lease("call-A", {}, "pause", kBy);
    EXPECT_FALSE(moves_on());
}

TEST_P(Leases, AnOutcomeEndsTheOwnOneAndOvertakesAnybodyElses) {
    ASSERT_EQ(take("A", "CONS-1"), LeaseTaken::taken);
    ASSERT_EQ(store_->save_attempt(attempt_on("A", "att-1"), kBy), AttemptSaved::saved);
    EXPECT_EQ(store_->leases("call-A").at(0).ended, LeaseEnd::outcome);
    ASSERT_EQ(take("C", "CONS-2"), LeaseTaken::taken);
    ASSERT_EQ(store_->save_attempt(attempt_on("C", "att-2"), kBy), AttemptSaved::saved);  // by CONS-1
    EXPECT_EQ(store_->leases("call-C").at(0).ended, LeaseEnd::overtaken);
    EXPECT_FALSE(store_->lease_of({"CONS-2"}));
}

TEST_P(Leases, ADoubledOutcomeIsKeptBesideTheFirst) {
    ASSERT_EQ(store_->save_attempt(attempt_on("A", "att-1"), kBy), AttemptSaved::saved);
    AttemptWrite second = attempt_on("A", "att-2");
    second.attempt.advisor = {"CONS-2"};
    second.attempt.doubled = true;
    ASSERT_EQ(store_->save_attempt(second, kBy), AttemptSaved::saved);
    EXPECT_EQ(store_->attempts("call-A").at(1), second.attempt);
    EXPECT_EQ(store_->call("call-A")->advisor, AdvisorId{"CONS-1"});
    EXPECT_EQ(store_->load_live_day(kFriday).attempts.size(), 2u);
}

TEST_P(Leases, ANewPlanLeavesACallThatIsInHand) {
    ASSERT_EQ(take("A", "CONS-1"), LeaseTaken::taken);
    plan_calls("d2", {{"C", "CONS-2"}});
    EXPECT_EQ(store_->call("call-A")->state, CallState::planned);
    EXPECT_EQ(store_->call("call-B")->state, CallState::cancelled);
    EXPECT_EQ(store_->load_live_day(kFriday).calls.size(), 3u);
    EXPECT_EQ(store_->load_live_day(kFriday).tenants.size(), 3u);
}

TEST_P(Leases, AnAttemptProposesEachStepOnceAndADecisionTheNextOne) {
    Escalation step{"e1", "call-A", kFriday, {"A"}, Step::contact_person, StepState::proposed, kBy.at, "", "", ""};
    AttemptWrite write = attempt_on("A", "att-1");
    write.proposals = {step};
    ASSERT_EQ(store_->save_attempt(write, kBy), AttemptSaved::saved);
    EXPECT_EQ(store_->escalation("e1"), step);
    AttemptWrite again = attempt_on("A", "att-2");
    again.proposals = {step};
    again.proposals[0].id = "e2";
    ASSERT_EQ(store_->save_attempt(again, kBy), AttemptSaved::saved);
    EXPECT_FALSE(store_->escalation("e2"));  // open already
    Escalation declined = step, next = step;
    declined.state = StepState::declined;
    declined.decided_at = kBy.at;
    declined.decided_by = "manager";
    declined.note = "l'été";
    next.id = "e3";
    next.step = Step::visit;
    EXPECT_TRUE(store_->decide(declined, StepState::proposed, next, kBy));
    EXPECT_FALSE(store_->decide(declined, StepState::proposed, next, kBy));
    EXPECT_EQ(store_->escalation("e1"), declined);
    EXPECT_EQ(store_->escalations("", 9, true), (std::vector<Escalation>{next}));
    EXPECT_EQ(store_->escalations("", 1, false), (std::vector<Escalation>{declined}));
    EXPECT_EQ(store_->escalations("e1", 9, false), (std::vector<Escalation>{next}));
    AttemptWrite reached = attempt_on("A", "att-3");
    reached.ends_ladder = true;
    ASSERT_EQ(store_->save_attempt(reached, kBy), AttemptSaved::saved);
    EXPECT_EQ(store_->escalation("e3")->state, StepState::overtaken);
}

TEST_P(Leases, ACorrectionReplacesTheOutcomeAndKeepsTheOldOne) {
    AttemptWrite write = attempt_on("A", "att-1");
    write.attempt.dialled_at = *time_from_hhmm("10:05");
    write.attempt.tenant_before = "id=A";
    ASSERT_EQ(store_->save_attempt(write, kBy), AttemptSaved::saved);
    CorrectionWrite right;
    right.attempt = write.attempt;
    right.attempt.outcome = Outcome::no_answer;
    right.attempt.anxiety.reset();
    right.attempt.neighbours_help = true;
    right.attempt.corrected_at = kBy.at;
    right.attempt.state_after = CallState::retry;
    right.tenant_after = tenant("A", "");
    right.tenant_revision = 1;
    right.call_state = CallState::retry;
    EXPECT_EQ(store_->correct_attempt(right, kBy), AttemptSaved::tenant_changed);
    EXPECT_EQ(store_->attempt("att-1"), write.attempt);
    right.tenant_revision = 2;
    ASSERT_EQ(store_->correct_attempt(right, kBy), AttemptSaved::saved);
    EXPECT_EQ(store_->attempt("att-1"), right.attempt);
    EXPECT_EQ(store_->attempts("call-A").size(), 1u);
    EXPECT_EQ(store_->earlier_values("att-1"), (std::vector<Attempt>{write.attempt}));
    EXPECT_EQ(store_->call("call-A")->state, CallState::retry);
    EXPECT_EQ(store_->tenant({"A"})->record.phone, "");
    EXPECT_EQ(last_change(), "attempt.correct");
}

TEST_P(Leases, WhoeverMayNotBeCalledHasNoOpenCallsWhateverWroteIt) {
    const auto state_of = [&](const char* call) { return store_->call(call)->state; };
    ASSERT_EQ(take("A", "CONS-1"), LeaseTaken::taken);
    TenantRecord gone = tenant("A");
    gone.facts.status = Status::opted_out;
    store_->put_tenant(gone, {}, kBy);
    EXPECT_EQ(state_of("call-A"), CallState::cancelled);
    EXPECT_FALSE(store_->lease_of({"CONS-1"}));
    EXPECT_EQ(store_->leases("call-A").at(0).ended, LeaseEnd::cancelled);
    TenantRecord away = tenant("B");
    away.facts.status = Status::absent;
    away.facts.absent_until = kFriday;  // back that day
    store_->put_tenant(away, {}, kBy);
    EXPECT_EQ(state_of("call-B"), CallState::planned);
    away.facts.absent_until = kFriday + 1;
    store_->import_tenants({{away}, {column_called("status"), column_called("absent_until")}, false, "d"}, kBy);
    EXPECT_EQ(state_of("call-B"), CallState::cancelled);
}

TEST_P(Leases, ATenantsChangeAndAnUnplannedCallAreOneTransactionEach) {
    ASSERT_EQ(take("A", "CONS-1"), LeaseTaken::taken);
    TenantChange change{tenant("A"), 1, "emergency.open"};
    change.after.facts.emergency_open = true;
    change.gives_back = "call-A";
    change.proposals = {{"e1", "", kFriday, {"A"}, Step::emergency, StepState::proposed, kBy.at, "", "", ""}};
    EXPECT_EQ(store_->change_tenant(change, kBy), Put::updated);
    EXPECT_EQ(store_->change_tenant(change, kBy), Put::conflict);
    EXPECT_TRUE(store_->tenant({"A"})->record.facts.emergency_open);
    EXPECT_FALSE(store_->lease_of({"CONS-1"}));
    EXPECT_TRUE(store_->escalation("e1"));
    store_->put_tenant(tenant("D"), {}, kBy);
    AttemptWrite rang = attempt_on("D", "att-9");
    rang.attempt.incoming = true;
    rang.new_call = KeptCall{"call-D", kFriday, {"D"}, {"CONS-1"}, CallState::done};
    ASSERT_EQ(store_->save_attempt(rang, kBy), AttemptSaved::saved);
    EXPECT_EQ(store_->call("call-D")->state, CallState::done);
    EXPECT_EQ(store_->attempt("att-9"), rang.attempt);
}

TEST_P(Leases, APinMovesWhatNobodyHasInHandAndIsCountedForGood) {
    Pin pin{kFriday, {"A"}, {"CONS-2"}, *time_from_hhmm("10:00"), {13}, {10}, "l'été", kBy.at, "manager"};
    EXPECT_EQ(store_->put_pin(pin, "plan.move", kBy), Put::created);
    EXPECT_EQ(store_->call("call-A")->advisor, AdvisorId{"CONS-2"});
    EXPECT_EQ(store_->put_pin(pin, "plan.pin", kBy), Put::updated);
    EXPECT_EQ(store_->pins(kFriday), (std::vector<Pin>{pin}));
    EXPECT_EQ(store_->load_day(kFriday).pins.size(), 1u);
    EXPECT_EQ(store_->overrides(kFriday), 2);
    EXPECT_EQ(store_->last_change("A")->action, "plan.pin");
    EXPECT_FALSE(store_->last_change("nothing"));
    EXPECT_TRUE(store_->remove_pin(kFriday, {"A"}, kBy));
    EXPECT_FALSE(store_->remove_pin(kFriday, {"A"}, kBy));
    EXPECT_TRUE(store_->pins(kFriday).empty());
    EXPECT_EQ(store_->overrides(kFriday), 2);
    ASSERT_EQ(take("B", "CONS-1"), LeaseTaken::taken);
    pin.tenant = {"B"};
    EXPECT_EQ(store_->put_pin(pin, "plan.move", kBy), Put::conflict);
    EXPECT_EQ(store_->put_pin(pin, "plan.move", at("08:30")), Put::created);  // the lease is over
    pin.tenant = {"D"};                                                       // not planned
    EXPECT_EQ(store_->put_pin(pin, "plan.pin", kBy), Put::created);
    EXPECT_EQ(store_->changes(1).at(0).detail, "day 2020-04-03, advisor CONS-2");
}

TEST_P(Leases, OfManyWhoWantOneCallOneGetsIt) {
    std::atomic<int> taken{0};
    std::vector<std::thread> advisors;
    for (int i = 0; i < 8; ++i)
        advisors.emplace_back([&, i] {
            if (take("A", "CONS-" + std::to_string(i)) == LeaseTaken::taken) ++taken;
        });
    for (std::thread& each : advisors) each.join();
    EXPECT_EQ(taken, 1);
}

INSTANTIATE_TEST_SUITE_P(Adapters, Leases, kAdapters, adapter_name);

TEST(SqliteFile, RefusesASecondOpenLeaseAndASecondCallOfADayItself) {
    TemporaryFile file;
    const auto store = open_sqlite_store(file.path);
    for (const char* id : {"A", "B"}) store->put_tenant(tenant(id), {}, kBy);
    save_next_plan(
        *store, {kFriday, "d", kBy.at, ""},
        {{"call-A", kFriday, {"A"}, {"X"}, CallState::planned}, {"call-B", kFriday, {"B"}, {"X"}, CallState::planned}});
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open(file.path.c_str(), &db), SQLITE_OK);
    const auto insert = [&](const std::string& call, const std::string& tenant, const std::string& advisor) {
        const std::string sql = "insert into leases (call, day, tenant, advisor, began_at, until, reason) values ('" +
                                call + "', '2020-04-03', '" + tenant + "', '" + advisor + "', '', '', '')";
        return sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr);
    };
    EXPECT_EQ(insert("call-A", "A", "X"), SQLITE_OK);
    EXPECT_EQ(insert("call-A", "C", "Y"), SQLITE_CONSTRAINT);  // the call
    EXPECT_EQ(insert("call-B", "A", "Y"), SQLITE_CONSTRAINT);  // the tenant
    EXPECT_EQ(insert("call-B", "B", "X"), SQLITE_CONSTRAINT);  // the advisor
    EXPECT_EQ(insert("call-B", "B", "Y"), SQLITE_OK);
    const char* second_call =
        "insert into calls (id, day, tenant, advisor, state) values ('x', '2020-04-03', 'A', 'Y', 'planned')";
    EXPECT_EQ(sqlite3_exec(db, second_call, nullptr, nullptr, nullptr), SQLITE_CONSTRAINT);  // of one tenant on one day
    sqlite3_close(db);
}

}  // namespace
}  // namespace bienveille
