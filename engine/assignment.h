// Which advisor makes which of today's calls.
//
// Decides: moves and swaps of calls that have a place, in this order of importance: even relative loads up to the
// tolerance, then the same caller as last time, then the own area, then today's previous plan, then evener still. Does not
// decide: who is called (selection.h).
//
// Every move keeps C1-C3 with level-3 calls kept apart, and O1 on both lists.
//
// Promises: O2 the gap of relative loads is within the tolerance when moves and swaps of two calls reach it; a lower bound is
// stated (balance.h). O3-O5 no move or swap of two calls that keeps what is above them improves them. Tiny days are
// solved by looking at everything (exact.h) and never come here; where moves and swaps leave a gap above the tolerance, all ways to give
// few calls out are looked at too, and of more calls on small days all lists beside each other (spreading.h).
// Cost: O(c k) tries for c calls planned and lists of k.
// Source: greedy levelling and exchange, as for makespan on uniform machines; finding the best is NP-hard.
#pragma once

#include <vector>

#include "engine/board.h"

namespace bienveille {

// What a call is worth on a seat beyond balance: same caller before own area before previous plan. Sums over all calls
// compare like the tuple of counts.
class Preference {
public:
    explicit Preference(const Board& board);
    std::int64_t operator()(CallIndex c, SeatIndex s) const;

private:
    const Board& board_;
    std::int64_t same_caller_;
    std::int64_t own_area_;
};

// Whether everything was looked at: of the calls planned, no other assignment is evener or preferred.
bool assign(Board& board, Value tolerance);

// On a board that was left as assign() leaves it, but for the lists `changed` (by seat): O3 to O6 for who is not where today's previous
// plan has them, O3 also for who is on such a list or could go back to one. Whether the loads are within the tolerance; if not, nothing is
// done.
bool assign_around(Board& board, Value tolerance, std::vector<char> changed);

}  // namespace bienveille
