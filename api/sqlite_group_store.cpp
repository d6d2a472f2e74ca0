#include "api/sqlite_group_store.h"

#include <chrono>
#include <condition_variable>
#include <exception>
#include <optional>
#include <string>

#include "api/sql_rows_store.h"
#include "api/store.h"

namespace bienveille {
namespace {

using Steady = std::chrono::steady_clock;

constexpr std::size_t kMostTogether = 256;
constexpr std::chrono::milliseconds kLongestTogether{250};

}  // namespace

struct SqliteGroup::Transaction {
    Steady::time_point began = Steady::now();
    std::vector<Waiting*> members;  // who wrote in it, and waits for its end
    std::optional<std::string> fault;
};

// A thread that waits: for the turn, then for the end of the transaction in which its write is.
struct SqliteGroup::Waiting {
    const std::function<bool()>* work = nullptr;  // handed over; null: made by its own thread
    bool kept = false;
    std::exception_ptr thrown = nullptr;
    std::optional<std::string> fault = {};  // of the transaction

    std::mutex mutex = {};  // guards the two below
    std::condition_variable woken = {};
    enum class State { waits, has_turn, over } state = State::waits;

    State wait_until_not(State before) {
        std::unique_lock lock(mutex);
        woken.wait(lock, [&] { return state != before; });
        return state;
    }
    // The last that is done with it: its thread may return, and take it away, as soon as the lock is free.
    void wake(State now) {
        const std::lock_guard lock(mutex);
        state = now;
        woken.notify_one();
    }
};

SqliteGroup::SqliteGroup(soci::session& sql) : sql_(sql) {}
SqliteGroup::~SqliteGroup() = default;

bool SqliteGroup::run(const std::function<bool()>& work) {
    Waiting me;
    me.work = &work;
    wait_for_turn(me);
    if (me.state == Waiting::State::has_turn) {
        make(me);
        pass_turn();
        me.wait_until_not(Waiting::State::has_turn);
    }
    answer(me);
    return me.kept;
}

void SqliteGroup::enter() {
    Waiting me;
    wait_for_turn(me);
    try {
        begin();
    } catch (const soci::soci_error&) {
        pass_turn();
        throw;
    }
}

void SqliteGroup::leave(bool keep) {
    Waiting me;
    me.state = Waiting::State::has_turn;
    me.kept = keep;
    end_part(keep);
    open_->members.push_back(&me);
    pass_turn();
    me.wait_until_not(Waiting::State::has_turn);
    answer(me);
}

void SqliteGroup::answer(const Waiting& me) {
    if (me.thrown) std::rethrow_exception(me.thrown);
    if (me.kept && me.fault) throw StoreError("the database refused: " + *me.fault);
}

void SqliteGroup::wait_for_turn(Waiting& me) {
    {
        const std::lock_guard lock(mutex_);
        if (!taken_) {
            taken_ = true;
            me.state = Waiting::State::has_turn;
            return;
        }
        queue_.push_back(&me);
    }
    me.wait_until_not(Waiting::State::waits);
}

// What others handed over is made first, one after the other, until the transaction ends or somebody wants the turn itself.
void SqliteGroup::pass_turn() {
    for (;;) {
        std::unique_lock lock(mutex_);
        const bool full = open_ && (open_->fault || open_->members.size() >= kMostTogether ||
                                    Steady::now() - open_->began >= kLongestTogether);
        if (open_ && (queue_.empty() || full)) {
            lock.unlock();
            end_transaction();
            lock.lock();
        }
        if (queue_.empty()) {
            taken_ = false;
            return;
        }
        Waiting& next = *queue_.front();
        queue_.pop_front();
        lock.unlock();
        if (!next.work || !open_) return next.wake(Waiting::State::has_turn);
        make(next);
    }
}

void SqliteGroup::make(Waiting& one) {
    try {
        begin();
    } catch (const soci::soci_error&) {
        one.thrown = std::current_exception();
        return one.wake(Waiting::State::over);
    }
    try {
        one.kept = (*one.work)();
    } catch (...) { one.thrown = std::current_exception(); }
    end_part(one.kept);
    open_->members.push_back(&one);
}

void SqliteGroup::begin() {
    if (!open_) {
        bienveille::run(sql_, "begin immediate");
        open_ = std::make_unique<Transaction>();
    }
    bienveille::run(sql_, "savepoint one_write");
}

void SqliteGroup::end_part(bool keep) {
    try {
        if (!keep) bienveille::run(sql_, "rollback to one_write");
        bienveille::run(sql_, "release one_write");
    } catch (const soci::soci_error& error) {
        // SQLite itself has undone the transaction, as on a full disk.
        open_->fault = error.get_error_message();
    }
}

void SqliteGroup::end_transaction() {
    const auto over = std::move(open_);
    try {
        if (!over->fault) bienveille::run(sql_, "commit");
    } catch (const soci::soci_error& error) { over->fault = error.get_error_message(); }
    if (over->fault) {
        try {
            bienveille::run(sql_, "rollback");
        } catch (const soci::soci_error&) {
            // The failure has ended the transaction already.
        }
    }
    for (Waiting* const each : over->members) {
        each->fault = over->fault;
        each->wake(Waiting::State::over);
    }
}

}  // namespace bienveille
