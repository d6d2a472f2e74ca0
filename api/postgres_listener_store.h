// Hears of every process's commits on one PostgreSQL database, on a connection and a thread of its own.
//
// Decides: when whoever waits for news is woken. Does not decide: what is news: a notification says nothing but "look", and
// one that is lost costs a waiter no more than the time after which it looks anyway.
// Model: each commit of ours notifies a channel (kCommitted), which the server delivers to all who listen. LISTEN and NOTIFY
// are what engines that only speak PostgreSQL may lack: there nobody notifies, and looking from time to time is all there is.
#pragma once

#include <soci/soci.h>

#include <functional>
#include <memory>
#include <thread>

#include "api/postgres_url_store.h"

struct pg_conn;  // libpq's PGconn

namespace bienveille {

constexpr const char* kCommitted = "bienveille_committed";

// Whether the server can notify.
bool knows_listen(soci::session& sql);

class PostgresListener {
public:
    // `heard` is called on the listener's thread: after commits, and when there may have been some that were not heard of.
    PostgresListener(const PostgresUrl& url, std::function<void()> heard);
    ~PostgresListener();  // waits for a connection attempt to end
    PostgresListener(const PostgresListener&) = delete;
    PostgresListener& operator=(const PostgresListener&) = delete;

private:
    void listen();
    void hear(pg_conn* connection);
    bool stopped_within(int milliseconds) const;

    const std::string url_;
    const std::function<void()> heard_;
    const int stop_;  // readable once it is to end
    std::thread thread_;
};

}  // namespace bienveille
