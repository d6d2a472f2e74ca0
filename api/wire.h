// The public JSON of the contract: engine and service values to text and back.
//
// Decides: names of fields, forms of numbers, what is readable. Does not decide: what a right value is beyond its kind
// (engine/validate.h), nor statuses (server.h). Only wire_*.cpp files know JSON; rules/json_tree.cpp alone parses it.
//
// Promises: W1 plan_from_json(plan_to_json(p)) == p. W2 reading reports every problem with its path and never throws.
// W3 numbers are exact: points have two decimals of exact hundredths. W4 same value, same bytes.
// Cost: writing 10,000 rows 3 ms, by appending; reading about 50 MB/s.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/changes.h"
#include "engine/model.h"
#include "engine/result.h"
#include "engine/ruleset.h"

namespace bienveille {

// How the calls of a stored plan are named; nothing for a plan that is not kept.
using CallIds = std::function<std::string(const TenantId&)>;

// With a plan before it, `changes` says what it changed there; reading leaves that aside.
std::string plan_to_json(const Plan& plan, const CallIds& ids = {}, const std::vector<Change>* changes = nullptr);
Result<Plan> plan_from_json(std::string_view text);

// What a plan of the same day means for the next one: its calls as they stand.
std::vector<PreviousCall> previous_calls(const Plan& plan);

// POST /v1/solve: {day, now?, tenants[], advisors[], availability?[], rules?, calendar?, previous?}. Records have the file
// columns as fields; `rules` is a rule set, or the id or digest of a stored one, `calendar` has the form of campaign.json,
// `previous` is a plan of the same day.
struct SolveRequest {
    DayInput input;
    std::optional<RuleSet> rules;
    std::string rules_version;  // of a stored one; empty: the active one, unless `rules` is given
};
Result<SolveRequest> solve_from_json(std::string_view text);

// [{"path": ..., "message": ...}]
std::string problems_to_json(const Problems& problems);

}  // namespace bienveille
