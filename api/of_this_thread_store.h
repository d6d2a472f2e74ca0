// What the thread that asks has under way in one pool of connections.
//
// Decides: whose it is. Does not decide: what it is, nor how long it lives: whoever sets it takes it back.
#pragma once

#include <map>
#include <mutex>
#include <thread>

namespace bienveille {

template <class T>
class OfThisThread {
public:
    // Null: nothing.
    T* get() const {
        const std::lock_guard lock(mutex_);
        const auto found = by_thread_.find(std::this_thread::get_id());
        return found == by_thread_.end() ? nullptr : found->second;
    }
    void set(T& value) {
        const std::lock_guard lock(mutex_);
        by_thread_[std::this_thread::get_id()] = &value;
    }
    void forget() {
        const std::lock_guard lock(mutex_);
        by_thread_.erase(std::this_thread::get_id());
    }

private:
    mutable std::mutex mutex_;
    std::map<std::thread::id, T*> by_thread_;
};

}  // namespace bienveille
