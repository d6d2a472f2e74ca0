// The same outcomes over HTTP: the service on a port of this machine, each client with a connection of its own.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "api/server.h"
#include "api/store.h"

namespace bienveille::bench {

// The service runs while `clients` does, which is given its port. `answer`: instead of the service's own.
void while_served(const std::string& database, const std::function<void(int port)>& clients,
                  Server::Answer answer = {});

// A server of httplib as it comes, but for TCP_NODELAY and as many threads and requests a connection as clients need: it
// gives that answer to everything.
void while_bare(const Reply& reply, const std::function<void(int port)>& clients);

// One client's connection, kept open.
class OutcomeClient {
public:
    explicit OutcomeClient(int port);
    ~OutcomeClient();
    OutcomeClient(const OutcomeClient&) = delete;
    OutcomeClient& operator=(const OutcomeClient&) = delete;
    void record(const AttemptWrite& outcome);  // under an Idempotency-Key; throws unless it is acknowledged

private:
    struct Http;
    std::unique_ptr<Http> http_;
};

}  // namespace bienveille::bench
