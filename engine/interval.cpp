#include "engine/interval.h"

#include <algorithm>
#include <cassert>

namespace bienveille {
namespace {

// 40,000 k (n - k) z^2 10^8 / n reaches 4 10^24 with n = 10,000,000, before the division by n 4 10^31.
__extension__ using Wide = __int128;

constexpr std::int64_t kSquare = 38'416;  // z^2 = 1.96^2 in ten-thousandths
constexpr std::int64_t kTenThousand = 10'000;

// The least whole number whose square is at least `square`.
std::int64_t root_above(Wide square) {
    std::int64_t low = 0;
    std::int64_t high = std::int64_t{1} << 50;
    while (low < high) {
        const std::int64_t middle = low + (high - low) / 2;
        if (Wide{middle} * middle < square)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

}  // namespace

Interval95 wilson_interval(std::int64_t part, std::int64_t whole) {
    assert(0 <= part && part <= whole);
    if (whole == 0) return {Value{0}, kOne};
    // Everything in units of 10^-8. The square under the root is in 10^-16, rounded up.
    const Wide square = Wide{kSquare} * (Wide{kSquare} * whole + Wide{4} * kTenThousand * part * (whole - part));
    const Wide scaled = (square * kTenThousand * kTenThousand + whole - 1) / whole;
    const std::int64_t root = root_above(scaled);
    const Wide middle = Wide{2 * part * kTenThousand + kSquare} * kTenThousand;
    const Wide below = Wide{2} * (whole * kTenThousand + kSquare) * kTenThousand;
    const Wide low = (middle - root) * kOne.count / below;
    const Wide high = ((middle + root) * kOne.count + below - 1) / below;
    return {Value{std::max<std::int64_t>(0, static_cast<std::int64_t>(low))},
            Value{std::min(kOne.count, static_cast<std::int64_t>(high))}};
}

Value share_of(std::int64_t part, std::int64_t whole) {
    assert(whole > 0);
    return Value{static_cast<std::int64_t>((Wide{part} * 2 * kOne.count + whole) / (Wide{whole} * 2))};
}

}  // namespace bienveille
