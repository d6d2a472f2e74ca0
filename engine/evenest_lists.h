// The gap that no lists go below which the advisors could have side by side.
//
// Decides: the bound, on days small enough. Does not decide: who makes which call.
//
// Model: a list is how many calls of each kind an advisor makes beside those that stay. Each advisor may have any list that capacity,
// max_calls, caps and places apart let in (carry.h), of calls that there are in the advisor's languages. Side by side their
// lists have as many level-3 calls, as many others and as many minutes of these as the day's calls. More is not asked: languages of all
// lists together, windows and hours of each are left out, so that the bound is never too high. Where level-3 calls leave no place
// apart free, a list is as many others and so many more of level 3, and a load that is not one of a few is nobody's: that is what
// charges, which may cut calls, do not see (gap_bound.h).
//
// How: for each least load from the common one down, whether lists are left with no load as far above it as the smallest gap found so
// far; then how far above it they must go. Which sums a few advisors' lists have is kept, advisor by advisor.
//
// Promise: no assignment of the same calls has a smaller gap.
// Cost: loads x advisors x sums x lists of an advisor, given up after some milliseconds; none on days of more than kMostToPutSideBySide calls or kMinutesOfOthers minutes.
#pragma once

#include <optional>

#include "engine/balance.h"

namespace bienveille {

constexpr std::int64_t kMostToPutSideBySide = 64;  // calls that several may make
constexpr std::size_t kMinutesOfOthers = 512;      // of these, not of level 3
constexpr std::size_t kSeatsSideBySide = 16;

// None where there is more to look at. `is` are the day's extremes: a way to have the calls.
std::optional<Extremes> evenest_lists(const Board& board, const Extremes& is);

}  // namespace bienveille
