#include "datasets/cells.h"

#include <date/tz.h>

#include <algorithm>
#include <cstdio>
#include <stdexcept>

#include "datasets/text.h"

namespace bienveille {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Takes 1 to `most` digits off the front; nothing when there are none or more.
std::optional<int> take_number(std::string_view& text, std::size_t most) {
    std::size_t n = 0;
    int number = 0;
    while (n < text.size() && is_digit(text[n])) {
        if (++n > most) return std::nullopt;
        number = number * 10 + (text[n - 1] - '0');
    }
    if (n == 0) return std::nullopt;
    text.remove_prefix(n);
    return number;
}

bool take(std::string_view& text, char c) {
    if (text.empty() || text.front() != c) return false;
    text.remove_prefix(1);
    return true;
}

std::optional<Day> take_day(std::string_view& text) {
    std::string_view rest = text;
    if (text.size() >= 10 && text[4] == '-') {
        const auto day = day_from_iso(text.substr(0, 10));
        if (day) text.remove_prefix(10);
        return day;
    }
    const auto day = take_number(rest, 2);
    if (!day || rest.empty()) return std::nullopt;
    const char separator = rest.front();
    if (separator != '/' && separator != '.' && separator != '-') return std::nullopt;
    rest.remove_prefix(1);
    const auto month = take_number(rest, 2);
    if (!month || !take(rest, separator)) return std::nullopt;
    const std::size_t before = rest.size();
    const auto year = take_number(rest, 4);
    if (!year || before - rest.size() != 4) return std::nullopt;
    text = rest;
    return day_from(*year, *month, *day);
}

// H:MM with seconds and their fraction, if any, dropped.
std::optional<TimeOfDay> take_time(std::string_view& text) {
    const auto hours = take_number(text, 2);
    if (!hours || *hours > 23 || !take(text, ':') || text.size() < 2) return std::nullopt;
    std::string_view two = text.substr(0, 2);
    const auto minutes = take_number(two, 2);
    if (!minutes || !two.empty() || *minutes > 59) return std::nullopt;
    text.remove_prefix(2);
    if (take(text, ':')) {
        const auto seconds = take_number(text, 2);
        if (!seconds || *seconds > 60) return std::nullopt;
        if (take(text, '.')) {
            const std::size_t end = std::min(text.size(), text.find_first_not_of("0123456789"));
            if (end == 0) return std::nullopt;
            text.remove_prefix(end);
        }
    }
    return TimeOfDay{*hours * 60 + *minutes};
}

// Z, +HH:MM, -HH:MM or +HHMM as minutes east of Greenwich.
std::optional<int> read_offset(std::string_view text) {
    if (text == "Z" || text == "z") return 0;
    if (text.size() < 5 || (text.front() != '+' && text.front() != '-')) return std::nullopt;
    const int sign = text.front() == '-' ? -1 : 1;
    std::string_view hours = text.substr(1, 2);
    std::string_view minutes = text.substr(3);
    take(minutes, ':');
    const auto h = take_number(hours, 2);
    const std::size_t width = minutes.size();
    const auto m = take_number(minutes, 2);
    if (!h || !m || !hours.empty() || !minutes.empty() || width != 2 || *h > 14 || *m > 59) return std::nullopt;
    return sign * (*h * 60 + *m);
}

std::optional<Moment> in_zone(Moment stamp, int offset, const std::string& time_zone) {
    const std::int64_t utc = std::int64_t{stamp.day.since_epoch} * 1440 + stamp.time.minutes - offset;
    try {
        const date::time_zone* zone = date::locate_zone(time_zone);
        const auto info = zone->get_info(date::sys_seconds{std::chrono::minutes{utc}});
        const std::int64_t local = utc + std::chrono::duration_cast<std::chrono::minutes>(info.offset).count();
        const std::int64_t day = local >= 0 ? local / 1440 : (local - 1439) / 1440;
        return Moment{Day{static_cast<std::int32_t>(day)}, TimeOfDay{static_cast<std::int32_t>(local - day * 1440)}};
    } catch (const std::runtime_error&) {  // no such zone, or no time zone files
        return std::nullopt;
    }
}

}  // namespace

std::optional<Day> read_day(std::string_view cell) {
    const auto day = take_day(cell);
    if (!day) return std::nullopt;
    if (cell.empty()) return day;
    if (cell.front() != ' ' && cell.front() != 'T') return std::nullopt;
    cell.remove_prefix(1);
    const auto time = take_time(cell);
    if (time != TimeOfDay{0} || !cell.empty()) return std::nullopt;
    return day;
}

std::optional<TimeOfDay> read_time(std::string_view cell) {
    if (const auto h = cell.find_first_of("hH"); h != std::string_view::npos) {
        std::string_view hours = cell.substr(0, h);
        std::string_view minutes = trimmed(cell.substr(h + 1));
        hours = trimmed(hours);
        const auto hour = take_number(hours, 2);
        const auto minute = minutes.empty() ? 0 : take_number(minutes, 2);
        if (!hour || !minute || !hours.empty() || !minutes.empty() || *hour > 23 || *minute > 59) return std::nullopt;
        return TimeOfDay{*hour * 60 + *minute};
    }
    const auto time = take_time(cell);
    return cell.empty() ? time : std::nullopt;
}

std::optional<Moment> read_moment(std::string_view cell, const std::string& time_zone) {
    const auto day = take_day(cell);
    if (!day || cell.empty() || (cell.front() != ' ' && cell.front() != 'T')) return std::nullopt;
    cell.remove_prefix(1);
    const auto time = take_time(cell);
    if (!time) return std::nullopt;
    const Moment stamp{*day, *time};
    if (cell.empty()) return stamp;
    const auto offset = read_offset(cell);
    return offset ? in_zone(stamp, *offset, time_zone) : std::nullopt;
}

