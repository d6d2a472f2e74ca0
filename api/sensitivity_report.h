// How much hangs on each weight, for people and as JSON's numbers.
//
// Decides: what is said, in which order. Does not decide: the ranges (engine/sensitivity.h).
#pragma once

#include <string>

#include "api/people.h"
#include "api/text.h"
#include "engine/sensitivity.h"

namespace bienveille {

std::string sensitivity_table(const Sensitivity& sensitivity, const People& people, Language language);

}  // namespace bienveille
