#include "engine/types.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace bienveille {
namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

year_month_day calendar_of(Day day) { return year_month_day{sys_days{std::chrono::days{day.since_epoch}}}; }

// By character: whether ids may have it. Two ids a tenant are looked through whenever a day is planned.
constexpr std::array<bool, 256> kOfIds = [] {
    std::array<bool, 256> allowed{};
    for (const char c : std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-"))
        allowed[static_cast<unsigned char>(c)] = true;
    return allowed;
}();

// Exactly `width` digits at `at`, as a number; -1 otherwise.
int digits(std::string_view text, std::size_t at, std::size_t width) {
    int number = 0;
    for (std::size_t i = at; i < at + width; ++i) {
        if (i >= text.size() || text[i] < '0' || text[i] > '9') return -1;
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

}  // namespace

bool is_valid_id(std::string_view text) {
    const auto allowed = [](char c) { return kOfIds[static_cast<unsigned char>(c)]; };
    return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), allowed);
}

int Day::weekday() const {
    return static_cast<int>(std::chrono::weekday{sys_days{std::chrono::days{since_epoch}}}.iso_encoding());
}

int Day::year() const { return static_cast<int>(calendar_of(*this).year()); }

std::string Day::iso() const {
    const year_month_day date = calendar_of(*this);
    char text[16];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    return text;
}

std::optional<Day> day_from(int year, int month, int day) {
    if (year < 1900 || year > 2199 || month < 1 || day < 1) return std::nullopt;
    const year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                              std::chrono::day{static_cast<unsigned>(day)}};
    if (!date.ok()) return std::nullopt;
    return Day{static_cast<std::int32_t>(sys_days{date}.time_since_epoch().count())};
}

std::optional<Day> day_from_iso(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    return day_from(digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2));
}

std::string TimeOfDay::hhmm() const {
    char text[32];
    std::snprintf(text, sizeof text, "%02d:%02d", minutes / 60, minutes % 60);
    return text;
}

std::optional<TimeOfDay> time_from_hhmm(std::string_view text) {
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    const int hours = digits(text, 0, 2);
    const int minutes = digits(text, 3, 2);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return std::nullopt;
    return TimeOfDay{hours * 60 + minutes};
}

}  // namespace bienveille
