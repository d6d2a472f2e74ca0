// How even a day is: relative loads and their largest gap, as exact fractions.
//
// Model: relative load = minutes with pauses / capacity, over the advisors present. The gap is that of the most and the
// least loaded. Does not decide: what no assignment can go below (gap_bound.h).
#pragma once

#include <optional>

#include "engine/board.h"

namespace bienveille {

// A relative load as an exact fraction.
struct Share {
    std::int64_t load = 0;
    std::int64_t capacity = 1;

    friend bool operator<(const Share& a, const Share& b) { return a.load * b.capacity < b.load * a.capacity; }
};

// Whether the sum of load squared / capacity falls when so many minutes, not 0, go from one to the other.
bool makes_evener(const Share& from, const Share& to, std::int64_t minutes);

struct Extremes {
    Share high;
    Share low;
};

// None when nobody is present.
std::optional<Extremes> extremes(const Board& board);

bool gap_within(const Extremes& extremes, Value limit);  // exactly
bool gap_less(const Extremes& a, const Extremes& b);     // exactly
Value gap_half_up(const Extremes& extremes);
Value gap_down(const Extremes& extremes);

}  // namespace bienveille
