#include "engine/cap_prices.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace bienveille {
namespace {

constexpr std::size_t kLevels = 3;

// A charge, or its opposite: an even number and the odd one after it.
using Amount = std::size_t;
Amount opposite(Amount amount) { return amount ^ 1; }

class Charges {
public:
    Charges(const Board& board, const Stocks& stocks)
        : board_(board), below_(2 * (board.seats() + board.groups()) * kLevels), used_up_(board.seats()) {
        for (CallIndex c = 0; c < board.calls(); ++c) most_ = std::max(most_, worth(board, c));
        for (SeatIndex s = 0; s < board.seats(); ++s) require_of_list(s, stocks(s));
        for (std::size_t g = 0; g < board.groups(); ++g)
            for (const SeatIndex s : board.seats_of_group(g))
                for (const CapLevel level : {CapLevel::light, CapLevel::heavy, CapLevel::severe})
                    is_at_least(seat(s, level), group(g, level));
        for (CallIndex c = 0; c < board.calls(); ++c) require_of_call(c);
        for (auto& above : below_) {
            std::sort(above.begin(), above.end());
            above.erase(std::unique(above.begin(), above.end()), above.end());
        }
    }

    // Whether there are such charges.
    bool find() {
        std::sort(bounds_.begin(), bounds_.end(), std::greater<>());
        least_.assign(below_.size(), -most_);
        raised_from_.resize(below_.size());
        for (const auto& [least, amount] : bounds_) raise(amount, least);
        for (Amount amount = 0; amount < least_.size(); amount += 2)
            if (is_too_high(amount)) return false;
        return true;
    }

    std::vector<Route> routes() const {
        std::vector<Route> routes;
        for (Amount amount = 0; amount < least_.size(); amount += 2)
            if (is_too_high(amount)) routes.push_back(route_over(amount));
        std::sort(routes.begin(), routes.end(),
                  [](const Route& a, const Route& b) { return a.size() != b.size() ? a.size() < b.size() : a < b; });
        routes.erase(std::unique(routes.begin(), routes.end()), routes.end());
        return routes;
    }

    SeatPrice price(SeatIndex s) const {
        const std::int64_t light = charge(s, CapLevel::light), severe = charge(s, CapLevel::severe);
        if (!used_up_[s].apart)
            return {0, light, charge(s, CapLevel::heavy) - light, severe - charge(s, CapLevel::heavy), 0};
        const bool shared = used_up_[s].calls && !used_up_[s].level3;
        const std::int64_t apart = shared ? (severe - light) / 2 : std::max<std::int64_t>(0, -light);
        return {0, light + apart, 0, severe - light - 2 * apart, apart};
    }

private:
    struct UsedUp {
        bool calls = false, level2_and_3 = false, level3 = false, apart = false;
    };

    Amount seat(SeatIndex s, CapLevel level) const { return 2 * (s * kLevels + static_cast<std::size_t>(level)); }
    Amount group(std::size_t g, CapLevel level) const {
        return 2 * ((board_.seats() + g) * kLevels + static_cast<std::size_t>(level));
    }
    CapLevel level(CallIndex c) const { return cap_level(board_.brief(c).kind); }

    // a >= b, and so the opposite of b at least that of a.
    void is_at_least(Amount a, Amount b) {
        below_[b].push_back(a);
        below_[opposite(a)].push_back(opposite(b));
    }
    void are_equal(Amount a, Amount b) {
        is_at_least(a, b);
        is_at_least(b, a);
    }
    void bound(Amount amount, std::int64_t least) { bounds_.emplace_back(least, amount); }

