#include "engine/prices.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <utility>
#include <vector>

#include "engine/bound_parts.h"
#include "engine/cap_prices.h"
#include "engine/look_ahead.h"
#include "engine/team_prices.h"

namespace bienveille {
namespace {

// Worth per minute of the calls of each kind.
using WorthsByKind = std::array<std::vector<std::int64_t>, kKinds>;

// Below the common price, most likely: what one call in so many says, with some to spare.
std::int64_t price_to_begin_with(const Board& board, std::int64_t minutes) {
    constexpr std::size_t kAsked = 1'000, kToSpare = 50;
    if (board.calls() < 4 * kAsked) return 0;
    const auto step = static_cast<CallIndex>(board.calls() / kAsked);
    std::vector<std::pair<std::int64_t, int>> asked;  // worth per minute, minutes
    for (CallIndex c = 0; c < board.calls(); c += step)
        if (const int cost = board.cost(c); cost > 0 && callable(board, c))
            asked.emplace_back(worth(board, c) / cost, cost);
    std::sort(asked.begin(), asked.end(), std::greater<>());
    std::size_t next = 0;
    for (std::int64_t taken = 0; next < asked.size() && taken <= minutes / step; ++next) taken += asked[next].second;
    return next + kToSpare < asked.size() ? asked[next + kToSpare].first : 0;
}

// Of the calls worth at least `price` a minute; how many minutes they take in all.
std::int64_t find_worths(const Board& board, std::int64_t price, WorthsByKind& worths) {
    std::int64_t minutes = 0;
    for (auto& each : worths) each.clear();
    for (CallIndex c = 0; c < board.calls(); ++c) {
        const int cost = board.cost(c);  // what takes no time costs nothing
        if (cost <= 0 || worth(board, c) < price * cost || !callable(board, c)) continue;
        worths[board.brief(c).kind].push_back(worth(board, c) / cost);
        minutes += cost;
    }
    return minutes;
}

// The highest at which the calls worth at least that much a minute take more than all minutes; 0 where there are enough for all.
std::int64_t common_price(const Board& board, std::int64_t minutes) {
    WorthsByKind worths;  // of those of whom it is not known whether they are above
    std::int64_t low = price_to_begin_with(board, minutes);
    if (find_worths(board, low, worths) <= minutes) {
        low = 0;
        if (find_worths(board, low, worths) <= minutes) return 0;
    }
    std::int64_t high = low;
    for (const auto& each : worths)
        if (!each.empty()) high = std::max(high, *std::max_element(each.begin(), each.end()));
    while (low < high) {
        const std::int64_t middle = low + (high - low + 1) / 2;
        std::array<std::size_t, kKinds> above{};
        std::int64_t taken = 0;
        for (std::size_t k = 0; k < kKinds; ++k) {
            const auto end =
                std::partition(worths[k].begin(), worths[k].end(), [&](std::int64_t each) { return each >= middle; });
            above[k] = static_cast<std::size_t>(end - worths[k].begin());
            taken += static_cast<std::int64_t>(above[k]) * board.fit().minutes_of(k);
        }
        const bool too_much = taken > minutes;
        (too_much ? low : high) = too_much ? middle : middle - 1;
        if (!too_much) minutes -= taken;
        for (std::size_t k = 0; k < kKinds; ++k) {
            const auto end = worths[k].begin() + static_cast<std::ptrdiff_t>(above[k]);
            if (too_much)
                worths[k].erase(end, worths[k].end());
            else
                worths[k].erase(worths[k].begin(), end);
        }
    }
    return low;
}

PriceBySeat one_price(const Board& board, const Stocks& stocks) {
    std::int64_t minutes = 0;
    for (SeatIndex s = 0; s < board.seats(); ++s) minutes += stocks.minutes(s);
    return PriceBySeat(board.seats(), SeatPrice{common_price(board, minutes)});
}

Points points_of_called(const Board& board) {
    Points points;
    for (CallIndex c = 0; c < board.calls(); ++c)
        if (board.seat_of(c)) points += Points{board.brief(c).points};
    return points;
}

// The least that a call of each kind costs in any of a group's seats.
using Charges = std::array<std::int64_t, kKinds>;

Charges charges(const SeatPrice& price, const Board& board) {
    Charges charges;
    for (std::size_t k = 0; k < kKinds; ++k) charges[k] = price.of(k, board.fit().minutes_of(k));
    return charges;
}

std::vector<Charges> least_charges(const PriceBySeat& prices, const Board& board) {
    std::vector<Charges> least(board.groups());
    for (std::size_t g = 0; g < board.groups(); ++g) {
        least[g].fill(std::numeric_limits<std::int64_t>::max());
        const SeatPrice* last = nullptr;  // most seats have the price of the one before
        for (const SeatIndex s : board.seats_of_group(g)) {
            if (last != nullptr && *last == prices[s]) continue;
            last = &prices[s];
            const Charges here = charges(prices[s], board);
            for (std::size_t k = 0; k < kKinds; ++k) least[g][k] = std::min(least[g][k], here[k]);
        }
    }
    return least;
}

bool must_be_today(const Board& board, CallIndex c) {
    return board.policy() == Policy::value && board.seat_of(c) && !board.ahead().has_day_later(c);
}

}  // namespace

std::int64_t SeatPrice::of(std::size_t kind, std::int64_t minutes) const {
    return per_minute * minutes + per_call + (kind >= kLevel3 - 1 ? per_level2_or_3 : 0) +
           (kind == kLevel3 ? per_level3 + per_place_apart : -per_place_apart);
}

PriceBySeat prices_of(const Board& board, const Stocks& stocks) {
    if (board.policy() == Policy::rank) return one_price(board, stocks);
    PriceBySeat prices = team_prices(board, stocks);
    const Points bound = bound_by(prices, board, stocks);
    if (bound == points_of_called(board)) return prices;
    auto with_caps = cap_prices(board, stocks);
    return with_caps && bound_by(*with_caps, board, stocks) < bound ? *std::move(with_caps) : prices;
}

Points bound_by(const PriceBySeat& prices, const Board& board, const Stocks& stocks, const LaterCharges* later) {
    std::int64_t bound = later != nullptr ? later->sold - later->of_others : 0;
    std::int64_t left = 0;  // minutes beside the calls of tiers 1 to 6
    std::int64_t highest = 0;
    std::int64_t lowest = std::numeric_limits<std::int64_t>::max();
    for (SeatIndex s = 0; s < board.seats(); ++s) {
        const Stock stock = stocks(s);
        const SeatPrice& price = prices[s];
        bound += price.per_minute * stock.minutes + price.per_call * stock.calls +
                 price.per_level2_or_3 * stock.level2_and_3 + price.per_level3 * stock.level3 +
                 price.per_place_apart * stock.places_apart;
        left += stock.minutes;
        if (!board.seat(s).present) continue;
        highest = std::max(highest, price.per_minute);
        lowest = std::min(lowest, price.per_minute);
    }
    std::array<bool, kKinds> weighed{};
    const std::vector<Charges> least = least_charges(prices, board);
    for (CallIndex c = 0; c < board.calls(); ++c) {
        const Part part = part_of(board, c);
        // Who is not called today has a place later, if it is one of these.
        std::int64_t waiting = later != nullptr && later->least[c] >= 0 ? -later->least[c] : 0;
        if (part == Part::none) {
            bound += waiting;
            continue;
        }
        const Brief& call = board.brief(c);
        if (part == Part::always)
            left -= board.cost(c);
        else
            weighed[call.kind] = true;
        const std::int32_t only_seat = call.apart ? board.call(c).only_seat : -1;
        const std::int64_t charge = only_seat >= 0
                                        ? prices[static_cast<std::size_t>(only_seat)].of(call.kind, board.cost(c))
                                        : least[call.group][call.kind];
        const std::int64_t brings = worth(board, c) - charge;
        // Whose deadline no later day is left for is called in every plan that keeps it.
        if (part == Part::maybe && brings < waiting && must_be_today(board, c)) waiting = brings;
        bound += part == Part::always ? brings : std::max(waiting, brings);
    }
    // At one price a minute for all, what no whole calls can fill of the minutes left is worth nothing.
    if (highest == lowest && 0 < left && left <= static_cast<std::int64_t>(kMinutesOfADay)) {
        bound -= highest * (left - fillable(sums_of(weighed, board.fit()), left));
    }
    return Points{bound / kPerHundredth};
}

std::vector<Price> prices_told(const PriceBySeat& prices, const Board& board, const DayInput& input) {
    std::map<SeatPrice, std::vector<AdvisorId>, std::greater<>> advisors_at;
    std::size_t present = 0;
    for (SeatIndex s = 0; s < board.seats(); ++s) {
        if (!board.seat(s).present) continue;
        ++present;
        if (prices[s] != SeatPrice{}) advisors_at[prices[s]].push_back(input.advisors[board.seat(s).advisor].id);
    }
    std::vector<Price> told;
    for (auto& [price, advisors] : advisors_at) {
        if (advisors.size() == present) advisors.clear();
        told.push_back({Value{price.per_minute}, Value{price.per_call}, Value{price.per_level2_or_3},
                        Value{price.per_level3}, Value{price.per_place_apart}, std::move(advisors)});
    }
    return told;
}

}  // namespace bienveille
