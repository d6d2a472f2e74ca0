// One day kept in hand: what its plans have in common is worked out once, and each plan after the first costs less.
//
// Decides: what of the facts is kept while the day goes on, when it is made anew, and whether a plan that stands is mended. Does not
// decide: anything about a plan.
//
// Model: advisors come and go, calls are begun, people fix calls, the clock runs on: none of that changes what the tenants' rows say.
// Kept are their checked rows with an index, what they add to a digest, languages and areas, and their facts in the order of rank
// (tenant_facts.h). Rows of tenants that changed are read again and take their new place; with newcomers, with somebody who speaks
// another language now, or where advisors' rows changed, all of that is made anew. Once the day's plan has been asked for, it is kept
// with all that it was made of.
//
// Promises: K1 replan(), and plan() unless advisor_leaves() came before it, are what make_plan() says of the same input and rules, byte
// for byte. K2 a change with problems changes nothing. Of plans mended in place: mending.h.
// Thread-safety: as a plain value's; it may be moved, not copied.
// Cost: making it is a plan's validating, scoring and ranking; about 140 bytes a tenant beside the rows, some 300 more
// with the plan. What a replan saves: bench/README.md.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include "engine/choice.h"
#include "engine/model.h"
#include "engine/result.h"
#include "engine/ruleset.h"

namespace bienveille {

class KeptDay {
public:
    // What is other than before; what is empty is as it was.
    struct Change {
        std::optional<std::vector<Availability>> availability;  // all of it
        std::optional<std::vector<PreviousCall>> previous;      // today's plan as it now stands
        std::optional<TimeOfDay> now;
        std::optional<std::vector<Advisor>> advisors;  // all of them
        std::vector<Tenant> tenants;                   // rows that changed, and newcomers
    };

    static Result<KeptDay> keep(DayInput input, RuleSet rules);
    KeptDay(KeptDay&&) noexcept;
    KeptDay& operator=(KeptDay&&) noexcept;
    ~KeptDay();

    const DayInput& input() const;
    const RuleSet& rules() const;

    // The day's plan: made when it is asked for, then kept until the day changes.
    const Plan& plan();
    // The plan after this change, which then belongs to the day.
    Result<Plan> replan(Change change);
    // After somebody who was to be there today is not: the plan near the day's plan so far, which is its previous one. Where more than
    // `many` calls are owed that plan is mended if it can be (mending.h).
    struct Mended {
        const Plan& plan;  // good until the day changes again
        bool in_place;
    };
    Result<Mended> advisor_leaves(const AdvisorId& advisor, std::size_t many = kMostMadeBothWays);

private:
    struct Kept;
    explicit KeptDay(std::unique_ptr<Kept> kept);
    Result<Plan> anew(Change change);

    std::unique_ptr<Kept> kept_;
};

}  // namespace bienveille
