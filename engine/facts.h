// Who is owed a call today, by when, and in which order: the facts that follow from the input alone.
//
// Decides: exclusions, deadlines, tiers, rank. Does not decide: who fits into the day (selection.h).
//
// For tenant t and day D, with working days counted by the calendar in force:
//   H0  excluded: opted_out, deceased, moved; hospitalised or absent without a date, or while D < absent_until (an
//   active
//       tenant with a later absent_until is absent too).
//   Owed a call, or the first of these that fails: no_phone (none, or the last outcome was wrong_number or
//       unassigned_number) - already_today (reached today) - retry_later (tried today: the live day retries; or within
//       the outcome's wait; or the policy's tries are used up and it rests) - not_owed (no open deadline, reached since
//       joining, and less than rest_days ago; or the only thing open is a slot on a later day).
//   Deadline: the earliest of
//       H1 open emergency: D                        H4 high risk and the last try unanswered: D
//       H2 callback with a time: its day            H5 callback: last working day on or before the promise
//       H3 level 3, not cleared: first_recall after it was seen, then recall_every after the last call, until calm
//       H6 joined_on + mandatory, until reached since joining
//   A deadline before D counts as D and is told as late; a slot of an earlier day is then a promise due today.
//   Tier: 1 H1 - 2 H2 today - 3 first H3 due, H4 - 4 H5 due today - 5 H3 rhythm or H6 due - 6 H5 within slack -
//       7 the longest waiting - 8 score.
//   Longest waiting: of those owed a call, by (wait, points, ties), the shortest prefix whose minutes (pauses
//       included) reach the share of the capacity present.
//   Rank: (tier, points descending, deadline, isolation descending, wait descending, age descending, hash(tenant, day),
//   id).
//
// Promises: F1 the order is total and does not depend on the input's order. F2 each tenant is in exactly one of owed,
// not owed, excluded.
// Cost: O(n log n) for n tenants owed; memory 64 bytes each.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/calendar.h"
#include "engine/model.h"
#include "engine/roster.h"
#include "engine/ruleset.h"

namespace bienveille {

// One tenant who is owed a call today.
struct Candidate {
    std::uint32_t tenant;  // index into DayInput::tenants
    std::uint8_t load;     // LoadClass index: 0 unknown level, 1 + level otherwise
    std::uint8_t group;    // eligibility group, index into Roster::groups
    Tier tier;
    bool late;
    bool promise_due;                 // a callback is due today
    std::optional<HalfDay> half_day;  // preferred
    std::optional<TimeOfDay> slot;    // promised for today at this time
    std::int32_t previous_seat;       // the advisor who called last, -1 when not there
    std::int32_t area;                // index into Roster::areas, -1 when unknown
    std::int32_t points;              // hundredths
    Day deadline;                     // counted: never before today; Day::max() when none
    std::optional<Day> due_on;        // as set
    std::optional<Day> callback;      // H5 deadline as set
};

struct NotOwed {
    std::uint32_t tenant;
    UnplannedReason reason;
};

struct Facts {
    std::vector<Candidate> owed;  // by rank: the position is the rank
    std::vector<NotOwed> not_owed;
    std::vector<Excluded> excluded;
};

}  // namespace bienveille
