// How many advisors it takes, more or fewer, in words, with the proof that one fewer is not enough.
//
// Decides: the words. Does not decide: the number (engine/staffing.h).
#pragma once

#include <string>

#include "api/text.h"
#include "engine/staffing.h"

namespace bienveille {

// A line each, the last with its end.
std::string staffing_text(const Staffing& staffing, Language language);

}  // namespace bienveille
