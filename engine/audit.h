// Checks a plan against its input, written without the planner's code.
//
// Decides: whether each numbered promise holds. Does not decide: whether a better plan exists where no promise says so.
// It includes types, model, ruleset, names and result only; calendars, points, deadlines, tiers and fits are derived
// again here (audit_facts, audit_duties, audit_score, audit_fit).
//
// Promise: no finding means that C1 to C4, O1, O2, P1, P3 to P5 and S1 of plan.h hold for this plan, this input and
// these rules. Not judged from one plan: P2 and O3 to O7 (tests/engine has an oracle for these on tiny days); the digest but for
// its form, the engine's version, that what would cure a shortfall is enough and the least (Shortfall::cures and moved), but for what sums tell. What begun or
// pinned calls break among themselves is a person's doing: no finding. tests/engine/audit_fuzz_test.cpp changes every field of plans
// and says which may be otherwise.
// Bounds and proofs are added up again from what the plan carries, nothing is solved; only where the plan says that all ways to
// give its calls out were tried, at most 20,000, they are tried again.
// Cost: O(n + g a t) for n tenants, g sorts of waiting call, a advisors, t for one timetable question: the order is
// checked from neighbour to neighbour, never sorted again.
#pragma once

#include <string>
#include <vector>

#include "engine/model.h"
#include "engine/ruleset.h"

namespace bienveille {

struct Finding {
    std::string promise;  // "C2", "O1", "P1" ...
    std::string path;     // "lists[2].calls[4]", "unplanned[17]"
    std::string message;  // what is wrong, what would be right

    bool operator==(const Finding&) const = default;
};

// The input and rules must be without problems (validate.h).
std::vector<Finding> audit(const Plan& plan, const DayInput& input, const RuleSet& rules);

}  // namespace bienveille
