#include "engine/calendar.h"

#include <algorithm>

namespace bienveille {
namespace {

constexpr int kDaysAround = 400;

}  // namespace

Day easter_sunday(int year) {
    const int a = year % 19;
    const int b = year / 100;
    const int c = year % 100;
    const int d = b / 4;
    const int e = b % 4;
    const int f = (b + 8) / 25;
    const int g = (b - f + 1) / 3;
    const int h = (19 * a + b - d - g + 15) % 30;
    const int i = c / 4;
    const int k = c % 4;
    const int l = (32 + 2 * e + 2 * i - h - k) % 7;
    const int m = (a + 11 * h + 22 * l) / 451;
    const int month = (h + l - 7 * m + 114) / 31;
    const int day = (h + l - 7 * m + 114) % 31 + 1;
    return *day_from(year, month, day);
}

WorkingDays::WorkingDays(const Calendar& calendar, Day near)
    : calendar_(calendar), first_(near - kDaysAround), working_(2 * kDaysAround + 1, 0) {
    std::sort(calendar_.closed_days.begin(), calendar_.closed_days.end());
    if (calendar_.working_days.empty()) calendar_.working_days = {1, 2, 3, 4, 5, 6, 7};
    for (const int weekday : calendar_.working_days)
        for (int i = (weekday - first_.weekday() + 7) % 7; i <= 2 * kDaysAround; i += 7)
            working_[static_cast<std::size_t>(i)] = 1;
    const auto close = [&](Day day) {
        if (covers(day)) working_[static_cast<std::size_t>(day - first_)] = 0;
    };
    for (const Day day : calendar_.closed_days) close(day);
    for (int year = first_.year(); year <= (near + kDaysAround).year(); ++year) {
        for (const FixedFeast& feast : calendar_.feasts)
            if (const auto day = day_from(year, feast.month, feast.day)) close(*day);
        for (const int offset : calendar_.easter_offsets) close(easter_sunday(year) + offset);
    }
}

bool WorkingDays::covers(Day day) const { return first_ <= day && day <= first_ + 2 * kDaysAround; }

bool WorkingDays::is_working(Day day) const {
    return covers(day) ? working_[static_cast<std::size_t>(day - first_)] != 0 : compute(day);
}

Day WorkingDays::on_or_before(Day day) const {
    while (!is_working(day)) day = day - 1;
    return day;
}

Day WorkingDays::after(Day day, int n) const {
    while (n > 0) {
        day = day + 1;
        if (is_working(day)) --n;
    }
    return day;
}

std::vector<Day> WorkingDays::between(Day first, Day last) const {
    std::vector<Day> days;
    for (Day day = first; day <= last; day = day + 1)
        if (is_working(day)) days.push_back(day);
    return days;
}

bool WorkingDays::compute(Day day) const {
    const auto& weekdays = calendar_.working_days;
    if (std::find(weekdays.begin(), weekdays.end(), day.weekday()) == weekdays.end()) return false;
    if (std::binary_search(calendar_.closed_days.begin(), calendar_.closed_days.end(), day)) return false;
    const int year = day.year();
    for (const FixedFeast& feast : calendar_.feasts)
        if (day_from(year, feast.month, feast.day) == day) return false;
    if (calendar_.easter_offsets.empty()) return true;
    const Day easter = easter_sunday(year);
    return std::none_of(calendar_.easter_offsets.begin(), calendar_.easter_offsets.end(),
                        [&](int offset) { return easter + offset == day; });
}

}  // namespace bienveille
