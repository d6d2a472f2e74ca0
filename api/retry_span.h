// How long a contact is tried: `within` of the retry policy.
//
// Decides: when the tries of a contact are over, whether they were used up or not: `within` of its policy after the first of them, in
// working days; 24 hours are one, so that a weekend does not end what nobody could go on with. Does not decide: how many tries
// there are and when the next one is (next_call.h), nor what follows then (escalations.h).
#pragma once

#include "engine/calendar.h"
#include "engine/model.h"
#include "engine/ruleset.h"

namespace bienveille {

Moment tries_end(const RetryPolicy& policy, Moment first, const WorkingDays& working);

// Whether somebody who has just been tried, the so many-th time today, can be tried again before the tries are over: today, or on the
// morning of the next working day.
bool another_try_fits(const Tenant& tried, int tries_today, Moment first, const RetryPolicy& policy,
                      const RuleSet& rules, const Calendar& calendar);

}  // namespace bienveille
