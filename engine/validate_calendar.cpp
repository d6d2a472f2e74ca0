#include "engine/validate_calendar.h"

#include <algorithm>

namespace bienveille {
namespace {

// Each weekday comes at least 52 times a year: fewer recurring feasts than that leave a working day in every year.
constexpr std::size_t kMostFeasts = 31;
constexpr std::size_t kMostEasterOffsets = 20;
static_assert(kMostFeasts + kMostEasterOffsets < 52);
constexpr std::size_t kMostClosedDays = 1000;

// Easter lies between 22 March and 25 April: these offsets stay in its year.
constexpr int kFirstOffset = -80;
constexpr int kLastOffset = 250;

class CalendarCheck {
public:
    CalendarCheck(const Calendar& calendar, const std::string& path, ProblemList& problems)
        : calendar_(calendar), path_(path), problems_(problems) {}

    void run() {
        time_zone();
        windows();
        working_days();
        feasts();
        easter_offsets();
        closed_days();
    }

private:
    void say(const std::string& field, const std::string& message) {
        problems_.add([&] { return Problem{path_ + "." + field, message}; });
    }
    void say(const std::string& field, std::size_t at, const std::string& message) {
        say(field + "[" + std::to_string(at) + "]", message);
    }
    // A list too long is said once, and its items are not looked at.
    bool too_long(const std::string& field, std::size_t size, std::size_t most) {
        if (size <= most) return false;
        say(field, "has " + std::to_string(size) + " entries; must be at most " + std::to_string(most));
        return true;
    }

    void time_zone() {
        const std::string& zone = calendar_.time_zone;
        const auto allowed = [](char c) {
            return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '/' || c == '_' ||
                   c == '-' || c == '+';
        };
        if (zone.empty() || zone.size() > 64 || !std::all_of(zone.begin(), zone.end(), allowed))
            say("time_zone", "is not the name of a time zone; must be one such as Europe/Paris");
    }

    void windows() {
        const auto& windows = calendar_.windows;
        if (windows.empty()) say("windows", "is empty; must hold at least one window");
        if (too_long("windows", windows.size(), 24)) return;
        for (std::size_t i = 0; i < windows.size(); ++i) {
            const Window& window = windows[i];
            const std::string text = window.from.hhmm() + "-" + window.to.hhmm();
            if (window.from.minutes < 0 || window.to.minutes > 24 * 60)
                say("windows", i, "is " + text + "; must lie within a day");
            else if (window.to <= window.from)
                say("windows", i, "is " + text + "; must end after it begins");
            else if (i > 0 && window.from < windows[i - 1].to)
                say("windows", i,
                    "begins at " + window.from.hhmm() + ", before the window ahead of it ends; must begin at " +
                        windows[i - 1].to.hhmm() + " or later");
        }
    }

    void working_days() {
        const auto& days = calendar_.working_days;
        if (days.empty()) say("working_days", "is empty; must name at least one weekday, 1 Monday to 7 Sunday");
        if (too_long("working_days", days.size(), 7)) return;
        for (std::size_t i = 0; i < days.size(); ++i) {
            if (days[i] < 1 || days[i] > 7)
                say("working_days", i, "is " + std::to_string(days[i]) + "; must be 1 (Monday) to 7 (Sunday)");
            else if (i > 0 && days[i] <= days[i - 1])
                say("working_days", i,
                    "is " + std::to_string(days[i]) + " after " + std::to_string(days[i - 1]) +
                        "; must ascend, each weekday once");
        }
    }

    void feasts() {
        const auto& feasts = calendar_.feasts;
        if (too_long("feasts", feasts.size(), kMostFeasts)) return;
        for (std::size_t i = 0; i < feasts.size(); ++i) {
            // 2000 was a leap year: 29 February is a date that some years have.
            if (!day_from(2000, feasts[i].month, feasts[i].day))
                say("feasts", i,
                    "is month " + std::to_string(feasts[i].month) + ", day " + std::to_string(feasts[i].day) +
                        "; must be a date of the year");
            else if (std::find(feasts.begin(), feasts.begin() + static_cast<std::ptrdiff_t>(i), feasts[i]) !=
                     feasts.begin() + static_cast<std::ptrdiff_t>(i))
                say("feasts", i, "is there already; must be given once");
        }
    }

    void easter_offsets() {
        const auto& offsets = calendar_.easter_offsets;
        if (too_long("easter_offsets", offsets.size(), kMostEasterOffsets)) return;
        for (std::size_t i = 0; i < offsets.size(); ++i)
            if (offsets[i] < kFirstOffset || offsets[i] > kLastOffset)
                say("easter_offsets", i,
                    "is " + std::to_string(offsets[i]) + "; must be " + std::to_string(kFirstOffset) + " to " +
                        std::to_string(kLastOffset) + " days from Easter Sunday");
    }

    void closed_days() {
        const auto& days = calendar_.closed_days;
        if (too_long("closed_days", days.size(), kMostClosedDays)) return;
        for (std::size_t i = 0; i < days.size(); ++i)
            if (!is_day_in_use(days[i]))
                say("closed_days", i, "is " + days[i].iso() + "; must be " + kFirstDay.iso() + " to " + kLastDay.iso());
    }

    const Calendar& calendar_;
    const std::string& path_;
    ProblemList& problems_;
};

}  // namespace

void validate_calendar(const Calendar& calendar, const std::string& path, ProblemList& problems) {
    CalendarCheck(calendar, path, problems).run();
}

}  // namespace bienveille
