// A day otherwise, as JSON: the question and what it would change.
//
// Decides: names of fields. Does not decide: what a change means (engine/what_if.h).
#pragma once

#include <string>
#include <string_view>

#include "api/rules_compared.h"
#include "engine/result.h"

namespace bienveille {

// POST /v1/whatif: {"day"?, "advisors"?, "minutes"?: [{"advisor", "minutes"}], "absent"?: [id], "minutes_of_more"?, "max_calls"?,
// "windows"?: ["HH:MM-HH:MM"], "most_level3"?, "most_level2_and_3"?, "tolerance"?, "rules"?, "everybody_by"?}
Result<WhatIfQuestion> what_if_from_json(std::string_view text);

std::string what_if_to_json(const WhatIf& answer);

}  // namespace bienveille
