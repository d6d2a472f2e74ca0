// Numbers for generated days: seeded, the same on every machine.
//
// Source: splitmix64 (Steele, Lea, Flood 2014); the standard library's distributions differ from one library to the next.
#pragma once

#include <cstdint>

namespace bienveille::bench {

class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}
    int below(int n) { return static_cast<int>(next() % static_cast<std::uint64_t>(n)); }
    bool one_in(int n) { return below(n) == 0; }

private:
    std::uint64_t next() {
        std::uint64_t z = state_ += 0x9E3779B97F4A7C15U;
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
        return z ^ (z >> 31U);
    }
    std::uint64_t state_;
};

}  // namespace bienveille::bench
