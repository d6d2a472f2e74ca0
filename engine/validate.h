// Every problem of a day's input or of a rule set, each with its path; none when it may be planned.
//
// Decides: what the engine accepts. Does not decide: how text became values (the readers report that themselves).
//
// Input: ids well formed and unique; levels 0-3; LSNS-6 0-30; birth years 1900 up to the day's year; counts and minutes
// not negative; minutes at most 24 h; nothing that was seen, asked, reached or tried lies after the day; a day asked
// for comes not after the day promised; works_on 1-7; absences in order; availability names a known advisor, once a
// day; previous calls name known tenants and advisors, once a tenant. A last_advisor who is not in the team is fine:
// people leave. Rules: weights not negative, not all zero and at most 10,000 in sum; curves not empty, inputs
// ascending, values 0..1, monotone (isolation, callback falling; age, waiting rising); levels rising; windows in order;
// shares 0..1; the profile exists.
//
// Promises: V1 make_plan never fails on an input and rules without problems. V2 problems come in input order.
// Cost: O(n) with one hash set of ids.
#pragma once

#include "engine/model.h"
#include "engine/result.h"
#include "engine/ruleset.h"

namespace bienveille {

Problems validate(const DayInput& input);
Problems validate(const RuleSet& rules);

}  // namespace bienveille
