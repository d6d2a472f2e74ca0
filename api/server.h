// HTTP/1.1 over sockets: bytes to requests and back. The only place that knows httplib.
//
// Decides: limits in bytes and seconds, threads, which connections go on, how the service stops. Does not decide: what
// any path answers (routes.h).
//
// Promises: H1 a request whose body was not read to its last byte is the last one of its connection, so that a refused
// body can never run as the next request. H2 head and body each have a time in which they must come; a slow sender holds
// one thread for that long at most. H3 headers above 32 KiB are 431, bodies above the limit 413 before they are read,
// chunked ones 411, encoded ones 415, several ranges 416, several lengths 400. H4 idle connections are threads that wait
// (16 KiB each), at most `most_connections`; one more is 503 at once. H5 stop() lets running requests finish. H6 listeners to
// events hold no thread and take no connection's place.
// Source of the traps: cpp-httplib 0.11.4 by running it; RFC 9112.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "api/routes.h"
#include "api/server_streams.h"

namespace bienveille {

struct ServerOptions {
    std::string host = "127.0.0.1";
    int port = 8080;  // 0: any free one
    std::size_t most_body_bytes = std::size_t{64} << 20;
    int most_connections = 600;
    std::chrono::seconds idle{15};  // between two requests of a connection
    std::chrono::seconds head{10};  // from the first byte of a request to the end of its headers
    std::chrono::seconds body{10};  // and 1 s more for each 128 KiB
    StreamOptions streams;
};

class Server {
public:
    // `answer`: what is asked instead of the routes, by whoever measures what they cost.
    using Answer = std::function<Reply(const Request&)>;
    Server(Routes& routes, Metrics& metrics, ServerOptions options, Answer answer = {});
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    // Nothing when it listens; otherwise why not (not a loopback address, a port that is taken).
    std::optional<std::string> listen();
    int port() const;
    // Answers until stop(), from any thread, or until SIGTERM or SIGINT for run_until_signal().
    void run();
    void run_until_signal();
    void stop();

private:
    class Http;
    std::unique_ptr<Http> http_;
};

}  // namespace bienveille
