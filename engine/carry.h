// The most minutes that some advisors can carry of today's calls, whatever the others do.
//
// Decides: nothing; it bounds. Does not decide: what follows for the evenness of the day (balance.h).
//
// Model: calls of one group and kind are alike. A seat takes so many calls, of these so many of levels 2 and 3, of these so many of
// level 3: what max_calls, the caps and "no two level-3 calls next to each other" leave beside the calls that stay. A call that only
// one advisor may make is with that one. Windows and capacities are left out, so that the most is never too little.
// The sets of calls that some seats can take together are those of a matroid (a gammoid), so the longest first is the most: the
// length of each kind, less that of the next shorter one, times a max flow of the calls that are no shorter.
//
// Promise: in no assignment of the same calls do these seats carry more.
// Cost: a max flow for each kind, on a graph of groups, kinds and seats; on days of more than kSeatsForFlows seats sums alone.
// Source: Edmonds 1971 (greedy on matroids), Perfect 1968 (gammoids).
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "engine/board.h"

namespace bienveille {

constexpr std::size_t kSeatsForFlows = 64;

class Carrying {
public:
    explicit Carrying(const Board& board);

    // Minutes with pauses, those included that stay.
    std::int64_t most(const std::vector<SeatIndex>& seats) const;
    // Minutes that stand with this seat in every assignment: begun, pinned, and of calls that nobody else may make.
    std::int64_t stuck(SeatIndex s) const { return seats_[s].stuck; }
    bool is_stuck(CallIndex c) const { return only_seat(c) >= 0; }
    const std::vector<std::size_t>& groups_of(SeatIndex s) const { return seats_[s].groups; }

private:
    using Counts = std::array<std::int64_t, kKinds>;

    // What a seat, or several together, can take beside what stays.
    struct Room {
        std::int64_t stuck = 0;
        std::int64_t calls = 0;
        std::int64_t level2_and_3 = 0;
        std::int64_t level3 = 0;
        std::vector<std::size_t> groups;  // that may call here
    };

    std::int32_t only_seat(CallIndex c) const;
    void count_room(SeatIndex s);
    std::int64_t by_sums(const Room& room) const;
    std::int64_t flow_of(const std::vector<SeatIndex>& seats, std::int64_t least_minutes) const;

    const Board& board_;
    std::vector<Counts> calls_;  // of each group, those that several may make
    std::vector<Room> seats_;
};

}  // namespace bienveille
