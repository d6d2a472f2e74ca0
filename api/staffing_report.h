// How many more advisors it would take, in words, with the proof that one fewer is not enough.
//
// Decides: the words. Does not decide: the number (engine/staffing.h).
#pragma once

#include <string>

#include "api/text.h"
#include "engine/staffing.h"

namespace bienveille {

std::string staffing_text(const Staffing& staffing, Day by, Language language);

}  // namespace bienveille
