// The promises of api/store.h, for every adapter; then what only a file can promise.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <utility>

#include "tests/support/store_contract.h"

namespace bienveille {
namespace {

TEST_P(StoreContract, EveryColumnOfATenantComesBack) {
    EXPECT_EQ(store_->put_tenant(full_tenant(), {}, kBy), Put::created);
    EXPECT_EQ(cells(store_->tenant({"LOC-1"})->record), cells(full_tenant()));
}

TEST_P(StoreContract, UnknownStaysUnknown) {
    store_->put_tenant(tenant("LOC-1", ""), {}, kBy);
    const auto kept = store_->tenant({"LOC-1"});
    EXPECT_FALSE(kept->record.facts.lsns6);
    EXPECT_FALSE(kept->record.facts.has_phone);
    EXPECT_EQ(cells(kept->record), cells(tenant("LOC-1", "")));
}

TEST_P(StoreContract, AnAdvisorComesBack) {
    store_->put_advisor(advisor("CONS-1"), {}, kBy);
    EXPECT_EQ(cells(store_->advisor({"CONS-1"})->record), cells(advisor("CONS-1")));
    EXPECT_FALSE(store_->advisor({"CONS-2"}));
}

TEST_P(StoreContract, APutSaysWhatItDidAndCountsRevisions) {
    EXPECT_EQ(store_->put_tenant(tenant("A"), {}, kBy), Put::created);
    EXPECT_EQ(store_->put_tenant(tenant("A"), {}, kBy), Put::unchanged);
    EXPECT_EQ(store_->tenant({"A"})->revision, 1);
    EXPECT_EQ(store_->put_tenant(tenant("A", ""), 1, kBy), Put::updated);
    EXPECT_EQ(store_->tenant({"A"})->revision, 2);
    EXPECT_EQ(store_->put_tenant(tenant("A"), 1, kBy), Put::conflict);
    EXPECT_EQ(store_->put_tenant(tenant("A"), 0, kBy), Put::conflict);
    EXPECT_EQ(store_->put_tenant(tenant("B"), 0, kBy), Put::created);
    EXPECT_EQ(store_->tenant({"A"})->record.phone, "");
}

TEST_P(StoreContract, PagesAreInOrderOfIdWhateverTheOrderOfInsertion) {
    for (const char* id : {"C", "A", "B", "a"}) store_->put_tenant(tenant(id), {}, kBy);
    std::string ids;
    for (const auto& each : store_->tenants("", 10)) ids += each.facts.id.text;
    EXPECT_EQ(ids, "ABCa");
    EXPECT_EQ(store_->tenants("A", 1).at(0).facts.id.text, "B");
    EXPECT_TRUE(store_->tenants("a", 5).empty());
}

TEST_P(StoreContract, AvailabilityNeedsItsAdvisor) {
    EXPECT_EQ(store_->put_availability({{"CONS-1"}, kFriday, {120}}, kBy), Put::conflict);
    store_->put_advisor(advisor("CONS-1"), {}, kBy);
    EXPECT_EQ(store_->put_availability({{"CONS-1"}, kFriday, {120}}, kBy), Put::created);
    EXPECT_EQ(store_->put_availability({{"CONS-1"}, kFriday, {120}}, kBy), Put::unchanged);
    EXPECT_EQ(store_->put_availability({{"CONS-1"}, kFriday, {0}}, kBy), Put::updated);
    ASSERT_EQ(store_->availability({"CONS-1"}).size(), 1u);
    EXPECT_EQ(store_->availability({"CONS-1"})[0].minutes, Minutes{0});
    EXPECT_EQ(store_->load_day(kFriday).availability.size(), 1u);
    EXPECT_EQ(store_->load_day(kFriday + 1).availability.size(), 0u);
}

TEST_P(StoreContract, AnImportTakesOnlyTheColumnsThatCame) {
    TenantRecord called = full_tenant();
    store_->put_tenant(called, {}, kBy);
    TenantRecord row = tenant("LOC-1", "+33353019999");
    row.label = "Locataire B";
    const auto counts = store_->import_tenants(
        {{row, tenant("LOC-2")}, {column_called("id"), column_called("label")}, false, "d"}, kBy);
    EXPECT_EQ(counts.added, 1);
    EXPECT_EQ(counts.changed, 1);
    called.label = "Locataire B";
    EXPECT_EQ(cells(store_->tenant({"LOC-1"})->record), cells(called));
    EXPECT_EQ(store_->tenant({"LOC-2"})->record.phone, "+33353010203");  // a new row takes all
    EXPECT_EQ(store_->last_imports().at(0).counts.added, 1);
}

TEST_P(StoreContract, ADryRunCountsAndChangesNothing) {
    store_->put_tenant(tenant("A"), {}, kBy);
    const auto before = store_->changes(100).size();
    const auto counts =
        store_->import_tenants({{tenant("A"), tenant("B", ""), tenant("C")}, {column_called("phone")}, true, "d"}, kBy);
    EXPECT_EQ(counts.added, 2);
    EXPECT_EQ(counts.unchanged, 1);
    EXPECT_EQ(store_->tenants("", 10).size(), 1u);
    EXPECT_EQ(store_->changes(100).size(), before);
    EXPECT_TRUE(store_->last_imports().empty());
}

TEST_P(StoreContract, TheCampaignIsTheLastOneKept) {
    EXPECT_EQ(store_->campaign(), "");
    store_->keep_campaign("first", kBy);
    store_->keep_campaign("second", kBy);
    EXPECT_EQ(store_->campaign(), "second");
    EXPECT_EQ(store_->load_day(kFriday).campaign, "second");
}

TEST_P(StoreContract, PlansAreKeptByDigestAndTheLastSavedIsTheNewest) {
    EXPECT_FALSE(store_->plan(kFriday));
    EXPECT_FALSE(store_->newest_day());
    plan_calls("d1", {{"A", "CONS-1"}});
    plan_calls("d2", {{"B", "CONS-2"}});
    EXPECT_EQ(store_->plan(kFriday)->digest, "d2");
    EXPECT_EQ(store_->plan(kFriday, "d1")->document, "document of d1");
    EXPECT_FALSE(store_->plan(kFriday, "d3"));
    EXPECT_EQ(store_->newest_day(), kFriday);
    plan_calls("d1", {{"A", "CONS-1"}});
    EXPECT_EQ(store_->plan(kFriday)->digest, "d1");
}

TEST_P(StoreContract, EveryPlanIsAVersionThatStays) {
    for (const char* id : {"A", "B"}) store_->put_tenant(tenant(id), {}, kBy);
    store_->put_advisor(advisor("CONS-1"), {}, kBy);
    plan_calls("d1", {{"A", "CONS-1"}});
    store_->put_pin({kFriday, {"A"}, {"CONS-1"}, {600}, {9}, {}, "promis", kBy.at, kBy.actor}, "plan.pin", kBy);
    KeptPlan replan{kFriday, "d2", kBy.at, "document of d2"};
    replan.version = {2, "d2", "i2", kBy.at, kBy.actor, "malade", TimeOfDay{630}, 3, 99, "r-1"};
    const Availability half{{"CONS-1"}, kFriday, {60}, TimeOfDay{540}, TimeOfDay{630}};
    EXPECT_TRUE(store_->save_plan(replan, {}, {half}, kBy));
    // Somebody else was faster: nothing is written.
    KeptPlan late{kFriday, "d3", kBy.at, "document of d3"};
    late.version = {2, "d3", "i3", kBy.at, kBy.actor, "", {}, 0, 0};
    EXPECT_FALSE(store_->save_plan(late, {}, {{{"CONS-1"}, kFriday, {0}}}, kBy));
    EXPECT_FALSE(store_->plan(kFriday, "d3"));
    EXPECT_EQ(store_->availability({"CONS-1"}), std::vector<Availability>{half});
    EXPECT_EQ(store_->load_day(kFriday).availability, std::vector<Availability>{half});
    replan.version.overrides = 1;  // the store's own count
    const auto versions = store_->plan_versions(kFriday);
    ASSERT_EQ(versions.size(), 2u);
    EXPECT_EQ(versions[1], replan.version);
    EXPECT_EQ(store_->plan(kFriday)->version, replan.version);
    EXPECT_EQ(store_->plan(kFriday, "d1")->version.number, 1);
    EXPECT_TRUE(store_->plan_versions(kFriday + 1).empty());
}

TEST_P(StoreContract, ACallThatNoPlanHasIsThereWithItsLease) {
    for (const char* id : {"A", "B"}) store_->put_tenant(tenant(id), {}, kBy);
    plan_calls("d1", {{"A", "CONS-1"}});
    const auto lease = [](const std::string& t, const std::string& a) {
        return Lease{"call-" + t, kFriday, {t}, {a}, "2020-04-03T09:00:00Z", "2020-04-03T09:30:00Z"};
    };
    EXPECT_EQ(store_->take_unplanned(lease("B", "CONS-2"), kBy), LeaseTaken::taken);
    EXPECT_EQ(store_->call("call-B")->state, CallState::planned);
    EXPECT_EQ(store_->call("call-B")->advisor.text, "CONS-2");
    EXPECT_EQ(store_->take_unplanned(lease("B", "CONS-3"), kBy), LeaseTaken::call_changed);
    EXPECT_EQ(store_->take_unplanned(lease("A", "CONS-2"), kBy), LeaseTaken::advisor_has_another);
    EXPECT_EQ(store_->call("call-A")->advisor.text, "CONS-1");  // undone with it
    ASSERT_EQ(store_->save_attempt(attempt_on("A", "att-1"), kBy), AttemptSaved::saved);
    EXPECT_EQ(store_->take_unplanned(lease("A", "CONS-3"), kBy), LeaseTaken::call_changed);  // it is done
}

TEST_P(StoreContract, ANewPlanCancelsOnlyCallsThatNobodyBegan) {
    for (const char* id : {"A", "B", "C"}) store_->put_tenant(tenant(id), {}, kBy);
    plan_calls("d1", {{"A", "CONS-1"}, {"B", "CONS-1"}, {"C", "CONS-1"}});
    ASSERT_EQ(store_->save_attempt(attempt_on("A", "att-1"), kBy), AttemptSaved::saved);
    plan_calls("d2", {{"A", "CONS-2"}, {"C", "CONS-2"}});
    EXPECT_EQ(store_->call("call-A")->state, CallState::done);
    EXPECT_EQ(store_->call("call-A")->advisor, AdvisorId{"CONS-1"});
    EXPECT_EQ(store_->call("call-B")->state, CallState::cancelled);
    EXPECT_EQ(store_->call("call-C")->state, CallState::planned);
    EXPECT_EQ(store_->call("call-C")->advisor, AdvisorId{"CONS-2"});
    plan_calls("d3", {{"B", "CONS-2"}});
    EXPECT_EQ(store_->call("call-B")->state, CallState::planned);
    EXPECT_EQ(store_->calls(kFriday).size(), 3u);
}

TEST_P(StoreContract, AnAttemptIsSavedWholeWithEverythingItChanges) {
    store_->put_tenant(tenant("A"), {}, kBy);
    plan_calls("d1", {{"A", "CONS-1"}});
    AttemptWrite write = attempt_on("A", "att-1");
    write.attempt.until = kFriday + 9;
    EXPECT_EQ(store_->save_attempt(write, kBy), AttemptSaved::saved);
    EXPECT_EQ(store_->attempt("att-1"), write.attempt);
    EXPECT_EQ(store_->attempts("call-A").size(), 1u);
    EXPECT_EQ(store_->tenant({"A"})->record.facts.last_reached_on, kFriday);
    EXPECT_EQ(store_->tenant({"A"})->revision, 2);
    EXPECT_EQ(store_->call("call-A")->state, CallState::done);
    EXPECT_EQ(store_->changes(1).at(0), (LoggedChange{kBy, "attempt.record", "call-A", "last_reached_on"}));
}

TEST_P(StoreContract, AnAttemptMadeFromAnOldTenantChangesNothing) {
    store_->put_tenant(tenant("A"), {}, kBy);
    plan_calls("d1", {{"A", "CONS-1"}});
    AttemptWrite write = attempt_on("A", "att-1");
    store_->put_tenant(tenant("A", ""), {}, kBy);
    EXPECT_EQ(store_->save_attempt(write, kBy), AttemptSaved::tenant_changed);
    EXPECT_FALSE(store_->attempt("att-1"));
    EXPECT_EQ(store_->call("call-A")->state, CallState::planned);
}

TEST_P(StoreContract, WhatIsDoneTogetherIsKeptWholeOrNotAtAll) {
    const KeptAnswer answer{"k1", "print", 201, "", "body", kBy.at};
    store_->put_tenant(tenant("A"), {}, kBy);
    const std::int64_t before = store_->moment();
    const auto both = [&] {
        EXPECT_EQ(store_->put_tenant(tenant("A", ""), 1, kBy), Put::updated);
        EXPECT_EQ(store_->tenant({"A"})->record.phone, "");  // its own writes it sees
        EXPECT_EQ(store_->put_tenant(tenant("A"), 9, kBy), Put::conflict);
        EXPECT_TRUE(store_->together([&] { return store_->keep_answer(answer, ""); }));
    };
    const auto both_and = [&](bool result) { return [&both, result] { return both(), result; }; };
    EXPECT_FALSE(store_->together(both_and(false)));
    const auto both_and_a_fault = [&]() -> bool {
        both();
        throw StoreError("a fault");
    };
    EXPECT_THROW(store_->together(both_and_a_fault), StoreError);
    EXPECT_EQ(store_->tenant({"A"})->record.phone, tenant("A").phone);
    EXPECT_FALSE(store_->answer("k1"));
    EXPECT_EQ(store_->moment(), before);
    EXPECT_TRUE(store_->together(both_and(true)));
    EXPECT_EQ(store_->tenant({"A"})->record.phone, "");
    EXPECT_EQ(store_->answer("k1")->body, "body");
    EXPECT_EQ(store_->put_tenant(tenant("B"), {}, kBy), Put::created);  // the next one is one of its own again
}

TEST_P(StoreContract, NobodyReadsAPartOfWhatIsDoneTogether) {
    std::atomic<bool> done{false};
    std::thread reader([&] {
        while (!done) EXPECT_EQ(store_->tenants("", 10).size() % 2, 0u);
    });
    for (int i = 0; i < 6; i += 2)
        store_->together([&] {
            store_->put_tenant(tenant("T" + std::to_string(i)), {}, kBy);
            std::this_thread::yield();
            store_->put_tenant(tenant("T" + std::to_string(i + 1)), {}, kBy);
            return i != 2;
        });
    done = true;
    reader.join();
    EXPECT_EQ(store_->tenants("", 10).size(), 4u);
}

TEST_P(StoreContract, AnswersAreForgottenAfterTheirTimeAndTheFirstKeepsTheKey) {
    const KeptAnswer first{"k1", "f1", 200, "ETag: 1\n", "body", "2020-04-01T00:00:00Z"};
    EXPECT_TRUE(store_->keep_answer(first, "2020-03-31T00:00:00Z"));
    EXPECT_FALSE(store_->keep_answer({"k1", "f2", 200, "", "other", "2020-04-01T00:00:01Z"}, "2020-03-31T00:00:00Z"));
    EXPECT_EQ(store_->answer("k1")->body, "body");
    EXPECT_EQ(store_->answer("k1")->headers, "ETag: 1\n");
    EXPECT_TRUE(store_->keep_answer({"k2", "f2", 200, "", "", "2020-04-03T00:00:00Z"}, "2020-04-02T00:00:00Z"));
    EXPECT_FALSE(store_->answer("k1"));
    EXPECT_TRUE(store_->answer("k2"));
}

TEST_P(StoreContract, AListShowsItsCallsTheirTenantsAndTheLastWords) {
    EXPECT_FALSE(store_->list(kFriday, {"CONS-1"}));
    for (const char* id : {"A", "B"}) store_->put_tenant(tenant(id), {}, kBy);
    plan_calls("d1", {{"A", "CONS-1"}, {"B", "CONS-2"}});
    ASSERT_EQ(store_->save_attempt(attempt_on("A", "att-1"), kBy), AttemptSaved::saved);
    const auto view = store_->list(kFriday, {"CONS-1"});
    ASSERT_TRUE(view);
    EXPECT_EQ(view->plan.digest, "d1");
    ASSERT_EQ(view->calls.size(), 1u);
    EXPECT_EQ(view->calls[0].state, CallState::done);
    EXPECT_EQ(view->tenants.at(0).label, "Locataire A");
    EXPECT_EQ(view->last_attempts.at(0).needs, "courses");
    EXPECT_TRUE(store_->list(kFriday, {"CONS-9"})->calls.empty());
}

TEST_P(StoreContract, TheLogNamesColumnsAndNeverValues) {
    store_->put_tenant(full_tenant(), {}, kBy);
    TenantRecord changed = full_tenant();
    changed.phone = "+33639980000";
    changed.facts.lsns6 = 30;
    store_->put_tenant(changed, {}, kBy);
    EXPECT_EQ(store_->changes(1).at(0), (LoggedChange{kBy, "tenant.put", "LOC-1", "phone, lsns6"}));
}

TEST_P(StoreContract, EveryChangeIsANewMomentAndNothingElseIs) {
    std::int64_t before = store_->moment();
    const auto moves_on = [&] { return std::exchange(before, store_->moment()) < before; };
    store_->put_advisor(advisor("CONS-1"), {}, kBy);
    EXPECT_TRUE(moves_on());
    store_->put_tenant(tenant("A"), {}, kBy);
    EXPECT_TRUE(moves_on());
    store_->import_tenants({{tenant("B")}, {column_called("phone")}, false, "digest"}, kBy);
    EXPECT_TRUE(moves_on());
    store_->put_availability({{"CONS-1"}, kFriday, {60}}, kBy);
    EXPECT_TRUE(moves_on());
    store_->keep_rules({"r-1", "r", "1", "{}", "", false}, kBy);
    EXPECT_TRUE(moves_on());
    store_->keep_campaign("{}", kBy);
    EXPECT_TRUE(moves_on());
    plan_calls("d1", {{"A", "CONS-1"}});
    EXPECT_TRUE(moves_on());
    store_->save_attempt(attempt_on("A", "att-1"), kBy);
    EXPECT_TRUE(moves_on());

    store_->list(kFriday, {"CONS-1"});
    store_->put_tenant(tenant("B"), {}, kBy);      // as it is
    store_->put_tenant(tenant("B", ""), 99, kBy);  // refused
    store_->import_tenants({{tenant("C")}, {column_called("phone")}, true, "digest"}, kBy);
    EXPECT_FALSE(moves_on());
}

TEST_P(StoreContract, ManyThreadsWriteAndNothingIsLost) {
    std::vector<std::thread> writers;
    for (int t = 0; t < 8; ++t)
        writers.emplace_back([&, t] {
            for (int i = 0; i < 10; ++i) {
                store_->put_tenant(tenant("T" + std::to_string(t) + "-" + std::to_string(i)), {}, kBy);
                store_->tenants("", 5);
            }
        });
    for (std::thread& each : writers) each.join();
    EXPECT_EQ(store_->tenants("", 1000).size(), 80u);
    EXPECT_EQ(store_->changes(1000).size(), 80u);
}

INSTANTIATE_TEST_SUITE_P(Adapters, StoreContract, kAdapters, adapter_name);

}  // namespace
}  // namespace bienveille
