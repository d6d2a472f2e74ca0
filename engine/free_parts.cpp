#include "engine/free_parts.h"

#include <algorithm>

namespace bienveille {

FreeParts::FreeParts(const std::array<bool, kKinds>& asked, const Fit& fit) : fillable_(24 * 60 + 1, 0) {
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
    for (std::size_t within = 1; within < fillable_.size(); ++within) {
        fillable_[within] = fillable_[within - 1];
        for (std::size_t k = 0; k < kKinds; ++k) {
            const auto length = static_cast<std::size_t>(fit.minutes_of(k));
            if (asked[k] && 0 < length && length <= within)
                fillable_[within] =
                    std::max(fillable_[within], static_cast<std::int64_t>(length) + fillable_[within - length]);
        }
    }
}

MostHeld FreeParts::most_in(std::span<const Gap> parts) const {
    MostHeld most;
    if (shortest_ == 0) return most;
    for (const Gap& part : parts) {
        most.minutes += fillable_[static_cast<std::size_t>(part.length())];
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
