// A day that is planned again while it runs: what goes into the new plan, and what a manager is shown before saying yes.
//
// Decides: what of a running day is behind the clock, who an absence takes away, what a new plan gives up, and when two
// previews are the same offer. Does not decide: the new plan (engine/plan.h), why each call moves (engine/changes.h), nor
// what is kept (service.h).
//
// Model: the plan that runs is the previous plan of the new one. Calls done, under way or pinned stay; those planned for later
// than now but begun already stand before it, those in somebody's hands at it. A promised time that is past is a promise due
// today. A day's planned minutes (pauses included) against the minutes left to make them say who slips: calls to be tried
// again are paid for by their first try's place and count in neither.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/changes.h"
#include "engine/model.h"
#include "engine/ruleset.h"

namespace bienveille {

// Somebody who is not there any more, from then on; empty: at all.
struct Absence {
    AdvisorId advisor;
    std::optional<TimeOfDay> from;

    bool operator==(const Absence&) const = default;
};

// Lets the day have run until then.
void run_until(DayInput& input, const RuleSet& rules, TimeOfDay now);

// Lets the call of somebody who is in hand, or was reached today, be over: it keeps its minutes, and what is asked of them is
// asked of the days after.
void after_todays_call(DayInput& input, const TenantId& tenant);

// What each of them then has of the day. An absence that has begun leaves nothing.
std::vector<Availability> left_by(const std::vector<Absence>& absences, const DayInput& input, const RuleSet& rules);
// In place of what the input says of them.
void replace_availability(DayInput& input, const std::vector<Availability>& rows);

// What an advisor's list still holds against what the advisor still has.
struct Slip {
    AdvisorId advisor;
    Minutes planned;  // of calls that nobody has finished
    Minutes left;     // of the advisor's day and of the windows

    Minutes behind() const { return planned > left ? planned - left : Minutes{0}; }
    bool operator==(const Slip&) const = default;
};
std::vector<Slip> slips(const DayInput& input, const RuleSet& rules);  // by advisor; of those who have either

// A deadline that was kept, by a call on a list or by a place on a later day, and is not any more.
struct Lost {
    TenantId tenant;
    std::optional<Day> due_on;
    Keeping keeping = Keeping::unproven;
    std::optional<Day> look_ahead_day;  // the first one with room

    bool operator==(const Lost&) const = default;
};
std::vector<Lost> lost(const Plan& before, const Plan& after);  // by tenant

// Who goes from whom to whom, who falls out and who comes in: what a manager says yes to. Times may differ when calls were begun
// between the look and the yes. Whatever the order of the rows.
std::string offer_id(const std::vector<Change>& changes);

// What changed between two plans of a day, as their documents say. Of people whom the register has lost only the id is known.
std::vector<Change> changes_between(const Plan& before, const Plan& after, DayInput input, const RuleSet& rules);

}  // namespace bienveille
