#include "engine/longest_waiting.h"

#include <algorithm>

#include "engine/facts.h"
#include "engine/tenant_facts.h"

namespace bienveille {
namespace {

RankKey by_points(const RankKey& key) { return {without_tier(key.first), key.second, key.candidate, key.kind}; }

}  // namespace

// Those who wait longer than some wait are all among them; of those who wait exactly so long, the first by rank.
LongestWaiting::LongestWaiting(std::span<const RankKey> order, const std::vector<Candidate>& owed,
                               const DayInput& input, const std::array<int, 5>& minutes, std::int64_t share) {
    std::vector<std::int64_t> of_wait(1, 0);  // minutes by days of waiting
    std::int64_t taken = 0;                   // of those never reached, then of the longer waiting
    for (const RankKey& each : order) {
        const std::int64_t wait = kWaitBits.of_reversed(each.second);
        const int length = minutes[each.kind];
        if (wait == kNeverReached) {
            taken += length;
            continue;
        }
        if (static_cast<std::size_t>(wait) >= of_wait.size()) of_wait.resize(static_cast<std::size_t>(wait) + 1, 0);
        of_wait[static_cast<std::size_t>(wait)] += length;
    }
    least_wait_ = kNeverReached;
    if (taken * kOne.count < share) {
        least_wait_ = static_cast<std::int64_t>(of_wait.size()) - 1;
        while (least_wait_ > 0 && (taken + of_wait[static_cast<std::size_t>(least_wait_)]) * kOne.count < share)
            taken += of_wait[static_cast<std::size_t>(least_wait_--)];
    } else {
        taken = 0;
    }
    std::vector<RankKey> as_long;  // who wait exactly so long: the first of them by rank
    for (const RankKey& each : order)
        if (kWaitBits.of_reversed(each.second) == least_wait_) as_long.push_back(by_points(each));
    const auto before = [&](const RankKey& a, const RankKey& b) { return ranks_before(a, b, owed, input); };
    // Each call takes some minutes, so no more than this many are among them: only they are put in order.
    const std::int64_t shortest = *std::min_element(minutes.begin(), minutes.end()) * kOne.count;
    const auto most = std::max<std::int64_t>(0, (share - taken * kOne.count + shortest - 1) / shortest);
    auto end = as_long.end();
    if (most < end - as_long.begin()) {
        end = as_long.begin() + most;
        std::nth_element(as_long.begin(), end, as_long.end(), before);
    }
    std::sort(as_long.begin(), end, before);
    for (auto each = as_long.begin(); each != end && taken * kOne.count < share; ++each) {
        taken += minutes[each->kind];
        last_ = *each;
    }
}

bool LongestWaiting::includes(const RankKey& key, const std::vector<Candidate>& owed, const DayInput& input) const {
    const std::int64_t wait = kWaitBits.of_reversed(key.second);
    if (wait != least_wait_) return wait > least_wait_;
    return last_ && !ranks_before(*last_, by_points(key), owed, input);
}

}  // namespace bienveille
