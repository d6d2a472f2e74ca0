#include "api/sqlite_group_store.h"

#include <chrono>
#include <condition_variable>
#include <optional>

#include "api/store.h"

namespace bienveille {
namespace {

using Steady = std::chrono::steady_clock;

constexpr int kMostTogether = 256;
constexpr std::chrono::milliseconds kLongestTogether{250};

}  // namespace

struct SqliteGroup::Transaction {
    Steady::time_point began = Steady::now();
    int writes = 0;
    bool over = false;
    std::optional<std::string> fault;
    std::condition_variable ended;
};

struct SqliteGroup::Waiting {
    bool has_turn = false;
    std::condition_variable turn;
};

SqliteGroup::SqliteGroup(soci::session& sql) : sql_(sql) {}
SqliteGroup::~SqliteGroup() = default;

void SqliteGroup::enter() {
    take_turn();
    try {
        if (!open_) {
            sql_ << "begin immediate";
            open_ = std::make_shared<Transaction>();
        }
        sql_ << "savepoint one_write";
    } catch (const soci::soci_error&) {
        pass_turn();
        throw;
    }
}

void SqliteGroup::leave(bool keep) {
    try {
        if (!keep) sql_ << "rollback to one_write";
        sql_ << "release one_write";
    } catch (const soci::soci_error& error) {
        // SQLite itself has undone the transaction, as on a full disk.
        open_->fault = error.get_error_message();
    }
    ++open_->writes;
    const auto mine = pass_turn();
    std::unique_lock lock(mutex_);
    mine->ended.wait(lock, [&] { return mine->over; });
    if (keep && mine->fault) throw StoreError("the database refused: " + *mine->fault);
}

void SqliteGroup::take_turn() {
    std::unique_lock lock(mutex_);
    if (!taken_) {
        taken_ = true;
        return;
    }
    Waiting me;
    queue_.push_back(&me);
    me.turn.wait(lock, [&] { return me.has_turn; });
}

std::shared_ptr<SqliteGroup::Transaction> SqliteGroup::pass_turn() {
    std::unique_lock lock(mutex_);
    const auto mine = open_;
    if (mine && (queue_.empty() || mine->fault || mine->writes >= kMostTogether ||
                 Steady::now() - mine->began >= kLongestTogether)) {
        lock.unlock();
        end(*mine);
        lock.lock();
        mine->over = true;
        mine->ended.notify_all();
        open_.reset();
    }
    if (queue_.empty()) {
        taken_ = false;
    } else {
        queue_.front()->has_turn = true;
        queue_.front()->turn.notify_one();
        queue_.pop_front();
    }
    return mine;
}

void SqliteGroup::end(Transaction& transaction) {
    try {
        if (!transaction.fault) {
            sql_ << "commit";
            return;
        }
    } catch (const soci::soci_error& error) { transaction.fault = error.get_error_message(); }
    try {
        sql_ << "rollback";
    } catch (const soci::soci_error&) {
        // The failure has ended the transaction already.
    }
}

}  // namespace bienveille
