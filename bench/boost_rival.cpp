// Boost.Graph's successive shortest paths, plain.
//
// Danger, met before: in 1.74 a vertex that cannot be reached from the source at the start overflows its distance. So
// nodes that nobody can reach are left out.
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/successive_shortest_path_nonnegative_weights.hpp>

#include <cstddef>

#include "bench/rival_graph.h"
#include "bench/rivals.h"

namespace bienveille::bench {
namespace {

using Traits = boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>;
using Graph = boost::adjacency_list<
    boost::vecS, boost::vecS, boost::directedS, boost::no_property,
    boost::property<boost::edge_capacity_t, long,
                    boost::property<boost::edge_residual_capacity_t, long,
                                    boost::property<boost::edge_reverse_t, Traits::edge_descriptor,
                                                    boost::property<boost::edge_weight_t, std::int64_t>>>>>;

// New numbers for the nodes that the source reaches, -1 for the others.
std::vector<int> reachable(const RivalGraph& plain) {
    std::vector<std::vector<int>> next(static_cast<std::size_t>(plain.nodes));
    for (const RivalArc& arc : plain.arcs)
        if (arc.capacity > 0) next[static_cast<std::size_t>(arc.from)].push_back(arc.to);
    std::vector<int> number(static_cast<std::size_t>(plain.nodes), -1);
    std::vector<int> queue{plain.source};
    number[static_cast<std::size_t>(plain.source)] = 0;
    int count = 1;
    for (std::size_t i = 0; i < queue.size(); ++i)
        for (const int node : next[static_cast<std::size_t>(queue[i])])
            if (number[static_cast<std::size_t>(node)] < 0) {
                number[static_cast<std::size_t>(node)] = count++;
                queue.push_back(node);
            }
    return number;
}

}  // namespace

Seating successive_shortest_paths(const RivalDay& day) {
    const RivalGraph plain = rival_graph(day);
    const std::vector<int> number = reachable(plain);
    const auto vertex = [&](int node) {
        return static_cast<Traits::vertex_descriptor>(number[static_cast<std::size_t>(node)]);
    };
    Graph graph;
    auto capacity = get(boost::edge_capacity, graph);
    auto residual = get(boost::edge_residual_capacity, graph);
    auto reverse = get(boost::edge_reverse, graph);
    auto weight = get(boost::edge_weight, graph);
    std::vector<Traits::edge_descriptor> edges;
    std::vector<std::size_t> arc_of;
    for (std::size_t a = 0; a < plain.arcs.size(); ++a) {
        const RivalArc& arc = plain.arcs[a];
        if (number[static_cast<std::size_t>(arc.from)] < 0 || number[static_cast<std::size_t>(arc.to)] < 0) continue;
        const auto forth = add_edge(vertex(arc.from), vertex(arc.to), graph).first;
        const auto back = add_edge(vertex(arc.to), vertex(arc.from), graph).first;
        capacity[forth] = arc.capacity;
        capacity[back] = 0;
        weight[forth] = arc.cost;
        weight[back] = -arc.cost;
        reverse[forth] = back;
        reverse[back] = forth;
        edges.push_back(forth);
        arc_of.push_back(a);
    }
    boost::successive_shortest_path_nonnegative_weights(graph, vertex(plain.source), vertex(plain.sink));
    std::vector<int> flow(plain.arcs.size(), 0);
    for (std::size_t e = 0; e < edges.size(); ++e)
        flow[arc_of[e]] = static_cast<int>(capacity[edges[e]] - residual[edges[e]]);
    return seating(day, plain, flow);
}

}  // namespace bienveille::bench
