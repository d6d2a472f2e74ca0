// A line that a rule set crosses (engine/guard_rails.h), in words: "Nord: 3 of 40 are called, 12 before; Sud: 30 of 50".
//
// Decides: the words, those of groups too. Does not decide: when a line is crossed.
#pragma once

#include <string>
#include <string_view>

#include "api/text.h"
#include "engine/guard_rails.h"

namespace bienveille {

std::string group_text(GroupKind kind, std::string_view group, Language language);
std::string crossed_text(const CrossedLine& line, Language language);

}  // namespace bienveille
