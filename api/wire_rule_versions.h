// Versions of rules and what people do with them, as JSON.
//
// Decides: names of fields. Does not decide: what a rule set looks like (rules/rules_json.h), nor when a question is refused
// (service.h).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "api/rule_versions.h"
#include "api/wire_fields.h"
#include "rules/json_text.h"

namespace bienveille {

// A member that is a rule set; its problems under `name`. Absent: none.
std::optional<RuleSet> read_rules_member(Fields& fields, std::string_view name);
// A member that is a rule set, or the name or digest of a kept one; missing: a problem.
RulesChoice read_rules_choice(Fields& fields, std::string_view name);

// POST /v1/rules/{version}/activate: {"by", "reason", "day"?, "override"?: {"by", "reason"}}
Result<ActivationWish> activation_from_json(std::string_view text, const std::string& version);
// POST /v1/rules/compare: {"a", "b", "day"?}
Result<RulesQuestion> rules_question_from_json(std::string_view text);

std::string rules_history_to_json(const RulesHistory& history);
std::string rules_version_to_json(const RulesVersion& version);
std::string activation_to_json(const ActivationDone& done);

}  // namespace bienveille
