// Why here, why not there, and what it would cost.
//
// Decides: nothing; it answers about a plan. Model: the price of a wish is what the same planner gives up when it must grant it: the
// tenant goes before everybody else, with the advisor named or with any, everything else as always, and calls stay where they
// are in the plan unless something moves them. With equal minutes that answer is exact: both plans are the lexicographic maximum, so
// what falls out is the least by rank that can.
// Promise: W1 forced plans keep every promise of plan.h; what is told is the difference of the two plans, nothing else.
// Cost: one plan.
#pragma once

#include <optional>
#include <vector>

#include "engine/model.h"
#include "engine/result.h"
#include "engine/ruleset.h"

namespace bienveille {

struct Moved {
    TenantId tenant;
    AdvisorId from;
    AdvisorId to;

    bool operator==(const Moved&) const = default;
};

struct Forced {
    bool possible = false;
    AdvisorId advisor;               // with whom, when possible
    Points points_lost;              // of all calls of the day; negative when some are won
    std::vector<TenantId> fall_out;  // by id
    std::vector<TenantId> come_in;   // beside the tenant, into the room that is left; by id
    std::vector<Moved> move;         // to another advisor; by tenant id
    int promises_lost = 0;           // fewer callbacks kept

    bool operator==(const Forced&) const = default;
};

// The call of lowest rank that somebody who may call the tenant makes: what the tenant would have to come before.
struct LastPlace {
    TenantId tenant;
    AdvisorId advisor;
    Tier tier = Tier::score;
    Points points;

    bool operator==(const LastPlace&) const = default;
};

struct Why {
    TenantId tenant;
    Points points;
    std::optional<Tier> tier;               // of those owed a call
    std::optional<AdvisorId> advisor;       // who calls today
    std::optional<UnplannedReason> reason;  // why nobody does
    std::optional<ExcludedReason> excluded;
    std::optional<LastPlace> last_place;  // of those owed a call and not called
    std::optional<Forced> forced;         // none when the wish is granted already, or the tenant must not be called

    bool operator==(const Why&) const = default;
};

// `advisor` empty: any. `plan` is make_plan(input, rules). Errors: unknown tenant or advisor.
Result<Why> why(const Plan& plan, const DayInput& input, const RuleSet& rules, const TenantId& tenant,
                const std::optional<AdvisorId>& advisor);

struct PromiseCheck {
    bool keepable = false;        // by that day: today's plan keeps it, and every promise that it keeps without it
    std::optional<Day> earliest;  // the first day by which it could be promised, within kDaysTried
};

constexpr int kDaysTried = 60;

// Can this tenant be promised a call by this day? Errors: unknown tenant, a day before the input's.
Result<PromiseCheck> check_promise(const DayInput& input, const RuleSet& rules, const TenantId& tenant, Day by);

}  // namespace bienveille
