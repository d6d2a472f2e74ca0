// One cell of text, read and written: days, stamps, numbers, yes and no, phones.
//
// Decides: which forms are understood. Does not decide: which column has which (columns.h).
//
// A cell is trimmed text, not empty; nothing comes back where it is not understood. Two-digit years and D/M in the
// American order are not guessed.
// Danger: stamps with Z or an offset need the system's time zone files.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model.h"

namespace bienveille {

// 2020-04-03, 03/04/2020, 3/4/2020 (also with dots or dashes), each also with a midnight time behind, as Excel adds.
std::optional<Day> read_day(std::string_view cell);
// 9:30, 09:30, 9h30, 9h.
std::optional<TimeOfDay> read_time(std::string_view cell);
// A day and a time with T or a space between, seconds dropped; with Z or +HH:MM turned into `time_zone`.
std::optional<Moment> read_moment(std::string_view cell, const std::string& time_zone);
// Whole numbers, also as "12,0" or "12.0".
std::optional<std::int64_t> read_integer(std::string_view cell);
// yes no, true false, oui non, vrai faux, y n, o n, 1 0.
std::optional<bool> read_boolean(std::string_view cell);
// E.164. French numbers as 0X XX XX XX XX, +33, 0033, +33 (0), with dots, dashes or spaces, or without the first zero
// (Excel drops it); others with + or 00 and the country's code.
std::optional<std::string> read_phone(std::string_view cell);
// Days and D1..D2, separated by spaces.
std::optional<std::vector<DayRange>> read_day_list(std::string_view cell);
// "1-5", "1,2,4", "1-3,5", "none"; ascending and once each.
std::optional<std::vector<int>> read_weekdays(std::string_view cell);

std::string write_moment(Moment moment);  // 2020-04-03T14:05
std::string write_day_list(const std::vector<DayRange>& ranges);
std::string write_weekdays(const std::vector<int>& weekdays);

// For people who read files in French: 03/04/2020, 03/04/2020 14:05.
std::string french_day(Day day);
std::string french_moment(Moment moment);
// 03 53 01 02 03; numbers abroad with 00 instead of +, which a spreadsheet would take for a formula.
std::string phone_for_people(std::string_view e164);

}  // namespace bienveille
