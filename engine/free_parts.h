// What the free parts of an advisor's windows hold at most: what calls that stay, hours and the time that has run leave of them.
//
// Decides: how many calls, how many of level 3, how many minutes of whole calls there is room for, whoever calls whom. Does not decide:
// capacity and caps (bound_parts.h, carry.h); whether certain calls fit (fit.h).
//
// Model: each part on its own, with calls of the lengths asked for, any number of each. In one part level-3 calls number at most the
// others and those that may stand alone there: one, less one for each level-3 call that stands beside it.
// Promise: no list of calls of these lengths holds more, so that bounds stay true.
// Cost: O(a day's minutes) bits once, then O(parts) a list but for the minutes looked through.
#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <span>

#include "engine/fit.h"

namespace bienveille {

// By minutes: whether calls of some lengths add up to as many.
constexpr std::size_t kMinutesOfADay = 24 * 60;
using Sums = std::bitset<kMinutesOfADay + 1>;
Sums sums_of(const std::array<bool, kKinds>& kinds, const Fit& fit);
// The most minutes up to so many that they add up to.
std::int64_t fillable(const Sums& sums, std::int64_t minutes);

struct MostHeld {
    std::int64_t minutes = 0;
    std::int64_t calls = 0;
    std::int64_t level3 = 0;
    std::int64_t alone = 0;  // of these, without another call before them
};

class FreeParts {
public:
    FreeParts(const std::array<bool, kKinds>& asked, const Fit& fit);

    MostHeld most_in(std::span<const Gap> parts) const;
    const Sums& sums() const { return sums_; }  // of the calls asked for

private:
    std::int64_t most_level3_in(const Gap& part) const;

    std::int64_t shortest_ = 0, shortest_other_ = 0, severe_ = 0;  // 0 where there are none
    Sums sums_;
};

}  // namespace bienveille
