// Calls in advisors' hands, as JSON: the next one, keeping it, giving it back, what is proposed after them.
//
// Decides: names of fields. Does not decide: who is given which call (next_call.h).
#pragma once

#include <string>
#include <string_view>

#include "api/service.h"
#include "api/text.h"
#include "rules/json_text.h"

namespace bienveille {

// The fields of a call on an advisor's list.
void write_listed_call(JsonText& out, const ListedCall& call, std::size_t position, Language language);

Result<NextQuestion> next_question_from_json(std::string_view text);  // {"day", "advisor", "at"?}
// The call with its lease, or {"id": null, "reason": "list_done", "again_at": HH:MM or null}.
std::string next_offer_to_json(const NextOffer& offer, Language language);

// {"advisor"?, "reason"}: the reason is of giving back, and needed there.
struct LeaseQuestion {
    AdvisorId advisor;
    std::string reason;
};
Result<LeaseQuestion> lease_question_from_json(std::string_view text, bool gives_back);
std::string lease_to_json(const Lease& lease);
std::string released_to_json(const Lease& lease, std::string_view reason);

// {"escalations": [...], "next_cursor": id or null}
std::string escalations_to_json(const std::vector<Escalation>& escalations, bool more, Language language);
std::string escalation_to_json(const Escalation& escalation, Language language);
Result<StepDecision> step_decision_from_json(std::string_view text);  // {"id", "decision", "note"?}

}  // namespace bienveille
