// What each advisor's minutes, calls and caps of levels are worth, and the bound on the day's points that follows from it.
//
// Decides: prices, in millionths of a point; nothing about who is called. Does not decide: the plan (value.h).
//
// Model: a call costs with seat s p(s) a minute, q(s) as a call, r(s) where it is of level 2 or 3, t(s) where it is of level 3. Level-3
// calls are kept apart: each takes one of a(s) places and costs u(s), every other call makes a place more and is paid u(s). With
// m(s) minutes, n(s) calls, h(s) of level 2 and 3 and v(s) of level 3 that it can use at most, any prices that are not negative bound
// the points of a plan:
//     sum over s of p m + q n + r h + t v + u a  +  sum over calls c of the most that c can bring: points(c) less the least charge of
//     those who may make c, or 0 by not being called.
// For whoever makes c pays at least that charge, and nobody has more to sell. By value the calls of tiers 1 to 6 that the plan has
// are called in every plan compared, so theirs counts even below 0, and those it has not count nothing: the bound is on plans with
// the same calls of tiers 1 to 6. Fixed calls count in full, outside. What a seat can use: bound_parts.h. Where the price a minute is
// the same for all, the minutes that calls of tiers 1 to 6 leave (all minutes, by rank) count only up to the longest time that the
// other calls' lengths add up to.
//
// How: by rank one common price a minute. By value a price a minute for each team (team_prices.h); where calls take equally long and
// that does not reach the plan's points, prices of calls and caps that follow from the plan (cap_prices.h); where these do not either, those of
// lists whose caps cross, and of later days beside them (prices_ahead.h).
//
// Promise: the bound holds for whatever prices (the audit adds it up again from the prices alone).
// Cost: by rank O(n); by value see there.
// Source: Held, Wolfe and Crowder 1974 (bounds from prices).
#pragma once

#include <compare>
#include <cstdint>
#include <vector>

#include "engine/board.h"
#include "engine/bound_parts.h"

namespace bienveille {

// Millionths of a point; highest first is in this order.
struct SeatPrice {
    std::int64_t per_minute = 0;
    std::int64_t per_call = 0;
    std::int64_t per_level2_or_3 = 0;
    std::int64_t per_level3 = 0;
    std::int64_t per_place_apart = 0;

    std::int64_t of(std::size_t kind, std::int64_t minutes) const;  // what a call costs
    auto operator<=>(const SeatPrice&) const = default;
};
using PriceBySeat = std::vector<SeatPrice>;

PriceBySeat prices_of(const Board& board, const Stocks& stocks);

// What the days ahead cost, where they have prices (prices_ahead.h).
struct LaterCharges {
    static constexpr std::int64_t kNone = -1;
    std::int64_t sold = 0;            // all that there is of them
    std::int64_t of_others = 0;       // at least, by those who are not owed a call today
    std::vector<std::int64_t> least;  // by call; kNone of whom no place is kept
};

// Without the fixed calls; rounded down, since points are whole hundredths.
Points bound_by(const PriceBySeat& prices, const Board& board, const Stocks& stocks,
                const LaterCharges* later = nullptr);

// As the certificate carries them: seats of one price together, highest first; those at which nothing costs anything are left out.
std::vector<Price> prices_told(const PriceBySeat& prices, const Board& board, const DayInput& input);

}  // namespace bienveille
