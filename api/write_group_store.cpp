#include "api/write_group_store.h"

#include <chrono>
#include <condition_variable>
#include <exception>
#include <optional>
#include <string>
#include <utility>

namespace bienveille {
namespace {

using Steady = std::chrono::steady_clock;

constexpr std::size_t kMostTogether = 256;
constexpr std::chrono::milliseconds kLongestTogether{250};

}  // namespace

struct WriteGroup::Fault {
    std::string message;
    bool try_again;
    [[noreturn]] void raise() const {
        if (try_again) throw TryAgain(message);
        throw StoreError(message);
    }
};

// Empty when it was done.
template <class Step>
std::optional<WriteGroup::Fault> WriteGroup::fault_of(Step step) {
    try {
        step();
        return std::nullopt;
    } catch (const TryAgain& error) { return Fault{error.what(), true}; } catch (const StoreError& error) {
        return Fault{error.what(), false};
    }
}

struct WriteGroup::Transaction {
    Steady::time_point began = Steady::now();
    std::vector<Waiting*> members;  // who wrote in it, and waits for its end
    std::optional<Fault> fault;
};

// A thread that waits: for the turn, then for the end of the transaction in which its write is.
struct WriteGroup::Waiting {
    const std::function<bool()>* work = nullptr;  // handed over; null: made by its own thread
    bool kept = false;
    std::exception_ptr thrown = nullptr;
    std::optional<Fault> fault = {};  // of the transaction

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

WriteGroup::WriteGroup(GroupSteps steps) : steps_(std::move(steps)) {}
WriteGroup::~WriteGroup() = default;

bool WriteGroup::run(const std::function<bool()>& work) {
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

void WriteGroup::enter() {
    Waiting me;
    wait_for_turn(me);
    try {
        begin();
    } catch (...) {
        pass_turn();
        throw;
    }
}

void WriteGroup::leave(bool keep) {
    Waiting me;
    me.state = Waiting::State::has_turn;
    me.kept = keep;
    end_part(keep);
    open_->members.push_back(&me);
    pass_turn();
    me.wait_until_not(Waiting::State::has_turn);
    answer(me);
}

void WriteGroup::answer(const Waiting& me) {
    if (me.thrown) std::rethrow_exception(me.thrown);
    if (me.kept && me.fault) me.fault->raise();
}

void WriteGroup::wait_for_turn(Waiting& me) {
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
void WriteGroup::pass_turn() {
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

void WriteGroup::make(Waiting& one) {
    try {
        begin();
    } catch (...) {
        one.thrown = std::current_exception();
        return one.wake(Waiting::State::over);
    }
    try {
        one.kept = (*one.work)();
    } catch (...) { one.thrown = std::current_exception(); }
    end_part(one.kept);
    open_->members.push_back(&one);
}

void WriteGroup::begin() {
    if (!open_) {
        steps_.begin();
        open_ = std::make_unique<Transaction>();
    }
    steps_.begin_part();
}

void WriteGroup::end_part(bool keep) {
    // That fails when the database itself has undone the transaction, as on a full disk.
    if (auto fault = fault_of([&] { steps_.end_part(keep); })) open_->fault = std::move(fault);
}

void WriteGroup::end_transaction() {
    const auto over = std::move(open_);
    if (!over->fault) over->fault = fault_of(steps_.commit);
    if (over->fault) steps_.undo();
    for (Waiting* const each : over->members) {
        each->fault = over->fault;
        each->wake(Waiting::State::over);
    }
}

}  // namespace bienveille
