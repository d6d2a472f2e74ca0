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
    int best_minutes = room.minutes;
    const int all_level3 = most(kLevel3, std::min({room.level3, room.level2_and_3, room.calls}));
    const auto light = [&](int minutes, int calls) {
        return binds(minutes, calls) ? within(calls)[static_cast<std::size_t>(minutes)]
                                     : any_[static_cast<std::size_t>(minutes)];
    };
    best.worth = light(room.minutes, room.calls);
    for (int level3 = 0; level3 <= all_level3 && level3 * minutes_[kLevel3] <= room.minutes; ++level3) {
        const int beside = room.minutes - level3 * minutes_[kLevel3];
        const int all_level2 = most(kLevel2, std::min(room.level2_and_3, room.calls) - level3);
        for (int level2 = 0; level2 <= all_level2 && level2 * minutes_[kLevel2] <= beside; ++level2) {
            const int left = beside - level2 * minutes_[kLevel2];
            const std::int64_t worth =
                level3 * worths_[kLevel3] + level2 * worths_[kLevel2] + light(left, room.calls - level3 - level2);
            if (worth <= best.worth) continue;
            best.worth = worth;
            best.calls[kLevel3] = level3;
            best.calls[kLevel2] = level2;
            best_minutes = left;
        }
    }
    take_light(best, best_minutes, room.calls - static_cast<int>(best.calls[kLevel3] + best.calls[kLevel2]));
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
    rows_.clear();
    for (const std::size_t k : light_) add_calls(k, any_, any_);
}

// Each time takes a call of this kind where it is worth more so, beside what the time left over takes.
void BestFilling::add_calls(std::size_t kind, const Row& beside, Row& row) const {
    const std::int64_t worth = worths_[kind];
    const auto needs = static_cast<std::size_t>(minutes_[kind]);
    for (std::size_t within = needs; within < row.size(); ++within)
        row[within] = std::max(row[within], beside[within - needs] + worth);
}

bool BestFilling::binds(int minutes, int calls) const {
    for (std::size_t k = 0; k < kLevel2; ++k)
        if (worths_[k] > 0 && calls < minutes / minutes_[k]) return true;
    return false;
}

const BestFilling::Row& BestFilling::within(int calls) {
    if (rows_.empty()) rows_.emplace_back(any_.size(), 0);
    while (rows_.size() <= static_cast<std::size_t>(calls)) {
        Row row = rows_.back();
        for (const std::size_t k : light_) add_calls(k, rows_.back(), row);
        rows_.push_back(std::move(row));
    }
    return rows_[static_cast<std::size_t>(calls)];
}

// Back through the table: which calls make its best.
void BestFilling::take_light(FilledList& filling, int minutes, int calls) {
    const bool counted = binds(minutes, calls);
    for (auto left = static_cast<std::size_t>(minutes);;) {
        const std::int64_t worth = counted ? within(calls)[left] : any_[left];
        std::size_t kind = 0;
        for (; kind < kLevel2; ++kind) {
            const auto needs = static_cast<std::size_t>(minutes_[kind]);
            if (worths_[kind] == 0 || needs > left || (counted && calls == 0)) continue;
            if ((counted ? within(calls - 1)[left - needs] : any_[left - needs]) + worths_[kind] == worth) break;
        }
        if (worth == 0) return;
        if (kind == kLevel2) {  // the best is that of one call fewer, or of a minute less
            if (counted)
                --calls;
            else
                --left;
            continue;
        }
        ++filling.calls[kind];
        left -= static_cast<std::size_t>(minutes_[kind]);
        if (counted) --calls;
    }
}

}  // namespace bienveille
