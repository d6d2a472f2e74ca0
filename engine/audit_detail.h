// What the audit's own files share: the day as the audit derives it, and the question whether a timetable exists.
//
// Decides: the facts a plan is held against. Does not decide: what is wrong with a plan (audit.cpp).
// Nothing here comes from the planner: calendars, cards, duties, ranks and timetables are worked out again, by other
// means where there are any, so that one mistake is not made twice.
#pragma once

#include <algorithm>
#include <array>
#include <compare>
#include <cstdint>
#include <map>
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

// Definition 11, the order in which deadlines are kept: H1, H2, first H3 and H4, H5, the rest.
enum : std::uint8_t { kEmergency, kSlot, kCare, kPromise, kRhythm, kClaims };

// ------------------------------------------------------------------------------------------------- audit_facts.cpp

// Working days, counted one by one; what was decided about a day is kept.
class AuditCalendar {
public:
    explicit AuditCalendar(const Calendar& calendar);

    bool works(Day day) const;
    Day last_until(Day day) const;
    Day nth_after(Day day, int n) const;

private:
    bool decide(Day day) const;

    const Calendar* calendar_;
    mutable std::vector<std::int8_t> known_;  // of the days that may be planned; -1 not decided yet
};

// All that the input says about one tenant on the day.
struct Standing {
    Points points;
    Value isolation;
    std::uint64_t tie = 0;
    const PreviousCall* held = nullptr;  // the begun or pinned call that stays
    std::optional<Day> due_on;           // earliest deadline as set
    std::optional<Day> callback;         // deadline of an open callback
    Day first;                           // from when the call may be made; may lie behind the deadline
    std::optional<TimeOfDay> slot;       // promised for today
    int kind = 0;
    int wait = 0;                 // days since last reached; the largest number when never
    int age = -1;                 // -1 unknown: below every age
    std::int32_t only_seat = -1;  // a slot's own advisor, where present
    int language = 0;             // position among the languages met
    Tier tier = Tier::score;      // of duties, and of the longest wait
    bool excluded = false;
    ExcludedReason excluded_for = ExcludedReason::opted_out;
    std::uint8_t claim = kClaims;  // of those with a deadline: which duties come first where not all can be kept
    bool dialable = true;
    std::optional<UnplannedReason> not_owed;
    bool owed = false;  // a call today, and not in hand
};

// Finds tenants by id. Its hash is the standing's tie, which is there anyway.
class TenantIndex {
public:
    TenantIndex(const std::vector<Tenant>& tenants, Day day) : tenants_(tenants), seed_(day) {}
    void build(const std::vector<Standing>& standings);

    std::uint64_t hash(std::string_view id) const;
    std::optional<std::uint32_t> find(std::string_view id) const;
    std::uint32_t at(std::string_view id) const { return find(id).value(); }

    // Of many rows, each with a member `tenant`: -1 where no tenant has that id. Memory is asked some rows ahead.
    template <class Row>
    std::vector<std::int32_t> find_each(const std::vector<Row>& rows) const {
        constexpr std::size_t kTogether = 16;
        std::vector<std::int32_t> found(rows.size());
        std::array<std::uint64_t, kTogether> hashes{};
        for (std::size_t from = 0; from < rows.size(); from += kTogether) {
            const std::size_t count = std::min(kTogether, rows.size() - from);
            for (std::size_t i = 0; i < count; ++i) {
                hashes[i] = hash(rows[from + i].tenant.text);
                __builtin_prefetch(&slots_[hashes[i] & mask_]);
            }
            for (std::size_t i = 0; i < count; ++i) {
                found[from + i] = likely(hashes[i]);
                if (found[from + i] >= 0) __builtin_prefetch(&tenants_[static_cast<std::size_t>(found[from + i])]);
            }
            for (std::size_t i = 0; i < count; ++i) {
                std::int32_t& place = found[from + i];
                const std::string& id = rows[from + i].tenant.text;
                if (place < 0 || tenants_[static_cast<std::size_t>(place)].id.text == id) continue;
                const auto other = find(id);
                place = other ? static_cast<std::int32_t>(*other) : -1;
            }
        }
        return found;
    }

private:
    struct Slot {
        std::uint32_t tag = 0;
        std::uint32_t place_plus_1 = 0;  // 0: free
    };
    static std::uint32_t tag(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32); }
    // The first tenant whose hash looks the same; -1 none.
    std::int32_t likely(std::uint64_t hash) const;

    const std::vector<Tenant>& tenants_;
    Day seed_;
    std::vector<Slot> slots_;
    std::uint64_t mask_ = 0;
};

