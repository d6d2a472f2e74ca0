// Do all these whole calls fit these lists? Answered by trying every filling.
//
// Decides: yes, with a place for each call; no, since nothing else is left to try; or unknown, where that takes more steps than there
// are. Does not decide: which calls and which lists are asked about (refilling.h, crowds.h).
//
// Model: lists are filled one after the other, from the last day to the first, on a day those first that the fewest languages may use.
// Going back in time, whoever may be called on a day may be called on all days before it from its first day on: so calls differ by
// who may make them, their first day and their kind alone, and what is left of each is all that matters. Where two of a kind wait, of
// which all that could take the first could take the second, the first goes in: exchanging them costs nothing. For the same reason no
// list has room for one more that waits, nor for a longer one instead of one it has. Where level-3 calls of today lack others between
// them, the shortest owed may stand there (horizon.h): one that waits is no shorter, so that both hold of today's lists too. What waits must be no more than the lists
// still to fill hold beside those due before, in whole calls and in each of four measures, all together and for each set of advisors; and
// what was found to fail is not tried again. Even mixes are tried first: where there is room they find it at once.
// Promise: yes and no are exact.
// Cost: a step for each mix of lengths looked at and for each way to share one among languages. Where little room is left over few
// mixes are: a week of lists of an hour takes some thousands.
// Source: Valerio de Carvalho 1999 (fillings as paths, states merged), Martello and Toth 1990 (bounds, dominance).
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/fit.h"
#include "engine/horizon.h"

namespace bienveille {

// One call, on the days [first, end).
struct AskedCall {
    std::uint16_t group = 0;
    std::uint8_t kind = 0;
    std::uint16_t first = 0;
    std::uint16_t end = 0;

    bool operator==(const AskedCall&) const = default;
};

// What of an advisor's day may be filled.
struct OpenList {
    CellIndex cell = 0;
    Room room;
};

struct FillingsTried {
    enum class Fits : std::uint8_t { yes, no, unknown };
    Fits fits = Fits::unknown;
    std::vector<CellIndex> places;  // by call, where they fit
    std::int64_t ways = 0;          // looked at: to fill a list, after each way to be left before it
};

// Steps are taken from `steps`, as long as there are any.
FillingsTried try_every_filling(const Horizon& horizon, const std::array<int, kKinds>& minutes,
                                std::span<const AskedCall> calls, std::vector<OpenList> lists, std::int64_t& steps);

}  // namespace bienveille
