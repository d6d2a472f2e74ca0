#include "tests/support/matching.h"

#include <algorithm>

#include "engine/fit.h"

namespace bienveille::test {

EqualDay::EqualDay(const RandomDay& day)
    : random(day),
      working(day.rules.calendar, day.input.day),
      presence(day.input, day.rules, day.rules.calendar, working),
      roster(make_roster(day.input, day.rules, day.rules.calendar, presence)),
      facts(make_facts(day.input, day.rules, roster, working)) {}

Matching::Matching(const EqualDay& day) : day_(day), arcs_(1) {
    for (const bienveille::Seat& seat : day.roster.seats) {
        const std::size_t all = add_node();
        const std::size_t heavy = add_node();
        join(all, 0, std::min(seat.capacity / kEqualMinutes, seat.max_calls));
        join(heavy, all, day.random.rules.work.most_level2_and_3);
    }
}

std::set<std::uint32_t> Matching::called(const std::vector<std::uint32_t>& order,
                                         std::optional<std::uint32_t> seat_of_first) {
    std::set<std::uint32_t> placed;
    for (const std::uint32_t c : order) {
        const Candidate& call = day_.facts.owed[c];
        const std::size_t node = add_node();
        for (const std::uint32_t s : day_.roster.groups[call.group].seats)
            if (c != order.front() || !seat_of_first || *seat_of_first == s)
                join(node, 1 + 2 * std::size_t{s} + (call.kind >= bienveille::kLevel3 - 1 ? 1 : 0), 1);
        std::vector<char> visited(arcs_.size(), 0);
        if (augment(node, visited)) placed.insert(c);
    }
    return placed;
}

void Matching::join(std::size_t from, std::size_t to, int capacity) {
    arcs_[from].push_back({to, capacity, arcs_[to].size()});
    arcs_[to].push_back({from, 0, arcs_[from].size() - 1});
}

bool Matching::augment(std::size_t from, std::vector<char>& visited) {
    if (from == 0) return true;
    visited[from] = 1;
    for (Arc& arc : arcs_[from]) {
        if (arc.left == 0 || visited[arc.to] != 0 || !augment(arc.to, visited)) continue;
        --arc.left;
        ++arcs_[arc.to][arc.back].left;
        return true;
    }
    return false;
}

}  // namespace bienveille::test
