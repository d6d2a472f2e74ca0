// What the certificate's bound counts of each call and each seat (prices.h).
//
// Decides: which calls are in the plans that the bound is on, and how much of each price a seat can take. Does not decide: prices.
//
// Model: a seat sells no more minutes than calls of the day's lengths fill exactly, window by window, within capacity and
// max_calls; no more calls than max_calls lets in, or than these minutes hold of the shortest; no more calls of level 2 and 3 than
// their cap, those calls, or these minutes let in; no more of level 3 than their cap or those of level 2 and 3, nor than can be kept
// apart: those that may stand alone and one beside each other call, be this light, of which there may be few, or of level 2 under the
// cap. Of all these no more than the free parts of its windows hold, each on its own (free_parts.h).
// Cost: O(n) for n calls, then O(languages + free parts) a seat but for the minutes looked through.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "engine/board.h"
#include "engine/free_parts.h"
#include "engine/horizon.h"

namespace bienveille {

constexpr std::int64_t kPerHundredth = 10'000;  // millionths of a point

inline std::int64_t worth(const Board& board, CallIndex c) { return board.brief(c).points * kPerHundredth; }

inline bool callable(const Board& board, CallIndex c) {
    if (board.group(c).empty()) return false;
    return !board.brief(c).apart || board.call(c).only_seat < static_cast<std::int64_t>(board.seats());
}

enum class Part : std::uint8_t { none, maybe, always };  // a call's in the plans that the bound is on
inline Part part_of(const Board& board, CallIndex c) {
    if (!callable(board, c)) return Part::none;
    if (board.policy() == Policy::rank || board.call(c).tier >= Tier::longest_waiting) return Part::maybe;
    return board.seat_of(c) ? Part::always : Part::none;
}

// What a seat can sell at most, beside its fixed calls.
struct Stock {
    std::int64_t minutes = 0;
    std::int64_t calls = 0;
    std::int64_t level2_and_3 = 0;
    std::int64_t level3 = 0;
    std::int64_t places_apart = 0;  // for level-3 calls beside those that other calls make
};

// The same of a later day, on which nothing stands and nobody is kept apart, where calls take `length` each.
Stock stock_later(const Cell& cell, int length);

class Stocks {
public:
    explicit Stocks(const Board& board);

    std::int64_t minutes(SeatIndex s) const;
    Stock operator()(SeatIndex s) const;

private:
    void count_light();

    const Board& board_;
    std::int64_t longest_ = 0, shortest_ = 0;       // of the calls owed
    std::int64_t shortest_heavy_ = 0, severe_ = 0;  // of level 2 and 3, of level 3; 0 where there are none
    Sums anywhere_;                                 // lengths that calls add up to
    Sums in_windows_;                               // each within one window
    std::vector<MostHeld> held_;       // by seat: by what fixed calls, hours and the time that has run leave
    std::vector<std::int64_t> light_;  // by seat: calls below level 2 that it may make
};

}  // namespace bienveille
