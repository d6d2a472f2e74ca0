// With whom the times promised for today stand.
//
// Decides: which advisor's day takes the room of each, in the order of keeping: the promised advisor's, else that of whoever may call,
// is free then and has most room. A time stands inside a window and overlaps no other call that stands. Does not decide: what else
// is called today (selection.h), nor promised times of later days, which count in full (packing.h).
//
// Cost: O(times x advisors).
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

#include "engine/facts.h"
#include "engine/fit.h"
#include "engine/horizon.h"
#include "engine/roster.h"

namespace bienveille {

struct PromisedTime {
    std::size_t duty = 0;
    TimeOfDay at;
    std::optional<CellIndex> cell;  // none where everybody who may call is taken at that time
};

// Of these duties, which are in the order of keeping.
std::vector<PromisedTime> promised_times(const std::vector<Duty>& duties, const Facts& facts, const Roster& roster,
                                         const Horizon& horizon, const std::array<int, kKinds>& minutes);

}  // namespace bienveille
