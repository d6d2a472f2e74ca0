// Event streams: every listener's socket in one thread. For server.cpp only.
//
// Decides: who is given a place, when a frame goes out, when a listener is taken for gone. Does not decide: what is told
// (events.h), how a listener is let in (routes_events.cpp).
//
// Model: the connection's own thread answers the request, then hands the socket over and is free. One thread waits for events
// and writes each, made to text once, to all who hear it. Nobody is waited for: what a socket does not take stays in memory
// up to `most_unsent`; whoever is further behind is let go and comes back with the number they had.
// Promises: E1 a listener gets every event after the number it came with that it hears, in order, once. E2 a listener that has
// left is noticed within a second when its machine says so, otherwise when a heartbeat is not taken. E3 finish() ends every
// stream after a whole frame.
// Cost: a socket and 200 bytes a listener; events of 20 ms go out together.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "api/events.h"
#include "api/metrics.h"
#include "api/service.h"

namespace bienveille {

struct StreamOptions {
    int most_listeners = 512;
    std::chrono::milliseconds heartbeat{15'000};
    std::size_t most_unsent = std::size_t{256} << 10;
};

class EventStreams {
public:
    EventStreams(Service& service, Metrics& metrics, StreamOptions options);
    ~EventStreams();
    EventStreams(const EventStreams&) = delete;
    EventStreams& operator=(const EventStreams&) = delete;

    // One of the places, before anything is answered; false when all are taken.
    bool take_place();
    void give_back_place();
    // The socket is ours from here on, and has a place.
    void add(int socket, const Listener& listener);
    void finish();

private:
    using Time = std::chrono::steady_clock::time_point;
    struct Stream {
        int socket;
        Listener listener;
        std::string unsent = {};
        Time last_sent = {};
        bool gone = false;
    };
    struct Told {
        Event event;
        std::string frame;
    };

    void serve();
    std::vector<Told> told_after(std::int64_t number);
    void deliver(Stream& stream, const std::vector<Told>& told) const;
    void send(Stream& stream) const;
    void find_gone();
    void let_go(const Stream& stream);

    Service& service_;
    Metrics& metrics_;
    StreamOptions options_;
    std::atomic<int> places_{0};
    std::mutex mutex_;  // guards what follows
    std::condition_variable changed_;
    std::vector<Stream> streams_;
    bool finishing_ = false;
    std::thread thread_;  // begins with the first listener
};

}  // namespace bienveille
