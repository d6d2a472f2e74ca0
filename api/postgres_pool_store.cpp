#include "api/postgres_pool_store.h"

#include <soci/postgresql/soci-postgresql.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "api/postgres_schema_store.h"
#include "api/store.h"

namespace bienveille {
namespace {

constexpr std::size_t kReaders = 8;
constexpr std::size_t kWriters = 1;  // they take turns anyway
constexpr int kTries = 5;

constexpr const char* kBeginRead = "begin transaction isolation level repeatable read, read only";
constexpr const char* kBeginWrite = "begin transaction isolation level read committed";

const std::string kCommit = "commit";
const std::string kCommitAnnounced = std::string{"notify "} + kCommitted + "; commit";

std::string sqlstate_of(const soci::soci_error& error) {
    const auto* detailed = dynamic_cast<const soci::postgresql_soci_error*>(&error);
    return detailed ? detailed->sqlstate() : std::string{};
}

// Never a value: the server quotes those that it refuses, so of data (class 22) and constraints (23) only the code is told.
std::string told(const soci::soci_error& error) {
    const std::string state = sqlstate_of(error);
    if (state.starts_with("22") || state.starts_with("23")) return "a value was refused (SQLSTATE " + state + ")";
    std::string message = error.get_error_message();
    std::replace(message.begin(), message.end(), '\n', ' ');
    message.erase(message.find_last_not_of(' ') + 1);
    return message;
}

bool asks_to_try_again(const soci::soci_error& error) {
    const std::string state = sqlstate_of(error);
    return state == "40001" || state == "40P01";
}

PGconn* connection_of(soci::session& sql) {
    return static_cast<soci::postgresql_session_backend*>(sql.get_backend())->conn_;
}

bool is_open(soci::session& sql) { return PQstatus(connection_of(sql)) == CONNECTION_OK; }

template <class Work>
void guarded(Work work) {
    try {
        work();
    } catch (const soci::soci_error& error) {
        if (asks_to_try_again(error))
            throw TryAgain("the database asked to try again, again and again: " + told(error));
        throw StoreError("the database refused: " + told(error));
    }
}

template <class Work>
void several_times(Work work) {
    for (int tried = 1;; ++tried) {
        try {
            return guarded(work);
        } catch (const TryAgain&) {
            if (tried == kTries) throw;
        }
    }
}

// What failed may have taken the connection with it: then all is undone anyway.
void undo_part(soci::session& sql) {
    try {
        sql << "rollback to savepoint part";
    } catch (const soci::soci_error&) {
        // The transaction cannot commit any more, and says so.
    }
}

}  // namespace

std::unique_ptr<soci::session> PostgresPool::Connections::take() {
    std::unique_lock lock(mutex_);
    one_back_.wait(lock, [&] { return free_ > 0; });
    --free_;
    if (idle_.empty()) return nullptr;
    auto session = std::move(idle_.back());
    idle_.pop_back();
    return session;
}

void PostgresPool::Connections::give_back(std::unique_ptr<soci::session> session) {
    const std::lock_guard lock(mutex_);
    ++free_;
    if (session) idle_.push_back(std::move(session));
    one_back_.notify_one();
}

std::unique_ptr<soci::session> PostgresPool::Connections::connect() const {
    auto session = std::make_unique<soci::session>();
    session->open(soci::postgresql, url_.connects);
    PQsetErrorVerbosity(connection_of(*session), PQERRORS_TERSE);  // DETAIL quotes whole rows
    PQsetNoticeProcessor(
        connection_of(*session), [](void*, const char*) {}, nullptr);  // it would go to standard error
    *session << "set client_encoding to 'UTF8'";
    *session << "set lock_timeout to '10s'";                         // of a turn that does not come
    *session << "set idle_in_transaction_session_timeout to '30s'";  // of a process that stands still in its turn
    // A database that is set to forget the last moments when its machine falls is told not to, for what we write.
    *session
        << "select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') = 'off'";
    return session;
}

// Undone unless commit() was called.
class PostgresPool::Transaction {
public:
    // `first` is the first thing done in it.
    Transaction(Connections& connections, const char* begin, void (*first)(soci::session&) = nullptr)
        : connections_(connections), session_(connections.take()) {
        try {
            if (!session_ || !begun(begin)) {
                session_ = connections_.connect();
                *session_ << begin;
            }
            if (first) first(*session_);
        } catch (...) {
            end();
            throw;
        }
    }
    ~Transaction() { end(); }
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    soci::session& sql() { return *session_; }
    void commit(bool announced) {
        try {
            *session_ << (announced ? kCommitAnnounced : kCommit);
            done_ = true;
        } catch (const soci::soci_error& error) {
            if (is_open(*session_)) throw;
            throw StoreError("the database went away during a commit, which it may have kept: " + told(error));
        }
    }

private:
    // False: the connection had died while it lay idle, as all do when the server is started anew.
    bool begun(const char* begin) {
        try {
            *session_ << begin;
            return true;
        } catch (const soci::soci_error&) {
            if (is_open(*session_)) throw;
            return false;
        }
    }
    // A connection that cannot even undo is of no use any more.
    void end() {
        try {
            if (session_ && !done_) *session_ << "rollback";
        } catch (const soci::soci_error&) { session_.reset(); }
        connections_.give_back(std::move(session_));
    }

