#include "api/clock.h"

#include <date/date.h>
#include <date/tz.h>

#include <chrono>
#include <stdexcept>

namespace bienveille {
namespace {

date::sys_seconds instant(std::int64_t seconds) { return date::sys_seconds{std::chrono::seconds{seconds}}; }

template <class Point>
TimeOfDay time_in(Point point) {
    const auto since_midnight = point - date::floor<date::days>(point);
    return {static_cast<std::int32_t>(std::chrono::duration_cast<std::chrono::minutes>(since_midnight).count())};
}

}  // namespace

Clock wall_clock() {
    return [] {
        return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch())
            .count();
    };
}

std::string utc_stamp(std::int64_t seconds) { return date::format("%Y-%m-%dT%H:%M:%SZ", instant(seconds)); }

TimeOfDay local_time(std::int64_t seconds, const std::string& time_zone) {
    try {
        return time_in(date::make_zoned(time_zone, instant(seconds)).get_local_time());
    } catch (const std::runtime_error&) { return time_in(instant(seconds)); }
}

}  // namespace bienveille
