// The day's balanced plan: make_plan() is the engine's table of contents.
//
// Decides: nothing itself; it runs validate, facts, choice (selection and assignment) and timetable in that order.
//
// Model: tenants owed a call, each with minutes (pause included), a rank and the advisors who may call; advisors with
// minutes, caps and free windows. Promises, each with a number that the tests and the audit use too (engine/README.md
// has the table):
//   C1  each tenant at most once, with a present and eligible advisor; begun and pinned calls stay
//   C2  minutes with pauses within capacity, calls within max_calls; each call with its pause inside one window, no
//       overlap; a promised slot at its time with the promised advisor if present; what nobody has begun not before `now`, nor
//       before its advisor comes or after that one leaves (roster.h)
//   C3  at most most_level3 and most_level2_and_3; no two level-3 calls next to each other in a window
//       (in order of start, then end, then tenant)
//   C4  every kept call due today is on a list, and every other kept call has its place: an advisor on a later day, no later than
//       its deadline, within capacity, caps and absences, all of them together; who else is owed a call has a place on the first
//       later day with room beside all of these, or there is no such day
//   O1  for every unplanned u owed a call and every eligible advisor: taking off that list, lowest rank first, any
//       number of calls of lower rank than u that nobody fixed and that C4 can spare never makes room for u. C4 can spare a
//       call that is not kept, or for which some later day has room beside the places of kept calls, u's own left free: each call
//       taken off goes to the first such day and advisor, by (day, id)
//   O2  gap of relative loads within the tolerance if some assignment of the same calls has it: exact on tiny days, else
//       gap <= max(tolerance, lower bound + the shortest movable call's share). On rare days of unlike advisors, where promised
//       times stand in the way, neither the search nor the bound gets there (tests/engine/property_test.cpp counts them): `proven`
//       is false and the audit tells. The bound is what balance.proof adds up to, no more and no less
//   O3  most calls with the advisor who called last, among the assignments that are as even: exact on tiny days, as O4 to O6
//   O4  then most calls with an advisor of the tenant's own area
//   O5  then fewest calls that change advisor, then half-day, against today's previous plan
//   O6  then the least gap
//   O7  in the timetable: most preferred half-days, then most callbacks due today before noon, then earlier for higher rank
//   P1  everyone is in exactly one of: a list, unplanned with its reason, excluded with its reason
//   P2  same input in any order, same rules, same version: the same plan, byte for byte
//   P3  every figure and flag on a list is what input and rules give: day, rules, capacity, sums, tier, due_on, late,
//       same_advisor, slot_moved, order of times
//   P4  `promises` counts lists and places; every call with a deadline is kept, impossible or unproven; each impossible one is
//       in a shortfall whose calls kept before it leave too little, whatever anybody does: of all days left to it, or of those after
//       days that another shortfall shows to be full, or no advisor at the time promised for today. The days looked at, for
//       places and due days moved, end a week after the last deadline, or after 2,000,000 days of advisors but not within 60 days
//   P5  the certificate's points are those planned, its bound is not below them; optimal only where nobody waits or
//       the bound is reached
//   S1  each call's card adds up and is the one of score.h
//
// Not in the model: travel, an advisor's mood, when today's unanswered calls are tried again.
// Errors: the problems of validate(); an input without problems always has a plan.
// Cost: O(n log n) for n tenants and O(c k) for c calls planned, k calls a list; sizes measured in bench/README.md.
#pragma once

#include "engine/facts.h"
#include "engine/model.h"
#include "engine/result.h"
#include "engine/ruleset.h"

namespace bienveille {

// Part of every digest: a plan that another engine made is not taken for this one's. Raise it with every change of plans.
constexpr const char* kEngineVersion = "0.12.0";

Result<Plan> make_plan(const DayInput& input, const RuleSet& rules);
// The plan in which this wish comes before everything else (why.h).
Result<Plan> make_plan(const DayInput& input, const RuleSet& rules, const Wish& wish);

// What is known of an input before it is planned; what is not there is worked out. Who gives any of these vouches for it:
// kept_day.h and compare.h do.
class IdIndex;
struct Team;
struct TenantFacts;
struct RowsDigest;
struct Known {
    bool is_valid = false;               // the input as a whole; the rules are looked at always
    const IdIndex* tenants = nullptr;    // where each stands, of tenants who are valid
    const RowsDigest* digest = nullptr;  // of the tenants
    const Team* team = nullptr;          // under the rules' default language
    const TenantFacts* facts = nullptr;  // under these rules
};
Result<Plan> make_plan(const DayInput& input, const RuleSet& rules, const Known& known);

// The plan, and everybody owed a call in the order of rank: what two plans are compared by (compare.h).
struct OwedCall {
    std::uint32_t tenant;  // index into DayInput::tenants
    std::uint8_t kind;     // kind_of the tenant
    Tier tier;
    bool called;  // on a list
    Points points;
};
struct PlannedDay {
    Plan plan;
    std::vector<OwedCall> order;
};
Result<PlannedDay> plan_day(const DayInput& input, const RuleSet& rules, const Known& known = {});

// The lists of make_plan() and who waits, by index, without its account of them: what a replay plays, day after day.
struct DayLists {
    struct List {
        std::uint32_t advisor = 0;           // index into DayInput::advisors
        int capacity = 0;                    // minutes
        std::vector<std::uint32_t> tenants;  // indices into DayInput::tenants, by time
    };
    struct Waiting {
        std::uint32_t tenant = 0;
        int minutes = 0;  // with the pause
        std::optional<Day> due_on;
    };
    std::vector<List> lists;
    std::vector<Waiting> waiting;  // owed a call and on no list, by rank
};
// `input` and `rules` are without problems, and nothing of the day has been planned before.
DayLists lists_of_day(const DayInput& input, const RuleSet& rules, const Team& team);

}  // namespace bienveille
