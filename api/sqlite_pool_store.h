// Connections to one SQLite file: one that writes, several that read, and the file's schema brought up to date.
//
// Decides: whether a file is ours, durability, what is one transaction. Does not decide: any table's content
// (sql_store.cpp), which writes share a commit (write_group_store.h).
//
// Model: WAL, so that readers never wait for a writer; synchronous=FULL, so that a commit that returned survives a
// power failure; writers queue here and on SQLite's lock across processes (busy_seconds). A file that is not
// ours, or that a newer program made, is refused before anything is written to it.
// Cost: a durable commit is one fsync, about 0.5 ms, for all who write at that time.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "api/of_this_thread_store.h"
#include "api/sql_pool_store.h"
#include "api/sqlite_commits_store.h"
#include "api/told_store.h"
#include "api/write_group_store.h"

namespace bienveille {

class SqlitePool final : public SqlPool {
public:
    // Throws StoreError that names the file and the cure.
    explicit SqlitePool(const std::string& path);

    void read(const std::function<void(soci::session&)>& work) override;
    void write(const std::function<bool(soci::session&)>& work) override;
    bool together(const std::function<bool()>& work) override;
    std::int64_t newest_change() override;
    // Of this process: what another one writes into the file is found by looking.
    std::uint64_t commits() override { return bell_.rung(); }
    void wait_for_commit(std::uint64_t heard, std::chrono::milliseconds most) override { bell_.wait(heard, most); }
    void checkpoint() override;

private:
    static GroupSteps steps_of(soci::session& writer);
    std::int64_t ask_newest_change();

    // A connection that reads, with the statement that requests ask most kept ready: parsing it took longer than it.
    struct Reader {
        soci::session sql;
        long long number = 0;
        std::optional<soci::statement> newest_change = {};
    };
    std::unique_ptr<Reader> take_reader();
    void give_back(std::unique_ptr<Reader> reader);

    // What this thread writes while it lives is one: on disk when commit() returns, or undone. Others' writes wait from
    // the first one on, not before. Inside another Together it is a part of that one.
    class Together {
    public:
        explicit Together(SqlitePool& pool);
        ~Together();
        Together(const Together&) = delete;
        Together& operator=(const Together&) = delete;
        void commit();

    private:
        friend class SqlitePool;
        SqlitePool& pool_;
        Together* const outer_;
        bool writes_ = false;
    };

    // One moment of the database: a reading connection inside a read transaction, or what this thread has written.
    class Reading {
    public:
        explicit Reading(SqlitePool& pool);
        ~Reading();
        Reading(const Reading&) = delete;
        Reading& operator=(const Reading&) = delete;
        soci::session& sql() { return reader_ ? reader_->sql : pool_.writer_; }

    private:
        SqlitePool& pool_;
        std::unique_ptr<Reader> reader_;
    };

    // A write of a Together: the writing connection inside a savepoint; undone unless commit() was called.
    class Part {
    public:
        explicit Part(SqlitePool& pool);
        ~Part();
        Part(const Part&) = delete;
        Part& operator=(const Part&) = delete;
        void commit();

    private:
        void end(bool keep);
        SqlitePool& pool_;
        bool open_ = true;
    };

    std::string path_;
    soci::session writer_;
    WriteGroup group_{steps_of(writer_)};
    CommitBell bell_;
    OfThisThread<Together> together_;
    std::optional<SqliteCommits> commits_;  // once there is something to look at
    std::mutex newest_;                     // guards the two below
    SqliteCommits::Look looked_{};          // before newest_change_ was asked
    std::int64_t newest_change_ = -1;       // -1: never
    std::vector<std::unique_ptr<Reader>> idle_readers_;
    std::mutex readers_;
    std::condition_variable reader_back_;
};

}  // namespace bienveille
