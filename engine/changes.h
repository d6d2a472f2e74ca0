// What a plan changes against the day's plan before it, call by call, and why.
//
// Decides: nothing; it compares DayInput::previous with the plan made from that input. Does not decide: what moves (plan.h, O5).
//
// Model: a call of the previous plan that a person had not cancelled is now, in this order of importance,
//   dropped   on no list
//   moved     with another advisor
//   half_day  with the same advisor in the other half of the day (facts.h says what a half is)
//   time      with the same advisor in the same half at another time
// or where it was, which is no change: done and running calls always are. `added` was not on the previous plan.
// Why, the first that is true:
//   dropped   excluded - no_longer_owed (unplanned_as says how) - advisor_absent, from whom it was - gave_way to a call that is new on
//             that advisor's list (each in turn), else anywhere, and is not of lower tier, nor of fewer points in the same
//             tier - less_room
//   moved     advisor_absent - may_not_call (the language) - same_advisor: to the one who called last - own_area - gave_way to a call
//             new on the list left behind, the first by tier and points - less_room: that list has no minutes for it - evener
//   added     emergency - new_today: joined on this day - took_place of the dropped call that gave way to it - room
//   half_day, time  list_changed: others came, left or take longer
//
// Promises: D1 every difference is told once, and nothing else. D2 dropped, moved, half_day, added, time; within each by advisor (the
// new one, of dropped calls the old one), time, tenant: whatever the input's order.
// Cost: O(n log n) for n calls of both plans, and one pass over those not called.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/model.h"
#include "engine/ruleset.h"

namespace bienveille {

struct Appointment {
    AdvisorId advisor;
    HalfDay half_day = HalfDay::morning;
    TimeOfDay starts_at;

    bool operator==(const Appointment&) const = default;
};

struct Change {
    enum class Kind : std::uint8_t { dropped, moved, half_day, added, time };
    enum class Why : std::uint8_t {
        excluded,
        no_longer_owed,
        advisor_absent,
        may_not_call,
        gave_way,
        less_room,
        same_advisor,
        own_area,
        evener,
        emergency,
        new_today,
        took_place,
        room,
        list_changed,
    };

    TenantId tenant;
    Kind kind = Kind::moved;
    std::optional<Appointment> from;  // none of an added call
    std::optional<Appointment> to;    // none of a dropped call
    Why why = Why::list_changed;
    std::optional<TenantId> other;                // gave_way: to whom; took_place: of whom
    std::optional<ExcludedReason> excluded_as;    // with excluded
    std::optional<UnplannedReason> unplanned_as;  // of dropped calls that are not excluded

    bool operator==(const Change&) const = default;
};

// `plan` is one that was made from `input` and `rules`. Without a previous plan there are no changes.
std::vector<Change> changes(const DayInput& input, const RuleSet& rules, const Plan& plan);

}  // namespace bienveille
