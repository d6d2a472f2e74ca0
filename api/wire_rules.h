// Versions of rules and what they say otherwise, as JSON.
//
// Decides: names of fields. Does not decide: what differs (rules/differences.h).
#pragma once

#include <string>
#include <vector>

#include "engine/ruleset.h"
#include "rules/differences.h"
#include "rules/json_text.h"

namespace bienveille {

// {author, on, reason, parent}, or null of a version that nobody signed.
void write_revision(JsonText& out, const RuleSet& rules);
// {name, version, digest, revision}
void write_version(JsonText& out, const RuleSet& rules);

// {from, to, changes: [{field, input, from, to, en, fr}]}
std::string differences_to_json(const RuleSet& from, const RuleSet& to, const std::vector<RuleDifference>& differences);

}  // namespace bienveille
