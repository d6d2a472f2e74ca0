// How much hangs on each weight, as JSON.
//
// Decides: names of fields. Does not decide: the ranges (engine/sensitivity.h).
#pragma once

#include <string>

#include "engine/sensitivity.h"

namespace bienveille {

std::string sensitivity_to_json(const Sensitivity& sensitivity);

}  // namespace bienveille
