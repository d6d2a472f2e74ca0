// Two rule sets compared on one day, as a table that people read before they activate one.
//
// Decides: what is said, in which order. Does not decide: who moves and why (engine/compare.h).
// Promises: every count is of everybody; of long lists the first are named and the rest counted. The same comparison gives
// the same bytes.
#pragma once

#include <string>
#include <vector>

#include "api/people.h"
#include "api/plan_table.h"
#include "engine/compare.h"
#include "engine/guard_rails.h"
#include "engine/what_if.h"
#include "rules/differences.h"

namespace bienveille {

std::string comparison_table(const Comparison& comparison, const std::vector<RuleDifference>& differences,
                             const std::vector<CrossedLine>& crossed, const People& people, const TableStyle& style);

// A day as it would be, beside what it is.
std::string what_if_table(const WhatIf& answer, const People& people, const TableStyle& style);

}  // namespace bienveille
