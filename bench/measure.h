// How long and how much memory: each solver in a process of its own, so that none inherits another's heap and a slow
// one can be stopped. Times are processor seconds.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <vector>

namespace bienveille::bench {

using Seconds = std::chrono::duration<double>;

struct Measured {
    std::vector<int> answer;  // of the last run
    Seconds median{};
    int runs = 0;
    double peak_mib = 0;  // beyond what the process had before the first run
};

// Up to `runs` runs, no new one after `limit` is used up; nothing when the first did not end within the limit.
std::optional<Measured> measure(const std::function<std::vector<int>()>& solve, int runs, Seconds limit);

}  // namespace bienveille::bench
