#include "engine/todays_lists.h"

#include <algorithm>

namespace bienveille {

TodaysLists::TodaysLists(const DayInput& input, const Roster& roster, const Facts& facts,
                         const std::array<int, kKinds>& minutes)
    : roster_(roster),
      fit_(minutes),
      others_(others_of(facts, minutes)),
      standing_(input.advisors.size()),
      hours_(input.advisors.size()),
      gaps_(input.advisors.size()) {
    for (const Seat& seat : roster.seats) {
        if (!seat.present) continue;
        std::vector<Standing>& standing = standing_[seat.advisor];
        for (const FixedCall& call : seat.fixed) {
            const int from = call.starts_at.minutes;
            standing.push_back({from, from + static_cast<int>((call.minutes + call.pause).count),
                                kind_of(input.tenants[call.tenant]) == kLevel3, true, -1});
        }
        hours_[seat.advisor] = seat.hours;
        gaps_[seat.advisor] = gaps_between(roster.windows, seat.hours, standing);
    }
}

bool TodaysLists::hold(const Cell& cell, Kinds kinds, const std::vector<Standing>& promised) const {
    if (promised.empty()) return hold(cell, kinds);
    const Window& hours = hours_[cell.advisor];
    Room room = cell.room;
    std::vector<Standing> standing = standing_[cell.advisor];
    for (const Standing& call : promised) {
        if (call.from < hours.from.minutes || call.to > hours.to.minutes) return false;
        room.minutes -= call.to - call.from;
        --room.calls;
        insert_in_time(call, standing);
    }
    return hold(room, gaps_between(roster_.windows, hours, standing), kinds);
}

bool TodaysLists::hold(const Room& room, const std::vector<Gap>& gaps, Kinds kinds) const {
    const int most_between = std::min<int>(kinds[kLevel3], others_.calls);
    const int calls = Fit::others_in(kinds) + kinds[kLevel3];
    for (int between = 0; between <= most_between; ++between, ++kinds[others_.kind]) {
        if (fit_.minutes_of(kinds) > room.minutes || calls + between > room.calls) return false;
        if (fit_.fits(gaps, kinds, Fit::Order::kept)) return true;
    }
    return false;
}

}  // namespace bienveille
