// Weeks in which more is promised than fits, of several families: where deadlines are hardest to decide.
//
// Decides: who is promised what, and who is there. Does not decide: what can be kept (engine/look_ahead.h).
//
// Five families, each with the minutes of the default rules and promises over the first days of a week:
//   ordinary        lists of two to six hours, one call in twelve of level 3, one tenant in eight of a second language
//   one_hour        every advisor has about an hour, one call in six is of level 3: a list holds one such call or none
//   many_languages  three to five advisors speak two or three of six languages each, and the tenants all of them
//   few_calls       half a day each, and a cap on the number of calls
//   heavy           two calls in five are of level 2 or 3: the caps of C3 bind as much as the minutes do
#pragma once

#include <array>
#include <cstdint>

#include "engine/model.h"

namespace bienveille::bench {

enum class Family : std::uint8_t { ordinary, one_hour, many_languages, few_calls, heavy };
inline constexpr std::array kFamilies{Family::ordinary, Family::one_hour, Family::many_languages, Family::few_calls,
                                      Family::heavy};
const char* name(Family family);

DayInput tight_week(Family family, std::uint64_t seed);

}  // namespace bienveille::bench
