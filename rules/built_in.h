// The rule sets that are part of the program, so that it runs without any file beside it.
//
// Decides: which rule sets have a name. The bytes are rules/default.json, rules/heatwave.json and
// rules/rules.schema.json themselves, put in at build time (built_in.S).
#pragma once

#include <string_view>

#include "engine/result.h"
#include "engine/ruleset.h"

namespace bienveille {

std::string_view default_rules_json();
std::string_view heatwave_rules_json();
std::string_view rules_schema_json();

const RuleSet& default_rules();
const RuleSet& heatwave_rules();

// "default" and "heatwave" are the built-in ones; anything else is a file ("./default" for a file of that name).
Result<RuleSet> rules_named_or_file(std::string_view name_or_file);

}  // namespace bienveille
