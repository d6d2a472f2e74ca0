// Who of tiers 7 and 8 is called where the rules ask for the most points in the minutes there are (policy `value`).
//
// Decides: which calls of these tiers have a place today. Does not decide: tiers 1 to 6 and what the days ahead need today, which
// selection.h has put on the board as for policy `rank`; the final advisor (assignment.h).
//
// Model: calls of one language group and kind differ in points only, so that the day is how many of each; the best of each are
// called. Points total = sum of concave functions of these counts; seats hold whole calls within C1 to C3.
// How: everybody of tiers 7 and 8 who can wait is taken off, then put in again by points per minute, with chains of moves as in
// selection.h. Then, as long as points grow: on each list up to four calls leave for up to as many others, the best such exchange
// first; a few minutes of each of many lists are passed on, by calls of other lengths, to one that can do more with all of them
// than they lose (which lists give how many is a table of minutes and lists); and on days of few lists two of them exchange calls
// where that leaves one the minutes for a better exchange (raising.h): of equal minutes where no chain over any lists can be followed. At last two short lists are shared out anew (reshare.h), and
// who must be called today since later days are full trades places with somebody of more points who waits for one of these; and where
// calls take equally long, chains over any lists are followed (rerouting.cpp), and cycles over those of later days, too, where these are
// full, or caps cross (rerouting_ahead.cpp).
//
// Promises: V1 tiers 1 to 6 and C1 to C4 stay as they were, and nobody kept loses the place. V2 no list has such an exchange left. V3 of two
// calls alike the one with more points is called, the one of higher rank among equals. With equal minutes the
// calls chosen have the most points there can be, but where level-3 calls kept apart stand in a chain's way: where that cap crosses the one of
// levels 2 and 3 a few miss points (README.md), and very large days may run out of looks and tries.
// Cost: the sort of the calls, then O(choices^2) a list and round, choices = 126 on days of up to 64 lists, else 56; passing minutes
// on takes 256 steps a list each time it is tried. 100,000 x 400: about 0.15 s beside the rest of the plan.
// Source: Dantzig 1957 (points per minute); Edmonds 1971 (matroids); exchanges as for multiple knapsacks.
#pragma once

#include "engine/board.h"

namespace bienveille {

void choose_most_points(Board& board);

}  // namespace bienveille
