// Who is called on a day of equal minutes, by augmenting paths in the residual network (Ford and Fulkerson 1956): calls are placed
// in an order, earlier ones move along a path to make room; what cannot be placed then never can. With the order by rank the set is
// the lexicographic maximum, with the order by points that of most points (Edmonds 1971): nothing of the planner's search is used.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <vector>

#include "engine/calendar.h"
#include "engine/facts.h"
#include "engine/roster.h"
#include "tests/support/value_days.h"

namespace bienveille::test {

struct EqualDay {
    explicit EqualDay(const RandomDay& day);

    const RandomDay& random;
    WorkingDays working;
    Presence presence;
    Roster roster;
    Facts facts;
};

class Matching {
public:
    explicit Matching(const EqualDay& day);

    // Of these positions in Facts::owed, in this order, those that have a place; the first with this seat alone when one is named.
    std::set<std::uint32_t> called(const std::vector<std::uint32_t>& order,
                                   std::optional<std::uint32_t> seat_of_first = {});

private:
    struct Arc {
        std::size_t to;
        int left;          // residual capacity
        std::size_t back;  // the arc the other way, in `to`'s list
    };

    std::size_t add_node() { return arcs_.emplace_back(), arcs_.size() - 1; }
    void join(std::size_t from, std::size_t to, int capacity);
    bool augment(std::size_t from, std::vector<char>& visited);

    const EqualDay& day_;
    std::vector<std::vector<Arc>>
        arcs_;  // node 0 is the sink; of each seat one for all calls, one for those of level 2 and 3
};

}  // namespace bienveille::test
