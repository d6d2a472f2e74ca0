#include "bench/store_http.h"

#include <httplib.h>

#include <exception>
#include <stdexcept>
#include <thread>
#include <utility>

#include "api/documents.h"
#include "api/log.h"
#include "api/open_store.h"
#include "api/server.h"

namespace bienveille::bench {
namespace {

// The server runs while the clients do, and stops whatever becomes of them.
template <class Run, class Stop>
void while_it_runs(Run run, Stop stop, const std::function<void(int port)>& clients, int port) {
    std::thread serving(run);
    std::exception_ptr fault;
    try {
        clients(port);
    } catch (...) { fault = std::current_exception(); }
    stop();
    serving.join();
    if (fault) std::rethrow_exception(fault);
}

}  // namespace

void while_served(const std::string& database, const std::function<void(int port)>& clients, Server::Answer answer) {
    log_quietly();
    const auto store = open_store(database);
    Service service(*store, json_documents(), wall_clock());
    Metrics metrics;
    Routes routes(service, metrics);
    ServerOptions options;
    options.port = 0;
    Server server(routes, metrics, options, std::move(answer));
    if (const auto refused = server.listen()) throw std::runtime_error(*refused);
    while_it_runs([&] { server.run(); }, [&] { server.stop(); }, clients, server.port());
}

void while_bare(const Reply& reply, const std::function<void(int port)>& clients) {
    constexpr int kThreads = 72;
    httplib::Server server;
    server.new_task_queue = [] { return new httplib::ThreadPool(kThreads); };
    server.set_tcp_nodelay(true);
    server.set_keep_alive_max_count(1'000'000'000);
    server.set_keep_alive_timeout(60);
    server.Get(".*", [&](const httplib::Request&, httplib::Response& to) {
        for (const auto& [name, value] : reply.headers) to.set_header(name.c_str(), value);
        to.body = reply.body;
        to.set_header("Content-Type", reply.type);
    });
    const int port = server.bind_to_any_port("127.0.0.1");
    while_it_runs([&] { server.listen_after_bind(); }, [&] { server.stop(); }, clients, port);
}

struct OutcomeClient::Http {
    httplib::Client client;
};

OutcomeClient::OutcomeClient(int port) : http_(new Http{httplib::Client("127.0.0.1", port)}) {
    http_->client.set_keep_alive(true);
    http_->client.set_tcp_nodelay(true);
}
OutcomeClient::~OutcomeClient() = default;

void OutcomeClient::record(const AttemptWrite& outcome) {
    const auto answer = http_->client.Post(
        "/v1/calls/" + outcome.attempt.call + "/attempts", {{"Idempotency-Key", outcome.attempt.id}},
        R"({"outcome": "reached", "minutes": 9, "anxiety": 1, "needs": ["courses"], "follow_ups": ["none"]})",
        "application/json");
    if (!answer || answer->status != 201) throw std::runtime_error("an outcome was not acknowledged");
}

}  // namespace bienveille::bench
