// In which order, and at what time: the calls of one advisor laid into the windows.
//
// Decides: start times. Does not decide: who is on the list.
//
// Standing calls keep their times. The others are split over the halves of the day so that, in this order, the most stay in the half-day
// of today's previous plan (O5), have their preferred half-day, are due today and come before noon (O7), and higher ranks
// come earlier; a knapsack over the morning's minutes finds the best split. Within a free part calls follow one another by
// rank without idle minutes, except that no two level-3 calls stand next to each other.
//
// Promises: T1 C2 and C3 hold for the times given. T2 the split is the best there is whenever the halves it fills can be laid
// out (always, where nothing stands in the way), and on lists that split in few ways; else the best that local changes find.
// Cost: O(k x minutes of the morning) a list of k calls; where something stands in the way, up to kMostSplits tries.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/board.h"

namespace bienveille {

struct Placed {
    CallIndex call;
    TimeOfDay starts_at;
};

// Every call of the seat that is not fixed, by time.
std::vector<Placed> timetable(const Board& board, SeatIndex seat);

// How many calls of the seat without a time of their own leave the half-day that they had in today's previous plan.
int half_days_changed(const Board& board, SeatIndex seat);

}  // namespace bienveille
