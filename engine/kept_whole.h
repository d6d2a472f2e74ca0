// Of a few whole calls with a deadline, how few must be made otherwise so that all others are kept: on a day by somebody more, or
// later than they are due.
//
// Decides: the least there is, exactly. Does not decide: anything where it would take more steps than there are.
//
// Model: cells are filled one after the other, in the order of days, each with calls until no other in time fits beside them: whatever
// a better way has later can be moved forward, so that no other fillings need be looked at. Calls of one language, kind and days are
// alike: what is left after some cells is a number of each sort, and what is best from there is remembered.
// Promise: every answer is exact: caps, languages, today's windows and level-3 calls kept apart (todays_lists.h).
// Cost: a step a filling looked at; up to kMostCalls calls.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <tuple>
#include <vector>

#include "engine/fit.h"
#include "engine/horizon.h"
#include "engine/todays_lists.h"

namespace bienveille {

// One call, in the order of keeping; days are indices into Horizon::days.
struct WholeCall {
    std::uint16_t group = 0;
    std::uint8_t kind = 0;
    Horizon::Days in_time{0, 0};  // none where no day is left
    std::uint16_t later = 0;      // the first day on which it would be late
    Day due;
    bool may_move = false;

    auto sort() const { return std::tuple(in_time.end, in_time.first, group, kind, later, due, may_move); }
};

// A call of the list asked about, and its new day.
struct MovedCall {
    std::size_t call;
    std::uint16_t day;
};

class KeptWhole {
public:
    static constexpr std::size_t kMostCalls = kMostCallsSearched;
    static constexpr std::int64_t kNone = -1;  // nothing is enough

    // At most kMostCalls calls.
    KeptWhole(const Horizon& horizon, const std::array<int, kKinds>& minutes, const TodaysLists& today,
              std::vector<WholeCall> calls);

    // The least minutes, or number, of calls that somebody more makes on one day; none where steps run out.
    std::optional<std::int64_t> least_beside(std::uint16_t day, bool in_minutes, std::int64_t& steps);
    // The fewest calls whose due days move, then the fewest days of delay in all, then the last in the order of keeping: the most
    // important that moves is as little important as can be, then the next. None where steps run out; told empty where no such way is.
    struct Moves {
        bool possible = false;
        std::vector<MovedCall> calls;  // in the order of keeping
        std::vector<CellIndex> cells;  // where each call asked about is made then
    };
    std::optional<Moves> fewest_moves(std::int64_t& steps);

private:
    using Left = std::vector<std::uint8_t>;  // calls not made yet, by sort: those in time, then those that are late
    struct Cost {
        std::int64_t first = 0;   // minutes, calls, or calls moved
        std::int64_t delay = 0;   // days
        std::uint64_t whose = 0;  // a bit a call that moves, the most important the highest

        auto operator<=>(const Cost&) const = default;
        Cost operator+(const Cost& other) const {
            return {first + other.first, delay + other.delay, whose | other.whose};
        }
    };
    struct Best {
        std::optional<Cost> cost;  // none: impossible
        Left taken;                // by the cell
    };
    struct Sort {
        WholeCall like;
        std::vector<std::size_t> calls;  // in the order of keeping
    };

    Left everybody() const;
    std::optional<Cost> best_from(CellIndex cell, Left left);
    // What happens to those whose days are over before a cell; false where that must not be.
    bool pass_days(std::size_t day, Left& left, Cost& cost) const;
    Left all_in(CellIndex cell, const Left& left) const;
    std::optional<Room> room_beside(CellIndex cell, const Left& taken, Kinds& kinds) const;
    bool has_room_anyway(CellIndex cell, std::size_t sort, Room room, std::uint8_t kind, const Left& left) const;
    void fill(CellIndex cell, std::size_t sort, const Room& room, const Left& left, Left& taken, Kinds& kinds,
              Best& best);
    void look_at(CellIndex cell, const Left& left, const Left& taken, const Kinds& kinds, const Room& room, Best& best);
    bool takes(CellIndex cell, std::size_t sort, const Left& left, const Left& taken, const Room& room,
               Kinds kinds) const;
    bool may_be_in(CellIndex cell, std::size_t sort) const;
    bool holds(CellIndex cell, const Kinds& kinds) const;
    Cost least(CellIndex cell, const Left& left) const;
    const Sort& sort_at(std::size_t s) const { return sorts_[s < sorts_.size() ? s : s - sorts_.size()]; }
    bool is_late(std::size_t s) const { return s >= sorts_.size(); }

    const Horizon& horizon_;
    std::array<int, kKinds> minutes_;
    const TodaysLists& today_;
    std::size_t count_;
    std::vector<Sort> sorts_;
    std::vector<std::int64_t> minutes_from_, calls_from_;  // of a cell and all after it

    // Of the question asked.
    bool moves_ = false;
    bool in_minutes_ = true;
    std::uint16_t day_ = 0;
    std::int64_t* steps_ = nullptr;
    std::map<std::pair<CellIndex, Left>, Best> known_;
};

}  // namespace bienveille
