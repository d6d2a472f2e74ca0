#include "bench/wire.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

namespace bienveille::bench {

int connected(int port) {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(static_cast<std::uint16_t>(port));
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int yes = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (::connect(socket, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
        ::close(socket);
        throw std::runtime_error("the service takes no more connections");
    }
    return socket;
}

std::string request_text(std::string_view method, std::string_view path, std::string_view more_headers,
                         std::string_view body) {
    std::string text = std::string{method} + " " + std::string{path} + " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    text += more_headers;
    if (method != "GET")
        text += "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
    return text + "\r\n" + std::string{body};
}

std::size_t size_of_answer(std::string_view begin) {
    const std::size_t head = begin.find("\r\n\r\n");
    if (head == std::string_view::npos) return 0;
    const std::size_t at = begin.substr(0, head).find("Content-Length: ");
    if (at == std::string_view::npos) throw std::runtime_error("an answer without its length");
    return head + 4 + static_cast<std::size_t>(std::atoll(begin.data() + at + 16));
}

Wire::~Wire() { ::close(socket_); }

Answered Wire::ask(std::string_view request) {
    for (std::size_t sent = 0; sent < request.size();) {
        const ssize_t now = ::send(socket_, request.data() + sent, request.size() - sent, MSG_NOSIGNAL);
        if (now <= 0) throw std::runtime_error("the service closed a connection");
        sent += static_cast<std::size_t>(now);
    }
    got_.clear();
    std::size_t size = 0;
    char buffer[65536];
    while (size == 0 || got_.size() < size) {
        const ssize_t now = ::recv(socket_, buffer, sizeof buffer, 0);
        if (now <= 0) throw std::runtime_error("the service closed a connection before its answer");
        got_.append(buffer, static_cast<std::size_t>(now));
        if (size == 0) size = size_of_answer(got_);
    }
    const std::size_t head = got_.find("\r\n\r\n") + 4;
    return {std::atoi(got_.c_str() + 9), got_.substr(0, head), got_.substr(head)};
}

std::string field(const std::string& json, const std::string& name) {
    std::size_t at = json.find("\"" + name + "\":");
    if (at == std::string::npos) return {};
    at = json.find_first_not_of(' ', at + name.size() + 3);
    if (at == std::string::npos || json.compare(at, 4, "null") == 0) return {};
    const bool text = json[at] == '"';
    if (text) ++at;
    return json.substr(at, json.find_first_of(text ? "\"" : ",}\n", at) - at);
}

}  // namespace bienveille::bench
