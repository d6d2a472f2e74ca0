// A running day that is planned again, as JSON: the question, the offer, the versions.
//
// Decides: names of fields. Does not decide: what an offer holds (replan.h, service.h).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/service.h"
#include "api/text.h"

namespace bienveille {

// POST /v1/plans/{day}: {"now"?: HH:MM}
Result<ReplanQuestion> plan_question_from_json(std::string_view text, Day day);
// POST /v1/plans/{day}/replan: {"now"?, "absent"?: [{"advisor", "from"?: HH:MM}]}
Result<ReplanQuestion> replan_question_from_json(std::string_view text, Day day);
// POST /v1/plans/{day}/accept: what the offer calls "accept", and "reason"?
Result<Acceptance> acceptance_from_json(std::string_view text, Day day);

std::string replan_to_json(const Replan& replan, Language language);
std::string versions_to_json(Day day, const std::vector<PlanVersion>& versions);
std::string version_changes_to_json(Day day, const VersionChanges& changes, Language language);

}  // namespace bienveille
