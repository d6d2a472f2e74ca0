// Connections to one PostgreSQL database, which other processes of ours use at the same time.
//
// Decides: what a transaction is there, what happens when the database goes away and comes back, what is tried again. Does
// not decide: any table's content (sql_store.h), the schema (postgres_schema_store.h).
//
// Model: a read is one snapshot (repeatable read, read only) on one of several connections. A write first takes its turn:
// it locks the one row of the table `bienveille` until it commits. So writes of all processes are one after the other, as
// on SQLite, each sees what all before it left (read committed), and what one decides from what it read is still so when it
// writes: no lease twice, no revision overtaken. It also makes numbers grow in the order in which others see the rows, which
// a sequence would not, and readers of a log rely on: none is ever added below one that was seen. The price is that writes
// do not run beside each other; those of one process that come at the same time share a turn and its commit, each in a savepoint
// of its own (write_group_store.h). The unique indexes of the schema stand behind it, should a program be wrong.
//
// Tried again: a write that the database itself asks to repeat (40001, 40P01), from its start, a few times: it is one
// transaction, so nothing of the first try is left. A connection that turns out to be dead before anything was done on it
// is made anew. Everything else is StoreError, and the next call tries to connect again: no restart is needed.
// A connection that breaks during the commit leaves open whether the write was kept: StoreError says so, and who asks again
// under the same Idempotency-Key finds what was kept.
//
// Used beyond what every SQL has: SELECT … FOR UPDATE [SKIP LOCKED], partial unique indexes, ON CONFLICT, COLLATE "C", REVOKE,
// settings of the session. Used where it is there: LISTEN and NOTIFY, only to wake who waits for events
// (postgres_listener_store.h); without them they look. Not used, because distributed engines lack or weaken them: sequences,
// triggers, advisory and table locks, enums, stored functions. Citus keeps these tables whole on its coordinator. Only
// PostgreSQL itself is in the tests: elsewhere the contract's suite has to be run first (tests/api/store_contract_test.cpp).
//
// Cost: a write is about ten statements, each a round trip to the server, and its share of a commit.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "api/of_this_thread_store.h"
#include "api/postgres_listener_store.h"
#include "api/postgres_url_store.h"
#include "api/sql_pool_store.h"
#include "api/told_store.h"
#include "api/write_group_store.h"

namespace bienveille {

class PostgresPool final : public SqlPool {
public:
    // Throws StoreError when the database is not there or not ours.
    explicit PostgresPool(const std::string& url);
    ~PostgresPool() override;

    void read(const std::function<void(soci::session&)>& work) override;
    void write(const std::function<bool(soci::session&)>& work) override;
    bool together(const std::function<bool()>& work) override;
    std::int64_t newest_change() override;
    // Of all processes where the server can notify, of this one elsewhere: what others write is then found by looking.
    std::uint64_t commits() override { return bell_.rung(); }
    void wait_for_commit(std::uint64_t heard, std::chrono::milliseconds most) override { bell_.wait(heard, most); }
    void checkpoint() override {}  // what is committed is the server's to keep

private:
    // At most so many connections of one kind, made when they are first needed.
    class Connections {
    public:
        Connections(const PostgresUrl& url, std::size_t most) : url_(url), free_(most) {}
        std::unique_ptr<soci::session> take();                   // waits for its turn; null: none is open yet
        void give_back(std::unique_ptr<soci::session> session);  // null: it broke
        std::unique_ptr<soci::session> connect() const;

    private:
        const PostgresUrl& url_;
        std::size_t free_;
        std::vector<std::unique_ptr<soci::session>> idle_;
        std::mutex mutex_;
        std::condition_variable one_back_;
    };
    class Transaction;
    class Together;  // what a thread does in one transaction
    void write_part(Together& together, const std::function<bool(soci::session&)>& work);
    GroupSteps steps();

    const PostgresUrl url_;
    Connections readers_;
    Connections writers_;
    CommitBell bell_;
    OfThisThread<Together> together_;
    std::unique_ptr<Transaction> writing_;  // the group's, of whoever has the turn in it
    WriteGroup group_{steps()};
    std::unique_ptr<PostgresListener> listener_;  // none: the server cannot notify
};

}  // namespace bienveille
