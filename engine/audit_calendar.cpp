// Working days, derived apart from the planner's calendar.
#include <algorithm>

#include "engine/audit_facts.h"

namespace bienveille::audit_detail {
namespace {

// Easter Sunday after J.-M. Oudin (1940), not the computus the planner uses.
Day easter(int year) {
    const int golden = year % 19;
    const int century = year / 100;
    const int h = (century - century / 4 - (8 * century + 13) / 25 + 19 * golden + 15) % 30;
    const int moon = h - (h / 28) * (1 - (h / 28) * (29 / (h + 1)) * ((21 - golden) / 11));
    const int weekday = (year + year / 4 + moon + 2 - century + century / 4) % 7;
    const int p = moon - weekday;
    const int month = 3 + (p + 40) / 44;
    return *day_from(year, month, p + 28 - 31 * (month / 4));
}

// The days whose answers the calendar keeps: 1990 to 2069.
constexpr Day kFirstKnown{7'305};
constexpr Day kLastKnown{36'524};

}  // namespace

AuditCalendar::AuditCalendar(const Calendar& calendar)
    : calendar_(&calendar), known_(static_cast<std::size_t>(kLastKnown - kFirstKnown) + 1, -1) {}

bool AuditCalendar::works(Day day) const {
    if (day < kFirstKnown || kLastKnown < day) return decide(day);
    std::int8_t& known = known_[static_cast<std::size_t>(day - kFirstKnown)];
    if (known < 0) known = decide(day) ? 1 : 0;
    return known != 0;
}

bool AuditCalendar::decide(Day day) const {
    const auto holds = [](const auto& all, const auto& one) {
        return std::find(all.begin(), all.end(), one) != all.end();
    };
    // Without any working day every day is worked, so that counting ends.
    if (!calendar_->working_days.empty() && !holds(calendar_->working_days, day.weekday())) return false;
    if (holds(calendar_->closed_days, day)) return false;
    const int year = day.year();
    for (const FixedFeast& feast : calendar_->feasts)
        if (day_from(year, feast.month, feast.day) == day) return false;
    return calendar_->easter_offsets.empty() || !holds(calendar_->easter_offsets, day - easter(year));
}

Day AuditCalendar::last_until(Day day) const {
    while (!works(day)) day = day - 1;
    return day;
}

Day AuditCalendar::nth_after(Day day, int n) const {
    for (; n > 0; --n) {
        day = day + 1;
        while (!works(day)) day = day + 1;
    }
    return day;
}

}  // namespace bienveille::audit_detail
