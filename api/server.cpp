#include "api/server.h"

#include <sys/resource.h>
#include <sys/socket.h>
#include <csignal>
#include <mutex>
#include <random>
#include <set>

#include "api/elastic_queue.h"
#include "api/log.h"
#include "api/replies.h"
#include "api/server_connection.h"
#include "api/server_streams.h"

namespace bienveille {
namespace {

constexpr std::size_t kMostHeaders = 64;
constexpr std::size_t kMostPath = 1024;
constexpr int kBacklog = 1024;
constexpr const char* kFull =
    "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/problem+json\r\nConnection: close\r\nRetry-After: "
    "2\r\n"
    "Content-Length: 116\r\n\r\n"
    "{\"type\": \"about:blank\", \"title\": \"Service Unavailable\", \"status\": 503, \"errors\": [], "
    "\"detail\": \"all places taken\"}\n\n";

// No script but our own files, no frames, nothing guessed.
constexpr std::pair<const char*, const char*> kHeaders[] = {
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; "
     "form-action 'none'; frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
};

std::string lower(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

bool is_request_id(const std::string& text) { return is_valid_id(text); }

std::string new_request_id() {
    static thread_local std::mt19937_64 random{std::random_device{}()};
    char text[20];
    std::snprintf(text, sizeof text, "r%016llx", static_cast<unsigned long long>(random()));
    return text;
}

// Digits only, at most what a size holds; none otherwise.
std::optional<std::size_t> length_of(const std::string& digits) {
    if (digits.empty() || digits.size() > 12) return std::nullopt;
    std::size_t length = 0;
    for (const char c : digits) {
        if (c < '0' || c > '9') return std::nullopt;
        length = length * 10 + static_cast<std::size_t>(c - '0');
    }
    return length;
}

bool takes_body(const std::string& method) { return method == "POST" || method == "PUT" || method == "PATCH"; }

Request head_of(const httplib::Request& from) {
    Request request;
    request.method = from.method;
    request.path = from.path;
    for (const auto& [name, value] : from.headers) request.headers.emplace(lower(name), value);
    for (const auto& [name, value] : from.params) request.query.emplace(name, value);
    const std::string asked = request.header("x-request-id");
    request.id = is_request_id(asked) ? asked : new_request_id();
    return request;
}

// What must not even be read; the order is that of the hostile requests it was tried with.
std::optional<Reply> hostile(const httplib::Request& from, const Request& head) {
    if (from.headers.size() > kMostHeaders) return problem(431, "more than 64 headers", head);
    if (from.has_header("Transfer-Encoding"))
        return problem(411, "chunked bodies are not taken; send a Content-Length", head);
    if (from.has_header("Content-Encoding"))
        return problem(415, "encoded bodies are not taken; send it as it is", head);
    if (from.ranges.size() > 1) return problem(416, "only one range may be asked for", head);
    if (from.get_header_value_count("Content-Length") > 1) return problem(400, "several Content-Length headers", head);
    if (from.get_header_value_count("Host") != 1) return problem(400, "one Host header is needed", head);
    if (from.path.size() > kMostPath) return problem(414, "the path is longer than 1024 bytes", head);
    const std::string length = from.get_header_value("Content-Length");
    if (from.has_header("Content-Length") && !length_of(length))
        return problem(400, "the Content-Length is not a number of bytes", head);
    if (!takes_body(from.method) && length_of(length).value_or(0) > 0)
        return problem(400, "a " + from.method + " takes no body", head);
    return std::nullopt;
}

// A machine gives a process 1,024 open files unless it asks for more.
void ask_for_files(int most) {
    constexpr rlim_t kOurOwn = 64;  // database, log, listening socket
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    const rlim_t wanted = static_cast<rlim_t>(most) + kOurOwn;
    if (limit.rlim_cur >= wanted) return;
    limit.rlim_cur = std::min(limit.rlim_max, wanted);
    setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

class Server::Http final : public httplib::Server {
public:
    Http(Routes& routes, Metrics& metrics, ServerOptions options, Answer answer)
        : answer_(answer ? std::move(answer) : [&routes](const Request& request) { return routes.answer(request); }),
          metrics_(metrics),
          options_(std::move(options)),
          streams_(routes.service(), metrics, options_.streams) {
        new_task_queue = [this] { return new Queue(queue_); };
        set_socket_options([this](socket_t socket) {
            const int yes = 1;
            setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
            listener_ = socket;
        });
        set_payload_max_length(options_.most_body_bytes);
        set_expect_100_continue_handler([this](const httplib::Request& from, httplib::Response& to) {
            const Request head = head_of(from);
            const auto refused = refusal(from, head);
            if (!refused) return 100;
            fill(to, *refused, head, from.method, true);
            return refused->status;
        });
        set_pre_routing_handler([this](const httplib::Request& from, httplib::Response& to) {
            return before_body(from, to) ? HandlerResponse::Handled : HandlerResponse::Unhandled;
        });
        const auto with_body = [this](const httplib::Request& from, httplib::Response& to,
                                      const httplib::ContentReader& read) { after_head(from, to, read); };
        Post(".*", with_body);
        Put(".*", with_body);
        Patch(".*", with_body);
        set_error_handler(HandlerWithResponse{[](const httplib::Request& from, httplib::Response& to) {
            // What httplib refuses by itself: a request line or headers that it cannot read.
            if (!to.body.empty() || to.content_provider_ || to.has_header("X-Request-Id"))
                return HandlerResponse::Unhandled;
            const Request head = head_of(from);
            fill(to, problem(to.status, "the request's head cannot be read", head), head, from.method, true);
            return HandlerResponse::Handled;
        }});
        // The library fixes the signature. NOLINTNEXTLINE(performance-unnecessary-value-param)
        set_exception_handler([](const httplib::Request& from, httplib::Response& to, std::exception_ptr) {
            const Request head = head_of(from);
            log_fault("unexpected: request " + head.id);
            fill(to, problem(500, "a fault of ours; the request id finds it in the log", head), head, from.method,
                 true);
        });
    }

    std::optional<std::string> open() {
        if (auto refused = refusal_to_listen(options_.host)) return refused;
        if (options_.port == 0)
            port_ = bind_to_any_port(options_.host);
        else
            port_ = bind_to_port(options_.host, options_.port) ? options_.port : -1;
        if (port_ < 0)
            return options_.host + ":" + std::to_string(options_.port) + " is not available; name another port";
        ask_for_files(options_.most_connections + options_.streams.most_listeners);
        // httplib listens with room for five that wait to be accepted.
        ::listen(listener_, kBacklog);
        return std::nullopt;
    }

    int port() const { return port_; }

    void answer_all() {
        listen_after_bind();
        queue_.finish();
        streams_.finish();
    }

    void finish() {
        {
            const std::lock_guard lock(mutex_);
            stopping_ = true;
            for (const Connection* each : connections_)
                if (each->waits()) ::shutdown(each->socket(), SHUT_RD);
        }
        // Not yet accepting: the socket itself is made to say no.
        if (is_running())
            stop();
        else
            ::shutdown(listener_, SHUT_RDWR);
    }

private:
    // httplib's name for our threads.
    class Queue final : public httplib::TaskQueue {
    public:
        explicit Queue(ElasticQueue& queue) : queue_(queue) {}
        void enqueue(std::function<void()> work) override { queue_.run(std::move(work)); }
        void shutdown() override { queue_.finish(); }

    private:
        ElasticQueue& queue_;
    };

    // One connection, request by request. Takes the place of httplib's own loop.
    bool process_and_close_socket(socket_t socket) override {
        Connection connection(socket);
        const int open = ++open_;
        metrics_.connections(open);
        {
            const std::lock_guard lock(mutex_);
            connections_.insert(&connection);
        }
        if (open > options_.most_connections)
            connection.answer_and_break(kFull);
        else
            while (wait_idle(connection) && serve_one(connection)) {}
        {
            const std::lock_guard lock(mutex_);
            connections_.erase(&connection);
        }
        metrics_.connections(--open_);
        return true;
    }

    bool wait_idle(Connection& connection) {
        // It waits first and looks then: finish() writes first and looks then, so that one of the two sees the other.
        connection.waits(true);
        const bool came = !stopping_ && connection.wait_for_request(options_.idle);
        connection.waits(false);
        return came;
    }

    bool serve_one(Connection& connection) {
        connection.begin_head(options_.head);
        bool close = false;
        let_in().reset();
        const bool written = process_request(connection, stopping_, close, [&](httplib::Request& head) {
            const std::string written_length = head.get_header_value("Content-Length");
            // What cannot be measured is never read to its end: the connection closes after the answer.
            const bool measured = !head.has_header("Transfer-Encoding") &&
                                  head.get_header_value_count("Content-Length") <= 1 &&
                                  (head.has_header("Content-Length") || !takes_body(head.method));
            const std::size_t bytes =
                measured ? length_of(written_length).value_or(written_length.empty() ? 0 : 1) : std::size_t{1};
            const std::chrono::seconds more(
                static_cast<long>(std::min(bytes, options_.most_body_bytes) / (128 * 1024)));
            connection.begin_body(bytes, options_.body + more);
        });
        if (let_in()) {
            if (written && connection.is_writable())
                streams_.add(connection.release(), *let_in());
            else
                streams_.give_back_place();
            return false;
        }
        if (written && !close && !stopping_ && connection.may_go_on()) return true;
        if (!connection.may_go_on()) connection.linger();
        return false;
    }

    std::optional<Reply> refusal(const httplib::Request& from, const Request& head) const {
        if (auto refused = hostile(from, head)) return refused;
        const auto bytes =
            from.has_header("Content-Length") ? length_of(from.get_header_value("Content-Length")) : std::nullopt;
        return Routes::refusal(head, bytes, options_.most_body_bytes);
    }

    // True when the answer is there without a body: refused, or a read.
    bool before_body(const httplib::Request& from, httplib::Response& to) {
        const Request head = head_of(from);
        if (const auto refused = refusal(from, head)) {
            const bool unread = from.has_header("Transfer-Encoding") || from.has_header("Content-Length");
            fill(to, *refused, head, from.method, unread);
            log(from, head, to.status, 0, refused->body.size(), 0);
            return true;
        }
        if (takes_body(from.method)) return false;
        answer(from, head, to);
        return true;
    }

    void after_head(const httplib::Request& from, httplib::Response& to, const httplib::ContentReader& read) {
        Request request = head_of(from);
        const std::size_t bytes = length_of(from.get_header_value("Content-Length")).value_or(0);
        if (bytes > 0) {
            const bool whole = read([&](const char* data, size_t size) {
                request.body.append(data, size);
                return request.body.size() <= bytes;
            });
            if (!whole || request.body.size() != bytes) {
                fill(to, problem(400, "the body ended before its Content-Length", request), request, from.method, true);
                log(from, request, to.status, request.body.size(), 0, 0);
                return;
            }
        }
        answer(from, request, to);
    }

    void answer(const httplib::Request& from, const Request& request, httplib::Response& to) {
        const auto start = std::chrono::steady_clock::now();
        Reply reply = answer_(request);
        if (reply.listener && from.method != "HEAD") {
            if (streams_.take_place()) {
                let_in() = reply.listener;
            } else {
                reply = problem(503, "as many listeners as are let in are here; come back later", request);
                reply.headers.emplace_back("Retry-After", "30");
            }
        }
        if (reply.told && from.method != "HEAD") {
            tell_lines(from, request, std::move(reply), start, to);
            return;
        }
        const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
        const std::size_t out = reply.shared          ? reply.shared->size()
                                : reply.fixed.empty() ? reply.body.size()
                                                      : reply.fixed.size();
        fill(to, reply, request, from.method, reply.listener.has_value());
        log(from, request, reply.status, request.body.size(), out, took.count());
    }

    // Logged when the last line is out.
    static void tell_lines(const httplib::Request& from, const Request& request, Reply reply,
                           std::chrono::steady_clock::time_point start, httplib::Response& to) {
        const auto told = std::move(reply.told);
        reply.told = nullptr;
        fill(to, reply, request, from.method, false);
        to.set_chunked_content_provider(reply.type, [told, method = from.method, path = from.path, request, start,
                                                     status = reply.status](size_t, httplib::DataSink& sink) {
            std::size_t out = 0;
            told([&](const std::string& line) {
                out += line.size();
                return sink.write(line.data(), line.size());
            });
            sink.done();
            const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
            const Found found = find_route(method, path);
            log_request({method, found.route ? found.route->path : "-", status, took.count(), request.body.size(), out,
                         request.id});
            return true;
        });
    }

    // Who this thread's request lets in to the events: httplib has no place for it.
    static std::optional<Listener>& let_in() {
        static thread_local std::optional<Listener> listener;
        return listener;
    }

    static void log(const httplib::Request& from, const Request& request, int status, std::size_t in, std::size_t out,
                    double milliseconds) {
        const Found found = find_route(from.method, from.path);
        log_request({from.method, found.route ? found.route->path : "-", status, milliseconds, in, out, request.id});
    }

    static void fill(httplib::Response& to, Reply reply, const Request& request, const std::string& method,
                     bool closes) {
        to.status = reply.status;
        for (const auto& [name, value] : kHeaders)
            if (!reply.has_header(name)) to.set_header(name, value);
        to.set_header("X-Request-Id", request.id);
        if (closes) to.set_header("Connection", "close");
        for (const auto& [name, value] : reply.headers) to.set_header(name.c_str(), value);
        if (reply.status == 304) return;
        // A provider, not set_content: httplib would compress text again, and brotli takes 0.7 s for half a megabyte.
        if (reply.fixed.empty() && !reply.shared && reply.type.starts_with("application/") && method != "HEAD") {
            to.body = std::move(reply.body);
            to.set_header("Content-Type", reply.type);
            return;
        }
        // No length: what follows comes from elsewhere.
        if (reply.listener && method != "HEAD") {
            to.set_content_provider(reply.type, [begin = reply.body](size_t, httplib::DataSink& sink) {
                const bool taken = sink.write(begin.data(), begin.size());
                sink.done();
                return taken;
            });
            return;
        }
        const auto body =
            reply.shared ? std::move(reply.shared) : std::make_shared<const std::string>(std::move(reply.body));
        const std::string_view bytes = reply.fixed.empty() ? std::string_view{*body} : reply.fixed;
        if (bytes.empty()) {
            to.set_header("Content-Type", reply.type);
            return;
        }
        to.set_content_provider(bytes.size(), reply.type,
                                [bytes, body](size_t offset, size_t length, httplib::DataSink& sink) {
                                    return sink.write(bytes.data() + offset, length);
                                });
    }

    Answer answer_;
    Metrics& metrics_;
    ServerOptions options_;
    ElasticQueue queue_;
    EventStreams streams_;
    socket_t listener_ = INVALID_SOCKET;
    int port_ = -1;
    std::atomic<int> open_{0};
    std::atomic<bool> stopping_{false};
    std::mutex mutex_;  // guards connections_
    std::set<const Connection*> connections_;
};

Server::Server(Routes& routes, Metrics& metrics, ServerOptions options, Answer answer)
    : http_(std::make_unique<Http>(routes, metrics, std::move(options), std::move(answer))) {}
Server::~Server() = default;

std::optional<std::string> Server::listen() { return http_->open(); }
int Server::port() const { return http_->port(); }
void Server::run() { http_->answer_all(); }
void Server::stop() { http_->finish(); }

void Server::run_until_signal() {
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    // Blocked before any thread begins, so that every thread inherits it and only the waiting one is told.
    pthread_sigmask(SIG_BLOCK, &ends, nullptr);
    std::thread waiting([&] {
        int signal = 0;
        sigwait(&ends, &signal);
        log_note("stopping: requests that run are finished first");
        stop();
    });
    run();
    waiting.join();
}

}  // namespace bienveille
