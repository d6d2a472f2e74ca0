// P4: what is told to cure a shortfall could: days and people that there are, and no less and no more than the sums allow.
//
// What due days moved need is shown place by place (audit_elsewhere.h). Does not decide: whether the least is told where the planner
// searched for it, since that is not added up; so little may be asked about that it can have been.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/audit_elsewhere.h"
#include "engine/audit_reach.h"

namespace bienveille::audit_detail {

// Ways of filling lists (audit_filling.h) that may be noted to see whether so much more on a day is enough: of a plan.
constexpr std::int64_t kMostWaysOfCures = 60'000;

// The field and what is wrong with it; none where nothing is. `lists` are those of the people, `ways` what is left to be noted.
std::optional<std::pair<const char*, std::string>> wrong_cure(
    const Audited& audited, OwnPlaces& own, std::int64_t& ways, Counting& counting, const Shortfall& shortfall,
    const std::vector<std::uint32_t>& people, const Reading& reading, const std::vector<ListToFill>& lists);

}  // namespace bienveille::audit_detail
