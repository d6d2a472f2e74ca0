// The day's lists in a replay: the plan's, or those of an order to compare with (replay.h).
//
// Decides: who stands on which list, in which order, and who is called by whoever has time left. Does not decide: what the calls
// bring.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/plan.h"
#include "engine/replay.h"
#include "engine/roster.h"

namespace bienveille {

using ReplayList = DayLists::List;

// Owed a call and on no list: the first of them is called by whoever has done their list and may call them.
struct ReplaySpare {
    std::uint32_t tenant;
    int minutes;                           // expected, with the pause
    std::optional<std::uint32_t> advisor;  // only this one
};

struct ReplayDay {
    std::vector<ReplayList> lists;
    std::vector<ReplaySpare> spare;
};

// `input` and `rules` are without problems, `team` is theirs.
ReplayDay replay_day(const DayInput& input, const RuleSet& rules, const Team& team, CallOrder order,
                     std::optional<std::uint64_t> seed);

}  // namespace bienveille
