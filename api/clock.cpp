#include "api/clock.h"

#include <date/date.h>
#include <date/tz.h>

#include <chrono>
#include <sstream>
#include <stdexcept>

namespace bienveille {
namespace {

date::sys_seconds instant(std::int64_t seconds) { return date::sys_seconds{std::chrono::seconds{seconds}}; }

template <class Point>
Moment moment_in(Point point) {
    const auto day = date::floor<date::days>(point);
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(point - day).count();
    return {Day{static_cast<std::int32_t>(day.time_since_epoch().count())}, {static_cast<std::int32_t>(minutes)}};
}

}  // namespace

Clock wall_clock() {
    return [] {
        return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch())
            .count();
    };
}

std::string utc_stamp(std::int64_t seconds) { return date::format("%Y-%m-%dT%H:%M:%SZ", instant(seconds)); }

std::int64_t seconds_of(const std::string& utc_stamp) {
    std::istringstream text(utc_stamp);
    date::sys_seconds point;
    text >> date::parse("%Y-%m-%dT%H:%M:%SZ", point);
    return point.time_since_epoch().count();
}

Moment local_moment(std::int64_t seconds, const std::string& time_zone) {
    try {
        return moment_in(date::make_zoned(time_zone, instant(seconds)).get_local_time());
    } catch (const std::runtime_error&) { return moment_in(instant(seconds)); }
}

TimeOfDay local_time(std::int64_t seconds, const std::string& time_zone) {
    return local_moment(seconds, time_zone).time;
}

}  // namespace bienveille
