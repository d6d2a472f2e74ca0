// What only a shared database can promise: it is ours or left alone, several processes write to it as one, and it may go
// away and come back.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>
#include <utility>

#include "api/postgres_schema_store.h"
#include "api/postgres_store.h"
#include "api/postgres_url_store.h"
#include "api/schema.h"
#include "tests/support/kept_records.h"
#include "tests/support/postgres_server.h"

namespace bienveille {
namespace {

using testing::HasSubstr;
using testing::Not;

class PostgresDatabase : public testing::Test {
protected:
    PostgresServer& server_ = PostgresServer::shared();
    std::string url_ = server_.new_database();
    PostgresPrompt prompt_{url_};

    std::string refusal(const std::string& url) {
        try {
            open_postgres_store(url);
        } catch (const StoreError& error) { return error.what(); }
        return "";
    }
    void plan_call(Store& store, const std::string& tenant_id) {
        store.put_tenant(tenant(tenant_id), {}, kBy);
        save_next_plan(store, {kFriday, "d" + tenant_id, kBy.at, "document"},
                       {{"call-" + tenant_id, kFriday, {tenant_id}, {"CONS-1"}, CallState::planned}});
    }
    static Lease lease(const std::string& tenant, const std::string& advisor, const std::string& until) {
        return {"call-" + tenant, kFriday, {tenant}, {advisor}, kBy.at, "2020-04-03T" + until + ":00Z"};
    }
};

TEST_F(PostgresDatabase, AnotherProgramsIsRefusedUnharmed) {
    prompt_.run("create table notes (line text)");
    EXPECT_THAT(refusal(url_), HasSubstr("is a database of another program"));
    EXPECT_EQ(prompt_.run("select count(*) from information_schema.tables where table_schema = current_schema()"), "1");
}

TEST_F(PostgresDatabase, ANewerProgramsIsRefusedAlsoByOneThatRuns) {
    const auto store = open_postgres_store(url_);
    prompt_.run("update bienveille set version = 999");
    EXPECT_THAT(refusal(url_), HasSubstr("a newer version of this program"));
    EXPECT_THROW(store->put_tenant(tenant("A"), {}, kBy), StoreError);
    prompt_.run("update bienveille set version = " + std::to_string(kSchemaVersion));
    EXPECT_EQ(store->put_tenant(tenant("A"), {}, kBy), Put::created);
}

TEST_F(PostgresDatabase, OfManyThatOpenAnEmptyOneAtOnceOneMakesTheTables) {
    std::vector<std::thread> openers;
    for (int i = 0; i < 6; ++i) openers.emplace_back([&] { EXPECT_EQ(refusal(url_), ""); });
    for (std::thread& each : openers) each.join();
    EXPECT_EQ(prompt_.run("select version from bienveille"), std::to_string(kSchemaVersion));
}

TEST_F(PostgresDatabase, RefusesItselfASecondOpenLeaseAndAChangeOfTheLog) {
    const auto store = open_postgres_store(url_);
    plan_call(*store, "A");
    plan_call(*store, "B");
    const auto insert = [&](int number, const std::string& call, const std::string& tenant,
                            const std::string& advisor) {
        prompt_.run("insert into leases (number, call, day, tenant, advisor, began_at, until, reason) values (" +
                    std::to_string(number) + ", '" + call + "', '2020-04-03', '" + tenant + "', '" + advisor +
                    "', '', '', '')");
    };
    insert(1, "call-A", "A", "X");
    EXPECT_THROW(insert(2, "call-A", "C", "Y"), std::runtime_error);  // the call
    EXPECT_THROW(insert(2, "call-B", "A", "Y"), std::runtime_error);  // the tenant
    EXPECT_THROW(insert(2, "call-B", "B", "X"), std::runtime_error);  // the advisor
    insert(2, "call-B", "B", "Y");
    EXPECT_THROW(prompt_.run("update changes set actor = 'x'"), std::runtime_error);
    EXPECT_THROW(prompt_.run("delete from changes"), std::runtime_error);
}

// Each store is what a process has.
TEST_F(PostgresDatabase, WhatTwoProcessesWriteAtOnceIsAllThereAndEveryChangeHasTheNextNumber) {
    const std::unique_ptr<Store> stores[] = {open_postgres_store(url_), open_postgres_store(url_)};
    std::atomic<int> created{0};
    std::vector<std::thread> writers;
    for (int t = 0; t < 4; ++t)
        writers.emplace_back([&, t] {
            Store& store = *stores[t % 2];
            std::int64_t seen = 0;
            for (int i = 0; i < 8; ++i) {
                const std::string own = "A" + std::to_string(t) + "-" + std::to_string(i);
                if (store.put_tenant(tenant("T" + std::to_string(i)), {}, kBy) == Put::created) ++created;
                EXPECT_EQ(store.put_advisor(advisor(own), {}, kBy), Put::created);
                const std::int64_t now = store.moment();
                EXPECT_GT(now, std::exchange(seen, now));
            }
        });
    for (std::thread& each : writers) each.join();
    EXPECT_EQ(created, 8);  // of the four who put each tenant, one
    EXPECT_EQ(stores[0]->tenants("", 100).size(), 8u);
    EXPECT_EQ(stores[1]->advisors("", 100).size(), 32u);
    EXPECT_EQ(stores[0]->moment(), 40);
    EXPECT_EQ(prompt_.run("select count(*) from changes where number between 1 and 40"), "40");
}

TEST_F(PostgresDatabase, ALeaseThatSomebodyHasLockedIsSweptLaterNotWaitedFor) {
    const auto store = open_postgres_store(url_);
    for (const char* id : {"A", "B"}) store->put_tenant(tenant(id), {}, kBy);
    save_next_plan(*store, {kFriday, "d", kBy.at, "document"},
                   {{"call-A", kFriday, {"A"}, {"CONS-1"}, CallState::planned},
                    {"call-B", kFriday, {"B"}, {"CONS-1"}, CallState::planned}});
    ASSERT_EQ(store->take_lease(lease("A", "CONS-1", "08:30"), CallState::planned, kBy), LeaseTaken::taken);
    const ChangeBy later{"2020-04-03T09:00:00Z", "advisor", "req-2"};
    prompt_.run("begin");
    prompt_.run("select 1 from leases for update");
    EXPECT_EQ(store->take_lease(lease("B", "CONS-2", "09:30"), CallState::planned, later), LeaseTaken::taken);
    EXPECT_FALSE(store->leases("call-A").at(0).ended);
    prompt_.run("rollback");
    EXPECT_EQ(store->take_lease(lease("A", "CONS-1", "09:30"), CallState::planned, later), LeaseTaken::taken);
    EXPECT_EQ(store->leases("call-A").at(0).ended, LeaseEnd::expired);
}

// Writers who come while another process has the turn share the next one: each in a savepoint of its own.
TEST_F(PostgresDatabase, AWriteThatIsRefusedIsUndoneAloneThoughOthersShareItsCommit) {
    constexpr int kWriters = 8;
    const auto store = open_postgres_store(url_);
    prompt_.run("begin; select version from bienveille for update");
    std::atomic<int> created{0}, refused{0}, gone_back_on{0}, begun{0};
    std::vector<std::thread> writers;
    for (int i = 0; i < kWriters; ++i)
        writers.emplace_back([&, i] {
            TenantRecord record = tenant("T" + std::to_string(i));
            if (i == 3) record.facts.birth_year = 99999;  // the column's check
            ++begun;
            try {
                const bool kept = store->together([&] {
                    created += store->put_tenant(record, {}, kBy) == Put::created ? 1 : 0;
                    return i != 5;
                });
                gone_back_on += kept ? 0 : 1;
            } catch (const StoreError&) { ++refused; }
        });
    while (begun < kWriters || prompt_.run("select count(*) from pg_locks where not granted") == "0")
        std::this_thread::yield();
    prompt_.run("commit");
    for (std::thread& each : writers) each.join();
    EXPECT_EQ(created, kWriters - 1);
    EXPECT_EQ(refused, 1);
    EXPECT_EQ(gone_back_on, 1);
    EXPECT_EQ(store->tenants("", 100).size(), std::size_t{kWriters - 2});
    EXPECT_EQ(prompt_.run("select count(*) from changes"), std::to_string(kWriters - 2));
    EXPECT_EQ(store->moment(), kWriters - 2);
}

// Two that wait for each other: the server breaks off the one whose patience ends first, which is ours.
TEST_F(PostgresDatabase, AWriteThatTheServerBreaksOffToEndADeadlockIsDoneAgain) {
    PostgresPrompt other = server_.masters_prompt(url_);
    other.run("set deadlock_timeout to '60s'");
    const auto store = open_postgres_store(url_);
    store->put_tenant(tenant("A"), {}, kBy);
    other.run("begin; update tenants set label = 'B' where id = 'A'");
    std::thread writer([&] { EXPECT_EQ(store->put_tenant(tenant("A", ""), {}, kBy), Put::updated); });
    while (prompt_.run("select count(*) from pg_locks where not granted") == "0") std::this_thread::yield();
    other.run("select version from bienveille for update");  // which ours has, until it is broken off
    other.run("commit");
    writer.join();
    EXPECT_EQ(store->tenant({"A"})->record.phone, "");
    EXPECT_EQ(store->changes(10).size(), 2u);
}

TEST_F(PostgresDatabase, WhatWasWrittenOutlivesTheServerAndTheStoreFindsItAgain) {
    const auto store = open_postgres_store(url_);
    store->put_tenant(full_tenant(), {}, kBy);
    store->tenant({"LOC-1"});
    server_.fall();
    EXPECT_THROW(store->tenant({"LOC-1"}), StoreError);
    EXPECT_THROW(store->put_tenant(tenant("A"), {}, kBy), StoreError);
    EXPECT_THROW(store->together([&] { return store->put_tenant(tenant("A"), {}, kBy) == Put::created; }), StoreError);
    EXPECT_THAT(refusal(url_), HasSubstr("Connection refused"));
    server_.start();
    EXPECT_EQ(cells(store->tenant({"LOC-1"})->record), cells(full_tenant()));
    EXPECT_EQ(store->put_tenant(tenant("A"), {}, kBy), Put::created);
}

// Far longer than any machine takes: whoever is not woken looks at the end of it.
TEST_F(PostgresDatabase, WhoWaitsInOneProcessIsWokenByAnothersCommitAlsoAfterTheServerFell) {
    constexpr std::chrono::seconds kLongest(60);
    const auto ours = open_postgres_store(url_), theirs = open_postgres_store(url_);
    for (const char* id : {"CONS-1", "CONS-2"}) {
        const std::int64_t known = ours->events_kept().newest;
        const auto asked = std::chrono::steady_clock::now();
        std::thread writer([&] { theirs->put_advisor(advisor(id), {}, kBy); });
        while (ours->events_kept().newest == known) ours->wait_for_events(known, kLongest);
        EXPECT_LT(std::chrono::steady_clock::now() - asked, kLongest);
        writer.join();
        server_.fall();
        server_.start();
    }
}

TEST_F(PostgresDatabase, AFaultNamesNoValue) {
    const auto store = open_postgres_store(url_);
    TenantRecord wrong = tenant("A", "+33699887766");
    wrong.facts.birth_year = 99999;
    try {
        store->put_tenant(wrong, {}, kBy);
        FAIL() << "the column's check has let it pass";
    } catch (const StoreError& error) {
        EXPECT_STREQ(error.what(), "the database refused: a value was refused (SQLSTATE 23514)");
    }
}

TEST(PostgresUrl, IsShownWithoutItsPassword) {
    EXPECT_EQ(read_postgres_url("postgresql://anne:s3cret@db.example:5433/calls?sslmode=require").shown,
              "postgresql://db.example:5433/calls");
    EXPECT_EQ(read_postgres_url("postgres:///calls?password=s3cret").shown, "postgresql:///calls");
    EXPECT_THAT(read_postgres_url("postgresql://db/calls?connect_timeout=60").connects,
                testing::AllOf(HasSubstr("connect_timeout=60"), Not(HasSubstr("connect_timeout=5"))));
    try {
        read_postgres_url("postgresql://anne:s3cret%zz@db/calls");
        FAIL() << "%zz is no letter";
    } catch (const StoreError& error) { EXPECT_THAT(error.what(), Not(HasSubstr("s3cret"))); }
}

TEST(PostgresWords, AreThoseOfTheSchemaInAnotherTongue) {
    EXPECT_EQ(
        in_postgres_words(
            "\ncreate table t (\n  id text primary key, n integer check (n in ('text'))\n) strict, without rowid"),
        "create table t (\n  id text collate \"C\" primary key, n bigint check (n in ('text'))\n)");
    EXPECT_EQ(in_postgres_words("create trigger x before update on changes begin select raise(abort, 'no'); end"),
              "revoke update on changes from current_user");
}

}  // namespace
}  // namespace bienveille
