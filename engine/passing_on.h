// Even loads along several lists: one call leaves the first, one comes to the last, and each between gives one away for one alike.
//
// Decides: one such chain, where no two lists alone can be made evener (assignment.h). Does not decide: who is called; preferences.
//
// Model: calls are alike that take equally long and count against the same caps, so that the lists between stay as they were but for who is
// on them. From the most loaded list to any other, or from any other to the least loaded; afterwards both are below the most and
// above the least.
// Promise: the sum of load squared / capacity falls, so that making them one after the other ends; C1 to C3 hold, level-3 calls are apart.
// Cost: breadth first over lists and calls, once for each sort of call on a list; meant for up to some dozens of lists.
// Source: Harvey, Ladner, Lovász and Tamir 2006 (semi-matchings).
#pragma once

#include "engine/board.h"
#include "engine/by_load.h"

namespace bienveille {

// Whether a chain was found, and made.
bool pass_along_lists(Board& board, ByLoad& by_load);

}  // namespace bienveille
