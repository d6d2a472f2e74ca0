// Whether threads of this process wait: for tests that must not go on before others have come to where they wait.
#pragma once

#include <sys/syscall.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace bienveille {

inline pid_t thread_id() { return static_cast<pid_t>(::syscall(SYS_gettid)); }

// How often the thread has given up the processor, if it is asleep.
inline std::optional<std::string> asleep_since(pid_t thread) {
    std::ifstream status("/proc/self/task/" + std::to_string(thread) + "/status");
    bool asleep = false;
    for (std::string line; std::getline(status, line);) {
        if (line.rfind("State:", 0) == 0) asleep = line.find("S (sleeping)") != std::string::npos;
        if (line.rfind("voluntary_ctxt_switches:", 0) == 0 && asleep) return line;
    }
    return std::nullopt;
}

// True when none of them ran between two looks at all of them: each waits for somebody else. False after ten seconds.
inline bool all_asleep(const std::vector<pid_t>& threads) {
    const auto look = [&] {
        std::vector<std::optional<std::string>> seen;
        for (const pid_t each : threads) seen.push_back(asleep_since(each));
        return seen;
    };
    for (const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
         std::chrono::steady_clock::now() < end; std::this_thread::yield()) {
        const auto seen = look();
        bool all = true;
        for (const auto& each : seen) all = all && each;
        if (all && look() == seen) return true;
    }
    return false;
}

}  // namespace bienveille
