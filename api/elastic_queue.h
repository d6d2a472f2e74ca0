// Threads as they are needed: one for each connection that is open, none for those that are not.
//
// Decides: when a thread begins and ends (after 5 s without work). Does not decide: how many connections there may be;
// the server turns the one too many away itself.
// Why not a fixed pool: idle connections hold its threads, and eight of them would stop the service.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <system_error>
#include <thread>

namespace bienveille {

class ElasticQueue {
public:
    void run(std::function<void()> work) {
        const std::lock_guard lock(mutex_);
        waiting_.push_back(std::move(work));
        if (idle_ >= waiting_.size()) {
            wake_.notify_one();
        } else {
            begin_thread();
        }
    }

    // Waits for everything that was begun.
    void finish() {
        std::unique_lock lock(mutex_);
        finishing_ = true;
        wake_.notify_all();
        gone_.wait(lock, [&] { return threads_ == 0; });
    }

private:
    void begin_thread() {
        try {
            std::thread([this] { serve(); }).detach();
            ++threads_;  // serve() waits for our lock before it counts
        } catch (const std::system_error&) {
            // The machine has no more threads: the work waits for one of those that run.
        }
    }

    void serve() {
        std::unique_lock lock(mutex_);
        for (;;) {
            ++idle_;
            const bool work = wake_.wait_for(lock, std::chrono::seconds(5), [&] {
                return !waiting_.empty() || finishing_;
            }) && !waiting_.empty();
            --idle_;
            if (!work) break;
            const std::function<void()> next = std::move(waiting_.front());
            waiting_.pop_front();
            lock.unlock();
            next();
            lock.lock();
        }
        // The last thing that touches this object: finish() may return and destroy it right after.
        if (--threads_ == 0) gone_.notify_all();
    }

    std::mutex mutex_;
    std::condition_variable wake_;
    std::condition_variable gone_;
    std::deque<std::function<void()>> waiting_;
    std::size_t idle_ = 0;
    std::size_t threads_ = 0;
    bool finishing_ = false;
};

}  // namespace bienveille
