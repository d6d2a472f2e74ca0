// The parts of a plan's JSON that other messages share: a call, its reasons. For wire_*.cpp only.
#pragma once

#include <optional>

#include "api/text.h"
#include "api/wire_fields.h"
#include "engine/model.h"
#include "rules/json_text.h"

namespace bienveille {

void write_input(JsonText& out, const FactorInput& input);
// With a language each reason has its `text` for people too.
void write_reasons(JsonText& out, const ScoreCard& card, const std::optional<Language>& language = std::nullopt);
void write_list_fields(JsonText& out, const AdvisorList& list);
void write_call_fields(JsonText& out, const Call& call, std::size_t position,
                       const std::optional<Language>& language = std::nullopt);
Plan read_plan(const JsonValue& value, const Path& path, Findings& findings);

}  // namespace bienveille
