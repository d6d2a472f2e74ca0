// A plan that stands, mended where an advisor who was to be there today leaves.
//
// Decides: what becomes of the calls of who leaves, and of the account that follows. Does not decide: anything where a promise could be lost
// by it; then the day is chosen anew, near the plan that stood (choice.h).
//
// Model: the day as it was chosen is changed in place. The seat stays, empty; who is no longer among the longest waiting (their share is of
// the minutes present) takes the rank that follows. The calls without an advisor come by rank into the room that is left, repair
// keeps O1 on every list, and moves and swaps for O3 to O6 are tried for those who have another advisor now. Lists that are as they
// were keep their times. The account of those not called is told again, by rank, as in any plan.
//
// Promises: M1 the plan keeps what every plan does (plan.h); O3 to O6 as far as moves and swaps reach of calls that have another advisor now.
// M2 everybody whose list is the same people in the same tiers keeps advisor and time.
// Where: by rank, where calls are not all equally long, the days ahead force no call on today and no deadline is proven
// impossible for want of room; otherwise, and where a deadline that was kept would not be, somebody cannot leave today's list for want of room later, or the day would be uneven beyond the tolerance,
// can_mend() or mend() say no.
// Cost: O(n) steps over memory for n tenants, without reading their rows, and the lists that change.
#pragma once

#include "engine/chosen_day.h"

namespace bienveille {

// A plan, and the day that it tells of.
struct StandingPlan {
    StandingPlan(const DayInput& input, const RuleSet& rules, const Known& known);

    ChosenDay day;
    Plan plan;
};

bool can_mend(const StandingPlan& standing, const RuleSet& rules, std::uint32_t leaving);

// `input` already says that the advisor is not there; its previous plan is this one. `standing` is good for nothing after a no.
bool mend(StandingPlan& standing, const DayInput& input, const RuleSet& rules, const Known& known,
          std::uint32_t leaving);

}  // namespace bienveille
