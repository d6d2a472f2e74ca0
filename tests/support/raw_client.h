// Bytes to a port and what comes back: for requests that no client library would send.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <string>
#include <string_view>

namespace bienveille {

class RawClient {
public:
    // `window`: of bytes that it takes without reading them; 0: as this machine does it.
    explicit RawClient(int port, int window = 0) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        if (window > 0) setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &window, sizeof window);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    }
    ~RawClient() { ::close(socket_); }
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    bool connected() const { return connected_; }
    bool send(std::string_view bytes) {
        while (!bytes.empty()) {
            const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }
    // The rest of what we send: nothing.
    void end() { ::shutdown(socket_, SHUT_WR); }

    // Everything that came so far, until the server closes or `most` has passed.
    std::string all(std::chrono::milliseconds most = std::chrono::seconds(8)) { return read({}, most); }
    // The same, until it holds these words.
    std::string until(std::string_view words) { return read(words, std::chrono::seconds(60)); }

private:
    std::string read(std::string_view words, std::chrono::milliseconds most) {
        const auto until = std::chrono::steady_clock::now() + most;
        while (words.empty() || came_.find(words) == std::string::npos) {
            const auto left =
                std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now()).count();
            pollfd waited{socket_, POLLIN, 0};
            if (left <= 0 || ::poll(&waited, 1, static_cast<int>(left)) <= 0) return came_ + "<still open>";
            char bytes[4096];
            const ssize_t got = ::recv(socket_, bytes, sizeof bytes, 0);
            if (got <= 0) break;
            came_.append(bytes, static_cast<std::size_t>(got));
        }
        return came_;
    }

    int socket_;
    bool connected_ = false;
    std::string came_;
};

}  // namespace bienveille
