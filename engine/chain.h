// Makes room for one more call by moving others: this one there, that one further, ... until one finds room.
//
// Decides: the shortest such chain. Calls of one group and kind are alike for a chain, so each is tried once.
//
// Promise: either every call of the chain was moved and `c` has its place, or the board is as it was.
// Cost: O(A k) for each (group, kind) that a chain can reach, but for those that are known to lead nowhere.
// Source: augmenting paths; breadth first, so that no step of a chain undoes another (Edmonds' matroid partition, 1965).
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "engine/board.h"

namespace bienveille {

using GroupAndKind = std::pair<std::uint16_t, std::uint8_t>;

struct Chain {
    std::vector<SeatIndex> touched;          // empty: no chain
    std::vector<GroupAndKind> without_room;  // when there is none: for these calls there is none either
    // Until the board changes no chain through them leads anywhere. Not so where one had room on the very list that it was to leave:
    // another such call may get there from elsewhere.
    bool leads_nowhere = false;
};

// `nowhere`: by group and kind, whether chains through such calls are known to lead nowhere.
Chain move_along_chain(Board& board, CallIndex c, const std::vector<bool>& nowhere);

}  // namespace bienveille
