// Whole waves replayed: the campaign of 2020 from 26 March to 10 April, day by day, and a hundred draws of who answers.
//
// Decides: what is played and how it is told. Does not decide: what a wave brings (engine/replay.h).
#pragma once

#include <cstdint>
#include <string>

#include "bench/options.h"

namespace bienveille::bench {

struct Waves {
    int tenants = 0;
    int days = 0;
    int draws = 0;
    unsigned threads = 0;
    double looked_at = 0;      // processor seconds: validating, what all replays of a wave have in common
    double one = 0;            // processor seconds of a wave under the rules
    double five = 0;           // under all five orders
    double drawn = 0;          // of all draws under all five orders
    double drawn_wall = 0;     // seconds of the clock, by all threads
    std::uint64_t digest = 0;  // of all dials and figures of the draws
};

Waves waves_replayed(const Options& options);

std::string table(const Waves& waves);
std::string summary(const Waves& waves);
std::string json(const Waves& waves);

}  // namespace bienveille::bench
