// A planned day as the rivals see it, and a plan as a seating: so that one judge measures all of them.
//
// Decides: what the rivals are given for nothing: who is owed a call, tiers, points and minutes, out of the plan. Their
// times hold the assignment only.
#pragma once

#include "bench/rivals.h"
#include "engine/model.h"
#include "engine/ruleset.h"

namespace bienveille::bench {

RivalDay rival_day(const DayInput& input, const RuleSet& rules, const Plan& plan);

// The calls of `plan` in the order of rival_day's calls.
Seating seating_of(const Plan& plan);

}  // namespace bienveille::bench