    Connections& connections_;
    std::unique_ptr<soci::session> session_;
    bool done_ = false;
};

PostgresPool::PostgresPool(const std::string& url)
    : url_(read_postgres_url(url)), readers_(url_, kReaders), writers_(url_, kWriters) {
    try {
        const auto session = writers_.connect();
        bring_up_to_date(*session);
        if (knows_listen(*session)) listener_ = std::make_unique<PostgresListener>(url_, [this] { bell_.ring(); });
    } catch (const soci::soci_error& error) { throw StoreError("the database cannot be used: " + told(error)); }
}

PostgresPool::~PostgresPool() = default;

GroupSteps PostgresPool::steps() {
    const auto end_part = [this](bool keep) {
        guarded([&] {
            if (!keep) writing_->sql() << "rollback to savepoint one_write";
            writing_->sql() << "release savepoint one_write";
        });
    };
    const auto commit = [this] {
        guarded([&] { writing_->commit(listener_ != nullptr); });
        writing_.reset();
    };
    return {[this] { writing_ = std::make_unique<Transaction>(writers_, kBeginWrite, take_turn); },
            [this] { writing_->sql() << "savepoint one_write"; }, end_part, commit, [this] { writing_.reset(); }};
}

// Begun with its first write; undone unless commit() was called.
class PostgresPool::Together {
public:
    explicit Together(PostgresPool& pool) : pool_(pool) { pool_.together_.set(*this); }
    ~Together() {
        pool_.together_.forget();
        if (writes_) pool_.group_.leave(false);
    }
    Together(const Together&) = delete;
    Together& operator=(const Together&) = delete;

    soci::session& begun() {
        if (!writes_) pool_.group_.enter();
        writes_ = true;
        return pool_.writing_->sql();
    }
    bool writes() const { return writes_; }
    void commit() {
        writes_ = false;
        pool_.group_.leave(true);
    }

private:
    PostgresPool& pool_;
    bool writes_ = false;
};

void PostgresPool::read(const std::function<void(soci::session&)>& work) {
    guarded([&] {
        if (Together* const together = together_.get(); together && together->writes()) return work(writing_->sql());
        Transaction transaction(readers_, kBeginRead);
        work(transaction.sql());
    });
}

std::int64_t PostgresPool::newest_change() {
    long long number = 0;
    read([&](soci::session& sql) { sql << kNewestChange, soci::into(number); });
    return number;
}

void PostgresPool::write(const std::function<bool(soci::session&)>& work) {
    if (Together* const together = together_.get()) return guarded([&] { write_part(*together, work); });
    several_times([&] {
        if (group_.run([&] { return work(writing_->sql()); })) bell_.ring();
    });
}

void PostgresPool::write_part(Together& together, const std::function<bool(soci::session&)>& work) {
    soci::session& sql = together.begun();
    sql << "savepoint part";
    bool kept = false;
    try {
        kept = work(sql);
    } catch (...) {
        undo_part(sql);
        throw;
    }
    if (!kept) undo_part(sql);
    sql << "release savepoint part";
}

bool PostgresPool::together(const std::function<bool()>& work) {
    if (together_.get()) return work();
    bool kept = false;
    several_times([&] {
        Together together(*this);
        kept = work();
        if (!kept || !together.writes()) return;
        together.commit();
        bell_.ring();
    });
    return kept;
}

}  // namespace bienveille
