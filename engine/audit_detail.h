// What the audit's own files share beside the day's facts: the question whether a timetable exists, what lies ahead, and
// where a plan puts everybody.
//
// Decides: how a plan is read. Does not decide: what is wrong with it (audit.cpp).
#pragma once

#include <array>
#include <cassert>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/audit.h"
#include "engine/audit_facts.h"

namespace bienveille::audit_detail {

// ------------------------------------------------------------------------------------------------- audit_fit.cpp

// A call whose time is settled: fixed, or a slot.
struct Settled {
    TimeOfDay from, to;  // the pause included
    bool level3 = false;
    bool fixed = false;  // begun, or by a person: what such calls break among themselves is not asked of the plan
    std::string_view tenant = {};
};
Settled settled_by(const PreviousCall& held, int kind);

// The order of an advisor's calls, by which C3 tells neighbours. Calls that stay may start together, or have no length: who ends first comes
// first, then who is first by id.
bool comes_first(const Settled& a, const Settled& b);

// Whether a timetable exists, exactly: settled calls stand, the free ones go anywhere in the windows within the hours, each whole with
// its pause, no two of level 3 next to each other in a window.
// Model: states (free calls placed by kind, kind of the last call) with the earliest end, stretch by stretch between
// settled calls. Cost: O(stretches x product of the counts), after quick tests that mostly answer.
bool timetable_exists(const std::vector<Window>& windows, std::vector<Settled> settled,
                      const std::array<int, kKinds>& free, const std::array<Minutes, kKinds>& lengths,
                      const Window& hours = kWholeDay);

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
    std::uint32_t seat = 0;
    Day day;

    bool operator==(const LaterPlace&) const = default;
};

// The days after today up to the last one looked at: what each advisor has, and what the plan's places take of it. Rows
// of days are made when asked for. Cost: a row is one entry an advisor.
class LaterDays {
public:
    explicit LaterDays(const DayFacts& facts);

    Minutes capacity(std::size_t seat, Day day) const { return row(day).capacity[seat]; }
    const Tally& taken(const LaterPlace& place) const { return row(place.day).taken[place.seat]; }
    void put(const LaterPlace& place, int kind);
    // Room for one more call of a kind beside what is taken and what is added.
    bool takes(const LaterPlace& place, int kind, const Tally& added = {}) const;

    struct Row {
        Day day;
        std::vector<Minutes> capacity;
        std::vector<Tally> taken;
        bool used = false;
    };
    // By day, of those asked for.
    std::vector<const Row*> rows() const;

private:
    Row& row(Day day) const {
        assert(today_ <= day && static_cast<std::size_t>(day - today_) < rows_.size());
        std::unique_ptr<Row>& row = rows_[static_cast<std::size_t>(day - today_)];
        if (!row) row = made(day);
        return *row;
    }
    std::unique_ptr<Row> made(Day day) const;

    const DayFacts* facts_;
    Day today_;
    mutable std::vector<std::unique_ptr<Row>> rows_;  // by day from today on
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

// "unplanned[17]", written out only for a finding.
struct RowPath {
    const char* list;
    std::size_t row;

    std::string operator+(const char* field) const {
        return std::string(list) + '[' + std::to_string(row) + ']' + field;
    }
};

// Where a plan puts a tenant, and what it says of later days: read once from the plan's rows, asked many times.
struct alignas(32) Place {
    std::int32_t list = -1;           // none: on no list
    std::int32_t call = -1;           // of that list
    std::int32_t row = -1;            // of `unplanned`, the first; none: not there
    std::optional<LaterPlace> later;  // with somebody of the team, on a day looked at; of those on no list
    std::optional<Keeping> keeping;   // as the row says
    std::optional<Keeping> promise;
    bool odd = false;  // the row's day and advisor are no such place
};

struct Audited {
    const Plan& plan;
    const DayFacts& facts;
    std::vector<Place> places;                      // of each tenant
    std::vector<std::vector<std::int32_t>> called;  // the tenant of each list's calls; -1 unknown
    std::vector<std::int32_t> seats;                // of each list; -1 unknown
    std::vector<Tally> tallies;                     // of each seat, as planned
    std::vector<Tally> held;                        // of each seat: the calls that stay
    std::vector<std::int32_t> lists;                // of each seat; -1 none
    LaterDays later;                                // with all places of the plan
    LaterDays kept;                                 // with the places of kept calls alone
    bool any_impossible = false;                    // said of any row

    const std::optional<LaterPlace>& place(std::uint32_t tenant) const { return places[tenant].later; }
    // Only if it is one of `kept`: who comes today leaves no other room to those who must be called later.
    std::optional<LaterPlace> kept_place(std::uint32_t tenant) const {
        const Place& place = places[tenant];
        const bool is_kept = place.keeping == Keeping::kept || place.promise == Keeping::kept;
        return is_kept ? place.later : std::nullopt;
    }
    // As the plan says; on a list is kept.
    std::optional<Keeping> keeping(std::uint32_t tenant) const {
        return places[tenant].list >= 0 ? Keeping::kept : places[tenant].keeping;
    }
    std::optional<Keeping> promise(std::uint32_t tenant) const {
        return places[tenant].list >= 0 ? Keeping::kept : places[tenant].promise;
    }
};

void read_lists(Audited& audited, Findings& findings);                      // audit_lists.cpp: C1, C2, C3, S1, P3
void read_rows(Audited& audited, Findings& findings);                       // audit_rows.cpp: P1
void check_everyone(const Audited& audited, Findings& findings);            // audit_everyone.cpp: P1
void check_ahead(const Audited& audited, Findings& findings);               // audit_ahead.cpp: C4, P4
void check_shortfalls(const Audited& audited, Findings& findings);          // audit_proof.cpp: P4
void check_nobody_passed_over(const Audited& audited, Findings& findings);  // audit_room.cpp: O1
void check_balance(const Audited& audited, Findings& findings);             // audit_balance.cpp: O2
void check_promises(const Audited& audited, Findings& findings);            // audit_figures.cpp: P4
void check_certificate(const Audited& audited, Findings& findings);         // audit_certificate.cpp: P5

}  // namespace bienveille::audit_detail
