// Two rule sets compared on one day, as JSON.
//
// Decides: names of fields. Does not decide: who moves and why (engine/compare.h).
#pragma once

#include <string>
#include <vector>

#include "engine/compare.h"
#include "engine/guard_rails.h"

namespace bienveille {

// [{line, ..., en, fr}]
std::string crossed_lines_to_json(const std::vector<CrossedLine>& crossed);
std::string comparison_to_json(const Comparison& comparison, const std::vector<CrossedLine>& crossed);

}  // namespace bienveille
