#include "engine/bound_parts.h"

#include <algorithm>

namespace bienveille {
namespace {

// Every sum of one and another, which is `length` at most.
Sums added(const Sums& sums, const Sums& within, std::size_t length) {
    Sums both;
    for (std::size_t m = 0; m <= length; ++m)
        if (within[m]) both |= sums << m;
    return both;
}

}  // namespace

Stock stock_later(const Cell& cell, int length) {
    Stock stock;
    stock.minutes = cell.room.minutes;
    stock.calls = std::min(cell.room.calls, cell.room.minutes / length);
    stock.level2_and_3 = std::min<std::int64_t>(stock.calls, cell.room.level2_and_3);
    stock.level3 = std::min<std::int64_t>(stock.level2_and_3, cell.room.level3);
    stock.places_apart = stock.level3;
    return stock;
}

Stocks::Stocks(const Board& board) : board_(board) {
    std::array<bool, kKinds> asked{};
    for (CallIndex c = 0; c < board.calls(); ++c) asked[board.brief(c).kind] = true;
    const FreeParts parts(asked, board.fit());
    anywhere_ = parts.sums();
    const auto shorter = [](std::int64_t& shortest, std::int64_t length) {
        shortest = shortest == 0 ? length : std::min(shortest, length);
    };
    for (std::size_t k = 0; k < kKinds; ++k) {
        if (!asked[k]) continue;
        const std::int64_t length = board.fit().minutes_of(k);
        longest_ = std::max(longest_, length);
        shorter(shortest_, length);
        if (k >= kLevel3 - 1) shorter(shortest_heavy_, length);
        if (k == kLevel3) severe_ = length;
    }
    in_windows_[0] = true;
    for (const Window& window : board.windows()) {
        const auto length = static_cast<std::size_t>(window.to.minutes - window.from.minutes);
        in_windows_ = added(in_windows_, anywhere_, length);
    }
    for (SeatIndex s = 0; s < board.seats(); ++s) held_.push_back(parts.most_in(board.gaps_beside_fixed(s)));
    count_light();
}

void Stocks::count_light() {
    light_.assign(board_.seats(), 0);
    std::vector<std::int64_t> of_group(board_.groups(), 0);
    for (CallIndex c = 0; c < board_.calls(); ++c) {
        const Brief& call = board_.brief(c);
        if (call.kind >= kLevel3 - 1 || !callable(board_, c)) continue;
        if (const std::int32_t only = call.apart ? board_.call(c).only_seat : -1; only >= 0)
            ++light_[static_cast<SeatIndex>(only)];
        else
            ++of_group[call.group];
    }
    for (std::size_t g = 0; g < board_.groups(); ++g)
        for (const SeatIndex s : board_.seats_of_group(g)) light_[s] += of_group[g];
}

std::int64_t Stocks::minutes(SeatIndex s) const {
    const Seat& seat = board_.seat(s);
    if (!seat.present) return 0;
    std::int64_t free = seat.capacity;
    std::int64_t calls = seat.max_calls;
    for (const FixedCall& fixed : seat.fixed) {
        free -= (fixed.minutes + fixed.pause).count;
        --calls;
    }
    free = std::min(free, std::max<std::int64_t>(0, calls) * longest_);
    free = std::min(free, held_[s].minutes);
    return fillable(seat.fixed.empty() ? in_windows_ : anywhere_, std::max<std::int64_t>(0, free));
}

Stock Stocks::operator()(SeatIndex s) const {
    Stock stock;
    if (!board_.seat(s).present || shortest_ == 0) return stock;
    stock.minutes = minutes(s);
    if (stock.minutes == 0) return stock;
    const auto held = [&](std::int64_t length) { return length == 0 ? 0 : stock.minutes / length; };
    const auto fixed = static_cast<std::int64_t>(board_.seat(s).fixed.size());
    const Caps caps = board_.caps_of_fixed(s);
    stock.calls =
        std::clamp<std::int64_t>(board_.seat(s).max_calls - fixed, 0, std::min(held(shortest_), held_[s].calls));
    stock.level2_and_3 = std::clamp<std::int64_t>(caps.level2_and_3, 0, std::min(stock.calls, held(shortest_heavy_)));
    // Kept apart, all but those that may stand alone have another call before them.
    stock.places_apart = held_[s].alone;
    const std::int64_t kept_apart = (std::min(stock.calls, stock.level2_and_3 + light_[s]) + stock.places_apart) / 2;
    stock.level3 = std::clamp<std::int64_t>(caps.level3, 0,
                                            std::min({stock.level2_and_3, held(severe_), held_[s].level3, kept_apart}));
    return stock;
}

}  // namespace bienveille
