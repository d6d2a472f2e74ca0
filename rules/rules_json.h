// Rule files: JSON text <-> engine RuleSet.
//
// Decides: the shape of a rule file, and what a wrong one is told. Does not decide: what a rule set may say
// (engine/validate.h) nor what it means (engine/score.h, engine/facts.h).
//
// Promises: R1 read_rules reports every problem it can see at once, each with its JSON pointer
// ("/factors/anxiety/half_life_days"); of a text that is not JSON or gives names twice, that alone (json_tree.h). R2 decimals are read and
// written exactly: 0.35 is 350,000 millionths and no float is in between. R3 a rule set that was read passes
// validate(). R4 read_rules(write_rules(r)) is r for every r that passes validate(); write_rules has one form for
// each rule set, so equal rules are equal bytes. R5 any text ends in a rule set or in problems, within kMostRuleBytes.
//
// Not kept: "$schema", which is there for editors.
// Cost: linear in the text. Source of the pointers: RFC 6901.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "engine/result.h"
#include "engine/ruleset.h"
#include "rules/json_tree.h"

namespace bienveille {

constexpr std::size_t kMostRuleBytes = 1 << 20;

Result<RuleSet> read_rules(std::string_view json);
Result<RuleSet> read_rules(const JsonValue& json);  // a part of a text that was parsed already
std::string write_rules(const RuleSet& rules);

// From a file; a file that cannot be read is a problem whose path is the file's name.
Result<RuleSet> load_rules(const std::string& file);

}  // namespace bienveille
