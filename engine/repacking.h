// Room for one more whole call, by filling a few lists anew.
//
// Decides: which calls of a few lists change places so that one more has a place among them. Does not decide: which jobs are worth it
// (look_ahead.h).
//
// Model: a list that may take the job and those of its days to which more important calls leave most room, full ones at last, are
// emptied, and filled again with their calls and the job, from the last day to the first: of calls whose days have come all that are
// left may go to the same days, so that only kinds and languages count. A list is filled with a mix of lengths; one that leaves more minutes, calls, level-3 calls or calls of level 2 and 3
// than all lists can spare is not tried. Mixes that fill best come first, and what was found to fail is not tried again.
// Where those left of a language have not the minutes any more, nothing more is tried. Mixes lean towards some lengths in turn.
// Where a mix may be of several languages those whom the fewest advisors understand come first: so not everything is tried.
// Not finding room proves nothing; all calls are then where they were.
// Cost: each mix that is tried costs one of `looks`; at most kMostTried for each choice of lists and each lean, and a share
// of what is left for one job.
#pragma once

#include <cstddef>

#include "engine/packing.h"

namespace bienveille {

// Whether the job has its place now. Of less important ones no more than so many are without one then: else nothing is changed.
bool put_by_repacking(Packing& packing, JobIndex job, std::size_t most_lost, std::size_t& looks);

}  // namespace bienveille
