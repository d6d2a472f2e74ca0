// Many clients at once on one thread: who asks as fast as answers come, who polls, who listens, and one who comes anew.
//
// Decides: the load. Does not decide: what is served. Its own processor time is told apart from the server's, which runs in the
// same process.
#pragma once

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

namespace bienveille::bench {

struct Load {
    double rate = 0;            // requests a second
    double processor = 0;       // microseconds of a request, the clients' own left out
    std::vector<double> waits;  // milliseconds, of each request
};

// `clients` connections that stay open, each asking again as soon as it is answered. Every answer must be 200.
Load keep_asking(int port, const std::string& request, int clients, std::chrono::milliseconds time);

// While it lives: `pollers` ask once every second, `listeners` have /v1/events open.
class Crowd {
public:
    Crowd(int port, const std::string& request, int pollers, int listeners);
    ~Crowd();
    Crowd(const Crowd&) = delete;
    Crowd& operator=(const Crowd&) = delete;
    long answers() const { return answers_; }  // to who polls
    long heard() const { return heard_; }      // bytes, by who listens

private:
    void poll_and_listen(int port, const std::string& request, int pollers, int listeners);
    std::atomic<bool> over_{false};
    std::atomic<long> answers_{0};
    std::atomic<long> heard_{0};
    std::thread thread_;
};

// Milliseconds from the wish to connect to the last byte, of `times` newcomers one after the other.
std::vector<double> newcomers(int port, const std::string& request, int times);

double part_of(std::vector<double> waits, double part);  // 0.5: the median

}  // namespace bienveille::bench
