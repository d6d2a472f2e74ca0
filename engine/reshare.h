// Two short lists shared out anew, for the most points: everything they can hold is looked at.
//
// Decides: for policy `value`, on days of few and short lists, which calls of tiers 7 and 8 two advisors make, and how these and
// their duties are shared between them. Does not decide: what the other lists hold (value.h).
//
// Model: a list is how many calls of each kind. All lists that an advisor's minutes, caps and windows let in are written down; for
// each kind a table tells the points of so many calls here and so many there, duties first, then the most points (of calls that
// both may make, only one may or only the other, the greedy choice is the best: a laminar matroid). The best pair of lists is a sum
// of five entries.
// Promise: R1 no two lists of at most kMostForms forms each have a better sharing left, the others as they are; tiers 1 to 6 stay called.
// Cost: O(forms^2) a pair of lists; none on days of more than kSeatsToReshare seats, nor of lists longer than kLongestToReshare.
#pragma once

#include <vector>

#include "engine/board.h"

namespace bienveille {

constexpr std::size_t kMostForms = 12'000;  // of one list, whether they fit or not
constexpr std::size_t kSeatsToReshare = 6;
constexpr int kLongestToReshare = 200;  // minutes of a list

// `may_leave` tells, by call, who need not be called. Whether anything changed.
bool reshare(Board& board, const std::vector<bool>& may_leave);

}  // namespace bienveille
