// The one place where a flow is solved: how much of what some supply can others take?
//
// Model: supplies -> takers, an arc where a taker may take from a supply, all amounts whole; or any small graph, arc by arc.
// Cost: one pass over the arcs where everything that anybody may take is taken when those with the fewest takers choose first (most
// questions; a hundredth of building the graph); else Boykov-Kolmogorov, fast on the shallow graphs used here (a supply a
// language, a taker a kind of seats).
// Source: Boykov and Kolmogorov 2004, in Boost.Graph.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace bienveille {

// Where not everything can be taken, `cut` marks the supplies of the smallest deficient set: their amounts exceed the room of all
// takers that may take from any of them by as much as is left over, and no smaller set's do.
struct Flow {
    std::int64_t amount = 0;
    std::vector<char> cut;  // by supply
};

// By supply, who may take from it.
class Takers {
public:
    void add(std::size_t taker) { all_.push_back(static_cast<std::uint32_t>(taker)); }  // of the supply being told
    void next_supply() { end_.push_back(all_.size()); }

    std::size_t supplies() const { return end_.size(); }
    std::span<const std::uint32_t> of(std::size_t supply) const {
        return std::span(all_).subspan(begin_of(supply), end_[supply] - begin_of(supply));
    }
    std::span<std::uint32_t> of(std::size_t supply) {
        return std::span(all_).subspan(begin_of(supply), end_[supply] - begin_of(supply));
    }

private:
    std::size_t begin_of(std::size_t supply) const { return supply == 0 ? 0 : end_[supply - 1]; }

    std::vector<std::uint32_t> all_;
    std::vector<std::size_t> end_;  // by supply
};

// The same supplies and takers asked again and again, with other amounts.
class Flows {
public:
    explicit Flows(Takers takers);

    Flow with_cut(const std::vector<std::int64_t>& supply, const std::vector<std::int64_t>& room) const;
    std::int64_t most(const std::vector<std::int64_t>& supply, const std::vector<std::int64_t>& room) const;
    std::span<const std::uint32_t> takers_of(std::size_t supply) const { return takers_.of(supply); }

private:
    Takers takers_;                                  // those whom the fewest supplies need first
    std::vector<std::uint32_t> least_choice_first_;  // of the supplies
};

// Asked once: supplies_of[t] are the supplies from which taker t may take.
Flow flow_with_cut(const std::vector<std::int64_t>& supply, const std::vector<std::int64_t>& room,
                   const std::vector<std::vector<std::size_t>>& supplies_of);

// Vertices 0 to nodes - 1.
struct FlowArc {
    std::size_t from;
    std::size_t to;
    std::int64_t capacity;
};
// The smallest set of nodes around the source whose outgoing arcs hold no more than the flow: a minimum cut.
std::vector<char> side_of_source(std::size_t nodes, const std::vector<FlowArc>& arcs, std::size_t source,
                                 std::size_t sink);

}  // namespace bienveille
