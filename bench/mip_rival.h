// Policy value on a small day of real minutes, solved to the end as a mixed integer program (GLPK).
//
// Decides: the most points that any plan of this day has which calls the same people of tiers 1 to 6 as `plan` and keeps the same
// deadlines: as in the certificate's bound. Does not decide: who calls whom.
//
// Model: x(c) is 1 when call c is made; n(l, k, s, w) calls of language l and kind k are made by seat s in window w, as many as
// are made of that language and kind. Minutes of windows and seats, max_calls, caps of the upper levels; level-3 calls are
// kept apart in a window when they are at most one more than the others there. Whose deadline is kept is called today or counted
// on one later day by it, with an advisor's minutes, max_calls and caps. Days without promised times, on which nobody has begun a call.
// Cost: exponential; some tens of calls and a few advisors take milliseconds.
// Source: GLPK 5.0, glp_intopt.
#pragma once

#include <cstdint>
#include <optional>

#include "engine/model.h"
#include "engine/ruleset.h"

namespace bienveille::bench {

// In hundredths. None when it was not solved to the end within three seconds.
std::optional<std::int64_t> most_points(const Plan& plan, const DayInput& input, const RuleSet& rules);

}  // namespace bienveille::bench
