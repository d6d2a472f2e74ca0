// P4: what is told to cure a shortfall could: days and people that there are, and no less and no more than the sums allow.
//
// Does not decide: whether whole calls fit, and so whether the least is told: that is searched, not added up.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/audit_reach.h"

namespace bienveille::audit_detail {

// The field and what is wrong with it; none where nothing is.
std::optional<std::pair<const char*, std::string>> wrong_cure(const Audited& audited, Counting& counting,
                                                              const Shortfall& shortfall,
                                                              const std::vector<std::uint32_t>& people,
                                                              const Reading& reading);

}  // namespace bienveille::audit_detail
