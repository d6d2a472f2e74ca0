// One client's socket, as the stream that httplib reads requests from. For server*.cpp only.
//
// Decides: how many bytes and how much time a request's head and body may take, and whether the connection may go on.
// Why not httplib's own: it has no limit on headers or on the time of a whole request, polls every idle connection a
// hundred times a second, and closes with unread bytes, which takes the answer away from the client again.
#pragma once

#include <httplib.h>

#include <atomic>
#include <chrono>
#include <cstddef>

namespace bienveille {

class Connection final : public httplib::Stream {
public:
    using Time = std::chrono::steady_clock::time_point;
    static constexpr std::size_t kMostHead = 32 * 1024;

    explicit Connection(int socket);
    ~Connection() override;
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    // Between two requests, as others see it.
    bool waits() const { return waits_; }
    void waits(bool now) { waits_ = now; }
    // False when nothing came in time, or the client left.
    bool wait_for_request(std::chrono::milliseconds most);
    void begin_head(std::chrono::milliseconds most);
    void begin_body(std::size_t bytes, std::chrono::milliseconds most);
    // The request was read to its last byte, and everything was written: another may follow.
    bool may_go_on() const { return in_body_ && body_left_ == 0 && !broken_ && !ended_; }
    // What the client still sends is read and thrown away for a moment, so that it gets the answer.
    void linger();
    // A whole answer, written past httplib; nothing else is written after it.
    void answer_and_break(const char* response);
    // The socket for somebody else to write to and close.
    int release();

    bool is_readable() const override { return true; }
    bool is_writable() const override { return !broken_; }
    ssize_t read(char* into, size_t size) override;
    ssize_t write(const char* from, size_t size) override;
    void get_remote_ip_and_port(std::string& ip, int& port) const override;
    void get_local_ip_and_port(std::string& ip, int& port) const override;
    socket_t socket() const override { return socket_; }

private:
    ssize_t fill();
    bool wait(short events, Time until) const;

    int socket_;  // -1: released
    std::atomic<bool> waits_{false};
    char buffer_[8192];
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    std::size_t head_bytes_ = 0;
    std::size_t body_left_ = 0;
    bool in_body_ = false;
    bool ended_ = false;   // nothing more comes
    bool broken_ = false;  // nothing more goes
    Time deadline_;
};

}  // namespace bienveille
