// What a minute of each team's day is worth, and the bound on the day's points that follows from it.
//
// Decides: prices, in millionths of a point a minute; nothing about who is called. Does not decide: the plan (value.h).
//
// Model: a minute of seat s costs p(s). With m(s) the minutes it can use and w(c) those of call c, any prices that are not
// negative bound the points of a plan:
//     sum over s of p(s) m(s)  +  sum over c of the most that c can bring, points(c) - w(c) p, where p is the least price of
//     those who may make c, or 0 by not being called.
// For whoever makes c pays for its minutes with at least that p, and nobody has more minutes to sell than m(s). By value the
// calls of tiers 1 to 6 that the plan has are called in every plan compared, so theirs counts even below 0, and those it has not
// count nothing: the bound is on plans with the same calls of tiers 1 to 6. Fixed calls count in full, outside.
// m(s) is the longest time that calls of the day's lengths fill exactly, window by window, within capacity and max_calls: so
// that with calls of equal minutes the bound reaches the points of the best plan. Where all prices are the same, the minutes that
// calls of tiers 1 to 6 leave (all minutes, by rank) count only up to the longest time that the other calls' lengths add up to.
//
// How: teams (seats with the same languages) start at one common price, at which all calls worth it just fill all minutes. A
// flow then tells which teams have more such calls than they can take, and which cannot be filled: those get prices of their own,
// higher and lower, found in the same way. This is the decomposition of an L-natural-convex function; the prices are best to
// the millionth for a bound by minutes. By rank one common price is enough.
//
// Promise: the bound holds for whatever prices (the audit adds it up again from the prices alone).
// Cost: by rank O(n); by value the sort of n calls and, for each price, a flow on a graph of teams and languages.
// Source: Murota 2003, Discrete Convex Analysis (decomposition); Held, Wolfe and Crowder 1974 (bounds from prices).
#pragma once

#include <cstdint>
#include <vector>

#include "engine/board.h"

namespace bienveille {

using PriceBySeat = std::vector<std::int64_t>;  // millionths of a point a minute

PriceBySeat prices_of(const Board& board);

// Without the fixed calls; rounded down, since points are whole hundredths.
Points bound_by(const PriceBySeat& prices, const Board& board);

// As the certificate carries them: seats of one price together, highest first; empty where all are 0.
std::vector<Price> prices_told(const PriceBySeat& prices, const Board& board, const DayInput& input);

}  // namespace bienveille
