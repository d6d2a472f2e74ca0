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
//       the outcome's wait; or the policy's tries are used up, attempts being a multiple of them, and it rests) - not_owed (no open deadline, reached since
//       joining, and less than rest_days ago; or the only thing open is a slot on a later day).
//   Policy of tries: high_risk for those at high risk, else callback while one is open, else standard.
//   Last try unanswered: the last outcome was no_answer, busy or voicemail.
//   Deadline: the earliest of
//       H1 open emergency: D                        H4 high risk and the last try unanswered: D
//       H2 callback with a time: its day, which like every promise is the last working day on or before the one promised
//       H5 callback: last working day on or before the promise
//       H3 level 3, not cleared: first_recall after it was seen, then recall_every after the last call, until calm:
//          open while not cleared, calm_in_a_row < calm_times and (the level is 3 or level3_recalls > 0); seen on
//          anxiety_on, else last_reached_on, else D is the deadline; the last call is the later of the two
//       H6 joined_on + mandatory, until called since joining: an unanswered try ends it too, what follows is the retry
//          rule's matter (or those tried once would take the places of those never tried)
//   A deadline before D counts as D and is told as late; a slot of an earlier day is then a promise due today.
//   Tier: 1 H1 - 2 H2 today - 3 first H3 due, H4 - 4 H5 due today - 5 H3 rhythm or H6 due - 6 H5 within slack -
//       7 the longest waiting - 8 score.
//   Longest waiting: of those owed a call, by (wait, points, ties), the shortest prefix whose minutes (pauses
//       included) reach the share of the capacity present.
//   Rank: (tier, points descending, deadline, isolation descending, wait descending, age descending, hash(tenant, day),
//   id).
//
// Promises: F1 the order is total and does not depend on the input's order. F2 each tenant is in exactly one of owed,
// not owed, excluded, in hand.
// Made in two steps: what the tenants' rows say whoever is there (tenant_facts.h), then seats, calls in hand and the longest waiting.
// Cost: O(n) and the sort of those whose tier and points are equal, for n tenants owed; memory 72 bytes each, 180 while they
// are put in order.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/calendar.h"
#include "engine/longest_waiting.h"
#include "engine/model.h"
#include "engine/roster.h"
#include "engine/ruleset.h"

namespace bienveille {

// One call with a deadline, whether it may be made today or not: what the days ahead must find room for.
struct Duty {
    // In this order deadlines are kept where not all can be.
    enum class Claim : std::uint8_t { emergency, slot, care, promise, rhythm };  // H1 - H2 - first H3, H4 - H5 - H3, H6

    std::uint32_t tenant = 0;
    std::uint16_t group = 0;
    std::uint8_t kind = 0;
    Claim claim = Claim::rhythm;  // of the earliest deadline
    Day first;  // from when it may be made: today, unless the retry rule or a later slot holds it back
    Day last;   // the deadline, never before today; may lie before `first`
    // Index into Facts::owed: may be made today. Below 0: -1 for the first of those that may not, -2 for the second, ...
    std::int32_t call = -1;
    std::optional<Day> promised;  // a callback is open: by this day, not before today
    bool late = false;            // its deadline is out of reach, `last` is the callback's day: as soon as can be
    bool dialable = true;
    bool firm = false;   // an emergency, a promised time or a recall at risk is open: its day is not moved for others
    bool tried = false;  // since the tenant was last reached
    std::uint32_t rank = 0;  // among duties: those owed a call today as they are, then the others by points

