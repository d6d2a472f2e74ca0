#include "api/postgres_listener_store.h"

#include <libpq-fe.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <csignal>
#include <string>
#include <utility>

#include "api/store.h"

namespace bienveille {
namespace {

constexpr int kAgainAfterMilliseconds = 1000;  // while the database is away

using Connection = std::unique_ptr<PGconn, decltype(&PQfinish)>;

bool listens(PGconn* connection) {
    if (PQstatus(connection) != CONNECTION_OK) return false;
    PQsetNoticeProcessor(
        connection, [](void*, const char*) {}, nullptr);  // it would go to standard error
    const std::string listen = std::string{"listen "} + kCommitted;
    const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(connection, listen.c_str()), &PQclear);
    return PQresultStatus(result.get()) == PGRES_COMMAND_OK;
}

}  // namespace

bool knows_listen(soci::session& sql) {
    try {
        sql << std::string{"listen "} + kCommitted;
        return true;
    } catch (const soci::soci_error&) { return false; }
}

PostgresListener::PostgresListener(const PostgresUrl& url, std::function<void()> heard)
    : url_(url.connects), heard_(std::move(heard)), stop_(::eventfd(0, EFD_CLOEXEC)) {
    if (stop_ < 0) throw StoreError("this process has too many files open to listen to the database");
    // Signals are for whoever waits for them, which a thread that takes them by default would not let happen.
    sigset_t all, before;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before);
    thread_ = std::thread([this] { listen(); });
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

PostgresListener::~PostgresListener() {
    ::eventfd_write(stop_, 1);
    thread_.join();
    ::close(stop_);
}

void PostgresListener::listen() {
    do {
        const Connection connection(PQconnectdb(url_.c_str()), &PQfinish);
        if (!listens(connection.get())) continue;
        heard_();
        hear(connection.get());
    } while (!stopped_within(kAgainAfterMilliseconds));
}

// Until the connection breaks or it is to end.
void PostgresListener::hear(pg_conn* connection) {
    for (;;) {
        pollfd waited[] = {{PQsocket(connection), POLLIN, 0}, {stop_, POLLIN, 0}};
        if (::poll(waited, 2, -1) < 0) continue;
        if (waited[1].revents != 0 || PQconsumeInput(connection) == 0) return;
        bool any = false;
        while (PGnotify* const notified = PQnotifies(connection)) {
            PQfreemem(notified);
            any = true;
        }
        if (any) heard_();
    }
}

bool PostgresListener::stopped_within(int milliseconds) const {
    pollfd waited{stop_, POLLIN, 0};
    return ::poll(&waited, 1, milliseconds) > 0;
}

}  // namespace bienveille
