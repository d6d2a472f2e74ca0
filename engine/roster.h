// Who is there today, with how much time, and who may call whom.
//
// Decides: presence, capacity, eligibility, and which calls of today's previous plan stay where they are. Does not
// decide: who gets which call.
//
// Presence: an availability row for (advisor, day) decides when there is one: 0 is not there, more is there even on a
// closed day. Otherwise present on a working day of the calendar whose weekday is in works_on and that no absence
// holds. Capacity: the row's minutes, else the advisor's, else the rules' profile; at most the windows' length. Nobody
// present has no capacity. Eligible: the tenant's language (the default where unknown) is among the advisor's (only the
// default where none is given). Fixed: a call of the previous plan that was begun, or pinned with a present advisor and
// a tenant who is not excluded; it keeps its advisor, time and minutes.
//
// Promise: seats are in order of advisor id, whatever the input's order.
// Cost: O(A log A + A languages) for A advisors.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/calendar.h"
#include "engine/model.h"
#include "engine/ruleset.h"

namespace bienveille {

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
};

// The advisors present who speak one language.
struct Group {
    std::string language;
    std::vector<std::uint32_t> seats;
};

struct Roster {
    std::vector<Seat> seats;
    std::vector<Group> groups;  // one a language asked for; may have no seats
    std::unordered_map<std::string, std::int32_t> areas;
    std::unordered_map<std::string, std::int32_t> seat_of_advisor;  // present ones
    std::vector<Window> windows;
    std::int64_t capacity = 0;            // of everybody present
    std::vector<char> in_hand;            // per tenant: a fixed call holds them
    std::vector<std::uint16_t> group_of;  // per tenant: index into groups
};

Roster make_roster(const DayInput& input, const RuleSet& rules, const Calendar& calendar, const WorkingDays& working);

// The capacity of everybody present on a day, for the calendar of promises.
Minutes capacity_on(Day day, const DayInput& input, const RuleSet& rules, const Calendar& calendar,
                    const WorkingDays& working);

}  // namespace bienveille
