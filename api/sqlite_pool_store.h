// Connections to one SQLite file: one that writes, several that read, and the file's schema brought up to date.
//
// Decides: whether a file is ours, durability, who may write when. Does not decide: any table's content
// (sql_store.cpp).
//
// Model: WAL, so that readers never wait for a writer; synchronous=FULL, so that a commit that returned survives a
// power failure; writers queue on a mutex here and on SQLite's lock across processes (busy_seconds). A file that is not
// ours, or that a newer program made, is refused before anything is written to it.
// Cost: a durable commit is one fsync, about 0.5 ms.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "api/sql_pool_store.h"

namespace bienveille {

class SqlitePool final : public SqlPool {
public:
    // Throws StoreError that names the file and the cure.
    explicit SqlitePool(const std::string& path);

    void read(const std::function<void(soci::session&)>& work) override;
    void write(const std::function<bool(soci::session&)>& work) override;
    void checkpoint() override;

private:
    // A reading connection inside a read transaction: one moment of the database.
    class Reading {
    public:
        explicit Reading(SqlitePool& pool);
        ~Reading();
        Reading(const Reading&) = delete;
        Reading& operator=(const Reading&) = delete;
        soci::session& sql() { return *session_; }

    private:
        SqlitePool& pool_;
        std::unique_ptr<soci::session> session_;
    };

    // The writing connection inside a transaction; rolled back unless commit() was called.
    class Writing {
    public:
        explicit Writing(SqlitePool& pool);
        ~Writing();
        Writing(const Writing&) = delete;
        Writing& operator=(const Writing&) = delete;
        soci::session& sql() { return pool_.writer_; }
        void commit();

    private:
        SqlitePool& pool_;
        std::unique_lock<std::mutex> turn_;
        bool open_ = true;
    };

    std::string path_;
    soci::session writer_;
    std::mutex writer_turn_;
    std::vector<std::unique_ptr<soci::session>> idle_readers_;
    std::mutex readers_;
    std::condition_variable reader_back_;
};

}  // namespace bienveille
