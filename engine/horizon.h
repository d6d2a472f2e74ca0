// The days ahead: who is there on which day, with how much room, and who may call whom.
//
// Decides: nothing; it is the room into which calls with a deadline are put. Does not decide: which call goes where (packing.h).
//
// Model: a cell is one advisor on one day, with minutes and caps left. Later days count in full; today counts without the calls
// that stay, with no more level-3 calls than others beside them can keep apart and with room for those that are missing there. A team is the set of advisors who may call the same groups: for a flow they are alike.
// days[0] is today. Cells are in order of day, then advisor id, whatever the input's order.
// Cost: O(A d log A) to build for A advisors and d days.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/facts.h"
#include "engine/fit.h"
#include "engine/roster.h"

namespace bienveille {

// What is left of an advisor's day.
struct Room {
    int minutes = 0;
    int calls = 0;
    int level3 = 0;
    int level2_and_3 = 0;
    // Today level-3 calls are kept apart: how many more need no further call between them; below 0, how many calls are missing there, each
    // of which takes so long at least, of whomever else is owed one.
    int alone = 1 << 20;
    int between = 0;  // minutes

    // How many calls are missing between level-3 calls beside one more call.
    int missing_beside(std::size_t kind) const { return std::max(0, (kind < 4 ? -1 : 1) - alone); }
    bool takes(std::size_t kind, int needs) const {
        const int missing = missing_beside(kind);
        return needs + missing * between <= minutes && calls > missing && (kind < 4 || level3 > 0) &&
               (kind < 3 || level2_and_3 > 0);
    }
    // Whether those missing have room.
    bool keeps_apart() const { return alone >= 0 || (-alone * between <= minutes && -alone <= calls); }
    void add(std::size_t kind, int needs, int sign);  // sign -1 takes the room of a call, +1 gives it back
};

// Who may keep level-3 calls of today apart: the others owed a call.
struct Others {
    std::size_t kind = 0;  // of the shortest
    int shortest = 0;      // minutes
    int calls = 0;
};
Others others_of(const Facts& facts, const std::array<int, kKinds>& minutes);

struct Cell {
    std::uint32_t advisor = 0;  // index into DayInput::advisors
    std::uint16_t day = 0;      // index into Horizon::days
    std::uint16_t team = 0;
    Room room;
};

using CellIndex = std::uint32_t;

struct Horizon {
    std::vector<Day> days;
    std::vector<Cell> cells;
    std::vector<CellIndex> begin;  // of each day's cells; one more than days
    std::size_t teams = 0;
    std::vector<std::vector<char>> may_call;  // [group][team]

    bool eligible(const Cell& cell, std::uint16_t group) const { return may_call[group][cell.team] != 0; }
    std::span<const Cell> on(std::size_t day) const {
        return std::span(cells).subspan(begin[day], begin[day + 1] - begin[day]);
    }
    // The days' indices within [first, last]; empty when there are none.
    struct Days {
        std::uint16_t first;
        std::uint16_t end;
    };
    Days within(Day from, Day to) const;
};

Horizon make_horizon(const DayInput& input, const RuleSet& rules, const Roster& roster, const Presence& presence,
                     const Facts& facts, Day last);

}  // namespace bienveille
