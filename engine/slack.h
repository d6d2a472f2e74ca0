// The rule's slack before a due day, for those for whom there is room.
//
// Decides: which calls with a place in the days ahead move to a day that leaves them their slack. Does not decide: who has a
// place (packing.h, repacking.h), nor who is called today.
//
// Model: in the order of keeping each gets a place before its preferred_end if nobody loses a place by that, and nobody more important
// the slack: where there is room, where one other call makes room, and where few calls are placed by trying every way.
// Promise: exact where kFewCalls or fewer have places on later days; beyond, whoever stays late has neither room nor one call that makes it.
// Cost: O(1) a call that has its slack; each call that might make room costs a look, of kMostLooksForSlack.
#pragma once

#include <cstddef>

#include "engine/packing.h"

namespace bienveille {

constexpr std::size_t kFewCalls = 10;

void keep_slack(Packing& packing);

}  // namespace bienveille
