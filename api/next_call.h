// Which call an advisor makes now.
//
// Decides: the order in which the calls of a running day are offered, and when a call that was tried is offered again.
// Does not decide: who plans them (engine/), nor that nobody else is given the same (store.h, leases).
//
// A call is offered when it is planned, or to be retried and its time has come; its tenant may be called, has a number that
// can be dialled and was not reached that day; nobody has it in hand. In this order:
//   N1 the advisor's own calls before anybody else's, those that this advisor gave back that day last
//   N2 tenants with an open emergency first
//   N3 a promised time not before it, and at it before all that is no emergency; nothing is begun that would run into the
//      advisor's next promised time
//   N4 of calls whose time has come (the plan's, or the retry's) the higher duty first, then by time
//   N5 then what the plan has for later, by time
//   N6 after a call of level 3 another one only when nothing else is left
//   N7 the own list done: calls that their advisor cannot reach any more today - not there, or too many minutes before
//      them -, by duty and time; only in a language that the helper speaks, and within the helper's caps of hard calls
//   N8 then people whom the plan has no place for though they are owed a call, the earliest deadline first - those never tried in
//      this wave have one, those waiting for another try have none -, then by its rank; in such a language, within these caps and
//      the helper's number of calls, and so short that they end before the helper's day and next promised time
// Who was called without a place in the plan and did not answer is retried as the others are, by who tried.
// A day's minutes left are the advisor's own less what their calls took (consequence.h), not what they were planned to take: an
// unanswered dial takes a minute of nine.
// Retries within the day, by the policy that speaks for the tenant: `most_a_day` tries, `gap_minutes` after the last one and,
// where half-days alternate, in the other half-day; after busy `busy_gap_minutes`, in any half-day. Within the calendar's windows.
// Cost: O(own calls x log). N7: O(advisors), and anew the calls of those of whom something changed since somebody asked (offer.h).
// N8: what owed_people.h says.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "api/running_day.h"
#include "engine/model.h"
#include "engine/ruleset.h"

namespace bienveille {

// Who asks, and when.
struct Asking {
    AdvisorId advisor;
    TimeOfDay at;                      // of the day
    std::string now;                   // by which leases are over
    std::vector<TenantId> taken = {};  // by somebody who was faster: the day does not tell yet
};

struct NextCall {
    const RunningDay::Row* row = nullptr;  // null: nothing now
    std::optional<TimeOfDay> again_at;     // nothing now: when a call of the own list comes up later today
};

NextCall next_call(RunningDay& day, const Asking& asking);

// N8. `find` gives a tenant as the register has them, or null; it is asked for few. `keeps`: what it says is so for all who ask.
// Null: nobody.
using FindTenant = std::function<const Tenant*(const TenantId&)>;
const Unplanned* next_unplanned(RunningDay& day, const Asking& asking, const FindTenant& find, bool keeps = true);

// When somebody who was tried today is tried again today; none when that is for another day.
std::optional<TimeOfDay> retry_time(const Tenant& tenant, int tries_today, const RuleSet& rules,
                                    const Calendar& calendar, Day day);

}  // namespace bienveille
