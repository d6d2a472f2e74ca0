#include "api/server_connection.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace bienveille {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kWriteTime{10'000};
constexpr milliseconds kLingerTime{2'000};
constexpr std::size_t kMostLinger = std::size_t{16} << 20;
constexpr const char* kTooLarge =
    "HTTP/1.1 431 Request Header Fields Too Large\r\nContent-Type: application/problem+json\r\nConnection: close\r\n"
    "Content-Length: 117\r\n\r\n"
    "{\"type\": \"about:blank\", \"title\": \"Request Header Fields Too Large\", \"status\": 431, \"errors\": [], "
    "\"detail\": \"32 KiB\"}\n";

void address_of(int socket, int (*ask)(int, sockaddr*, socklen_t*), std::string& ip, int& port) {
    sockaddr_storage address{};
    socklen_t length = sizeof address;
    if (ask(socket, reinterpret_cast<sockaddr*>(&address), &length) != 0) return;
    char text[INET6_ADDRSTRLEN] = {};
    if (address.ss_family == AF_INET) {
        sockaddr_in v4{};
        std::memcpy(&v4, &address, sizeof v4);
        inet_ntop(AF_INET, &v4.sin_addr, text, sizeof text);
        port = ntohs(v4.sin_port);
    } else if (address.ss_family == AF_INET6) {
        sockaddr_in6 v6{};
        std::memcpy(&v6, &address, sizeof v6);
        inet_ntop(AF_INET6, &v6.sin6_addr, text, sizeof text);
        port = ntohs(v6.sin6_port);
    }
    ip = text;
}

}  // namespace

Connection::Connection(int socket) : socket_(socket), deadline_(steady_clock::now()) {
    const int yes = 1;
    setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
}

Connection::~Connection() {
    if (socket_ >= 0) ::close(socket_);
}

int Connection::release() { return std::exchange(socket_, -1); }

bool Connection::wait(short events, Time until) const {
    for (;;) {
        const auto left = std::chrono::duration_cast<milliseconds>(until - steady_clock::now()).count();
        if (left <= 0) return false;
        pollfd waited{socket_, events, 0};
        const int ready = ::poll(&waited, 1, static_cast<int>(left));
        if (ready > 0) return true;
        if (ready == 0 || errno != EINTR) return false;
    }
}

ssize_t Connection::fill() {
    if (!wait(POLLIN, deadline_)) return -1;
    const ssize_t got = ::recv(socket_, buffer_, sizeof buffer_, 0);
    if (got <= 0) return got;
    begin_ = 0;
    end_ = static_cast<std::size_t>(got);
    return got;
}

bool Connection::wait_for_request(milliseconds most) {
    if (begin_ < end_) return true;
    deadline_ = steady_clock::now() + most;
    return fill() > 0;
}

void Connection::begin_head(milliseconds most) {
    in_body_ = false;
    head_bytes_ = 0;
    body_left_ = 0;
    deadline_ = steady_clock::now() + most;
}

void Connection::begin_body(std::size_t bytes, milliseconds most) {
    in_body_ = true;
    body_left_ = bytes;
    deadline_ = steady_clock::now() + most;
}

ssize_t Connection::read(char* into, size_t size) {
    if (broken_ || ended_) return -1;
    if (in_body_) size = std::min(size, body_left_);
    if (size == 0) return 0;
    if (begin_ == end_) {
        const ssize_t got = fill();
        if (got <= 0) {
            ended_ = true;  // an answer can still be written
            return got;
        }
    }
    const std::size_t given = std::min(size, end_ - begin_);
    std::memcpy(into, buffer_ + begin_, given);
    begin_ += given;
    if (in_body_) {
        body_left_ -= given;
    } else if ((head_bytes_ += given) > kMostHead) {
        answer_and_break(kTooLarge);
        return -1;
    }
    return static_cast<ssize_t>(given);
}

ssize_t Connection::write(const char* from, size_t size) {
    const Time until = steady_clock::now() + kWriteTime;
    for (std::size_t sent = 0; sent < size;) {
        if (broken_) return -1;
        const ssize_t now = ::send(socket_, from + sent, size - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (now > 0) {
            sent += static_cast<std::size_t>(now);
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            broken_ = !wait(POLLOUT, until);
        } else if (errno != EINTR) {
            broken_ = true;
        }
    }
    return static_cast<ssize_t>(size);
}

void Connection::answer_and_break(const char* response) {
    write(response, std::strlen(response));
    broken_ = true;
}

void Connection::linger() {
    ::shutdown(socket_, SHUT_WR);
    deadline_ = steady_clock::now() + kLingerTime;
    for (std::size_t thrown = 0; thrown < kMostLinger;) {
        const ssize_t got = fill();
        if (got <= 0) return;
        thrown += static_cast<std::size_t>(got);
    }
}

void Connection::get_remote_ip_and_port(std::string& ip, int& port) const {
    address_of(socket_, ::getpeername, ip, port);
}

void Connection::get_local_ip_and_port(std::string& ip, int& port) const {
    address_of(socket_, ::getsockname, ip, port);
}

}  // namespace bienveille
