// Days so small that everything can be looked at: the best plan, not a good one.
//
// Decides: for at most kMostCalls calls and kMostAssignments ways to give them out, who is called and by whom. Of more calls, where
// those planned can be given out in at most kMostAssignments ways, by whom.
//
// Promises: the set called is the lexicographic maximum by rank over all sets that satisfy C1-C3 (so O1 holds whatever the
// assignment: a call that could contest a list would make a greater set). By value, that of tiers 1 to 6, and then the most points. Among the assignments of that set: the gap
// within the tolerance or else the least there is (O2), then the most preferred (O3, O4, O5's advisors), then the fewest calls
// that leave their half-day (O5), then the least gap (O6).
// Cost: at most 2^calls x seats^calls, early ends in practice; bounded by the two constants.
#pragma once

#include <optional>

#include "engine/board.h"

namespace bienveille {

constexpr std::size_t kMostCalls = 10;
constexpr std::size_t kMostAssignments = 20'000;

bool small_enough(const Board& board);

// Fills an empty board.
void solve_exactly(Board& board, Value tolerance);

bool few_ways_to_spread(const Board& board);

// Gives out anew what is on the board.
void spread_exactly(Board& board, Value tolerance);
// The same for a board that passes nobody over, such that it stays so (O1).
void assign_exactly(Board& board, Value tolerance);

}  // namespace bienveille
