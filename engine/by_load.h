// Advisors by relative load, the least loaded first, ties by seat.
//
// Decides: nothing. The order is that of the loads which renew() last saw: what is tried on the board and taken back costs nothing
// here.
// Model: capacities are minutes of a day, so that unequal loads differ by more than 1 in 1440 x 1440: in units of 2^-22 of the
// capacity, rounded down, they are different whole numbers, and equal ones are the same.
// Cost: O(log A) a renewal.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <utility>
#include <vector>

#include "engine/board.h"

namespace bienveille {

class ByLoad {
public:
    explicit ByLoad(const Board& board) : board_(board), loads_(board.seats()) {
        for (SeatIndex s = 0; s < board.seats(); ++s) {
            if (!board.seat(s).present) continue;
            loads_[s] = load(s);
            order_.emplace(loads_[s], s);
        }
    }

    void renew(SeatIndex s) {
        order_.erase({loads_[s], s});
        loads_[s] = load(s);
        order_.emplace(loads_[s], s);
    }

    std::size_t size() const { return order_.size(); }
    SeatIndex least() const { return order_.begin()->second; }
    SeatIndex most() const { return order_.rbegin()->second; }
    // Up to `count` of the least or the most loaded, the extreme first.
    std::vector<SeatIndex> lowest(std::size_t count) const { return first(order_.begin(), order_.end(), count); }
    std::vector<SeatIndex> highest(std::size_t count) const { return first(order_.rbegin(), order_.rend(), count); }

private:
    using Entry = std::pair<std::uint64_t, SeatIndex>;

    std::uint64_t load(SeatIndex s) const {
        constexpr int kBits = 22;
        static_assert(std::int64_t{1} << kBits > 2 * 1440 * 1440);
        return (static_cast<std::uint64_t>(board_.load(s)) << kBits) /
               static_cast<std::uint64_t>(board_.seat(s).capacity);
    }

    template <class Iterator>
    std::vector<SeatIndex> first(Iterator from, Iterator end, std::size_t count) const {
        std::vector<SeatIndex> seats;
        seats.reserve(std::min(count, order_.size()));
        for (; from != end && seats.size() < count; ++from) seats.push_back(from->second);
        return seats;
    }

    const Board& board_;
    std::vector<std::uint64_t> loads_;  // by seat
    std::set<Entry> order_;
};

}  // namespace bienveille
