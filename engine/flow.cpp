#include "engine/flow.h"

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/boykov_kolmogorov_max_flow.hpp>
#include <numeric>
#include <utility>

namespace bienveille {
namespace {

using Quantities = std::vector<std::int64_t>;

// ---- by hand ----------------------------------------------------------------------------------------------
// Most questions are easy: every supply that anybody may take from at all is taken whole when those with the fewest takers choose
// first, and of their takers those whom the fewest others need. That needs no graph, and what it finds is a flow.
class Greedy {
public:
    Greedy(const Takers& takers, const std::vector<std::uint32_t>& least_choice_first, const Quantities& supply,
           const Quantities& room)
        : takers_(takers), supply_(supply), room_(room), left_(supply) {
        Quantities free = room;
        for (const std::size_t s : least_choice_first)
            for (const std::size_t t : takers.of(s)) {
                if (left_[s] <= 0) break;
                const std::int64_t taken = std::min(left_[s], std::max<std::int64_t>(0, free[t]));
                left_[s] -= taken;
                free[t] -= taken;
            }
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
    bool hopeless(std::size_t s) const {
        const auto takers = takers_.of(s);
        return left_[s] > 0 &&
               std::none_of(takers.begin(), takers.end(), [&](std::uint32_t t) { return room_[t] > 0; });
    }

private:
    const Takers& takers_;
    const Quantities &supply_, &room_;
    Quantities left_;
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
    Net(const Takers& takers, const Quantities& supply, const Quantities& room)
        : first_taker(supply.size()), source(supply.size() + room.size()), graph(source + 2) {
        for (std::size_t t = 0; t < room.size(); ++t) join(graph, first_taker + t, source + 1, room[t]);
        for (std::size_t s = 0; s < supply.size(); ++s) {
            join(graph, source, s, supply[s]);
            if (supply[s] <= 0) continue;
            for (const std::size_t t : takers.of(s))
                if (room[t] > 0) join(graph, s, first_taker + t, supply[s]);
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

Flows::Flows(Takers takers) : takers_(std::move(takers)), least_choice_first_(takers_.supplies()) {
    std::vector<std::uint32_t> needed_by;
    for (std::size_t s = 0; s < takers_.supplies(); ++s)
        for (const std::uint32_t t : takers_.of(s)) {
            if (needed_by.size() <= t) needed_by.resize(t + 1, 0);
            ++needed_by[t];
        }
    for (std::size_t s = 0; s < takers_.supplies(); ++s) {
        const auto those = takers_.of(s);
        std::sort(those.begin(), those.end(), [&](std::uint32_t a, std::uint32_t b) {
            return needed_by[a] != needed_by[b] ? needed_by[a] < needed_by[b] : a < b;
        });
    }
    std::iota(least_choice_first_.begin(), least_choice_first_.end(), std::uint32_t{0});
    std::sort(least_choice_first_.begin(), least_choice_first_.end(), [&](std::uint32_t a, std::uint32_t b) {
        const std::size_t choice_of_a = takers_.of(a).size(), choice_of_b = takers_.of(b).size();
        return choice_of_a != choice_of_b ? choice_of_a < choice_of_b : a < b;
    });
}

std::int64_t Flows::most(const Quantities& supply, const Quantities& room) const {
    const Greedy greedy(takers_, least_choice_first_, supply, room);
    return greedy.all_taken() ? greedy.amount() : Net(takers_, supply, room).solve();
}

Flow Flows::with_cut(const Quantities& supply, const Quantities& room) const {
    const Greedy greedy(takers_, least_choice_first_, supply, room);
    if (greedy.all_taken()) {
        Flow flow{greedy.amount(), std::vector<char>(supply.size(), 0)};
        for (std::size_t s = 0; s < supply.size(); ++s) flow.cut[s] = greedy.hopeless(s);
        return flow;
    }
    Net net(takers_, supply, room);
    const std::int64_t amount = net.solve();
    std::vector<char> cut = reached_from(net.source, net.graph);
    cut.resize(net.first_taker);
    return {amount, std::move(cut)};
}

Flow flow_with_cut(const Quantities& supply, const Quantities& room,
                   const std::vector<std::vector<std::size_t>>& supplies_of) {
    std::vector<std::vector<std::uint32_t>> takers_of(supply.size());
    for (std::size_t t = 0; t < room.size(); ++t)
        for (const std::size_t s : supplies_of[t])
            if (supply[s] > 0 && room[t] > 0) takers_of[s].push_back(static_cast<std::uint32_t>(t));
    Takers takers;
    for (const auto& of : takers_of) {
        for (const std::uint32_t t : of) takers.add(t);
        takers.next_supply();
    }
    return Flows(std::move(takers)).with_cut(supply, room);
}

std::vector<char> side_of_source(std::size_t nodes, const std::vector<FlowArc>& arcs, std::size_t source,
                                 std::size_t sink) {
    Graph graph(nodes);
    for (const FlowArc& arc : arcs) join(graph, arc.from, arc.to, arc.capacity);
    boost::boykov_kolmogorov_max_flow(graph, source, sink);
    return reached_from(source, graph);
}

}  // namespace bienveille
