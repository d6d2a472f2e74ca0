// Every problem of a calendar, be it the rules' own or a campaign's.
//
// Decides: windows in order and without overlap; weekdays 1-7, at least one; few enough feasts that a working day is
// left in every year, so that counting working days always ends.
#pragma once

#include <string>

#include "engine/model.h"
#include "engine/problem_list.h"

namespace bienveille {

// Problems go to `problems`, each path beginning with `path` ("calendar").
void validate_calendar(const Calendar& calendar, const std::string& path, ProblemList& problems);

// Days that people mean: outside them a date is a slip of the pen, and Easter is not computed.
constexpr Day kFirstDay{-7'305};  // 1950-01-01
constexpr Day kLastDay{65'743};   // 2149-12-31

inline bool is_day_in_use(Day day) { return kFirstDay <= day && day <= kLastDay; }

}  // namespace bienveille
