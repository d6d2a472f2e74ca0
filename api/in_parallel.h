// Jobs by number, by as many threads as the machine runs at once, while the caller is told how far they are.
//
// Decides: which thread takes which job. Does not decide: what a job does; each must write to a place of its own.
//
// Promises: `tell(done)` is called on the caller's thread, every few milliseconds and when all are done; where it says false no
// further job is begun. What a job throws ends the others and is thrown to the caller.
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace bienveille {

// Whether all were done.
template <class Work, class Tell>
bool in_parallel(std::size_t jobs, const Work& work, const Tell& tell) {
    constexpr std::chrono::milliseconds kTellEvery{20};
    std::atomic<std::size_t> taken{0};
    std::mutex mutex;
    std::condition_variable changed;
    std::size_t done = 0, working = std::min<std::size_t>(std::max(1u, std::thread::hardware_concurrency()), jobs);
    std::exception_ptr fault;
    const auto take_jobs = [&] {
        std::exception_ptr mine;
        try {
            for (std::size_t job = taken++; job < jobs; job = taken++) {
                work(job);
                const std::lock_guard lock(mutex);
                ++done;
            }
        } catch (...) {
            mine = std::current_exception();
            taken = jobs;
        }
        const std::lock_guard lock(mutex);
        if (mine && !fault) fault = mine;
        --working;
        changed.notify_one();
    };
    std::vector<std::jthread> threads;
    for (std::size_t i = working; i > 0; --i) threads.emplace_back(take_jobs);
    // Where telling throws, the threads are waited for, but begin nothing more.
    struct Ending {
        std::atomic<std::size_t>& taken;
        std::size_t jobs;
        ~Ending() { taken = jobs; }
    } const ending{taken, jobs};
    std::unique_lock lock(mutex);
    while (!changed.wait_for(lock, kTellEvery, [&] { return working == 0; })) {
        const std::size_t now = done;
        lock.unlock();
        if (!tell(now)) taken = jobs;
        lock.lock();
    }
    lock.unlock();
    threads.clear();
    if (fault) std::rethrow_exception(fault);
    tell(done);
    return done == jobs;
}

}  // namespace bienveille
