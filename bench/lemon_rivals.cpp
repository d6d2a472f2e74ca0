// LEMON's two fastest solvers of a minimum cost flow, each with its own defaults.
#include <lemon/cost_scaling.h>
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include <cstddef>
#include <cstdlib>

#include "bench/rival_graph.h"
#include "bench/rivals.h"

namespace bienveille::bench {
namespace {

using Graph = lemon::SmartDigraph;

template <class Solver>
Seating solve(const RivalDay& day) {
    const RivalGraph plain = rival_graph(day);
    Graph graph;
    graph.reserveNode(plain.nodes);
    graph.reserveArc(static_cast<int>(plain.arcs.size()));
    for (int i = 0; i < plain.nodes; ++i) graph.addNode();  // ids 0, 1, 2 ... in this order
    Graph::ArcMap<std::int64_t> capacity(graph), cost(graph);
    for (const RivalArc& arc : plain.arcs) {
        const Graph::Arc added = graph.addArc(graph.nodeFromId(arc.from), graph.nodeFromId(arc.to));
        capacity[added] = arc.capacity;
        cost[added] = arc.cost;
    }
    Solver solver(graph);
    solver.upperMap(capacity).costMap(cost).stSupply(graph.nodeFromId(plain.source), graph.nodeFromId(plain.sink),
                                                     plain.supply);
    if (solver.run() != Solver::OPTIMAL) std::abort();  // every call has its arc to the sink: there is always a flow
    std::vector<int> flow(plain.arcs.size());
    for (std::size_t a = 0; a < flow.size(); ++a)
        flow[a] = static_cast<int>(solver.flow(graph.arcFromId(static_cast<int>(a))));
    return seating(day, plain, flow);
}

}  // namespace

Seating network_simplex(const RivalDay& day) {
    return solve<lemon::NetworkSimplex<Graph, std::int64_t, std::int64_t>>(day);
}
Seating cost_scaling(const RivalDay& day) { return solve<lemon::CostScaling<Graph, std::int64_t, std::int64_t>>(day); }

}  // namespace bienveille::bench
