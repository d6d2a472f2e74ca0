// The most minutes that some advisors can carry of today's calls, whatever the others do.
//
// Decides: what each call they take is charged, which proves it. Does not decide: what follows for the evenness of the day
// (gap_bound.h).
//
// Model: calls of one group and kind are alike. A seat takes so many calls, of these so many of levels 2 and 3, of these so many of
// level 3: what max_calls, the caps and "no two level-3 calls next to each other" leave beside the calls that stay. A call that only
// one advisor may make is with that one. Windows and capacities are left out, so that the most is never too little.
//
// Proof: let a seat charge each call that it takes. What it charges in all is at most its charges times the calls its caps let in; a
// call brings at most its minutes beyond the least charge of those of these seats that may make it. So for whatever charges, the sum
// of both, and of what stays, is no less than what these seats carry. The best charges reach it: the sets of calls that some seats
// can take together are those of a matroid (a gammoid), so the longest calls first are the most, and for each length the minimum cut
// of a max flow of the calls no shorter says which caps are charged the minutes by which it is longer than the next.
//
// Places apart: a seat's level-3 calls number at most its other calls and those that may stand alone. So a seat may charge for each
// level-3 call what it pays for each other: in all that is at most the charge times those that may stand alone. As all calls are made
// by somebody, no more of these places stay free than all seats together have beyond the day's level-3 calls less the others: so a
// seat may also pay for level-3 calls what it charges for others, and all are paid at least for the places less those. One such
// charge, the same for all these seats: with it in each call's minutes the rest is as before, and the sum is convex in it.
//
// Promise: in no assignment of the same calls do these seats carry more.
// Cost: a max flow for each kind, on a graph of groups, kinds and seats; on days of more than kSeatsForFlows seats sums alone. With
// places apart a dozen times that.
// Source: Edmonds 1971 (greedy on matroids), Perfect 1968 (gammoids).
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <vector>

#include "engine/board.h"
#include "engine/free_parts.h"

namespace bienveille {

constexpr std::size_t kSeatsForFlows = 64;

// In minutes, of each call of any level, of level 2 or 3 beside that, of level 3 beside both; of each level-3 call for its place apart,
// which each other call is paid, or below 0 the other way round.
struct ChargeOfCalls {
    int any = 0;
    int level2_and_3 = 0;
    int level3 = 0;
    int apart = 0;

    auto operator<=>(const ChargeOfCalls&) const = default;
};

struct ChargingSeat {
    SeatIndex seat;
    ChargeOfCalls charge;
};

class Carrying {
public:
    using Counts = std::array<std::int64_t, kKinds>;

    // What a seat, or several together, can take beside what stays.
    struct Room {
        std::int64_t stuck = 0;
        std::int64_t calls = 0;
        std::int64_t level2_and_3 = 0;
        std::int64_t level3 = 0;
        std::int64_t places_apart =
            0;  // for level-3 calls beside those that other calls make; below 0: these need others
        std::vector<std::size_t> groups;  // that may call here
    };

    explicit Carrying(const Board& board);

    // Minutes with pauses, those included that stay; what proves it. These seats are in ascending order.
    std::vector<ChargingSeat> charges(const std::vector<SeatIndex>& seats) const { return charges(seats, 0); }
    std::vector<ChargingSeat> charges_with_places_apart(const std::vector<SeatIndex>& seats) const;
    std::int64_t most(const std::vector<ChargingSeat>& seats) const;
    std::int64_t most(const std::vector<SeatIndex>& seats) const { return most(charges(seats)); }

    // Minutes that stand with this seat in every assignment: begun, pinned, and of calls that nobody else may make.
    std::int64_t stuck(SeatIndex s) const { return seats_[s].stuck; }
    // Of a group's other calls.
    std::int64_t minutes_of_group(std::size_t g) const;
    const std::vector<std::size_t>& groups_of(SeatIndex s) const { return seats_[s].groups; }
    const Room& room(SeatIndex s) const { return seats_[s]; }
    const std::vector<Counts>& calls() const { return calls_; }  // by group, of each kind: those that several may make

private:
    std::int32_t only_seat(CallIndex c) const;
    void count_room(SeatIndex s, const FreeParts& parts);
    void count_places_apart();
    int left_of(std::size_t kind, int apart) const;  // minutes beyond that charge
    // By what is left of them: how much more than of the next.
    template <class Use>
    void for_each_length(int apart, Use use) const;
    std::vector<ChargingSeat> charges(const std::vector<SeatIndex>& seats, int apart) const;
    ChargeOfCalls charge_by_sums(const Room& room, int apart) const;
    std::vector<ChargingSeat> charges_by_flows(const std::vector<SeatIndex>& seats, int apart) const;

    const Board& board_;
    std::int64_t spare_places_ = 0;  // apart, that stay free whoever makes which call
    std::vector<Counts> calls_;      // of each group, those that several may make
    std::vector<Room> seats_;
};

}  // namespace bienveille
