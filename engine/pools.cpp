#include "engine/pools.h"

#include <algorithm>
#include <utility>

namespace bienveille {

Pools::Pools(const Board& board)
    : board_(board),
      anywhere_(board.groups() * kKinds),
      at_home_(board.groups() * kKinds),
      heaps_of_seat_(board.seats()) {
    for (SeatIndex s = 0; s < board.seats(); ++s)
        if (board.seat(s).present) seats_of_area_[board.seat(s).area].push_back(s);
}

std::optional<SeatIndex> Pools::least_loaded(std::uint16_t group, std::int32_t area, std::uint8_t kind, CallIndex c) {
    if (area == -1) return std::nullopt;
    Heap& seats = heap(group, area, kind, c);
    const auto order = [&](const Entry& a, const Entry& b) { return later(a, b); };
    while (!seats.empty()) {
        const Entry top = seats.front();
        if (top.load == board_.load(top.seat) && board_.has_room(top.seat, c, Fit::Order::loosely)) return top.seat;
        std::pop_heap(seats.begin(), seats.end(), order);
        seats.pop_back();
        if (top.load != board_.load(top.seat)) push(seats, top.seat);
    }
    return std::nullopt;
}

void Pools::reopen(SeatIndex s) {
    for (Heap* heap : heaps_of_seat_[s]) push(*heap, s);
}

bool Pools::is_full(std::uint16_t group, std::uint8_t kind) const {
    const Pool& pool = anywhere_[sort(group, kind)];
    return pool.built && pool.heap.empty();
}

Pools::Heap& Pools::heap(std::uint16_t group, std::int32_t area, std::uint8_t kind, CallIndex c) {
    Pool& pool = area == kAnywhere ? anywhere_[sort(group, kind)] : at_home_[sort(group, kind)][area];
    Heap& heap = pool.heap;
    if (std::exchange(pool.built, true)) return heap;
    const auto add = [&](SeatIndex s) {
        push(heap, s);
        heaps_of_seat_[s].push_back(&heap);  // neither vector grows; a map's values stay
    };
    if (area == kAnywhere) {
        for (const SeatIndex s : board_.group(c)) add(s);
    } else if (const auto home = seats_of_area_.find(area); home != seats_of_area_.end()) {
        for (const SeatIndex s : home->second)
            if (board_.eligible(s, c)) add(s);
    }
    return heap;
}

void Pools::push(Heap& heap, SeatIndex s) const {
    heap.push_back({board_.load(s), s});
    std::push_heap(heap.begin(), heap.end(), [&](const Entry& a, const Entry& b) { return later(a, b); });
}

bool Pools::later(const Entry& a, const Entry& b) const {
    const std::int64_t left = std::int64_t{a.load} * board_.seat(b.seat).capacity;
    const std::int64_t right = std::int64_t{b.load} * board_.seat(a.seat).capacity;
    return left != right ? left > right : a.seat > b.seat;
}

}  // namespace bienveille
