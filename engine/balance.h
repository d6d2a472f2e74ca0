// How even a day is: relative loads, their largest gap, and what no assignment can go below.
//
// Model: relative load = minutes with pauses / capacity, over the advisors present. The gap is that of the most and the
// least loaded. Lower bound: let calls be cut at will between the advisors who may make them (fixed calls and slots stay,
// max_calls and the level caps bound what one advisor can carry). Then somebody carries at least the least greatest load,
// and somebody at most the greatest least load; both are thresholds of a max flow calls -> advisors, found by halving. Beside that,
// whole calls: what some advisors can carry together at most (carry.h) bounds the least loaded of them, and the rest is for the
// others. A close look asks that of each advisor, of everybody else, and of the first so many in the order of how full they can be.
//
// Promise: no assignment of the same calls has a gap below the bound.
// Cost: 40 flows on a graph of languages and kinds of seats; seats alike are one node. A close look, on days of up to
// kSeatsForFlows seats: ten flows more a seat.
// Source: Boykov and Kolmogorov 2004, in Boost.Graph.
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

enum class Look : std::uint8_t { quick, close };

Value gap_lower_bound(const Board& board, Look look);

}  // namespace bienveille
