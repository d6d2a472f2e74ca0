// The per-tenant graph of rivals.h as a list of arcs, for any solver.
#pragma once

#include <cstdint>
#include <vector>

#include "bench/rivals.h"

namespace bienveille::bench {

struct RivalArc {
    int from;
    int to;
    int capacity;
    std::int64_t cost;  // never negative: the highest gain less this one's
};

struct RivalGraph {
    int nodes = 0;
    int source = 0;
    int sink = 1;
    int supply = 0;  // one unit for each call
    std::vector<RivalArc> arcs;
};

RivalGraph rival_graph(const RivalDay& day);

// Which seat each call's unit reached, from the flow on each arc.
Seating seating(const RivalDay& day, const RivalGraph& graph, const std::vector<int>& flow);

}  // namespace bienveille::bench
