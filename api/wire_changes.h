// What a plan changes against the one before it, as JSON.
//
// Decides: names of fields. Does not decide: what changed and why (engine/changes.h).
#pragma once

#include <optional>
#include <vector>

#include "api/text.h"
#include "engine/changes.h"
#include "rules/json_text.h"

namespace bienveille {

// The rows of "changes": a list.
// With a language each has its reason for people too, "text".
void write_changes(JsonText& out, const std::vector<Change>& changes, std::optional<Language> language = {});

}  // namespace bienveille
