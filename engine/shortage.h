// Can all these calls be made in time, calls cut at will? If not: who, by when, with whom, and how much is missing.
//
// Decides: necessary conditions, one a measure: minutes, calls, level-3 calls, calls of level 2 and 3. Does not decide: whether
// whole calls fit (packing.h): no shortage proves nothing.
//
// Room for calls of a measure is what caps allow, and no more than as many of the shortest of them as the minutes hold.
// Model: a demand is all calls of one group that may be made on the same days. For one measure, demands flow into the cells of
// teams that may make them, on their days. Where not all flows, the smallest minimum cut is a shortage: its calls need more than
// all advisors who may make them have on all their days. That proves that they cannot all be made, whatever anybody does; without
// any one of them less would be missing.
// Cost: one max flow a measure over demands and (team, day); milliseconds at national size, whatever the number of calls.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/call_prices.h"
#include "engine/fit.h"
#include "engine/flow.h"
#include "engine/horizon.h"
#include "engine/leftover.h"
#include "engine/model.h"

namespace bienveille {

constexpr std::size_t kMeasures = 4;
using Amounts = std::array<std::int64_t, kMeasures>;  // by Measure

Amounts amounts_of(std::size_t kind, int needs);

struct Shortage {
    Measure measure = Measure::minutes;
    std::vector<char> demands;  // those it is about
    std::int64_t needed = 0;
    std::int64_t available = 0;
    ByDemand worths{};  // of weighted_calls
};

class Shortages {
public:
    Shortages(const Horizon& horizon, const std::array<int, kKinds>& minutes, std::vector<Demand> demands);

    // The first measure in which these amounts, one a demand, cannot all be had.
    std::optional<Shortage> find(const std::vector<Amounts>& wanted) const;
    std::optional<Shortage> find(const std::vector<Amounts>& wanted, Measure measure) const;
    // The days on which more, however much, from somebody who may make all of them, would be enough for a shortage's demands, calls cut
    // at will; on others nothing is.
    std::vector<std::uint16_t> days_that_may_cure(const Shortage& shortage, const std::vector<Amounts>& wanted) const;
    // What whole calls can fill of the room of these cells, day by day.
    std::vector<std::int64_t> room_by_day(const Shortage& shortage, const WholeCalls& calls) const;
    std::int64_t available(const Shortage& shortage) const;
    // The cells that could serve any of a shortage's demands.
    std::vector<CellIndex> cells_of(const Shortage& shortage) const;

private:
    bool serves(std::size_t demand, std::size_t day) const {
        return demands_[demand].days.first <= day && day < demands_[demand].days.end;
    }

    Amounts room_of(const Cell& cell) const;
    Takers find_takers();
    std::vector<char> takers_of(const Shortage& shortage) const;

    const Horizon& horizon_;
    std::array<int, kMeasures> shortest_;  // of the calls of a measure
    std::vector<Demand> demands_;
    std::array<std::vector<std::int64_t>, kMeasures> room_;  // by taker: a team on a day
    std::vector<std::uint32_t> taker_of_cell_;
    Flows flows_;  // of demands to takers
};

}  // namespace bienveille
