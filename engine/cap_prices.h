// What calls and caps of levels cost each advisor on a day of equal minutes: prices that prove a best plan to be one.
//
// Decides: the least prices at which everybody called is worth the charge, nobody who waits is worth more, and what has a price is
// used up. Does not decide: who is called; prices of days whose calls take unequal time (team_prices.h).
//
// Model: a list takes so many calls, of these so many of level 2 and 3, of these so many of level 3: each cap lies within the one
// before. So the best plan is a flow, its prices whole hundredths, and there are such prices if and only if no chain of moves brings
// points. They must satisfy, for the charge x(s, k) of a call of level below 2, 2 or 3 with seat s and the least charge y(g, k) of a
// language: x(s, k) >= y(g, k) where s speaks g, with equality where s makes such a call; y(g, k) >= the points of whoever waits; x no
// less for the higher level, and the same where its cap leaves room. So charges only grow along these arcs, and the least ones are
// found by following them from those who wait, most points first. Then everybody called must be worth the charge, and calls of a
// list with room cost nothing: else this plan has no such prices.
//
// Promise: exact, in whole numbers; none where the day's calls do not take equally long.
// Cost: O(n + arcs) for n calls; an arc for each language of a seat and level.
// Source: Edmonds and Karp 1972, Frank 1981 (potentials of flows and of laminar caps).
#pragma once

#include <optional>

#include "engine/bound_parts.h"
#include "engine/prices.h"

namespace bienveille {

std::optional<PriceBySeat> cap_prices(const Board& board, const Stocks& stocks);

}  // namespace bienveille
