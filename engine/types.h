// Small strong values that every part of the engine speaks in: ids, points, minutes, days, times of day.
//
// Decides: their units and their exact arithmetic. Does not decide: how they are read from text beyond the one
// ISO form each has, nor what they mean for a plan.
//
// Units: Points count hundredths of a point, Minutes whole minutes, Value millionths of one (a curve's 0..1),
// Day days since 1970-01-01 in the campaign's own calendar, TimeOfDay minutes since local midnight. There is no
// clock here and no time zone: whoever has stamps turns them into local days and times first.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bienveille {

// An integer with a unit. Adds and compares only with its like; scales by plain integers.
template <class Unit>
struct Amount {
    std::int64_t count = 0;

    constexpr auto operator<=>(const Amount&) const = default;
    constexpr Amount operator+(Amount other) const { return {count + other.count}; }
    constexpr Amount operator-(Amount other) const { return {count - other.count}; }
    constexpr Amount& operator+=(Amount other) {
        count += other.count;
        return *this;
    }
    constexpr Amount& operator-=(Amount other) {
        count -= other.count;
        return *this;
    }
    constexpr Amount operator*(std::int64_t times) const { return {count * times}; }
};

using Minutes = Amount<struct MinuteUnit>;  // whole minutes
using Points = Amount<struct PointUnit>;    // hundredths of a point
using Value = Amount<struct ValueUnit>;     // millionths: a curve's value, a share, a ratio

constexpr Value kOne{1'000'000};

// An identifier: 1 to 64 characters of A-Z a-z 0-9 . _ - (checked at the border by is_valid_id).
template <class Kind>
struct Id {
    std::string text;

    auto operator<=>(const Id&) const = default;
    bool empty() const { return text.empty(); }
};

using TenantId = Id<struct TenantKind>;
using AdvisorId = Id<struct AdvisorKind>;

bool is_valid_id(std::string_view text);

// A calendar day.
struct Day {
    std::int32_t since_epoch = 0;

    constexpr auto operator<=>(const Day&) const = default;
    constexpr Day operator+(int days) const { return {since_epoch + days}; }
    constexpr Day operator-(int days) const { return {since_epoch - days}; }
    constexpr int operator-(Day other) const { return since_epoch - other.since_epoch; }

    // 1 is Monday, 7 is Sunday.
    int weekday() const;
    int year() const;
    std::string iso() const;  // "2020-04-03"
};

// None when the three numbers are not a day of the Gregorian calendar between 1900 and 2199 (31 February, month 13).
std::optional<Day> day_from(int year, int month, int day);
// Exactly "YYYY-MM-DD"; none otherwise.
std::optional<Day> day_from_iso(std::string_view text);

struct TimeOfDay {
    std::int32_t minutes = 0;  // since midnight

    constexpr auto operator<=>(const TimeOfDay&) const = default;
    constexpr TimeOfDay operator+(Minutes more) const { return {minutes + static_cast<std::int32_t>(more.count)}; }
    constexpr Minutes operator-(TimeOfDay other) const { return {minutes - other.minutes}; }

    std::string hhmm() const;  // "09:30"
};

// Exactly "HH:MM", 00:00 to 23:59; none otherwise.
std::optional<TimeOfDay> time_from_hhmm(std::string_view text);

// A local day and time.
struct Moment {
    Day day;
    TimeOfDay time;

    constexpr auto operator<=>(const Moment&) const = default;
};

}  // namespace bienveille
