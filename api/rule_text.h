// What one rule set says otherwise than another, in plain words: "isolation 35 -> 30".
//
// Decides: the words. Does not decide: what differs (rules/differences.h).
// Promises: every field of a rule set has words in both languages; one line a difference.
#pragma once

#include <string>

#include "api/text.h"
#include "rules/differences.h"

namespace bienveille {

std::string difference_text(const RuleDifference& difference, Language language);

}  // namespace bienveille