// ------------------------------------------------------------------------------------------------- audit_score.cpp

// A factor's lines by what it looks at: each is worked out once.
class KnownLines {
public:
    explicit KnownLines(std::size_t inputs) : place_(inputs, 0) {}

    // Valid until the next question.
    template <class WorkOut>
    const FactorLine& of(std::int64_t input, WorkOut work_out) {
        if (input < 0 || static_cast<std::size_t>(input) >= place_.size()) return beyond_ = work_out();
        std::uint32_t& place = place_[static_cast<std::size_t>(input)];
        if (place == 0) {
            lines_.push_back(work_out());
            place = static_cast<std::uint32_t>(lines_.size());
        }
        return lines_[place - 1];
    }

private:
    std::vector<std::uint32_t> place_;  // 1 + index into lines_; 0 not yet
    std::vector<FactorLine> lines_;
    FactorLine beyond_;
};

// The score cards of one day.
class Cards {
public:
    Cards(const RuleSet& rules, Day day);

    ScoreCard card(const Tenant& tenant, std::optional<Day> callback) const;
    Points points(const Tenant& tenant, std::optional<Day> callback) const;
    Value isolation(const Tenant& tenant) const;

private:
    template <class Each>
    void for_each_line(const Tenant& tenant, std::optional<Day> callback, Each each) const;

    const RuleSet& rules_;
    Day day_;
    int year_;
    mutable KnownLines isolation_, anxiety_, callback_, age_, waiting_;
};

// ------------------------------------------------------------------------------------------------- audit_facts.cpp

// An advisor on the day.
struct Seat {
    const Advisor* advisor = nullptr;
    bool present = false;
    Minutes capacity;          // 0 when not present
    std::vector<bool> speaks;  // by language
};

// By when a call is to be made, and among which it is kept where not all can be.
struct Aim {
    std::uint8_t claim = kClaims;
    Day last;
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
    bool speaks(std::size_t seat, const Standing& tenant) const {
        return seats[seat].speaks[static_cast<std::size_t>(tenant.language)];
    }
    // Definition 4 to 6: of two who are owed a call, or of one who is and one who is not.
    bool ranks_before(std::uint32_t a, std::uint32_t b) const;
    std::size_t rank_of(std::uint32_t tenant) const;  // from 1; counted anew, for messages
    // A call with a deadline that nobody holds yet; by when it must be made; which of two is kept first.
    bool has_duty(std::uint32_t tenant) const;
    Aim aim(std::uint32_t tenant) const { return {standings[tenant].claim, last_day(tenant)}; }
    Day last_day(std::uint32_t tenant) const { return std::max(*standings[tenant].due_on, input.day); }
    bool kept_before(std::uint32_t a, std::uint32_t b) const { return kept_before(a, aim(a), b, aim(b)); }
    bool kept_before(std::uint32_t a, Aim aim_of_a, std::uint32_t b, Aim aim_of_b) const;
    // Of those to whom a callback is promised: its day, which may be later than last_day.
    std::optional<Day> callback_day(std::uint32_t tenant) const;
    // Who cannot be called by the earliest deadline is to be called by that day, in the order of promises.
    bool is_promised_later(std::uint32_t tenant) const;
    Aim later_aim(std::uint32_t tenant) const { return {kPromise, *callback_day(tenant)}; }
    // The days looked at: up to the last deadline or callback.
    Day last_looked_at() const;
    bool may_be_worked(Day day) const;  // today, a working day, or one somebody is there on all the same

