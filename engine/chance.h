// Chance as a value: the same seed and the same question, the same answer, whatever was asked before.
//
// Decides: how numbers are mixed. Source: splitmix64, Vigna, public domain.
#pragma once

#include <cstdint>

namespace bienveille {

constexpr std::uint64_t mixed(std::uint64_t z) {
    z += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

// 0 to 99, each as likely, but for the 2^-57 that 100 does not divide.
constexpr int percentile(std::uint64_t seed, std::uint64_t who, std::uint64_t what) {
    return static_cast<int>(mixed(mixed(seed ^ mixed(who)) + what) % 100);
}

}  // namespace bienveille
