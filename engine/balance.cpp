#include "engine/balance.h"

namespace bienveille {
namespace {

__extension__ using Wide = __int128;

// high - low as numerator / denominator.
struct Difference {
    Wide numerator;
    Wide denominator;
};

Difference difference(const Extremes& e) {
    return {Wide{e.high.load} * e.low.capacity - Wide{e.low.load} * e.high.capacity,
            Wide{e.high.capacity} * e.low.capacity};
}

}  // namespace

// (h - d)^2 / H + (l + d)^2 / L < h^2 / H + l^2 / L, divided by d.
bool makes_evener(const Share& from, const Share& to, std::int64_t minutes) {
    return to.capacity * (minutes - 2 * from.load) + from.capacity * (minutes + 2 * to.load) < 0;
}

std::optional<Extremes> extremes(const Board& board) {
    std::optional<Extremes> found;
    for (SeatIndex s = 0; s < board.seats(); ++s) {
        if (!board.seat(s).present) continue;
        const Share share{board.load(s), board.seat(s).capacity};
        if (!found) found = Extremes{share, share};
        if (found->high < share) found->high = share;
        if (share < found->low) found->low = share;
    }
    return found;
}

bool gap_within(const Extremes& extremes, Value limit) {
    const Difference gap = difference(extremes);
    return gap.numerator * kOne.count <= limit.count * gap.denominator;
}

bool gap_less(const Extremes& a, const Extremes& b) {
    const Difference left = difference(a);
    const Difference right = difference(b);
    return left.numerator * right.denominator < right.numerator * left.denominator;
}

Value gap_half_up(const Extremes& extremes) {
    const Difference gap = difference(extremes);
    return {static_cast<std::int64_t>((2 * gap.numerator * kOne.count + gap.denominator) / (2 * gap.denominator))};
}

Value gap_down(const Extremes& extremes) {
    const Difference gap = difference(extremes);
    return {static_cast<std::int64_t>(gap.numerator * kOne.count / gap.denominator)};
}

}  // namespace bienveille
