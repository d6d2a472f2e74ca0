// Who is there today, with how much time, and who may call whom.
//
// Decides: presence, capacity, eligibility, and which calls of today's previous plan stay where they are. Does not
// decide: who gets which call.
//
// Presence: an availability row for (advisor, day) decides when there is one: 0 is not there, more is there even on a
// closed day. Otherwise present on a working day of the calendar whose weekday is in works_on and that no absence
// holds. Hours: from the row's `from` until its `until`, today from `now` on. Capacity: the row's minutes, else the advisor's, else
// the rules' profile; at most the windows' length, and where there are hours what of the windows lies in them with, today, the
// minutes of the advisor's begun calls. Nobody present has no capacity. Eligible: the tenant's language (the default where unknown) is among the advisor's (only the
// default where none is given). Fixed: a call of the previous plan that was begun, or pinned with a present advisor and
// a tenant who is not excluded; it keeps its advisor, time and minutes.
//
// Promise: seats are in order of advisor id, their fixed calls in that of in_time(), whatever the input's order.
// Cost: O(A log A + A languages) for A advisors.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "engine/calendar.h"
#include "engine/model.h"
#include "engine/ruleset.h"

namespace bienveille {

// The order of an advisor's calls, from which who is next to whom (C3) is read: by start, then end, then tenant. Only calls that stay may
// start together.
inline std::tuple<TimeOfDay, TimeOfDay, const TenantId&> in_time(TimeOfDay starts_at, Minutes with_pause,
                                                                 const TenantId& tenant) {
    return {starts_at, starts_at + with_pause, tenant};
}

struct FixedCall {
    std::uint32_t tenant;  // index into DayInput::tenants
    TimeOfDay starts_at;
    Minutes minutes;
    Minutes pause;
    CallState state;
};

struct Seat {
    std::uint32_t advisor;  // index into DayInput::advisors
    bool present = false;   // otherwise here only for the fixed calls
    int capacity = 0;       // minutes
    int max_calls = 0;
    std::int32_t area = -1;  // index into Roster::areas
    std::vector<FixedCall> fixed;
    Window hours = kWholeDay;  // of what nobody has begun
};

// The advisors present who speak one language.
struct Group {
    std::string language;
    std::vector<std::uint32_t> seats;
};

// What does not depend on who is there today: kept from one plan of a day to the next.
struct Team {
    std::vector<std::string> languages;   // that tenants ask for, by name
    std::vector<std::uint16_t> group_of;  // per tenant: index into languages
    std::unordered_map<std::string, std::int32_t> areas;
};

struct Roster {
    std::vector<Seat> seats;
    std::vector<Group> groups;  // one a language asked for; may have no seats
    std::unordered_map<std::string, std::uint16_t> group_of_language;
    std::unordered_map<std::string, std::int32_t> areas;
    std::unordered_map<std::string, std::int32_t> seat_of_advisor;  // present ones
    std::vector<Window> windows;
    std::int64_t capacity = 0;                                   // of everybody present
    std::vector<char> in_hand;                                   // per tenant: a fixed call holds them
    std::vector<std::optional<std::uint32_t>> previous_tenants;  // per previous call: index into DayInput::tenants
    std::vector<std::uint16_t> group_of;                         // per tenant: index into groups
};

// How many minutes each advisor has on any day; 0 is not there.
class Presence {
public:
    Presence(const DayInput& input, const RuleSet& rules, const Calendar& calendar, const WorkingDays& working);

    int minutes(std::uint32_t advisor, Day day) const;
    // From when until when calls that nobody has begun may stand; may be empty.
    Window hours(std::uint32_t advisor, Day day) const;
    // In [first, last], ascending: the working days and those for which somebody has a row of minutes.
    std::vector<Day> days(Day first, Day last) const;
    int max_calls(std::uint32_t advisor) const;

private:
    bool works_on(const Advisor& advisor, Day day) const;
    const Availability* row(std::uint32_t advisor, Day day) const;

    const DayInput& input_;
    const WorkingDays& working_;
    const std::vector<Window>& windows_;
    std::int64_t length_ = 0;  // of the windows, in minutes
    std::int64_t profile_ = 0;
    std::vector<std::vector<const Availability*>> rows_;        // by advisor
    std::unordered_map<std::string_view, std::int64_t> begun_;  // minutes with pauses, by advisor
};

// Whether an advisor speaks a language.
bool speaks(const Advisor& advisor, const std::string& language, const std::string& fallback);

Team make_team(const DayInput& input, const RuleSet& rules);
// Of each previous call.
std::vector<std::optional<std::uint32_t>> tenants_of_previous(const DayInput& input);

Roster make_roster(const DayInput& input, const RuleSet& rules, const Calendar& calendar, const Presence& presence);
// The same from what is known of the team and of the previous calls' tenants.
Roster make_roster(const DayInput& input, const RuleSet& rules, const Calendar& calendar, const Presence& presence,
                   Team team, std::vector<std::optional<std::uint32_t>> previous_tenants);

constexpr int kAnyNumber = std::numeric_limits<int>::max();  // of calls

}  // namespace bienveille
