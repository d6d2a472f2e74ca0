// A rule set that was named on the command line: a built-in one or a file.
//
// Decides: where its problems say they are. Does not decide: what a rule set may say (rules/rules_json.h).
#pragma once

#include <string>

#include "engine/result.h"
#include "engine/ruleset.h"

namespace bienveille {

// The bytes cannot be had: `unreadable`; they are not a rule set: its problems, each under the file's name.
struct RulesFile {
    Problems unreadable;
    Result<RuleSet> rules;
};

RulesFile rules_file(const std::string& name_or_file);

// The same where both are wrong input.
Result<RuleSet> rules_of(const std::string& name_or_file);

}  // namespace bienveille
