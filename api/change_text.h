// What a new plan changes, in the words of a table.
//
// Decides: the words. Does not decide: what changed and why (engine/changes.h).
// Promise: short, without a line break; people are named by their ids.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "api/text.h"
#include "engine/changes.h"

namespace bienveille {

std::string_view half_day_text(HalfDay half, Language language);     // "morning", "matin"
std::string_view change_text(Change::Kind kind, Language language);  // "moved", "déplacé"
// "2 moved", "2 déplacés"; "3 at another time".
std::string change_count_text(Change::Kind kind, std::int64_t count, Language language);
std::string change_reason_text(const Change& change,
                               Language language);  // "CONS-2 is not there", "gives way to LOC-0007"

}  // namespace bienveille
