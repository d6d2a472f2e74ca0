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

}  // namespace

std::int64_t max_flow(const std::vector<std::int64_t>& supply, const std::vector<std::int64_t>& room,
                      const std::vector<std::vector<std::size_t>>& supplies_of) {
    const std::size_t takers = supply.size();  // the first taker's vertex
    const std::size_t source = takers + room.size();
    const std::size_t sink = source + 1;
    Graph graph(sink + 1);
    for (std::size_t s = 0; s < supply.size(); ++s) join(graph, source, s, supply[s]);
    for (std::size_t t = 0; t < room.size(); ++t) {
        join(graph, takers + t, sink, room[t]);
        for (const std::size_t s : supplies_of[t]) join(graph, s, takers + t, supply[s]);
    }
    return boost::boykov_kolmogorov_max_flow(graph, source, sink);
}

}  // namespace bienveille
