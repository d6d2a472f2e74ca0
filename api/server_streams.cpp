#include "api/server_streams.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "api/log.h"
#include "api/wire_events.h"

namespace bienveille {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kLook{250};       // at sockets, and at what other processes wrote
constexpr milliseconds kGather{20};      // so that many commits are one write a listener
constexpr milliseconds kTrouble{1000};   // before the database is asked again
constexpr std::size_t kAtOnce = 1000;    // events
constexpr int kKernelBytes = 32 * 1024;  // of a listener that does not read; the machine itself would go up to 4 MiB
constexpr const char* kHeartbeat = ": here\n\n";
constexpr const char* kStopping = ": the service stops\n\n";

}  // namespace

EventStreams::EventStreams(Service& service, Metrics& metrics, StreamOptions options)
    : service_(service), metrics_(metrics), options_(options) {}

EventStreams::~EventStreams() { finish(); }

bool EventStreams::take_place() {
    if (places_.fetch_add(1) < options_.most_listeners) return true;
    give_back_place();
    return false;
}

void EventStreams::give_back_place() { places_.fetch_sub(1); }

void EventStreams::add(int socket, const Listener& listener) {
    setsockopt(socket, SOL_SOCKET, SO_SNDBUF, &kKernelBytes, sizeof kKernelBytes);
    const std::lock_guard lock(mutex_);
    Stream stream{socket, listener};
    stream.last_sent = steady_clock::now();
    if (finishing_) {
        let_go(stream);
        return;
    }
    streams_.push_back(std::move(stream));
    metrics_.listeners(static_cast<int>(streams_.size()));
    if (!thread_.joinable()) thread_ = std::thread([this] { serve(); });
    changed_.notify_one();
}

void EventStreams::finish() {
    {
        const std::lock_guard lock(mutex_);
        finishing_ = true;
        changed_.notify_one();
    }
    if (thread_.joinable()) thread_.join();
    const std::lock_guard lock(mutex_);
    for (Stream& each : streams_) {
        each.unsent += kStopping;
        send(each);
        let_go(each);
    }
    streams_.clear();
}

void EventStreams::serve() {
    const auto finishing = [&] { return finishing_; };
    std::unique_lock lock(mutex_);
    while (!finishing_) {
        if (streams_.empty()) {
            changed_.wait(lock, [&] { return finishing_ || !streams_.empty(); });
            continue;
        }
        // Whoever joined late is told first.
        std::int64_t from = streams_.front().listener.after;
        for (const Stream& each : streams_) from = std::min(from, each.listener.after);
        lock.unlock();
        bool trouble = false;
        std::vector<Told> told;
        try {
            service_.wait_for_events(from, kLook);
            told = told_after(from);
        } catch (const StoreError& error) {
            log_fault(error.what());
            trouble = true;
        }
        lock.lock();
        const Time now = steady_clock::now();
        find_gone();
        for (Stream& each : streams_) {
            deliver(each, told);
            if (each.unsent.empty() && now - each.last_sent >= options_.heartbeat) each.unsent = kHeartbeat;
            send(each);
            if (each.gone) let_go(each);
        }
        std::erase_if(streams_, [](const Stream& each) { return each.gone; });
        metrics_.listeners(static_cast<int>(streams_.size()));
        changed_.wait_for(lock, trouble ? kTrouble : kGather, finishing);
    }
}

std::vector<EventStreams::Told> EventStreams::told_after(std::int64_t number) {
    std::vector<Told> told;
    for (Event& each : service_.events(number, kAtOnce)) {
        std::string frame = event_to_frame(each);
        told.push_back({std::move(each), std::move(frame)});
    }
    return told;
}

void EventStreams::deliver(Stream& stream, const std::vector<Told>& told) const {
    for (const Told& each : told) {
        if (each.event.number <= stream.listener.after) continue;
        stream.listener.after = each.event.number;
        if (hears(stream.listener, each.event)) stream.unsent += each.frame;
    }
}

void EventStreams::send(Stream& stream) const {
    while (!stream.gone && !stream.unsent.empty()) {
        const ssize_t sent =
            ::send(stream.socket, stream.unsent.data(), stream.unsent.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent > 0) {
            stream.unsent.erase(0, static_cast<std::size_t>(sent));
            stream.last_sent = steady_clock::now();
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            stream.gone = stream.unsent.size() > options_.most_unsent ||
                          steady_clock::now() - stream.last_sent > 2 * options_.heartbeat;
            return;
        } else if (errno != EINTR) {
            stream.gone = true;
        }
    }
}

// A listener says nothing any more; whatever comes is its end, or is thrown away.
void EventStreams::find_gone() {
    std::vector<pollfd> sockets;
    for (const Stream& each : streams_) sockets.push_back({each.socket, POLLIN, 0});
    if (::poll(sockets.data(), sockets.size(), 0) <= 0) return;
    for (std::size_t i = 0; i < sockets.size(); ++i) {
        if (sockets[i].revents == 0) continue;
        char bytes[1024];
        const ssize_t got = ::recv(streams_[i].socket, bytes, sizeof bytes, MSG_DONTWAIT);
        if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) streams_[i].gone = true;
    }
}

void EventStreams::let_go(const Stream& stream) {
    ::shutdown(stream.socket, SHUT_WR);
    ::close(stream.socket);
    give_back_place();
}

}  // namespace bienveille
