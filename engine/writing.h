// The calls of one advisor as the plan tells them.
//
// Decides: nothing; each call's figures follow from the tenant's row, the rules and the timetable.
#pragma once

#include <vector>

#include "engine/board.h"
#include "engine/calendar.h"
#include "engine/score.h"
#include "engine/timetable.h"

namespace bienveille {

class Writing {
public:
    Writing(const DayInput& input, const RuleSet& rules, const WorkingDays& working, const Board& board,
            const Facts& facts);

    // Everybody's who is present or has fixed calls.
    std::vector<AdvisorList> lists();
    // A call as it has been told, with the same advisor.
    struct Told {
        CallIndex call;
        Call* told;  // good for nothing afterwards
    };
    // One seat's, into an empty list.
    void write(AdvisorList& list, SeatIndex s, const std::vector<Told>& told = {});

private:
    void write(Call& call, const Candidate& candidate, SeatIndex s);
    int heavy_calls(SeatIndex s) const;

    const DayInput& input_;
    const RuleSet& rules_;
    const Board& board_;
    const Facts& facts_;
    CardTable cards_;
};

}  // namespace bienveille
