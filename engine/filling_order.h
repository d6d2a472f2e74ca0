// In which order lists are filled where every filling is tried.
//
// Decides: the order, and which lists are no use. Does not decide: what goes into them (every_filling.h).
//
// Model: from the last day to the first. On a day whom the fewest languages let take calls, then whoever has the most room; but where the
// calls that no list after it may take fill a list, so that no other call has room, it comes at once: there is mostly nothing to
// choose there, as far as those before it leave these calls, and what it leaves is known to be lost.
// Promise: the same for whoever puts the same lists in order, so that an audit that tries again notes as many ways. Nobody's id decides
// but between advisors who are alike.
// Cost: O(lists^2 x sorts of calls), for calls that differ in more than their kind.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "engine/every_filling.h"

namespace bienveille {

std::vector<OpenList> in_order_of_filling(const Horizon& horizon, const std::array<int, kKinds>& minutes,
                                          std::span<const AskedCall> calls, std::vector<OpenList> lists);

}  // namespace bienveille
