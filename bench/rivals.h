// Other people's solvers on the same day: the exact assignment of equal calls, and the habit of dealing by score.
//
// Decides: how the day becomes each solver's own problem. Does not decide: what is compared (compare.h).
//
// Model: each call has a weight (its place in the order of tiers and points), a language group, an area and perhaps a
// previous caller; each seat has room for so many calls, an area and the groups it may call. Wanted: the most weight,
// and among those the most calls with the previous caller (2) or in the own area (1): one integer a call, the weight
// shifted beyond every sum of preferences.
// Graph, per tenant: source -> tenant -> previous seat | hub of (group, area) | hub of the group -> seat -> sink, and
// one arc source -> sink for all who are not called. Never an arc for each pair.
//
// Written as C++17 with plain types: LEMON's cost scaling does not compile as C++20.
// Sources: LEMON 1.3.1 (network_simplex.h, cost_scaling.h); Boost.Graph 1.74.
#pragma once

#include <cstdint>
#include <vector>

namespace bienveille::bench {

struct RivalCall {
    std::int64_t weight;  // > 0: the tier before the points
    std::int64_t points;  // hundredths
    int minutes;          // with the pause
    int group;
    int area;      // -1: none
    int previous;  // seat, -1: none
};

struct RivalSeat {
    int minutes;
    int room;  // calls, where all take the same minutes
    int area;  // -1: none
    std::vector<bool> groups;
};

struct RivalDay {
    std::vector<RivalCall> calls;  // by tenant id
    std::vector<RivalSeat> seats;  // by advisor id
    int groups = 0;
    int areas = 0;
};

using Seating = std::vector<int>;  // by call: the seat, -1 when not called

Seating network_simplex(const RivalDay& day);
Seating cost_scaling(const RivalDay& day);
Seating successive_shortest_paths(const RivalDay& day);

// By weight, each call to the next seat in turn that may make it and has minutes left. No caps, no windows.
Seating round_robin(const RivalDay& day);

}  // namespace bienveille::bench
