#include "engine/audit_free.h"

#include <algorithm>

namespace bienveille::audit_detail {

FreeTime::FreeTime(const Audited& audited, const std::set<int>& kinds)
    : facts_(audited.facts), held_(facts_.seats.size()) {
    for (const std::uint32_t t : facts_.in_hand) {
        const PreviousCall& call = *facts_.standings[t].held();
        held_[facts_.seat_of.at(call.advisor.text)].push_back(settled_by(call, facts_.standings[t].kind));
    }
    for (auto& held : held_) std::sort(held.begin(), held.end(), comes_first);
    for (const int kind : kinds) {
        const std::int64_t length = facts_.load(kind).count;
        if (length <= 0) continue;
        lengths_.insert(length);
        if (kind == kLevel3)
            level3_ = length;
        else
            shortest_other_ = shortest_other_ == 0 ? length : std::min(shortest_other_, length);
    }
    std::int64_t longest = 0;
    for (const Window& window : facts_.calendar.windows) longest = std::max(longest, window.length().count);
    for (std::int64_t within = 0; within <= longest; ++within) {
        std::int64_t most = 0;
        for (const std::int64_t length : lengths_)
            if (length <= within) most = std::max(most, length + filled_[static_cast<std::size_t>(within - length)]);
        filled_.push_back(most);
    }
}

Holds FreeTime::of(std::size_t seat) const {
    Holds holds;
    const Window& hours = facts_.seats[seat].hours;
    for (const Window& window : facts_.calendar.windows) {
        TimeOfDay from = window.from;
        bool after_level3 = false;
        const auto until = [&](TimeOfDay to, bool before_level3) {
            const TimeOfDay first = std::max(from, hours.from), last = std::min(to, hours.to);
            if (first < last) add(holds, last - first, int{after_level3} + int{before_level3});
        };
        for (const Settled& call : held_[seat]) {
            if (window.to <= call.from) continue;
            // Who began before the window is nobody's neighbour in it.
            if (window.from <= call.from) {
                until(call.from, call.level3);
                after_level3 = call.level3;
            }
            from = std::max(from, call.to);
        }
        until(window.to, false);
    }
    return holds;
}

void FreeTime::add(Holds& holds, Minutes length, int level3_beside) const {
    if (lengths_.empty()) return;
    holds.minutes += filled_[static_cast<std::size_t>(length.count)];
    holds.calls += length.count / *lengths_.begin();
    const int alone = 1 - level3_beside;
    std::int64_t level3 = 0;
    // One more takes its own minutes, and those of the others that it needs.
    while (level3_ > 0) {
        const std::int64_t more = level3 + 1, others = std::max<std::int64_t>(0, more - alone);
        if (others > 0 && shortest_other_ == 0) break;
        if (more * level3_ + others * shortest_other_ > length.count) break;
        level3 = more;
    }
    holds.level3 += level3;
    if (level3 > 0) holds.alone += std::max(0, alone);
}

}  // namespace bienveille::audit_detail
