// The wall clock, which only dates stamps and logs: no day and no plan is ever decided by it.
//
// Decides: the forms of stamps. It is handed in, so that tests hold it still.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "engine/types.h"

namespace bienveille {

using Clock = std::function<std::int64_t()>;  // seconds since 1970 in UTC

Clock wall_clock();
std::string utc_stamp(std::int64_t seconds);  // "2020-04-03T08:00:00Z"
std::int64_t seconds_of(const std::string& utc_stamp);
// The local day and time of day; in UTC when the zone is not known to this machine.
Moment local_moment(std::int64_t seconds, const std::string& time_zone);
TimeOfDay local_time(std::int64_t seconds, const std::string& time_zone);

}  // namespace bienveille
