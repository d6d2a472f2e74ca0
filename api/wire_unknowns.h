// What a day's points rest on, as JSON.
//
// Decides: names of fields. Does not decide: what counts as unknown (engine/unknowns.h).
#pragma once

#include <string>

#include "engine/unknowns.h"

namespace bienveille {

std::string unknowns_to_json(const Unknowns& unknowns);

}  // namespace bienveille
