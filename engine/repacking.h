// Room for one more whole call, by filling a few lists anew.
//
// Decides: which calls of a few lists change places so that one more has a place among them. Does not decide: which jobs are worth it
// (look_ahead.h).
//
// Model: a list that may take the job and those with most room beside it are emptied, and filled again with their calls and the
// job, from the last day to the first: of calls whose days have come all that are left may go to the same days, so that only kinds and
// languages count. A list is filled with a mix of lengths; one that leaves more minutes, calls, level-3 calls or calls of level 2 and 3
// than all lists can spare is not tried. Mixes that fill best come first, and what was found to fail is not tried again.
// Where a mix may be of several languages those whom the fewest advisors understand come first: so not everything is tried.
// Not finding room proves nothing; all calls are then where they were.
// Cost: each mix that is tried costs one of `looks`; at most kMostTried for each choice of lists.
#pragma once

#include <cstddef>

#include "engine/packing.h"

namespace bienveille {

// Whether the job has its place now. Less important ones may be without one then.
bool put_by_repacking(Packing& packing, JobIndex job, std::size_t& looks);

}  // namespace bienveille
