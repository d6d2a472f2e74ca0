// The promises of api/store.h, for every adapter; then what only a file can promise.
#include <gtest/gtest.h>

#include <sqlite3.h>
#include <unistd.h>
#include <filesystem>
#include <fstream>
#include <thread>

#include "api/schema.h"
#include "api/sqlite_store.h"
#include "tests/support/memory_store.h"

namespace bienveille {
namespace {

const ChangeBy kBy{"2020-04-03T08:00:00Z", "manager", "req-1"};
const Day kFriday = *day_from_iso("2020-04-03");

TenantRecord tenant(const std::string& id, const std::string& phone = "+33353010203") {
    TenantRecord record;
    record.facts.id = {id};
    record.label = "Locataire " + id;
    record.phone = phone;
    record.facts.has_phone = !phone.empty();
    return record;
}

// Every column that is there is set to something.
TenantRecord full_tenant() {
    TenantRecord record = tenant("LOC-1");
    const std::pair<const char*, const char*> cells[] = {{"area", "nord"},
                                                         {"commune", "Éclaron; \"Est\""},
                                                         {"insee_code", "01234"},
                                                         {"birth_year", "1935"},
                                                         {"sex", "female"},
                                                         {"lives_alone", "yes"},
                                                         {"support", "weak"},
                                                         {"has_contact_person", "no"},
                                                         {"lsns6", "4"},
                                                         {"relatives_at_risk", "yes"},
                                                         {"anxiety", "3"},
                                                         {"anxiety_on", "2020-03-27"},
                                                         {"anxiety_cleared", "yes"},
                                                         {"last_reached_on", "2020-03-27"},
                                                         {"last_advisor", "CONS-1"},
                                                         {"callback_requested_on", "2020-03-27"},
                                                         {"callback_due_on", "2020-04-06"},
                                                         {"callback_slot", "09:30"},
                                                         {"preferred_half_day", "morning"},
                                                         {"language", "fr"},
                                                         {"status", "active"},
                                                         {"absent_until", "2020-05-01"},
                                                         {"emergency_open", "yes"},
                                                         {"attempts", "2"},
                                                         {"last_attempt_at", "2020-03-27T14:05"},
                                                         {"last_outcome", "voicemail"},
                                                         {"level3_recalls", "1"},
                                                         {"calm_in_a_row", "1"},
                                                         {"joined_on", "2020-03-26"}};
    for (const auto& [name, cell] : cells)
        for (const Column<TenantRecord>& column : tenant_columns())
            if (column.name == name) {
                EXPECT_FALSE(column.set(record, cell, "Europe/Paris")) << name;
            }
    for (const Column<TenantRecord>& column : tenant_columns()) EXPECT_NE(column.get(record), "") << column.name;
    return record;
}

AdvisorRecord advisor(const std::string& id) {
    AdvisorRecord record;
    record.facts.id = {id};
    record.facts.languages = {"fr", "ar"};
    record.facts.minutes = Minutes{300};
    record.facts.absent_on = {{kFriday, kFriday + 3}};
    return record;
}

template <class Record>
std::vector<std::string> cells(const Record& record) {
    std::vector<std::string> all;
    for (const Column<Record>& column : columns<Record>()) all.push_back(column.get(record));
    return all;
}

const Column<TenantRecord>* column_called(std::string_view name) {
    for (const Column<TenantRecord>& column : tenant_columns())
        if (column.name == name) return &column;
    return nullptr;
}

struct TemporaryFile {
    std::filesystem::path path;
    TemporaryFile() {
        static int count = 0;
        path = std::filesystem::temp_directory_path() /
               ("bienveille store " + std::to_string(::getpid()) + "-" + std::to_string(++count) + ".db");
    }
    ~TemporaryFile() {
        for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(path.string() + end);
    }
};

enum class Adapter { memory, sqlite };

class StoreContract : public testing::TestWithParam<Adapter> {
protected:
    TemporaryFile file_;
    std::unique_ptr<Store> store_ = GetParam() == Adapter::memory ? memory_store() : open_sqlite_store(file_.path);

