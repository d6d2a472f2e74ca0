// What calls, caps of levels and keeping level-3 calls apart cost each advisor on a day of equal minutes: prices that prove a best
// plan to be one.
//
// Decides: prices at which everybody called is worth the charge, nobody who waits is worth more, and what has a price is used up.
// Does not decide: who is called; prices of days whose calls take unequal time (team_prices.h).
//
// Model: a list takes so many calls, of these so many of level 2 and 3, of these so many of level 3: each cap lies within the one
// before. So the best plan is a flow, and there are such prices if and only if no chain of moves brings points. They must satisfy, for
// the charge x(s, k) of a call of level below 2, 2 or 3 with seat s and the least charge y(g, k) of a language: x(s, k) >= y(g, k)
// where s speaks g, with equality where s makes such a call; y(g, k) >= the points of whoever waits, and at most those of whoever is
// called; x no less for the higher level, and the same where its cap leaves room; x = 0 for the lowest where a call has room.
// A list on which level-3 calls have used up the places apart has a price u of these, too: x(s, 3) = q + t + u, the others q - u. There
// x(s, 3) + x(s, 1) >= 0 takes the place of x(s, 1) >= 0, and x(s, 1) <= 0 that of x(s, 1) = 0; r is 0. Where the cap of levels 2 and 3
// is used up on such a list, too, these two cross: neither lies within the other, and r may be needed (charges.h).
//
// How: every requirement bounds one charge or compares two of them, or one with another's opposite. So bounds only grow along arcs
// between charges and their opposites, and are found by following these from the greatest on. There are such prices if and only if no
// charge must be above what it may be; without places apart these are the least ones, else those in the middle.
//
// Where a charge must be above what it may be, the arcs from the one bound to the other tell who could change places for more points: a
// call that waits joins a list, another leaves it and joins the next, until one is called no more or a list has room.
//
// Promise: exact, in whole numbers; none where the day's calls do not take equally long. Whether a route can be
// gone, and brings points, is for whoever follows it to see: it may need one place of a list twice, times and calls that stay may leave less
// room than is counted here, who is called no more may have no later place, and a call that only one advisor may make has no step.
// Cost: O(n + arcs) for n calls; an arc for each language of a seat and level.
// Source: Edmonds and Karp 1972, Frank 1981 (potentials of flows and of laminar caps); Aspvall and Shiloach 1980 (two variables an inequality).
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/bound_parts.h"
#include "engine/prices.h"

namespace bienveille {

enum class CapLevel : std::uint8_t { light, heavy, severe };  // below 2, 2, 3
inline CapLevel cap_level(std::size_t kind) {
    return kind == kLevel3 ? CapLevel::severe : kind == kLevel3 - 1 ? CapLevel::heavy : CapLevel::light;
}

std::optional<PriceBySeat> cap_prices(const Board& board, const Stocks& stocks);

struct RouteStep {
    SeatIndex seat;
    std::size_t group;
    CapLevel level;
    bool joins;  // or leaves

    auto operator<=>(const RouteStep&) const = default;
};
// Of a group and level that joins lists once more than it leaves some, who waits with the most points is called; of one that leaves
// once more, who is called with the least is called no more. One route for each charge that must be too high, the shortest first; none
// where there are prices.
using Route = std::vector<RouteStep>;
std::vector<Route> routes_to_more_points(const Board& board, const Stocks& stocks);

}  // namespace bienveille
