// Wall time since a moment, in milliseconds.
#pragma once

#include <chrono>

namespace bienveille::bench {

using Steady = std::chrono::steady_clock;

inline double milliseconds_since(Steady::time_point start) {
    return std::chrono::duration<double, std::milli>(Steady::now() - start).count();
}

}  // namespace bienveille::bench
