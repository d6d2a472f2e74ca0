// Policy value on small days of real minutes against the exact optimum (mip_rival.h): how far from it, on how many days.
#pragma once

#include <array>
#include <string>

#include "bench/options.h"

namespace bienveille::bench {

struct Gaps {
    // By the share of the optimum's points that the plan misses.
    static constexpr std::array<double, 4> kUpTo{0, 0.001, 0.005, 0.01};

    Size size{};
    int days = 0;      // solved to the end by both
    int unsolved = 0;  // by the exact solver, in its time
    std::array<int, kUpTo.size() + 1> counts{};
    double worst = 0;
};

// Throws where the exact solver finds less than the plan has, or more than its bound allows.
Gaps gaps_on_small_days(const Options& options);

std::string gap_range(std::size_t i);  // "0", "< 0.1 %", ..., "more"
std::string table(const Gaps& gaps);
std::string json(const Gaps& gaps);

}  // namespace bienveille::bench
