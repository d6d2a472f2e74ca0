// Room for one more whole call, from the minutes left over here and there.
//
// Decides: which calls change places so that a cell has room for a job. Does not decide: which jobs are worth it (look_ahead.h).
//
// Model: where much more is due than fits, every advisor's day has a few minutes left, and no call is that short. A cell and another
// exchange up to two calls each; what leaves the cell is longer by no more than the other has left. So the minutes left over move
// into the cell, until the job fits. Every exchange keeps all calls within their days, teams, minutes and caps.
// Not finding room proves nothing; all calls are then where they were.
// Cost: O(C) exchanges looked at a cell that may take the job, C cells; each costs one of `looks`.
#pragma once

#include <cstddef>

#include "engine/packing.h"

namespace bienveille {

// Whether the job has its place now.
bool put_by_gathering(Packing& packing, JobIndex job, std::size_t& looks);

}  // namespace bienveille
