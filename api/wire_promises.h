// Promises as JSON: the part of a plan that counts them, and the questions about them.
//
// Decides: names of fields. Does not decide: what can be kept (engine/look_ahead.h), nor what a wish costs (engine/why.h).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "api/text.h"
#include "api/wire_fields.h"
#include "engine/why.h"
#include "rules/json_text.h"

namespace bienveille {

// The fields of "promises"; with a language each shortfall has its sentence, "text".
void write_promises(JsonText& out, const PromiseSummary& promises, std::optional<Language> language = {});
PromiseSummary read_promises(const JsonValue& value, const Path& path, Findings& findings);

// GET /v1/promises
std::string promises_to_json(const Plan& plan, Language language);

// POST /v1/promises/check: {"tenant", "by", "day"?}
struct PromiseQuestion {
    TenantId tenant;
    Day by;
    std::optional<Day> day;  // on which it is asked; none: the newest plan's
};
Result<PromiseQuestion> promise_question_from_json(std::string_view text);
std::string promise_answer_to_json(const PromiseCheck& answer);

// GET /v1/plans/{day}/why
std::string why_to_json(const Why& answer);

}  // namespace bienveille
