#include "engine/prices_ahead.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <map>

#include "engine/charges.h"
#include "engine/look_ahead.h"

namespace bienveille {
namespace {

// What each later place costs those who are to have one, and all that is sold there.
LaterCharges charges_of(const PricesAhead& prices, const Board& board, const std::vector<CallInTime>& kept) {
    const Horizon& horizon = board.ahead().horizon();
    std::vector<SeatPrice> by_cell(horizon.cells.size());
    LaterCharges charges;
    charges.least.assign(board.calls(), LaterCharges::kNone);
    for (const auto& [cell, price] : prices.later) {
        by_cell[cell] = price;
        const Stock stock = stock_later(horizon.cells[cell], board.minutes_of(kept.front().kind));
        charges.sold +=
            price.per_call * stock.calls + price.per_level2_or_3 * stock.level2_and_3 + price.per_level3 * stock.level3;
    }
    std::map<KeptAlike, std::int64_t> known;
    for (const CallInTime& call : kept) {
        const auto [of_alike, fresh] = known.try_emplace(alike_of(call), std::numeric_limits<std::int64_t>::max());
        if (fresh)
            for (CellIndex cell = horizon.begin[call.days.first]; cell < horizon.begin[call.days.end]; ++cell)
                if (horizon.eligible(horizon.cells[cell], call.group))
                    of_alike->second =
                        std::min(of_alike->second, by_cell[cell].of(call.kind, board.minutes_of(call.kind)));
        if (of_alike->second == std::numeric_limits<std::int64_t>::max()) continue;  // today or never
        if (call.call)
            charges.least[*call.call] = of_alike->second;
        else
            charges.of_others += of_alike->second;
    }
    return charges;
}

}  // namespace

std::optional<PricesAhead> prices_ahead(const Board& board, const Stocks& stocks) {
    if (!board.all_take_equally_long()) return std::nullopt;
    const auto kept = board.ahead().told_kept(board);
    if (!take_equally_long(kept, board)) return std::nullopt;
    Charges charges(board, stocks, kept);
    if (!charges.see_more() || !charges.find_all()) return std::nullopt;
    PricesAhead prices;
    for (SeatIndex s = 0; s < board.seats(); ++s) prices.today.push_back(charges.price(s));
    for (CellIndex cell = board.ahead().horizon().begin[1]; cell < charges.end_of_cells(); ++cell)
        if (const SeatPrice price = charges.price_later(cell); price != SeatPrice{})
            prices.later.emplace_back(cell, price);
    prices.charges = charges_of(prices, board, kept);
    return prices;
}

std::vector<Price> prices_told_ahead(const PricesAhead& prices, const Board& board, const DayInput& input) {
    const Horizon& horizon = board.ahead().horizon();
    std::vector<Price> told;
    for (auto from = prices.later.begin(); from != prices.later.end();) {
        const std::uint16_t day = horizon.cells[from->first].day;
        std::map<SeatPrice, std::vector<AdvisorId>, std::greater<>> advisors_at;
        for (; from != prices.later.end() && horizon.cells[from->first].day == day; ++from)
            advisors_at[from->second].push_back(input.advisors[horizon.cells[from->first].advisor].id);
        for (auto& [price, advisors] : advisors_at)
            told.push_back({Value{price.per_minute}, Value{price.per_call}, Value{price.per_level2_or_3},
                            Value{price.per_level3}, Value{price.per_place_apart}, std::move(advisors),
                            horizon.days[day]});
    }
    return told;
}

}  // namespace bienveille
