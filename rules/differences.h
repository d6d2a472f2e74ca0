// What one rule set says otherwise than another, field by field.
//
// Decides: what counts as a difference. Does not decide: how it is said to people (api/rule_text.h), nor whom it moves
// (engine/compare.h).
//
// Model: both are walked by the one list of fields (fields.h), so a field that is new there is compared too. A curve is
// compared at every input that either names: what it is worth there, whether a point of its own or on a line between.
// Promises: V1 no difference exactly when both are equal. V2 swapping both swaps from and to, and nothing else. V3 in the
// order of the fields in a rule file.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/ruleset.h"

namespace bienveille {

struct RuleDifference {
    std::string field;         // JSON pointer; items of lists of four and of named lists have their own
    std::optional<int> input;  // of a curve: where
    std::optional<std::string>
        from;  // JSON; none: not there. Equal to `to` where only a curve's point was added or taken away
    std::optional<std::string> to;

    bool operator==(const RuleDifference&) const = default;
};

std::vector<RuleDifference> differences(const RuleSet& from, const RuleSet& to);

}  // namespace bienveille
