// What a plan changes against the one before it, as JSON.
//
// Decides: names of fields. Does not decide: what changed and why (engine/changes.h).
#pragma once

#include <vector>

#include "engine/changes.h"
#include "rules/json_text.h"

namespace bienveille {

// The rows of "changes": a list.
void write_changes(JsonText& out, const std::vector<Change>& changes);

}  // namespace bienveille
