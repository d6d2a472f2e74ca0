#include "engine/flow.h"

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/boykov_kolmogorov_max_flow.hpp>
#include <numeric>

namespace bienveille {
namespace {

using Quantities = std::vector<std::int64_t>;
using Lists = std::vector<std::vector<std::size_t>>;

// ---- by hand ----------------------------------------------------------------------------------------------
// Most questions are easy: every supply that anybody may take from at all is taken whole when those with the fewest takers choose
// first, and of their takers those whom the fewest others need. That needs no graph, and what it finds is a flow.
class Greedy {
public:
    Greedy(const Quantities& supply, const Quantities& room, const Lists& supplies_of)
        : supply_(supply), left_(supply), begin_(supply.size() + 1, 0) {
        list_takers(room, supplies_of);
        pour(room);
    }

    // Of those that have any taker with room.
    bool all_taken() const {
        for (std::size_t s = 0; s < left_.size(); ++s)
            if (left_[s] > 0 && !hopeless(s)) return false;
        return true;
    }
    std::int64_t amount() const {
        std::int64_t sum = 0;
        for (std::size_t s = 0; s < left_.size(); ++s) sum += supply_[s] - left_[s];
        return sum;
    }
    // Something is there, and nobody with room may take it.
    bool hopeless(std::size_t s) const { return supply_[s] > 0 && begin_[s] == begin_[s + 1]; }

private:
    // The takers with room of each supply, those with the fewest supplies first.
    void list_takers(const Quantities& room, const Lists& supplies_of) {
        std::vector<std::size_t> needed_by(room.size(), 0);
        for (std::size_t t = 0; t < room.size(); ++t) {
            if (room[t] <= 0) continue;
            for (const std::size_t s : supplies_of[t]) {
                if (supply_[s] <= 0) continue;
                ++needed_by[t];
                ++begin_[s + 1];
            }
        }
        std::partial_sum(begin_.begin(), begin_.end(), begin_.begin());
        std::vector<std::size_t> least_needed_first(room.size());
        std::iota(least_needed_first.begin(), least_needed_first.end(), std::size_t{0});
        std::sort(least_needed_first.begin(), least_needed_first.end(), [&](std::size_t a, std::size_t b) {
            return needed_by[a] != needed_by[b] ? needed_by[a] < needed_by[b] : a < b;
        });
        takers_.resize(begin_.back());
        std::vector<std::size_t> next(begin_.begin(), begin_.end() - 1);
        for (const std::size_t t : least_needed_first)
            if (needed_by[t] > 0)
                for (const std::size_t s : supplies_of[t])
                    if (supply_[s] > 0) takers_[next[s]++] = t;
    }

    void pour(Quantities room) {
        std::vector<std::size_t> least_choice_first(left_.size());
        std::iota(least_choice_first.begin(), least_choice_first.end(), std::size_t{0});
        std::sort(least_choice_first.begin(), least_choice_first.end(), [&](std::size_t a, std::size_t b) {
            const std::size_t choice_of_a = begin_[a + 1] - begin_[a], choice_of_b = begin_[b + 1] - begin_[b];
            return choice_of_a != choice_of_b ? choice_of_a < choice_of_b : a < b;
        });
        for (const std::size_t s : least_choice_first)
            for (std::size_t i = begin_[s]; i < begin_[s + 1] && left_[s] > 0; ++i) {
                const std::int64_t taken = std::min(left_[s], room[takers_[i]]);
                left_[s] -= taken;
                room[takers_[i]] -= taken;
            }
    }

    const Quantities& supply_;
    Quantities left_;
    std::vector<std::size_t> begin_;   // of each supply's takers; one more than supplies
    std::vector<std::size_t> takers_;  // with room
};

// ---- by graph ---------------------------------------------------------------------------------------------
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

// A graph from source to supplies to takers to sink; what is empty has no arcs.
struct Net {
    Net(const Quantities& supply, const Quantities& room, const Lists& supplies_of)
        : first_taker(supply.size()), source(supply.size() + room.size()), graph(source + 2) {
        const std::size_t sink = source + 1;
        for (std::size_t s = 0; s < supply.size(); ++s) join(graph, source, s, supply[s]);
        for (std::size_t t = 0; t < room.size(); ++t) {
            join(graph, first_taker + t, sink, room[t]);
            if (room[t] <= 0) continue;
            for (const std::size_t s : supplies_of[t])
                if (supply[s] > 0) join(graph, s, first_taker + t, supply[s]);
        }
    }

    std::int64_t solve() { return boost::boykov_kolmogorov_max_flow(graph, source, source + 1); }

    std::size_t first_taker;
    std::size_t source;
    Graph graph;
};

// The nodes that the source of a solved flow still reaches: its side of the smallest minimum cut.
std::vector<char> reached_from(std::size_t source, const Graph& graph) {
    std::vector<char> reached(boost::num_vertices(graph), 0);
    std::vector<std::size_t> open{source};
    reached[source] = 1;
    while (!open.empty()) {
        const std::size_t from = open.back();
        open.pop_back();
        const auto [arc, end] = boost::out_edges(from, graph);
        for (auto each = arc; each != end; ++each) {
            const std::size_t to = boost::target(*each, graph);
            if (reached[to] || boost::get(boost::edge_residual_capacity, graph, *each) <= 0) continue;
            reached[to] = 1;
            open.push_back(to);
        }
    }
    return reached;
}

}  // namespace

std::int64_t max_flow(const Quantities& supply, const Quantities& room, const Lists& supplies_of) {
    const Greedy greedy(supply, room, supplies_of);
    return greedy.all_taken() ? greedy.amount() : Net(supply, room, supplies_of).solve();
}

std::vector<char> side_of_source(std::size_t nodes, const std::vector<FlowArc>& arcs, std::size_t source,
                                 std::size_t sink) {
    Graph graph(nodes);
    for (const FlowArc& arc : arcs) join(graph, arc.from, arc.to, arc.capacity);
    boost::boykov_kolmogorov_max_flow(graph, source, sink);
    return reached_from(source, graph);
}

Flow flow_with_cut(const Quantities& supply, const Quantities& room, const Lists& supplies_of) {
    const Greedy greedy(supply, room, supplies_of);
    if (greedy.all_taken()) {
        Flow flow{greedy.amount(), std::vector<char>(supply.size(), 0)};
        for (std::size_t s = 0; s < supply.size(); ++s) flow.cut[s] = greedy.hopeless(s);
        return flow;
    }
    Net net(supply, room, supplies_of);
    const std::int64_t amount = net.solve();
    std::vector<char> cut = reached_from(net.source, net.graph);
    cut.resize(net.first_taker);
    return {amount, std::move(cut)};
}

}  // namespace bienveille
