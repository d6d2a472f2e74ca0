// What the audit's own files share: the day as the audit derives it, and the question whether a timetable exists.
//
// Decides: the facts a plan is held against. Does not decide: what is wrong with a plan (audit.cpp).
// Nothing here comes from the planner: calendars, cards, duties, ranks and timetables are worked out again, by other
// means where there are any, so that one mistake is not made twice.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/audit.h"

namespace bienveille::audit_detail {

constexpr int kKinds = 5;  // of calls: level unknown, 0, 1, 2, 3
constexpr int kLevel2 = 3;
constexpr int kLevel3 = 4;  // has a pause, never twice in a row

// ------------------------------------------------------------------------------------------------- audit_facts.cpp

// Working days, counted one by one.
class AuditCalendar {
public:
    explicit AuditCalendar(const Calendar& calendar);

    bool works(Day day) const;
    Day last_until(Day day) const;
    Day nth_after(Day day, int n) const;

private:
    bool decide(Day day) const;

    const Calendar* calendar_;
    mutable std::unordered_map<std::int32_t, bool> known_;
};

// All that the input says about one tenant on the day.
struct Standing {
    int kind = 0;
    Points points;
    Value isolation;
    int wait = 0;  // days since last reached; the largest number when never
    int age = -1;  // -1 unknown: below every age
    std::uint64_t tie = 0;
    bool excluded = false;
    ExcludedReason excluded_for = ExcludedReason::opted_out;
    std::optional<UnplannedReason> not_owed;
    std::optional<Day> due_on;           // earliest deadline as set
    std::optional<Day> callback;         // deadline of an open callback
    std::optional<TimeOfDay> slot;       // promised for today
    std::int32_t only_seat = -1;         // a slot's own advisor, where present
    int language = 0;                    // position among the languages met
    Tier tier = Tier::score;             // of duties, and of the longest wait
    const PreviousCall* held = nullptr;  // the begun or pinned call that stays
    std::int32_t rank = -1;              // among those owed a call and not in hand
};

// An advisor on the day.
struct Seat {
    const Advisor* advisor = nullptr;
    bool present = false;
    Minutes capacity;          // 0 when not present
    std::vector<bool> speaks;  // by language
};

// The day as the input and the rules give it. The input outlives it.
struct DayFacts {
    DayFacts(const DayInput& input, const RuleSet& rules);

    Minutes minutes(int kind) const;  // without the pause
    Minutes pause(int kind) const;
    Minutes load(int kind) const { return minutes(kind) + pause(kind); }
    // Language, and a slot's own advisor; presence too.
    bool may_call(std::size_t seat, const Standing& tenant) const;
    bool slot_moved(std::size_t tenant, const AdvisorId& caller) const;
    Minutes capacity_on(const Advisor& advisor, Day day) const;

    const DayInput& input;
    const RuleSet& rules;
    const Calendar& calendar;
    AuditCalendar days;
    std::vector<Seat> seats;          // in the input's order
    std::vector<Standing> standings;  // in the input's order
    std::vector<std::uint32_t> owed;  // tenants, by rank
    std::unordered_map<std::string_view, std::uint32_t> tenant_of, seat_of;

private:
    void meet_advisors();
    void meet_tenants();
    void hold_calls();
    void find_duties(std::size_t tenant);
    std::optional<UnplannedReason> why_not_owed(const Tenant& tenant, const Standing& standing, bool high_risk,
                                                bool reached_since_joining, bool waits_for_slot) const;
    int language(const std::string& text);
    void rank_owed();

    std::unordered_map<std::string, Minutes> overrides_;  // "advisor day" -> minutes
    std::unordered_map<std::string, int> languages_;
};

// ------------------------------------------------------------------------------------------------- audit_score.cpp

ScoreCard card_of(const Tenant& tenant, const RuleSet& rules, std::optional<Day> callback, Day day);
Value isolation_of(const Tenant& tenant, const IsolationRule& rule);

// ------------------------------------------------------------------------------------------------- audit_fit.cpp

// A call whose time is settled: fixed, or a slot.
struct Settled {
    TimeOfDay from, to;  // the pause included
    bool level3 = false;
    bool fixed = false;  // begun, or by a person: what such calls break among themselves is not asked of the plan
};

// Whether a timetable exists, exactly: settled calls stand, the free ones go anywhere in the windows, each whole with
// its pause, no two of level 3 next to each other in a window.
// Model: states (free calls placed by kind, kind of the last call) with the earliest end, stretch by stretch between
// settled calls. Cost: O(stretches x product of the counts), after quick tests that mostly answer.
bool timetable_exists(const std::vector<Window>& windows, std::vector<Settled> settled,
                      const std::array<int, kKinds>& free, const std::array<Minutes, kKinds>& lengths);

// The window that a time lies in, -1 for none.
int window_of(const std::vector<Window>& windows, TimeOfDay time);

// What an advisor's calls add up to.
struct Tally {
    Minutes load;
    int calls = 0, level3 = 0, heavy = 0;
    int free_calls = 0, free_level3 = 0, free_heavy = 0;  // of those, not fixed

    void add(int kind, Minutes with_pause, bool fixed, int times = 1);
};

// What a tally breaks of capacity, max_calls and C3's two caps. What fixed calls break alone is not counted.
struct BrokenCaps {
    bool capacity = false, max_calls = false, level3 = false, heavy = false;

    bool any() const { return capacity || max_calls || level3 || heavy; }
};
BrokenCaps broken_caps(const Tally& tally, const Seat& seat, const Work& work);

// ------------------------------------------------------------------------------------------------- audit.cpp

class Findings {
public:
    void add(std::string promise, std::string path, std::string message) {
        all_.push_back({std::move(promise), std::move(path), std::move(message)});
    }
    std::vector<Finding> take() { return std::move(all_); }

private:
    std::vector<Finding> all_;
};

// Where a plan puts a tenant.
struct Place {
    std::int32_t list = -1;
    std::int32_t call = -1;
};

struct Audited {
    const Plan& plan;
    const DayFacts& facts;
    std::vector<Place> places;        // of each tenant; list -1: on none
    std::vector<std::int32_t> seats;  // of each list; -1 unknown
    std::vector<Tally> tallies;       // of each seat, as planned
    std::vector<std::int32_t> lists;  // of each seat; -1 none
};

void check_lists(Audited& audited, Findings& findings);                     // audit_lists.cpp: C1, C2, C3, S1, P3
void check_everyone(const Audited& audited, Findings& findings);            // audit_everyone.cpp: P1
void check_nobody_passed_over(const Audited& audited, Findings& findings);  // audit_room.cpp: O1
void check_figures(const Audited& audited, Findings& findings);             // audit_figures.cpp: O2, P4, P5

}  // namespace bienveille::audit_detail
