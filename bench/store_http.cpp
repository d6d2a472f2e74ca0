#include "bench/store_http.h"

#include <httplib.h>

#include <stdexcept>
#include <thread>

#include "api/documents.h"
#include "api/log.h"
#include "api/server.h"
#include "api/sqlite_store.h"

namespace bienveille::bench {

void while_served(const std::string& database, const std::function<void(int port)>& clients) {
    log_quietly();
    const auto store = open_sqlite_store(database);
    Service service(*store, json_documents(), wall_clock());
    Metrics metrics;
    Routes routes(service, metrics);
    ServerOptions options;
    options.port = 0;
    Server server(routes, metrics, options);
    if (const auto refused = server.listen()) throw std::runtime_error(*refused);
    std::thread serving([&] { server.run(); });
    clients(server.port());
    server.stop();
    serving.join();
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
