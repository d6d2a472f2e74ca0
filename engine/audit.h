// Checks a plan against its input, written without the planner's code.
//
// Decides: whether each numbered promise holds. Does not decide: whether a better plan exists where no promise says so.
// It includes types, model, ruleset, names and result only; calendars, points, deadlines, tiers and fits are derived
// again here.
//
// Promise: no finding means that every promise of plan.h holds for this plan, this input and these rules.
// Cost: O(n log n + c k) like the plan itself.
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
