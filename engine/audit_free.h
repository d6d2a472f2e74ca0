// What each advisor's time holds at most today, between the calls that stay and within hours and what is left of the day.
//
// Decides: how many minutes of whole calls, how many calls, how many of level 3, stretch by stretch. Does not decide: capacity and caps.
#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "engine/audit_detail.h"

namespace bienveille::audit_detail {

struct Holds {
    std::int64_t minutes = 0;
    std::int64_t calls = 0;
    std::int64_t level3 = 0;
    std::int64_t alone = 0;  // of level 3, that need no other call before them
};

class FreeTime {
public:
    // With calls of these kinds, any number of each.
    FreeTime(const Audited& audited, const std::set<int>& kinds);

    Holds of(std::size_t seat) const;

private:
    void add(Holds& holds, Minutes length, int level3_beside) const;

    const DayFacts& facts_;
    std::vector<std::vector<Settled>> held_;  // by seat, in order of time
    std::set<std::int64_t> lengths_;
    std::int64_t shortest_other_ = 0, level3_ = 0;  // 0 where there are none
    std::vector<std::int64_t> filled_;              // by minutes: the most of them that whole calls take
};

}  // namespace bienveille::audit_detail
