// The day's lists in a replay: the plan's, or those of an order to compare with (replay.h).
//
// Decides: who stands on which list, in which order. Does not decide: what the calls bring.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/replay.h"

namespace bienveille {

struct ReplayList {
    std::uint32_t advisor;               // index into DayInput::advisors
    int capacity = 0;                    // minutes
    std::vector<std::uint32_t> tenants;  // indices into DayInput::tenants
};

// `input` and `rules` are without problems.
std::vector<ReplayList> replay_lists(const DayInput& input, const RuleSet& rules, CallOrder order,
                                     std::optional<std::uint64_t> seed);

}  // namespace bienveille
