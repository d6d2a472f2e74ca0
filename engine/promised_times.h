// With whom the times promised for today stand.
//
// Decides: which advisor's day takes the room of each, in the order of keeping: the promised advisor's, else that of whoever may call,
// is free then and has most room. A time stands inside a window and its advisor's hours and overlaps no other call that stands. Does not
// decide: what else is called today (selection.h), nor promised times of later days, which count in full (packing.h); what proves that a
// time cannot be kept (at_once.h).
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

// A call at its promised time, the pause included.
struct TimeSpan {
    int from = 0, to = 0;  // minutes since midnight

    bool overlaps(const TimeSpan& other) const { return other.from < to && from < other.to; }
    bool holds(int at) const { return from <= at && at < to; }
};

// Who of those there today may make a call at its time beside the calls that stay, whatever else is promised.
class FreeAtTimes {
public:
    FreeAtTimes(const Facts& facts, const Roster& roster, const Horizon& horizon,
                const std::array<int, kKinds>& minutes);

    std::optional<TimeSpan> span(const Duty& duty) const;  // none of who has no time today
    bool is_bound(const Duty& duty) const { return call(duty).only_seat >= 0; }
    bool is_inside_a_window(const TimeSpan& span) const;
    CellIndex cells() const { return static_cast<CellIndex>(seats_.size()); }
    bool is_free(CellIndex cell, const Duty& duty, const TimeSpan& span) const;

private:
    const Candidate& call(const Duty& duty) const { return facts_.owed[static_cast<std::size_t>(duty.call)]; }

    const Facts& facts_;
    const Roster& roster_;
    const Horizon& horizon_;
    const std::array<int, kKinds>& minutes_;
    std::vector<std::int32_t> seats_;  // by cell of today
};

}  // namespace bienveille