    bool operator==(const Duty&) const = default;
};

constexpr std::int32_t kNoSeat = 1 << 30;  // that may call somebody whose wished advisor may not

// One tenant who is owed a call today.
struct Candidate {
    std::uint32_t tenant = 0;         // index into DayInput::tenants
    std::int32_t only_seat = -1;      // a slot's own advisor
    std::int32_t previous_seat = -1;  // the advisor who called last, while present
    std::int32_t earlier_seat = -1;   // the advisor in today's previous plan, while present
    std::int32_t area = -1;           // index into Roster::areas
    std::uint16_t group = 0;          // who may call: index into Roster::groups
    std::uint8_t kind = 0;            // what it costs: 0 level unknown, 1 + level otherwise
    Tier tier = Tier::score;
    Points points;
    std::optional<Day> due_on;                // as set, may be past
    std::optional<Day> promised;              // a callback is open: by this day
    std::optional<TimeOfDay> slot;            // promised for today at this time
    std::optional<HalfDay> half_day;          // preferred
    std::optional<HalfDay> earlier_half_day;  // in today's previous plan
    Duty::Claim claim = Duty::Claim::rhythm;  // where there is a deadline: of the earliest
    bool firm : 1 = false;                    // as Duty::firm
    bool promise_due : 1 = false;             // a callback is due today
    bool tried : 1 = false;                   // since the tenant was last reached
    bool wished : 1 = false;                  // comes before everybody else, whatever the policy
};
static_assert(sizeof(Candidate) == 64);  // a line of the cache: most of what is read and written is these

// A time before noon is the morning.
constexpr HalfDay half_day_of(TimeOfDay time) { return time.minutes < 12 * 60 ? HalfDay::morning : HalfDay::afternoon; }
// A window belongs to the half-day in which it opens, and so does all that stands in it.
HalfDay half_day_in(const std::vector<Window>& windows, TimeOfDay time);

struct NotOwed {
    std::uint32_t tenant;
    UnplannedReason reason;
    Points points;
    std::optional<std::int32_t> duty;  // Duty::call, of those with a deadline
};

// Most of what is asked of a million calls: eight of these in a line of the cache.
struct Brief {
    std::uint16_t group = 0;
    std::uint8_t kind = 0;
    bool apart =
        false;  // it has a slot or an advisor of its own; else it is like the others of its group and kind but for rank
    std::int32_t points = 0;  // hundredths
};

struct Facts {
    std::vector<Candidate> owed;     // by rank: the position is the rank
    std::vector<Brief> briefs;       // of each of them
    std::vector<Candidate> in_hand;  // whom a fixed call holds, with the tier of their duties or score
    std::vector<NotOwed> not_owed;   // by tenant id
    std::vector<Excluded> excluded;  // by tenant id
    std::vector<Duty> duties;    // in the order in which they are kept: claim, deadline, rank; those not owed a call
                                 // today after the others, by points
    std::size_t held_back = 0;   // how many duties are of those not owed a call
    std::vector<Day> callbacks;  // deadlines of the open callbacks of everyone not excluded
    LongestWaiting longest_waiting;
    std::vector<std::uint32_t> candidates;  // of each of those owed: index into TenantFacts::owed
};

// Minutes of a call of each kind, the pause included.
std::array<int, 5> minutes_by_kind(const Work& work);

// The kind of a tenant's call: 0 level unknown, 1 + level otherwise.
std::uint8_t kind_of(const Tenant& tenant);

// Which of the rules' retry policies speaks for a tenant on a day.
const RetryPolicy& retry_policy(const Tenant& tenant, const RuleSet& rules, const WorkingDays& working, Day day);

// In the order in which they are kept: claim, deadline, rank.
bool is_kept_before(const Duty& a, const Duty& b);
// Where the earliest deadline is out of reach: as what is promised for later.
void count_until_promise(Duty& duty);
void put_in_order(std::vector<Duty>& duties);

// Somebody who is to be called today before everybody else, owed a call or not, by this advisor or by any.
struct Wish {
    TenantId tenant;
    std::optional<AdvisorId> advisor;
};

Facts make_facts(const DayInput& input, const RuleSet& rules, const Roster& roster, const WorkingDays& working,
                 const Wish* wish = nullptr);

struct TenantFacts;
// The same from what the tenants' rows say, as it was kept.
Facts make_facts(const TenantFacts& tenants, const DayInput& input, const RuleSet& rules, const Roster& roster,
                 const WorkingDays& working);

}  // namespace bienveille