    void require_of_list(SeatIndex s, const Stock& stock) {
        std::int64_t light_calls = 0, severe_calls = 0;
        for (const CallIndex c : board_.list(s)) {
            light_calls += level(c) == CapLevel::light ? 1 : 0;
            severe_calls += level(c) == CapLevel::severe ? 1 : 0;
        }
        const std::int64_t calls = std::ssize(board_.list(s)), heavy_calls = calls - light_calls;
        // Where as many may stand alone as there may be, keeping them apart asks for nothing more.
        const bool some_need_others = stock.places_apart < stock.level3;
        const UsedUp used_up{calls >= stock.calls, heavy_calls >= stock.level2_and_3, severe_calls >= stock.level3,
                             some_need_others && 2 * severe_calls - calls >= stock.places_apart};
        used_up_[s] = used_up;
        const Amount light = seat(s, CapLevel::light), middle = seat(s, CapLevel::heavy),
                     severe = seat(s, CapLevel::severe);
        is_at_least(middle, light);
        is_at_least(severe, middle);
        if (!used_up.level2_and_3 || used_up.apart) is_at_least(light, middle);
        if (!used_up.calls) bound(opposite(light), 0);
        if (used_up.apart) {
            in_the_middle_ = true;
            is_at_least(severe, opposite(light));
            if (!used_up.calls && !used_up.level3) is_at_least(opposite(light), severe);
        } else {
            bound(light, 0);
            if (!used_up.level3) is_at_least(middle, severe);
        }
    }

    void require_of_call(CallIndex c) {
        const Part part = part_of(board_, c);
        const bool is_only = board_.brief(c).apart && board_.call(c).only_seat >= 0;
        const Amount asked = is_only ? seat(static_cast<SeatIndex>(board_.call(c).only_seat), level(c))
                                     : group(board_.brief(c).group, level(c));
        const auto s = board_.seat_of(c);
        if (!s && part == Part::maybe) bound(asked, worth(board_, c));
        if (s && part == Part::maybe) bound(opposite(asked), -worth(board_, c));
        if (s && !is_only) is_at_least(asked, seat(*s, level(c)));
    }

    void raise(Amount first, std::int64_t least) {
        if (least <= least_[first]) return;
        least_[first] = least;
        raised_from_[first] = first;
        std::vector<Amount> next{first};
        while (!next.empty()) {
            const Amount amount = next.back();
            next.pop_back();
            for (const Amount above : below_[amount]) {
                if (least_[above] >= least) continue;
                least_[above] = least;
                raised_from_[above] = amount;
                next.push_back(above);
            }
        }
    }

    bool is_too_high(Amount amount) const { return least_[amount] > -least_[opposite(amount)]; }

    // From one bound to the other.
    Route route_over(Amount amount) const {
        std::vector<Amount> way = way_to(amount);
        const std::vector<Amount> back = way_to(opposite(amount));
        for (auto each = back.rbegin() + 1; each != back.rend(); ++each) way.push_back(opposite(*each));
        Route route;
        const std::size_t seats = board_.seats() * kLevels;
        for (std::size_t i = 1; i < way.size(); ++i) {
            const std::size_t from = way[i - 1] / 2, to = way[i] / 2;
            if ((from < seats) == (to < seats)) continue;
            const std::size_t list = std::min(from, to), asked = std::max(from, to) - seats;
            const bool joins = (to < seats) == (way[i] % 2 == 0);
            route.push_back({static_cast<SeatIndex>(list / kLevels), asked / kLevels,
                             static_cast<CapLevel>(asked % kLevels), joins});
        }
        return route;
    }

    // From the bound that raised it.
    std::vector<Amount> way_to(Amount amount) const {
        std::vector<Amount> way{amount};
        while (raised_from_[way.back()] != way.back()) way.push_back(raised_from_[way.back()]);
        std::reverse(way.begin(), way.end());
        return way;
    }

    std::int64_t charge(SeatIndex s, CapLevel level) const {
        const Amount amount = seat(s, level);
        return in_the_middle_ ? (least_[amount] - least_[opposite(amount)]) / 2 : least_[amount];
    }

    const Board& board_;
    std::vector<std::vector<Amount>> below_;  // by amount: those that are at least that
    std::vector<UsedUp> used_up_;             // by seat
    std::vector<std::pair<std::int64_t, Amount>> bounds_;
    std::vector<std::int64_t> least_;  // by amount, in millionths
    std::vector<Amount> raised_from_;  // by amount: the one before it, or itself where it is bounded
    std::int64_t most_ = 0;            // that anybody is worth
    bool in_the_middle_ = false;
};

}  // namespace

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
