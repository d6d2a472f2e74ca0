#include "engine/cap_prices.h"

#include <vector>

#include "engine/charges.h"

namespace bienveille {

std::optional<PriceBySeat> cap_prices(const Board& board, const Stocks& stocks) {
    if (!board.all_take_equally_long()) return std::nullopt;
    Charges charges(board, stocks);
    if (!charges.find()) return std::nullopt;
    PriceBySeat prices;
    for (SeatIndex s = 0; s < board.seats(); ++s) prices.push_back(charges.price(s));
    return prices;
}

std::vector<Route> routes_to_more_points(const Board& board, const Stocks& stocks) {
    Charges charges(board, stocks);
    return charges.find() ? std::vector<Route>{} : charges.routes();
}

}  // namespace bienveille
