// Many threads' writes in one transaction: each in a savepoint of its own, all durable with one fsync.
//
// Decides: who writes when, and when a write is on disk. Does not decide: what is written (sql_store.cpp), nor how a transaction
// is begun and how its commit reaches the disk (sqlite_pool_store.h, postgres_pool_store.h).
//
// Model: one thread at a time has the turn, in the order in which they came. The first one opens a transaction, each
// write is made inside a savepoint, and the one behind whom nobody waits commits for all. Whoever has the turn also makes the
// writes that others have handed over and wait for: a write costs its thread one waking, when it is on disk, and the
// connection stays with one processor. Nobody waits for company: a lone writer is the first and the last, and commits at
// once. While a commit runs the next ones gather, which is what makes groups; one ends after kMostTogether writes or
// kLongestTogether too.
// Promises: G1 run() and leave() return after the end of the transaction, committed or not, whatever became of the own write:
// what it saw there of others is on disk then. G2 what is not kept is undone alone. G3 when a transaction fails as a
// whole, every thread that wrote in it is told, and whether it is to try again.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "api/store.h"

namespace bienveille {

// The database asks that the whole transaction be run again.
struct TryAgain : StoreError {
    using StoreError::StoreError;
};

// Of the one connection that writes.
struct GroupSteps {
    std::function<void()> begin, begin_part;  // may throw anything
    std::function<void(bool keep)> end_part;  // throws StoreError or TryAgain: the whole is undone
    std::function<void()> commit;             // the same
    std::function<void()> undo;               // throws nothing
};

class WriteGroup {
public:
    explicit WriteGroup(GroupSteps steps);
    ~WriteGroup();

    // The work is kept when it answers true, as this then does; undone otherwise, and when it throws, which is passed on.
    // It may be made on another thread, which waits for it; so it must not wait for anybody. Throws StoreError or TryAgain when it
    // was to be kept and the transaction failed.
    bool run(const std::function<bool()>& work);

    // A write that its thread makes by itself, in several steps. Waits for the turn; what follows is in a savepoint.
    void enter();
    // Keeps or undoes what was written since. Throws as run() does.
    void leave(bool keep);

private:
    struct Fault;
    struct Transaction;
    struct Waiting;
    void wait_for_turn(Waiting& me);
    void pass_turn();
    void make(Waiting& one);
    void begin();
    void end_part(bool keep);
    void end_transaction();
    static void answer(const Waiting& me);
    template <class Step>
    static std::optional<Fault> fault_of(Step step);

    const GroupSteps steps_;
    std::unique_ptr<Transaction> open_;  // whoever has the turn's
    std::mutex mutex_;                   // guards the two below
    bool taken_ = false;
    std::deque<Waiting*> queue_;
};

}  // namespace bienveille
