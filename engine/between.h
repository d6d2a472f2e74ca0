// A level-3 call that comes together with others that stand between it and the next one.
//
// Decides: who comes so, and with whom. Does not decide: who comes alone (selection.h).
//
// A call that is due today and has no place later would wait where its list has room for it, but nobody to keep level-3 calls apart: whoever
// could, tiers 7 and 8, ranks lower and is elsewhere, or nowhere. Calls of these tiers that nobody must make leave the list, the lowest
// first, as few as it takes; of them, of those who wait and, if these do not do, of those whom other lists can let go come as few as it
// takes, the shortest first, since a shorter call in the place of a longer one never breaks a list.
//
// Promises: where it answers no, no list takes such a call beside its calls of tiers 1 to 6 with those of tiers 7 and 8 that are its own or
// wait, nor with one from each other list; of those with a time or an advisor of their own the first 16 by rank are asked. Whoever comes
// outranks all who leave, so that repeating it ends.
// Cost: nothing where no such call waits; else a look at the first who wait and at the last who are called of each group and kind, and O(k)
// Fit questions for a list of k calls.
#pragma once

#include "engine/board.h"

namespace bienveille {

// Puts the first by rank in. Says whether anybody came.
bool bring_with_others_between(Board& board);

}  // namespace bienveille
