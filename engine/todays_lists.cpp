#include "engine/todays_lists.h"

#include <algorithm>

namespace bienveille {

TodaysLists::TodaysLists(const DayInput& input, const Roster& roster, const Facts& facts,
                         const std::array<int, kKinds>& minutes)
    : fit_(minutes), others_(others_of(facts, minutes)), gaps_(input.advisors.size()) {
    for (const Seat& seat : roster.seats) {
        if (!seat.present) continue;
        std::vector<Standing> standing;
        for (const FixedCall& call : seat.fixed) {
            const int from = call.starts_at.minutes;
            standing.push_back({from, from + static_cast<int>((call.minutes + call.pause).count),
                                kind_of(input.tenants[call.tenant]) == kLevel3, true, -1});
        }
        std::sort(standing.begin(), standing.end(),
                  [](const Standing& a, const Standing& b) { return a.from < b.from; });
        gaps_[seat.advisor] = gaps_between(roster.windows, seat.hours, standing);
    }
}

bool TodaysLists::hold(const Cell& cell, Kinds kinds) const {
    const int most_between = std::min<int>(kinds[kLevel3], others_.calls);
    const int calls = Fit::others_in(kinds) + kinds[kLevel3];
    for (int between = 0; between <= most_between; ++between, ++kinds[others_.kind]) {
        if (fit_.minutes_of(kinds) > cell.room.minutes || calls + between > cell.room.calls) return false;
        if (fit_.fits(gaps_[cell.advisor], kinds, Fit::Order::kept)) return true;
    }
    return false;
}

}  // namespace bienveille
