// Many threads' writes in one transaction: each in a savepoint of its own, all durable with one fsync.
//
// Decides: who writes when, and when a write is on disk. Does not decide: what is written (sqlite_store.cpp), nor how a
// commit reaches the disk (sqlite_pool_store.h).
//
// Model: one thread at a time has the turn, in the order in which they came. The first one opens a transaction, each
// works inside a savepoint, and the one behind whom nobody waits commits for all. Nobody waits for company: a lone
// writer is the first and the last, and commits at once. While a commit runs the next ones gather, which is what makes
// groups; one ends after kMostTogether writes or kLongestTogether too.
// Promises: G1 leave() returns after the end of the transaction, committed or not, whatever became of the own write:
// what it saw there of others is on disk then. G2 what is not kept is undone alone. G3 when a transaction fails as a
// whole, every thread that wrote in it is told.
#pragma once

#include <soci/soci.h>

#include <deque>
#include <memory>
#include <mutex>
#include <string>

namespace bienveille {

class SqliteGroup {
public:
    // The session is this group's alone.
    explicit SqliteGroup(soci::session& sql);
    ~SqliteGroup();

    // Waits for the turn; what follows is in a savepoint.
    void enter();
    // Keeps or undoes what was written since. Throws StoreError when it was to be kept and the transaction failed.
    void leave(bool keep);

private:
    struct Transaction;
    struct Waiting;
    void take_turn();
    std::shared_ptr<Transaction> pass_turn();
    void end(Transaction& transaction);

    soci::session& sql_;
    std::mutex mutex_;  // guards the three below
    bool taken_ = false;
    std::deque<Waiting*> queue_;
    std::shared_ptr<Transaction> open_;
};

}  // namespace bienveille
