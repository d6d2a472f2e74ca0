// What a day's points rest on, as a table.
//
// Decides: the words. Does not decide: what counts as unknown (engine/unknowns.h).
#pragma once

#include <string>

#include "api/text.h"
#include "engine/unknowns.h"

namespace bienveille {

std::string unknowns_table(const Unknowns& unknowns, Language language);

}  // namespace bienveille
