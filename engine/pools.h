// The least loaded advisor with room, quickly: one lazy heap a pool of seats.
//
// Decides: nothing; answers. A pool is the seats of one eligibility group, everywhere or in one area, for calls of one kind.
// Of few seats at home each is looked at.
// A seat without room leaves its pool for good, for while a board only fills it stays without; reopen() brings it back after a move.
//
// Promise: least_loaded() is the pool's seat with the least relative load among those with room, the first by id among equals.
// Cost: amortised O(log A) an answer; a pool is built when first asked for.
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "engine/board.h"

namespace bienveille {

class Pools {
public:
    static constexpr std::int32_t kAnywhere = -2;

    explicit Pools(const Board& board);

    // `c` is a call of that group and kind, without a time. None for an unknown area (-1).
    std::optional<SeatIndex> least_loaded(std::uint16_t group, std::int32_t area, std::uint8_t kind, CallIndex c);
    // Whether it is known that nobody has room for calls of this group and kind: most calls of a full day end here.
    bool is_full(std::uint16_t group, std::uint8_t kind) const;
    void reopen(SeatIndex s);

private:
    // The smaller number comes first: the relative load, then the seat.
    struct Entry {
        std::uint64_t order;
        int load;

        SeatIndex seat() const { return static_cast<SeatIndex>(order); }
        bool operator>(const Entry& other) const { return order > other.order; }
    };
    using Heap = std::vector<Entry>;
    struct Pool {
        Heap heap;
        bool built = false;
    };

    static constexpr std::size_t kFew = 8;  // seats of an area

    static std::size_t sort(std::uint16_t group, std::uint8_t kind) { return group * kKinds + kind; }
    std::optional<SeatIndex> least_loaded_of(const std::vector<SeatIndex>& few, std::uint8_t kind, CallIndex c);
    Heap& heap(std::uint16_t group, std::int32_t area, std::uint8_t kind, CallIndex c);
    Entry entry(SeatIndex s) const;
    void push(Heap& heap, SeatIndex s) const;
    static void put_first_in_order(Heap& heap);

    const Board& board_;
    std::unordered_map<std::int32_t, std::vector<SeatIndex>> seats_of_area_;
    std::vector<char> without_room_;                   // by seat and kind: known of those looked at one by one
    std::vector<Pool> anywhere_;                       // by group and kind
    std::unordered_map<std::uint64_t, Pool> at_home_;  // by group and kind, and area
    std::vector<std::vector<Heap*>> heaps_of_seat_;
};

}  // namespace bienveille
