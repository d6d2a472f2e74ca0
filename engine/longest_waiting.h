// Who of those owed a call has waited longest.
//
// Decides: the shortest prefix, by (wait, points, ties), whose minutes reach the share of the day (facts.h). Does not decide: what
// follows from it for the rank.
//
// Cost: O(n) and the sort of as many of those who wait exactly so long as can be among them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/model.h"
#include "engine/rank_key.h"

namespace bienveille {

struct Candidate;

class LongestWaiting {
public:
    LongestWaiting() = default;  // nobody
    // `share` in millionths of a minute; `minutes` by kind.
    LongestWaiting(std::span<const RankKey> order, const std::vector<Candidate>& owed, const DayInput& input,
                   const std::array<int, 5>& minutes, std::int64_t share);

    bool includes(const RankKey& key, const std::vector<Candidate>& owed, const DayInput& input) const;

private:
    std::int64_t least_wait_ = kNeverReached;  // at which the share is reached, in days
    std::optional<RankKey> last_;              // of those who wait exactly so long
};

}  // namespace bienveille
