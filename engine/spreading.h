// Today's calls given out anew, all lists at once, where moves and swaps leave the loads uneven.
//
// Decides: by whom, on days small enough, and whether any way to give the calls out is evener. Does not decide: who is called (selection.h).
//
// Model: calls that the same advisors may make are alike where they take equally long and caps count them alike, but for those with a time; so a list is so
// many of each sort beside the calls that stay: any that Fit, capacity and caps let in. Advisor by advisor it is kept, once, which calls may be
// left for those to come. Lists too far from the common load for a smaller gap have no part in it, nor what those to come cannot take. First it
// is asked whether any lists have loads from the smallest least load that would do up to what would do for the largest; where there are, of either
// half of these loads.
//
// Promises: who is called is the same, C1-C3 and level-3 calls apart hold, and the gap is smaller than it was, or nothing has changed. It is the
// least there is for these calls, or within the tolerance, unless looks run out. Not looked at: more than 16 advisors, or sorts of calls whose
// numbers take more than 128 bits.
// Cost: ways to leave calls x lists, some dozen milliseconds where many can be left: 50,000 mixes of calls for lists, 2,000,000 looks. None by
// spread_side_by_side() where a quick bound tells that nothing is to be won.
// Source: dynamic programming by layers, as in every_filling.h.
#pragma once

#include "engine/board.h"

namespace bienveille {

// Says whether the loads are evener now.
bool spread_side_by_side(Board& board, Value tolerance);

// Whether all ways to give the calls out were looked at, and none has a smaller gap.
bool none_is_evener(const Board& board);

}  // namespace bienveille
