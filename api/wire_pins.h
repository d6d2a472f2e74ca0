// What people fix in a plan, as JSON.
#pragma once

#include <string>
#include <string_view>

#include "api/service.h"

namespace bienveille {

// A move is {"tenant", "advisor", "reason"}, a pin {"advisor"?, "starts_at"?, "reason"}.
Result<PinQuestion> move_from_json(std::string_view text, Day day);
Result<PinQuestion> pin_from_json(std::string_view text, Day day, const TenantId& tenant);
std::string pin_to_json(const PinDone& done);

}  // namespace bienveille
