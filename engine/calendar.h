// Working days of a calendar.
//
// Decides: which days are worked, and how deadlines in working days are counted. Does not decide: who works on them.
//
// Promises: a deadline on a closed day is met on the last working day before it, never the next
// (working_day_on_or_before). Cost: a WorkingDays covers a span of days once (one byte a day) and answers in constant
// time; outside its span it falls back to counting. Source: Easter by the anonymous Gregorian computus (Nature, 1876;
// Meeus, Astronomical Algorithms, ch. 8).
#pragma once

#include <vector>

#include "engine/model.h"
#include "engine/types.h"

namespace bienveille {

Day easter_sunday(int year);

class WorkingDays {
public:
    // A calendar without any working day counts every day as worked, so that counting always ends.
    // Fast for days within about a year of `near`; right for all.
    WorkingDays(const Calendar& calendar, Day near);

    bool is_working(Day day) const;
    Day on_or_before(Day day) const;
    // The n-th working day after `day`, n >= 1; `day` itself for n = 0.
    Day after(Day day, int n) const;
    // All working days in [first, last].
    std::vector<Day> between(Day first, Day last) const;

private:
    bool covers(Day day) const;
    bool compute(Day day) const;

    Calendar calendar_;
    Day first_;
    std::vector<char> working_;  // from first_ on
};

}  // namespace bienveille
