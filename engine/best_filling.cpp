#include "engine/best_filling.h"

#include <algorithm>

namespace bienveille {
namespace {

constexpr std::size_t kLevel2 = kLevel3 - 1;  // below it calls are light: no cap of levels binds them

}  // namespace

FilledList BestFilling::of(const Room& room) {
    FilledList best;
    if (room.minutes <= 0 || room.calls <= 0) return best;
    grow(room.minutes);
    const auto most = [&](std::size_t kind, int cap) { return worths_[kind] > 0 ? std::max(0, cap) : 0; };
    const int all_level3 = most(kLevel3, std::min({room.level3, room.level2_and_3, room.calls}));
    for (int level3 = 0; level3 <= all_level3 && level3 * minutes_[kLevel3] <= room.minutes; ++level3) {
        const int beside = room.minutes - level3 * minutes_[kLevel3];
        const int all_level2 = most(kLevel2, std::min(room.level2_and_3, room.calls) - level3);
        for (int level2 = 0; level2 <= all_level2 && level2 * minutes_[kLevel2] <= beside; ++level2) {
            const int left = beside - level2 * minutes_[kLevel2];
            const std::int64_t heavy = level3 * worths_[kLevel3] + level2 * worths_[kLevel2];
            if (heavy + any_[static_cast<std::size_t>(left)] <= best.worth) continue;
            FilledList filling = light(left, room.calls - level3 - level2);
            filling.worth += heavy;
            filling.calls[kLevel3] = level3;
            filling.calls[kLevel2] = level2;
            if (filling.worth > best.worth) best = filling;
        }
    }
    return best;
}

void BestFilling::set_worths(const Worths& worths) {
    const bool same_light = std::equal(worths.begin(), worths.begin() + kLevel2, worths_.begin());
    worths_ = worths;
    if (same_light) return;
    any_.clear();
    light_.clear();
    for (std::size_t k = 0; k < kLevel2; ++k)
        if (worths[k] > 0 && !has_better(k)) light_.push_back(k);
}

// Whether a call of another kind is worth no less and takes no longer.
bool BestFilling::has_better(std::size_t kind) const {
    for (std::size_t k = 0; k < kLevel2; ++k) {
        const bool as_good = worths_[k] >= worths_[kind] && minutes_[k] <= minutes_[kind];
        const bool alike = worths_[k] == worths_[kind] && minutes_[k] == minutes_[kind];
        if (as_good && (!alike || k < kind)) return true;
    }
    return false;
}

void BestFilling::grow(int minutes) {
    const auto size = static_cast<std::size_t>(minutes) + 1;
    if (size <= any_.size()) return;
    any_.assign(size, 0);
    for (const std::size_t k : light_) {
        const auto needs = static_cast<std::size_t>(minutes_[k]);
        for (std::size_t within = needs; within < size; ++within)
            any_[within] = std::max(any_[within], any_[within - needs] + worths_[k]);
    }
}

bool BestFilling::binds(int minutes, int calls) const {
    for (std::size_t k = 0; k < kLevel2; ++k)
        if (worths_[k] > 0 && calls < minutes / minutes_[k]) return true;
    return false;
}

// The best filling with light calls alone: back through the table, which calls make its best.
FilledList BestFilling::light(int minutes, int calls) const {
    if (binds(minutes, calls)) return light_of_few(minutes, calls);
    FilledList filling;
    filling.worth = any_[static_cast<std::size_t>(minutes)];
    for (auto left = static_cast<std::size_t>(minutes); any_[left] > 0;) {
        std::size_t kind = 0;
        for (; kind < kLevel2; ++kind) {
            const auto needs = static_cast<std::size_t>(minutes_[kind]);
            if (worths_[kind] > 0 && needs <= left && any_[left - needs] + worths_[kind] == any_[left]) break;
        }
        if (kind == kLevel2) {  // the best is that of a minute less
            --left;
            continue;
        }
        ++filling.calls[kind];
        left -= static_cast<std::size_t>(minutes_[kind]);
    }
    return filling;
}

// Every number of calls of the first two kinds that the table lets hope; of the last as many as there is room for.
FilledList BestFilling::light_of_few(int minutes, int calls) const {
    static_assert(kLevel2 == 3);
    const auto most = [&](std::size_t kind, int within, int few) {
        return worths_[kind] > 0 ? std::min(within / minutes_[kind], few) : 0;
    };
    FilledList best;
    for (int first = most(0, minutes, calls); first >= 0; --first) {
        const int beside = minutes - first * minutes_[0];
        const std::int64_t worth = first * worths_[0];
        if (worth + any_[static_cast<std::size_t>(beside)] <= best.worth) continue;
        for (int second = most(1, beside, calls - first); second >= 0; --second) {
            const int third = most(2, beside - second * minutes_[1], calls - first - second);
            const std::int64_t all = worth + second * worths_[1] + third * worths_[2];
            if (all > best.worth) best = {all, {first, second, third}};
        }
    }
    return best;
}

}  // namespace bienveille
