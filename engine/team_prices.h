// What a minute of each team's day is worth, where the day's caps do not bind.
//
// Decides: a price a minute for each team. Does not decide: what caps cost (cap_prices.h), the bound (prices.h).
//
// Model, how: teams (seats with the same languages) start at one common price, at which all calls worth it just fill all minutes. A
// flow then tells which teams have more such calls than they can take, and which cannot be filled: those get prices of their own,
// higher and lower, found in the same way. This is the decomposition of an L-natural-convex function; the prices are best to
// the millionth for a bound by minutes.
// Cost: the sort of n calls and, for each price, a flow on a graph of teams and languages.
// Source: Murota 2003, Discrete Convex Analysis (decomposition).
#pragma once

#include "engine/bound_parts.h"
#include "engine/prices.h"

namespace bienveille {

PriceBySeat team_prices(const Board& board, const Stocks& stocks);

}  // namespace bienveille