    void plan_calls(const std::string& digest, const std::vector<std::pair<std::string, std::string>>& who) {
        std::vector<KeptCall> calls;
        for (const auto& [t, a] : who) calls.push_back({"call-" + t, kFriday, {t}, {a}, CallState::planned});
        store_->save_plan({kFriday, digest, kBy.at, "document of " + digest}, calls, kBy);
    }
    AttemptWrite attempt_on(const std::string& tenant_id, const std::string& attempt_id) {
        const auto kept = store_->tenant({tenant_id});
        AttemptWrite write;
        write.attempt.id = attempt_id;
        write.attempt.call = "call-" + tenant_id;
        write.attempt.day = kFriday;
        write.attempt.tenant = {tenant_id};
        write.attempt.advisor = {"CONS-1"};
        write.attempt.recorded_at = kBy.at;
        write.attempt.outcome = Outcome::reached;
        write.attempt.minutes = {9};
        write.attempt.anxiety = 1;
        write.attempt.support = Support::strong;
        write.attempt.needs = "courses";
        write.attempt.follow_ups = "none";
        write.attempt.note = "l'été";
        write.attempt.state_after = CallState::done;
        write.tenant_after = kept->record;
        write.tenant_after.facts.last_reached_on = kFriday;
        write.tenant_revision = kept->revision;
        return write;
    }
};

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

TEST_P(StoreContract, TheFirstRuleSetIsActiveAndNoneIsReplaced) {
    store_->keep_rules({"default-1", "default", "1", "text", "", false}, kBy);
    store_->keep_rules({"heatwave-1", "heatwave", "1", "other", "", false}, kBy);
    store_->keep_rules({"default-1", "default", "1", "changed", "", false}, kBy);
    ASSERT_EQ(store_->rules().size(), 2u);
    EXPECT_TRUE(store_->rules("default-1")->active);
    EXPECT_EQ(store_->rules("default-1")->document, "text");
    EXPECT_FALSE(store_->rules("heatwave-1")->active);
    EXPECT_EQ(store_->load_day(kFriday).rules.id, "default-1");
    EXPECT_FALSE(store_->rules("none"));
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
    write.answer = KeptAnswer{"key-1", "print", "att-1", 201, "", kBy.at};
    EXPECT_EQ(store_->save_attempt(write, kBy), AttemptSaved::saved);
    EXPECT_EQ(store_->attempt("att-1"), write.attempt);
    EXPECT_EQ(store_->attempts("call-A").size(), 1u);
    EXPECT_EQ(store_->tenant({"A"})->record.facts.last_reached_on, kFriday);
    EXPECT_EQ(store_->tenant({"A"})->revision, 2);
    EXPECT_EQ(store_->call("call-A")->state, CallState::done);
    EXPECT_EQ(store_->answer("key-1")->attempt, "att-1");
    EXPECT_EQ(store_->changes(1).at(0), (LoggedChange{kBy, "attempt.record", "call-A", "last_reached_on"}));
}

TEST_P(StoreContract, AnAttemptMadeFromAnOldTenantChangesNothing) {
    store_->put_tenant(tenant("A"), {}, kBy);
    plan_calls("d1", {{"A", "CONS-1"}});
    AttemptWrite write = attempt_on("A", "att-1");
    write.answer = KeptAnswer{"key-1", "print", "att-1", 201, "", kBy.at};
    store_->put_tenant(tenant("A", ""), {}, kBy);
    EXPECT_EQ(store_->save_attempt(write, kBy), AttemptSaved::tenant_changed);
    EXPECT_FALSE(store_->attempt("att-1"));
    EXPECT_FALSE(store_->answer("key-1"));
    EXPECT_EQ(store_->call("call-A")->state, CallState::planned);
}

TEST_P(StoreContract, AKeyIsTakenOnce) {
    store_->put_tenant(tenant("A"), {}, kBy);
    plan_calls("d1", {{"A", "CONS-1"}});
    for (const char* id : {"att-1", "att-2"}) {
        AttemptWrite write = attempt_on("A", id);
        write.answer = KeptAnswer{"key-1", "print", id, 201, "", kBy.at};
        EXPECT_EQ(store_->save_attempt(write, kBy),
                  std::string{id} == "att-1" ? AttemptSaved::saved : AttemptSaved::key_taken);
    }
    EXPECT_EQ(store_->attempts("call-A").size(), 1u);
}

TEST_P(StoreContract, AnswersAreForgottenAfterTheirTimeAndTheFirstKeepsTheKey) {
    store_->keep_answer({"k1", "f1", "", 200, "body", "2020-04-01T00:00:00Z"}, "2020-03-31T00:00:00Z");
    store_->keep_answer({"k1", "f2", "", 200, "other", "2020-04-01T00:00:01Z"}, "2020-03-31T00:00:00Z");
    EXPECT_EQ(store_->answer("k1")->body, "body");
    store_->keep_answer({"k2", "f2", "", 200, "", "2020-04-03T00:00:00Z"}, "2020-04-02T00:00:00Z");
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

INSTANTIATE_TEST_SUITE_P(Adapters, StoreContract, testing::Values(Adapter::memory, Adapter::sqlite),
                         [](const auto& param) { return param.param == Adapter::memory ? "memory" : "sqlite"; });

// ------------------------------------------------------------------------------------------- files

void run_sql(const std::filesystem::path& path, const char* statement) {
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open(path.c_str(), &db), SQLITE_OK);
    char* error = nullptr;
    EXPECT_EQ(sqlite3_exec(db, statement, nullptr, nullptr, &error), SQLITE_OK) << (error ? error : "");
    sqlite3_free(error);
    sqlite3_close(db);
}

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string refusal(const std::filesystem::path& path) {
    try {
        open_sqlite_store(path);
    } catch (const StoreError& error) { return error.what(); }
    return "";
}

TEST(SqliteFile, WhatWasWrittenIsThereAfterOpeningAgain) {
    TemporaryFile file;
    open_sqlite_store(file.path)->put_tenant(full_tenant(), {}, kBy);
    EXPECT_EQ(cells(open_sqlite_store(file.path)->tenant({"LOC-1"})->record), cells(full_tenant()));
}

TEST(SqliteFile, AnotherProgramsDatabaseIsRefusedUnharmed) {
    TemporaryFile file;
    run_sql(file.path, "create table notes (text)");
    const std::string before = bytes_of(file.path);
    EXPECT_NE(refusal(file.path).find("is a database of another program"), std::string::npos);
    EXPECT_EQ(bytes_of(file.path), before);
}

TEST(SqliteFile, AFileThatIsNoDatabaseIsRefusedUnharmed) {
    TemporaryFile file;
    std::ofstream(file.path) << std::string(5000, 'x');
    EXPECT_NE(refusal(file.path).find("cannot be opened as a database"), std::string::npos);
    EXPECT_EQ(bytes_of(file.path), std::string(5000, 'x'));
}

TEST(SqliteFile, ANewerProgramsDatabaseIsRefused) {
    TemporaryFile file;
    open_sqlite_store(file.path)->put_tenant(tenant("A"), {}, kBy);
    run_sql(file.path, "pragma user_version = 999");
    EXPECT_NE(refusal(file.path).find("written by a newer version of this program (schema 999, this one knows 1)"),
              std::string::npos);
}

TEST(SqliteFile, ADirectoryOrAMissingOneIsRefused) {
    EXPECT_NE(refusal("/"), "");
    EXPECT_NE(refusal("/nowhere/at/all.db").find("/nowhere/at/all.db"), std::string::npos);
}

TEST(SqliteFile, TheLogCannotBeChanged) {
    TemporaryFile file;
    open_sqlite_store(file.path)->put_tenant(tenant("A"), {}, kBy);
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open(file.path.c_str(), &db), SQLITE_OK);
    for (const char* change : {"delete from changes", "update changes set actor = 'x'"})
        EXPECT_EQ(sqlite3_exec(db, change, nullptr, nullptr, nullptr), SQLITE_CONSTRAINT) << change;
    sqlite3_close(db);
}

TEST(SqliteFile, TablesHaveTheColumnsOfTheFilesAndARevision) {
    TemporaryFile file;
    open_sqlite_store(file.path);
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open(file.path.c_str(), &db), SQLITE_OK);
    const auto names_in = [&](const char* query) {
        std::vector<std::string> names;
        const auto add = [](void* into, int, char** cell, char**) {
            static_cast<std::vector<std::string>*>(into)->push_back(cell[0]);
            return 0;
        };
        EXPECT_EQ(sqlite3_exec(db, query, add, &names, nullptr), SQLITE_OK);
        return names;
    };
    std::vector<std::string> tenant_names, advisor_names;
    for (const auto& column : tenant_columns()) tenant_names.emplace_back(column.name);
    for (const auto& column : advisor_columns()) advisor_names.emplace_back(column.name);
    tenant_names.emplace_back("revision");
    advisor_names.emplace_back("revision");
    EXPECT_EQ(names_in("select name from pragma_table_info('tenants')"), tenant_names);
    EXPECT_EQ(names_in("select name from pragma_table_info('advisors')"), advisor_names);
    sqlite3_close(db);
}

TEST(SqliteFile, ThreeHundredThousandTenantsAreOneTransactionOfSeconds) {
    TemporaryFile file;
    const auto store = open_sqlite_store(file.path);
    Import<TenantRecord> import;
    TenantRecord row = full_tenant();
    for (int i = 0; i < 300'000; ++i) {
        row.facts.id.text = "LOC-" + std::to_string(i);
        import.rows.push_back(row);
    }
    const auto start = std::chrono::steady_clock::now();
    EXPECT_EQ(store->import_tenants(import, kBy).added, 300'000);
    const auto took = std::chrono::steady_clock::now() - start;
    RecordProperty("milliseconds",
                   static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(took).count()));
    // Seconds in a release build; the sanitizers cost about six times that.
    EXPECT_LT(took, std::chrono::seconds(60));
    EXPECT_EQ(store->tenants("LOC-299998", 1).at(0).facts.id.text, "LOC-299999");
}

}  // namespace
}  // namespace bienveille
