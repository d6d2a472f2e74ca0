// How many advisors it takes, more or fewer, as JSON.
//
// Decides: names of fields. Does not decide: the number (engine/staffing.h).
#pragma once

#include <string>

#include "engine/staffing.h"

namespace bienveille {

std::string staffing_to_json(const Staffing& staffing);

}  // namespace bienveille
