// Whether whole calls fit into lists, in one pass over these lists: the audit's own means.
//
// Decides: that they do not fit, or that they do but for windows. Does not decide: which calls and lists are asked about (audit_proof.cpp).
//
// How: a way is how many calls of each sort are left once some lists are full. The pass begins with one way, all calls left, and goes
// over the lists, from the last day to the first. From each way noted before a list it notes what is left after it, filling by filling.
// Not noted is what cannot end well, since more is left than the lists to come hold; and what another filling does as well: to leave
// somebody out who has room, the longer of two, or of two of one kind who has fewer people to call her. If no way reaches the end, the
// calls do not fit. Nothing is taken back or tried twice, and nothing but the counts left by sort is known of a way.
// Cost: a filling for each way noted; a pass that notes more than it may is broken off and proves nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "engine/audit_detail.h"
#include "engine/audit_measure.h"

namespace bienveille::audit_detail {

constexpr std::size_t kAnybody = std::numeric_limits<std::size_t>::max();  // whoever may call

struct ListToFill {
    Day day;
    std::size_t seat = 0;  // or kAnybody
    Counting::Left room;
    Counting::Apart apart;
};

struct CallToFill {
    int language = 0;
    int kind = 0;
    Day first, last;
};

// Neither where the pass is broken off.
struct Filled {
    bool in_no_way = false;
    bool in_some_way = false;
    std::int64_t ways = 0;  // noted
};
Filled fill_in_every_way(const DayFacts& facts, Counting& counting, std::vector<ListToFill> lists,
                         const std::vector<CallToFill>& calls, std::int64_t most_ways = kMostWaysNoted);

}  // namespace bienveille::audit_detail
