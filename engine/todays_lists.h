// What a list of today can hold whole: windows, calls that stand at their time, level-3 calls kept apart.
//
// Decides: whether such calls fit beside what stands, advisor by advisor. Does not decide: caps (horizon.h).
// Model: where level-3 calls lack others between them, the shortest calls there are may stand there, of whomever else is owed one.
// Promise: exact under that model (fit.h); a part of what a list holds it holds too.
#pragma once

#include <array>
#include <vector>

#include "engine/facts.h"
#include "engine/fit.h"
#include "engine/horizon.h"
#include "engine/roster.h"

namespace bienveille {

class TodaysLists {
public:
    TodaysLists(const DayInput& input, const Roster& roster, const Facts& facts,
                const std::array<int, kKinds>& minutes);

    // Of a cell of the horizon's first day. `kinds` are calls without a time, which take of its room with those between them.
    bool hold(const Cell& cell, Kinds kinds) const { return hold(cell.room, gaps_[cell.advisor], kinds); }
    // The same beside calls at the times promised to them, which take of its room too.
    bool hold(const Cell& cell, Kinds kinds, const std::vector<Standing>& promised) const;

private:
    bool hold(const Room& room, const std::vector<Gap>& gaps, Kinds kinds) const;

    const Roster& roster_;
    Fit fit_;
    Others others_;                                // who may keep level-3 calls apart
    std::vector<std::vector<Standing>> standing_;  // by advisor: what stays
    std::vector<Window> hours_;                    // by advisor
    std::vector<std::vector<Gap>> gaps_;           // by advisor; none of who is not there
};

}  // namespace bienveille