    const DayInput& input;
    const RuleSet& rules;
    const Calendar& calendar;
    AuditCalendar days;
    Cards cards;
    std::vector<Seat> seats;          // in the input's order
    std::vector<Standing> standings;  // in the input's order
    std::vector<std::uint32_t> owed;  // tenants, in the input's order
    TenantIndex tenant_of;
    std::unordered_map<std::string_view, std::uint32_t> seat_of;

private:
    void meet_languages();
    void meet_advisors();
    void meet_tenants();
    void hold_calls();
    void find_duties(const Tenant& tenant, Standing& standing) const;
    std::optional<UnplannedReason> why_not_owed(const Tenant& tenant, const Standing& standing, bool high_risk,
                                                bool reached_since_joining, bool waits_for_slot) const;
    Day first_day(const Tenant& tenant, const Standing& standing, bool high_risk, bool waits_for_slot) const;
    const RetryPolicy& policy_of(const Standing& standing, bool high_risk) const;
    void find_owed();
    std::strong_ordering ties(const Standing& a, const Standing& b) const;
    void mark_longest_waiting();

    std::unordered_map<std::string, Minutes> overrides_;  // "advisor day" -> minutes
    std::unordered_map<std::string_view, int> languages_;
    std::vector<int> language_of_;  // by tenant
};

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

// ------------------------------------------------------------------------------------------------ audit_later.cpp

// A place on a later day.
struct LaterPlace {
    std::size_t seat = 0;
    Day day;

    bool operator==(const LaterPlace&) const = default;
};

// The days after today: what each advisor has, and what the plan's places take of it. Rows of days are made when asked
// for. Cost: a row is one entry an advisor.
class LaterDays {
public:
    explicit LaterDays(const DayFacts& facts) : facts_(&facts) {}

    Minutes capacity(std::size_t seat, Day day) const;
    const Tally& taken(const LaterPlace& place) const;
    void put(const LaterPlace& place, int kind);
    // Room for one more call of a kind beside what is taken and what is added.
    bool takes(const LaterPlace& place, int kind, const Tally& added = {}) const;
    // By day, then in the order of the advisors' indexes.
    struct Row {
        std::vector<Minutes> capacity;
        std::vector<Tally> taken;
        bool used = false;
    };
    const std::map<Day, Row>& rows() const { return rows_; }

private:
    Row& row(Day day) const;

    const DayFacts* facts_;
    mutable std::map<Day, Row> rows_;
};

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
    std::vector<Place> places;                      // of each tenant; list -1: on none
    std::vector<std::vector<std::int32_t>> called;  // the tenant of each list's calls; -1 unknown
    std::vector<std::int32_t> seats;                // of each list; -1 unknown
    std::vector<Tally> tallies;                     // of each seat, as planned
    std::vector<Tally> held;                        // of each seat: the calls that stay
    std::vector<std::int32_t> lists;                // of each seat; -1 none
    std::vector<std::int32_t> waiting;              // the tenant of each row of unplanned; -1 unknown
    std::vector<std::int32_t> rows;                 // of each tenant, in unplanned; -1 none
    LaterDays later;                                // with all places of the plan
    LaterDays kept;                                 // with the places of kept calls alone

    const Unplanned* row(std::uint32_t tenant) const {
        return rows[tenant] < 0 ? nullptr : &plan.unplanned[static_cast<std::size_t>(rows[tenant])];
    }
    std::optional<LaterPlace> place(std::uint32_t tenant) const;  // on a later day, with somebody of the team
    // As the plan says; on a list is kept.
    std::optional<Keeping> keeping(std::uint32_t tenant) const;
    std::optional<Keeping> promise(std::uint32_t tenant) const;
};

void check_lists(Audited& audited, Findings& findings);                     // audit_lists.cpp: C1, C2, C3, S1, P3
void check_everyone(const Audited& audited, Findings& findings);            // audit_everyone.cpp: P1
void check_ahead(const Audited& audited, Findings& findings);               // audit_ahead.cpp: C4, P4
void check_shortfalls(const Audited& audited, Findings& findings);          // audit_proof.cpp: P4
void check_nobody_passed_over(const Audited& audited, Findings& findings);  // audit_room.cpp: O1
void check_figures(const Audited& audited, Findings& findings);             // audit_figures.cpp: O2, P4
void check_certificate(const Audited& audited, Findings& findings);         // audit_certificate.cpp: P5

}  // namespace bienveille::audit_detail
