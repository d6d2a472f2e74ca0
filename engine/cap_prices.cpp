#include "engine/cap_prices.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace bienveille {
namespace {

enum Level : std::size_t { kLight, kHeavy, kSevere, kLevels };

Level level_of(std::size_t kind) { return kind == kLevel3 ? kSevere : kind == kLevel3 - 1 ? kHeavy : kLight; }

class LeastCharges {
public:
    LeastCharges(const Board& board, const Stocks& stocks)
        : board_(board), arcs_((board.seats() + board.groups()) * kLevels), of_(arcs_.size(), 0) {
        for (SeatIndex s = 0; s < board.seats(); ++s) join_levels(s, stocks(s));
        for (std::size_t g = 0; g < board.groups(); ++g)
            for (const SeatIndex s : board.seats_of_group(g))
                for (std::size_t level = 0; level < kLevels; ++level) arcs_[group(g, level)].push_back(seat(s, level));
        for (CallIndex c = 0; c < board.calls(); ++c)
            if (const auto s = board.seat_of(c); s && !is_only(c))
                arcs_[seat(*s, level(c))].push_back(group(board.brief(c).group, level(c)));
        for (auto& arcs : arcs_) {
            std::sort(arcs.begin(), arcs.end());
            arcs.erase(std::unique(arcs.begin(), arcs.end()), arcs.end());
        }
    }

    void follow() {
        std::vector<std::pair<std::int64_t, std::size_t>> waiting;
        for (CallIndex c = 0; c < board_.calls(); ++c)
            if (part_of(board_, c) == Part::maybe && !board_.seat_of(c))
                waiting.emplace_back(worth(board_, c), node(c));
        std::sort(waiting.begin(), waiting.end(), std::greater<>());
        for (const auto& [points, node] : waiting) raise(node, points);
    }

    bool hold() const {
        for (const std::size_t node : free_)
            if (of_[node] > 0) return false;
        for (CallIndex c = 0; c < board_.calls(); ++c)
            if (const auto s = board_.seat_of(c); s && part_of(board_, c) == Part::maybe)
                if (of_[seat(*s, level(c))] > worth(board_, c)) return false;
        return true;
    }

    SeatPrice price(SeatIndex s) const {
        const auto charge = [&](std::size_t level) { return of_[seat(s, level)]; };
        return {0, charge(kLight), charge(kHeavy) - charge(kLight), charge(kSevere) - charge(kHeavy)};
    }

private:
    std::size_t seat(SeatIndex s, std::size_t level) const { return s * kLevels + level; }
    std::size_t group(std::size_t g, std::size_t level) const { return (board_.seats() + g) * kLevels + level; }
    Level level(CallIndex c) const { return level_of(board_.brief(c).kind); }
    bool is_only(CallIndex c) const { return board_.brief(c).apart && board_.call(c).only_seat >= 0; }
    std::size_t node(CallIndex c) const {
        return is_only(c) ? seat(static_cast<SeatIndex>(board_.call(c).only_seat), level(c))
                          : group(board_.brief(c).group, level(c));
    }

    void join_levels(SeatIndex s, const Stock& stock) {
        std::array<std::int64_t, kLevels> calls{};
        for (const CallIndex c : board_.list(s)) ++calls[level(c)];
        const std::int64_t heavy = calls[kHeavy] + calls[kSevere];
        arcs_[seat(s, kLight)].push_back(seat(s, kHeavy));
        arcs_[seat(s, kHeavy)].push_back(seat(s, kSevere));
        if (heavy < stock.level2_and_3) arcs_[seat(s, kHeavy)].push_back(seat(s, kLight));
        if (calls[kSevere] < stock.level3) arcs_[seat(s, kSevere)].push_back(seat(s, kHeavy));
        if (calls[kLight] + heavy < stock.calls) free_.push_back(seat(s, kLight));
    }

    void raise(std::size_t first, std::int64_t charge) {
        if (charge <= of_[first]) return;
        of_[first] = charge;
        std::vector<std::size_t> next{first};
        while (!next.empty()) {
            const std::size_t node = next.back();
            next.pop_back();
            for (const std::size_t other : arcs_[node]) {
                if (of_[other] >= charge) continue;
                of_[other] = charge;
                next.push_back(other);
            }
        }
    }

    const Board& board_;
    std::vector<std::vector<std::size_t>> arcs_;  // by node: seats, then groups, three levels each
    std::vector<std::int64_t> of_;                // by node, in millionths
    std::vector<std::size_t> free_;               // of lists with room for a call
};

}  // namespace

std::optional<PriceBySeat> cap_prices(const Board& board, const Stocks& stocks) {
    if (!board.all_take_equally_long()) return std::nullopt;
    LeastCharges charges(board, stocks);
    charges.follow();
    if (!charges.hold()) return std::nullopt;
    PriceBySeat prices;
    for (SeatIndex s = 0; s < board.seats(); ++s) prices.push_back(charges.price(s));
    return prices;
}

}  // namespace bienveille
