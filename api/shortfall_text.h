// A shortfall as a sentence that a manager can act on.
//
// Decides: its words. Does not decide: who cannot be kept (engine/look_ahead.h).
// Promise: says who (how many), by when, what they need, what there is, what is missing, and what would be enough. No id, no name.
#pragma once

#include <string>
#include <vector>

#include "api/text.h"
#include "engine/model.h"

namespace bienveille {

// "73 people to be called by Friday 3 April 2020 need 880 minutes; 4 advisors have 824: 56 minutes short. …"
std::string shortfall_text(const Shortfall& shortfall, Language language);

// The days on which the least is enough.
std::vector<Cure> cheapest(const Shortfall& shortfall);

}  // namespace bienveille
