// Makes room for one more call by moving others: this one there, that one further, ... until one finds room.
//
// Decides: the shortest such chain. Calls of one group and kind are alike for a chain, so each is tried once.
//
// Promise: either every call of the chain was moved and `c` has its place, or the board is as it was.
// Cost: O(A k) for each (group, kind) that a chain can reach, but for those that are known to lead nowhere.
// Source: augmenting paths; breadth first, so that no step of a chain undoes another (Edmonds' matroid partition, 1965).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
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

class Chains {
public:
    explicit Chains(Board& board);

    // `nowhere`: by group and kind, whether chains through such calls are known to lead nowhere. What it tells is good until the next.
    const Chain& make_room(CallIndex c, const std::vector<char>& nowhere);

private:
    // A call that would have to leave `from` so that the call of step `before` can take its place there.
    struct Step {
        CallIndex call;
        std::size_t before;
        SeatIndex from;
    };
    struct End {
        std::size_t step;
        SeatIndex to;
    };
    struct Part {
        std::size_t begin = 0;
        std::size_t end = 0;
        bool known = false;
    };

    // With one advisor or at one time: not like the others of its group and kind, and nowhere else to go.
    bool is_tied(CallIndex c) const { return board_.brief(c).apart; }
    bool is_reached(CallIndex c) const { return is_reached_[board_.group_and_kind(c)] != 0; }
    void reach(CallIndex c);
    std::optional<End> expand(std::size_t step);
    std::span<const CallIndex> unreached(SeatIndex s);
    std::optional<SeatIndex> seat_with_room(CallIndex c, SeatIndex except) const;
    bool apply(End end);

    Board& board_;
    // Of one search; kept for the next, since they are many and short.
    std::vector<Step> steps_;
    std::vector<char> is_reached_;      // by group and kind
    std::vector<Part> unreached_of_;    // by seat, of unreached_
    std::vector<SeatIndex> looked_at_;  // seats whose part is known
    std::vector<CallIndex> unreached_;
    Chain chain_;
};

}  // namespace bienveille
