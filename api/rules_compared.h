// What one version of the rules says and does otherwise than another: fields, and people on a day.
//
// Apart from rule_versions.h, so that only those who look at it know the engine's comparison.
#pragma once

#include <memory>
#include <vector>

#include "api/rule_versions.h"
#include "engine/compare.h"
#include "engine/guard_rails.h"
#include "engine/ruleset.h"
#include "engine/what_if.h"
#include "rules/differences.h"

namespace bienveille {

struct RulesDifferences {
    std::shared_ptr<const RuleSet> from;
    std::shared_ptr<const RuleSet> to;
    std::vector<RuleDifference> differences;
};

struct RulesCompared {
    Comparison comparison;
    std::vector<CrossedLine> crossed;
};

// POST /v1/whatif
struct WhatIfQuestion {
    DayChange change;
    std::optional<RulesChoice> rules;  // instead of those in force
    std::optional<Day> day;            // empty: that of the newest plan
    std::optional<Day> everybody_by;   // with how many advisors everybody is called by then
};

}  // namespace bienveille
