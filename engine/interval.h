// How sure a share is: Wilson's interval at 95 %, in integers.
//
// Decides: the interval and its rounding: outward, to a millionth, so that the exact one always lies inside. Does not decide: what is a share.
//
// Formula, with z = 1.96 and k of n: (2k + z^2 -+ z sqrt(z^2 + 4k(n - k)/n)) / (2(n + z^2)). n = 0: everything, 0 to 1.
// Source: Wilson, Journal of the American Statistical Association 22 (1927), 209-212. Exact for n up to 10,000,000.
#pragma once

#include <cstdint>

#include "engine/types.h"

namespace bienveille {

struct Interval95 {
    Value low;
    Value high;

    bool operator==(const Interval95&) const = default;
};

// 0 <= part <= whole.
Interval95 wilson_interval(std::int64_t part, std::int64_t whole);

// part / whole, rounded half up to a millionth; whole > 0.
Value share_of(std::int64_t part, std::int64_t whole);

}  // namespace bienveille
