#include "api/sqlite_pool_store.h"

#include <utility>

#include "api/schema.h"
#include "api/sql_rows_store.h"
#include "api/sqlite_statements_store.h"
#include "api/store.h"

namespace bienveille {
namespace {

constexpr int kReaders = 8;
constexpr int kBusySeconds = 10;

std::string connect_string(const std::string& path) {
    return "dbname=\"" + path + "\" timeout=" + std::to_string(kBusySeconds);
}

long long number(soci::session& sql, const std::string& query) {
    long long answer = 0;
    sql << query, soci::into(answer);
    return answer;
}

void prepare(soci::session& sql, const std::string& path) {
    sql.open(sqlite_with_kept_statements(), connect_string(path));
    sql << "pragma foreign_keys = on";
    sql << "pragma synchronous = full";
    sql << "pragma temp_store = memory";
}

// Nothing is written to the file before this has passed.
void insist_on_ours(soci::session& sql, const std::string& path) {
    const long long application = number(sql, "pragma application_id");
    const long long version = number(sql, "pragma user_version");
    const long long tables = number(sql, "select count(*) from sqlite_master");
    if (application == kApplicationId && version > kSchemaVersion)
        throw StoreError(path + " was written by a newer version of this program (schema " + std::to_string(version) +
                         ", this one knows " + std::to_string(kSchemaVersion) + "); run that version");
    const bool fresh = application == 0 && version == 0 && tables == 0;
    if (application != kApplicationId && !fresh)
        throw StoreError(path + " is a database of another program; it was left as it is; name another file");
}

void migrate(soci::session& sql) {
    sql << "begin immediate";
    // Somebody else may have migrated while we waited for the lock.
    const long long version = number(sql, "pragma user_version");
    for (const Migration& each : kMigrations) {
        if (each.version <= version) continue;
        std::string_view rest = each.sql;
        for (std::size_t end = rest.find(";\n\n"); end != std::string_view::npos; end = rest.find(";\n\n")) {
            sql << std::string{rest.substr(0, end)};
            rest.remove_prefix(end + 3);
        }
    }
    sql << "pragma application_id = " + std::to_string(kApplicationId);
    sql << "pragma user_version = " + std::to_string(kSchemaVersion);
    sql << "commit";
}

}  // namespace

SqlitePool::SqlitePool(const std::string& path) : path_(path) {
    if (path.empty() || path.find('"') != std::string::npos)
        throw StoreError("the database's path is empty or has a quote in it; name another file");
    try {
        prepare(writer_, path);
        insist_on_ours(writer_, path);
        std::string mode;
        writer_ << "pragma journal_mode = wal", soci::into(mode);
        if (mode != "wal") throw StoreError(path + " cannot use write-ahead logging; put it on a local disk");
        migrate(writer_);
        for (int i = 0; i < kReaders; ++i) {
            auto reader = std::make_unique<Reader>();
            prepare(reader->sql, path);
            reader->sql << "pragma query_only = on";
            idle_readers_.push_back(std::move(reader));
        }
        commits_.emplace(writer_);
    } catch (const soci::soci_error& error) {
        throw StoreError(path + " cannot be opened as a database: " + error.get_error_message());
    }
}

namespace {

template <class Work>
void guarded(Work work) {
    try {
        work();
    } catch (const soci::soci_error& error) { throw StoreError("the database refused: " + error.get_error_message()); }
}

}  // namespace

GroupSteps SqlitePool::steps_of(soci::session& writer) {
    const auto undo = [&writer] {
        try {
            run(writer, "rollback");
        } catch (const soci::soci_error&) {
            // The failure has ended the transaction already.
        }
    };
    const auto end_part = [&writer](bool keep) {
        guarded([&] {
            if (!keep) run(writer, "rollback to one_write");
            run(writer, "release one_write");
        });
    };
    return {[&writer] { run(writer, "begin immediate"); }, [&writer] { run(writer, "savepoint one_write"); }, end_part,
            [&writer] { guarded([&] { run(writer, "commit"); }); }, undo};
}

void SqlitePool::read(const std::function<void(soci::session&)>& work) {
    guarded([&] {
        Reading reading(*this);
        work(reading.sql());
    });
}

void SqlitePool::write(const std::function<bool(soci::session&)>& work) {
    guarded([&] {
        if (!together_.get()) {
            if (group_.run([&] { return work(writer_); })) bell_.ring();
            return;
        }
        Part part(*this);
        if (work(writer_)) part.commit();
    });
}

bool SqlitePool::together(const std::function<bool()>& work) {
    Together one(*this);
    const bool kept = work();
    if (kept) one.commit();
    if (kept) bell_.ring();
    return kept;
}

// On a connection of its own: it waits for the writer's transaction as another program would.
void SqlitePool::checkpoint() {
    guarded([&] {
        soci::session own;
        prepare(own, path_);
        int busy = 0, in_log = 0, moved = 0;
        own << "pragma wal_checkpoint(truncate)", soci::into(busy), soci::into(in_log), soci::into(moved);
    });
}

// ---------------------------------------------------------------------------------------------- what is one

SqlitePool::Together::Together(SqlitePool& pool) : pool_(pool), outer_(pool.together_.get()) {
    if (!outer_) pool_.together_.set(*this);
}

void SqlitePool::Together::commit() {
    if (outer_ || !std::exchange(writes_, false)) return;
    pool_.group_.leave(true);
}

SqlitePool::Together::~Together() {
    if (outer_) return;
    pool_.together_.forget();
    if (writes_) pool_.group_.leave(false);
}

SqlitePool::Reading::Reading(SqlitePool& pool) : pool_(pool) {
    if (const Together* together = pool.together_.get(); together && together->writes_) return;
    reader_ = pool_.take_reader();
    reader_->sql << "begin";
}

SqlitePool::Reading::~Reading() {
    if (!reader_) return;
    try {
        reader_->sql << "rollback";
    } catch (const soci::soci_error&) {
        // A read that failed has nothing to undo; SQLite has ended the transaction itself.
    }
    pool_.give_back(std::move(reader_));
}

std::unique_ptr<SqlitePool::Reader> SqlitePool::take_reader() {
    std::unique_lock lock(readers_);
    reader_back_.wait(lock, [&] { return !idle_readers_.empty(); });
    auto reader = std::move(idle_readers_.back());
    idle_readers_.pop_back();
    return reader;
}

void SqlitePool::give_back(std::unique_ptr<Reader> reader) {
    const std::lock_guard lock(readers_);
    idle_readers_.push_back(std::move(reader));
    reader_back_.notify_one();
}

// What was asked after a look is right for as long as the next look sees the same.
std::int64_t SqlitePool::newest_change() {
    long long number = 0;
    if (const Together* together = together_.get(); together && together->writes_) {
        guarded([&] { writer_ << kNewestChange, soci::into(number); });
        return number;
    }
    const auto look = commits_->look();
    if (look) {
        const std::lock_guard lock(newest_);
        if (newest_change_ >= 0 && looked_ == *look) return newest_change_;
    }
    number = ask_newest_change();
    if (look) {
        const std::lock_guard lock(newest_);
        looked_ = *look;
        newest_change_ = number;
    }
    return number;
}

// One statement is one moment by itself: no transaction around it.
std::int64_t SqlitePool::ask_newest_change() {
    long long number = 0;
    auto reader = take_reader();
    try {
        guarded([&] {
            auto& ready = reader->newest_change;
            if (!ready) ready.emplace((reader->sql.prepare << kNewestChange, soci::into(reader->number)));
            ready->execute(true);
            number = reader->number;
            ready->fetch();  // to the end of the rows, where SQLite lets go of the moment
        });
    } catch (...) {
        reader->newest_change.reset();
        give_back(std::move(reader));
        throw;
    }
    give_back(std::move(reader));
    return number;
}

SqlitePool::Part::Part(SqlitePool& pool) : pool_(pool) {
    if (Together& together = *pool.together_.get(); !together.writes_) {
        pool_.group_.enter();
        together.writes_ = true;
    }
    pool_.writer_ << "savepoint part";
}

void SqlitePool::Part::commit() { end(true); }

void SqlitePool::Part::end(bool keep) {
    open_ = false;
    if (!keep) pool_.writer_ << "rollback to part";
    pool_.writer_ << "release part";
}

SqlitePool::Part::~Part() {
    if (!open_) return;
    try {
        end(false);
    } catch (const soci::soci_error&) {
        // The failure that brought us here has ended the transaction already.
    }
}

}  // namespace bienveille
