// What calls and caps of the days ahead are worth, where these are so full that who is called today hangs on them; and what today's are
// where caps cross (charges.h).
//
// Decides: today's prices and those of later days beside them, on a day of equal minutes. Does not decide: who is called; the bound of
// today's prices alone (prices.h), which is enough wherever it reaches the plan's points.
//
// Model: somebody whose deadline is kept is called today or on a day by it. Whatever the prices, that brings at most the points less
// today's least charge, or else nothing less the least charge of those days; and nobody sells more of a later day than there is.
// So the bound is on plans that call the same people of tiers 1 to 6 and keep the same deadlines. Of later days minutes, max_calls
// and the caps of levels count, windows do not: as the days ahead are planned.
//
// How: the charges of charges.h with the days ahead. They reach the points of a best plan.
// Promise: the bound holds for whatever prices. None where calls take unequal time, where neither a later day is full nor caps cross, or
// where no charges are found.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "engine/horizon.h"
#include "engine/prices.h"

namespace bienveille {

struct PricesAhead {
    PriceBySeat today;
    std::vector<std::pair<CellIndex, SeatPrice>> later;  // of those that cost anything, in their order
    LaterCharges charges;
};

std::optional<PricesAhead> prices_ahead(const Board& board, const Stocks& stocks);

// As the certificate carries them, after today's: by day, of one price together, highest first.
std::vector<Price> prices_told_ahead(const PricesAhead& prices, const Board& board, const DayInput& input);

}  // namespace bienveille
