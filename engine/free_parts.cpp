#include "engine/free_parts.h"

#include <algorithm>

namespace bienveille {

Sums sums_of(const std::array<bool, kKinds>& kinds, const Fit& fit) {
    Sums sums;
    sums[0] = true;
    for (std::size_t k = 0; k < kKinds; ++k) {
        const int length = fit.minutes_of(k);
        if (!kinds[k] || length <= 0) continue;
        // With one more of them, with up to three more, with up to seven...
        for (auto more = static_cast<std::size_t>(length); more <= kMinutesOfADay; more *= 2) sums |= sums << more;
    }
    return sums;
}

std::int64_t fillable(const Sums& sums, std::int64_t minutes) {
    while (minutes > 0 && !sums[static_cast<std::size_t>(minutes)]) --minutes;
    return minutes;
}

FreeParts::FreeParts(const std::array<bool, kKinds>& asked, const Fit& fit) : sums_(sums_of(asked, fit)) {
    const auto shorter = [](std::int64_t& shortest, std::int64_t length) {
        shortest = shortest == 0 ? length : std::min(shortest, length);
    };
    for (std::size_t k = 0; k < kKinds; ++k) {
        const std::int64_t length = fit.minutes_of(k);
        if (!asked[k] || length <= 0) continue;
        shorter(shortest_, length);
        if (k == kLevel3)
            severe_ = length;
        else
            shorter(shortest_other_, length);
    }
}

MostHeld FreeParts::most_in(std::span<const Gap> parts) const {
    MostHeld most;
    if (shortest_ == 0) return most;
    for (const Gap& part : parts) {
        most.minutes += fillable(sums_, part.length());
        most.calls += part.length() / shortest_;
        const std::int64_t level3 = most_level3_in(part);
        most.level3 += level3;
        if (level3 > 0) most.alone += std::max(0, part.spare_separators());
    }
    return most;
}

// Those that may stand alone, then each with another before it.
std::int64_t FreeParts::most_level3_in(const Gap& part) const {
    if (severe_ == 0) return 0;
    const std::int64_t alone = part.spare_separators();
    const std::int64_t with_others =
        shortest_other_ == 0 ? alone : (part.length() + alone * shortest_other_) / (severe_ + shortest_other_);
    return std::max<std::int64_t>(0, std::min(part.length() / severe_, std::max(alone, with_others)));
}

}  // namespace bienveille
