// Who is called today and by whom: from nothing, or starting from today's previous plan.
//
// Decides: which way a day is chosen, and in which order selection and assignment work. Does not decide: what each of them does
// (exact.h, selection.h, value.h, assignment.h).
//
// Tiny days are looked at whole. Others without a previous plan: selection by rank, repair, even loads, preferences. With one
// the calls start where they were, as far as they may stay (present advisor, language, room), the others come by rank into the room
// that is left; then repair, even loads and preferences as ever. Where that leaves out what no later day can take, such calls come
// first. Where all calls take equally long there is one best set, and selection finds it by rank: there each call only goes first to
// where it was.
//
// Promises: R1 (O1) nobody is passed over, with a previous plan or without. R2 with equal minutes the set called is the one a
// fresh plan calls. R3 on days of at most kMostMadeBothWays owed a call a plan is made both ways and the better one by (set called by
// rank, gap beyond the tolerance, same callers, own area) is kept, the one near the previous plan among equals: planning again is
// never worse than planning afresh. A fresh plan of such a day goes on until starting from itself makes nothing better, so that
// planning again with nothing changed changes nothing (where kMostRounds do; 7,999 of 8,000 random days). Beyond, only the start from the previous plan is made: O1 as for any plan, O2 to O4 as far as moves
// and swaps reach, which is all that a fresh plan promises there.
// Cost: with a previous plan that few changes touch, has_room once a list, the repair of what changed, and preferences as ever. What
// else a plan needs (facts, the account of those not called) costs the same; kept_day.h spares a part of that.
#pragma once

#include "engine/board.h"

namespace bienveille {

constexpr std::size_t kMostMadeBothWays = 5'000;  // calls owed

// Fills an empty board. Says whether every way to give out the calls was looked at.
bool choose(Board& board, Value tolerance);

}  // namespace bienveille
