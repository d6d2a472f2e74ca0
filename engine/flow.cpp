#include "engine/flow.h"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/boykov_kolmogorov_max_flow.hpp>

namespace bienveille {
namespace {

using Traits = boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>;
using Distance = boost::property<boost::vertex_distance_t, std::int64_t,
                                 boost::property<boost::vertex_predecessor_t, Traits::edge_descriptor>>;
using Vertex = boost::property<boost::vertex_index_t, std::size_t,
                               boost::property<boost::vertex_color_t, boost::default_color_type, Distance>>;
using Arc = boost::property<boost::edge_capacity_t, std::int64_t,
                            boost::property<boost::edge_residual_capacity_t, std::int64_t,
                                            boost::property<boost::edge_reverse_t, Traits::edge_descriptor>>>;
using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, Vertex, Arc>;

void join(Graph& graph, std::size_t from, std::size_t to, std::int64_t capacity) {
    const auto there = boost::add_edge(from, to, graph).first;
    const auto back = boost::add_edge(to, from, graph).first;
    boost::put(boost::edge_capacity, graph, there, capacity);
    boost::put(boost::edge_capacity, graph, back, 0);
    boost::put(boost::edge_reverse, graph, there, back);
    boost::put(boost::edge_reverse, graph, back, there);
}

// A graph from source to supplies to takers to sink.
struct Net {
    Net(const std::vector<std::int64_t>& supply, const std::vector<std::int64_t>& room,
        const std::vector<std::vector<std::size_t>>& supplies_of)
        : first_taker(supply.size()), source(supply.size() + room.size()), graph(source + 2) {
        const std::size_t sink = source + 1;
        for (std::size_t s = 0; s < supply.size(); ++s) join(graph, source, s, supply[s]);
        for (std::size_t t = 0; t < room.size(); ++t) {
            join(graph, first_taker + t, sink, room[t]);
            for (const std::size_t s : supplies_of[t]) join(graph, s, first_taker + t, supply[s]);
        }
    }

    std::int64_t solve() { return boost::boykov_kolmogorov_max_flow(graph, source, source + 1); }

    std::size_t first_taker;
    std::size_t source;
    Graph graph;
};

// The supplies that the source still reaches: the source's side of the smallest minimum cut.
std::vector<char> reached_supplies(const Net& net) {
    std::vector<char> reached(boost::num_vertices(net.graph), 0);
    std::vector<std::size_t> open{net.source};
    reached[net.source] = 1;
    while (!open.empty()) {
        const std::size_t from = open.back();
        open.pop_back();
        const auto [arc, end] = boost::out_edges(from, net.graph);
        for (auto each = arc; each != end; ++each) {
            const std::size_t to = boost::target(*each, net.graph);
            if (reached[to] || boost::get(boost::edge_residual_capacity, net.graph, *each) <= 0) continue;
            reached[to] = 1;
            open.push_back(to);
        }
    }
    reached.resize(net.first_taker);
    return reached;
}

}  // namespace

std::int64_t max_flow(const std::vector<std::int64_t>& supply, const std::vector<std::int64_t>& room,
                      const std::vector<std::vector<std::size_t>>& supplies_of) {
    return Net(supply, room, supplies_of).solve();
}

std::int64_t max_flow(std::size_t nodes, const std::vector<FlowArc>& arcs, std::size_t source, std::size_t sink) {
    Graph graph(nodes);
    for (const FlowArc& arc : arcs) join(graph, arc.from, arc.to, arc.capacity);
    return boost::boykov_kolmogorov_max_flow(graph, source, sink);
}

Flow flow_with_cut(const std::vector<std::int64_t>& supply, const std::vector<std::int64_t>& room,
                   const std::vector<std::vector<std::size_t>>& supplies_of) {
    Net net(supply, room, supplies_of);
    const std::int64_t amount = net.solve();
    return {amount, reached_supplies(net)};
}

}  // namespace bienveille