std::optional<std::int64_t> read_integer(std::string_view cell) {
    const bool negative = take(cell, '-');
    if (!negative) take(cell, '+');
    const auto number = take_number(cell, 9);
    if (!number) return std::nullopt;
    if (!cell.empty()) {
        if (!take(cell, ',') && !take(cell, '.')) return std::nullopt;
        if (cell.empty() || cell.find_first_not_of('0') != std::string_view::npos) return std::nullopt;
    }
    return negative ? -*number : *number;
}

std::optional<bool> read_boolean(std::string_view cell) {
    if (cell == "yes" || cell == "oui") return true;  // the most frequent forms, without folding
    if (cell == "no" || cell == "non") return false;
    const std::string word = folded(cell);
    for (const std::string_view yes : {"yes", "oui", "true", "vrai", "1", "y", "o"})
        if (word == yes) return true;
    for (const std::string_view no : {"no", "non", "false", "faux", "0", "n"})
        if (word == no) return false;
    return std::nullopt;
}

std::optional<std::string> read_phone(std::string_view cell) {
    std::string digits;
    bool abroad = take(cell, '+');
    for (std::size_t i = 0; i < cell.size(); ++i) {
        const char c = cell[i];
        if (is_digit(c)) {
            digits += c;
        } else if (cell.substr(i, 3) == "(0)") {
            i += 2;  // +33 (0)3: the zero is for callers inside the country
        } else if (cell.substr(i, 2) == "\xC2\xA0") {
            i += 1;
        } else if (cell.substr(i, 3) == "\xE2\x80\xAF") {
            i += 2;
        } else if (c != ' ' && c != '.' && c != '-' && c != '/' && c != '(' && c != ')') {
            return std::nullopt;
        }
    }
    if (!abroad && digits.substr(0, 2) == "00") {
        abroad = true;
        digits.erase(0, 2);
    }
    if (!abroad) {
        if (digits.size() == 10 && digits.front() == '0') digits.erase(0, 1);
        if (digits.size() != 9 || digits.front() == '0') return std::nullopt;
        return "+33" + digits;
    }
    if (digits.substr(0, 2) == "33") {
        if (digits.size() == 12 && digits[2] == '0') digits.erase(2, 1);
        if (digits.size() != 11 || digits[2] == '0') return std::nullopt;
    }
    if (digits.size() < 8 || digits.size() > 15 || digits.front() == '0') return std::nullopt;
    return "+" + digits;
}

std::optional<std::vector<DayRange>> read_day_list(std::string_view cell) {
    std::vector<DayRange> ranges;
    while (!(cell = trimmed(cell)).empty()) {
        const auto first = take_day(cell);
        if (!first) return std::nullopt;
        DayRange range{*first, *first};
        if (cell.substr(0, 2) == "..") {
            cell.remove_prefix(2);
            const auto last = take_day(cell);
            if (!last || *last < *first) return std::nullopt;
            range.last = *last;
        }
        if (!cell.empty() && trimmed(cell.substr(0, 1)).size() == 1) return std::nullopt;
        ranges.push_back(range);
    }
    return ranges;
}

std::optional<std::vector<int>> read_weekdays(std::string_view cell) {
    std::vector<int> days;
    if (const std::string word = folded(cell); word == "none" || word == "aucun") return days;
    while (true) {
        cell = trimmed(cell);
        const auto first = take_number(cell, 1);
        if (!first) return std::nullopt;
        auto last = first;
        cell = trimmed(cell);
        if (take(cell, '-')) {
            cell = trimmed(cell);
            last = take_number(cell, 1);
            cell = trimmed(cell);
        }
        if (!last || *first < 1 || *last > 7 || *last < *first) return std::nullopt;
        for (int day = *first; day <= *last; ++day) days.push_back(day);
        if (cell.empty()) break;
        if (!take(cell, ',')) return std::nullopt;
    }
    std::sort(days.begin(), days.end());
    days.erase(std::unique(days.begin(), days.end()), days.end());
    return days;
}

std::string write_moment(Moment moment) { return moment.day.iso() + "T" + moment.time.hhmm(); }

std::string write_day_list(const std::vector<DayRange>& ranges) {
    std::string text;
    for (const DayRange& range : ranges) {
        if (!text.empty()) text += ' ';
        text += range.first.iso();
        if (range.last != range.first) text += ".." + range.last.iso();
    }
    return text;
}

std::string write_weekdays(const std::vector<int>& weekdays) {
    if (weekdays.empty()) return "none";
    const bool run = weekdays.back() - weekdays.front() == static_cast<int>(weekdays.size()) - 1;
    if (run && weekdays.size() > 1) return std::to_string(weekdays.front()) + "-" + std::to_string(weekdays.back());
    std::string text;
    for (const int day : weekdays) text += (text.empty() ? "" : ",") + std::to_string(day);
    return text;
}

std::string french_day(Day day) {
    const std::string iso = day.iso();
    return iso.substr(8, 2) + "/" + iso.substr(5, 2) + "/" + iso.substr(0, 4);
}

std::string french_moment(Moment moment) { return french_day(moment.day) + " " + moment.time.hhmm(); }

std::string phone_for_people(std::string_view e164) {
    if (e164.size() != 12 || e164.substr(0, 3) != "+33") {
        return e164.empty() ? std::string{} : "00" + std::string(e164.substr(1));
    }
    std::string text = "0";
    for (std::size_t i = 3; i < e164.size(); ++i) {
        if (i % 2 == 0) text += ' ';
        text += e164[i];
    }
    return text;
}

}  // namespace bienveille
