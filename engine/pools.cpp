#include "engine/pools.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace bienveille {

Pools::Pools(const Board& board)
    : board_(board),
      without_room_(board.seats() * kKinds, 0),
      anywhere_(board.groups() * kKinds),
      heaps_of_seat_(board.seats()) {
    for (SeatIndex s = 0; s < board.seats(); ++s)
        if (board.seat(s).present) seats_of_area_[board.seat(s).area].push_back(s);
}

std::optional<SeatIndex> Pools::least_loaded(std::uint16_t group, std::int32_t area, std::uint8_t kind, CallIndex c) {
    if (area == -1) return std::nullopt;
    if (area != kAnywhere) {
        const auto home = seats_of_area_.find(area);
        if (home == seats_of_area_.end()) return std::nullopt;
        if (home->second.size() <= kFew) return least_loaded_of(home->second, kind, c);
    }
    Heap& seats = heap(group, area, kind, c);
    while (!seats.empty()) {
        const SeatIndex top = seats.front().seat();
        if (board_.load(top) != seats.front().load) {
            seats.front() = entry(top);
            put_first_in_order(seats);
        } else if (board_.has_room(top, c, Fit::Order::loosely)) {
            return top;
        } else {
            std::pop_heap(seats.begin(), seats.end(), std::greater<>());
            seats.pop_back();
        }
    }
    return std::nullopt;
}

// Each is looked at: a heap for each group and kind would cost more.
std::optional<SeatIndex> Pools::least_loaded_of(const std::vector<SeatIndex>& few, std::uint8_t kind, CallIndex c) {
    std::optional<SeatIndex> least;
    for (const SeatIndex s : few) {
        char& without_room = without_room_[s * kKinds + kind];
        if (without_room || !board_.eligible(s, c) || (least && !board_.less_loaded(s, *least))) continue;
        if (board_.has_room(s, c, Fit::Order::loosely))
            least = s;
        else
            without_room = 1;
    }
    return least;
}

void Pools::reopen(SeatIndex s) {
    std::fill_n(without_room_.begin() + static_cast<std::ptrdiff_t>(s * kKinds), kKinds, 0);
    for (Heap* heap : heaps_of_seat_[s]) push(*heap, s);
}

bool Pools::is_full(std::uint16_t group, std::uint8_t kind) const {
    const Pool& pool = anywhere_[sort(group, kind)];
    return pool.built && pool.heap.empty();
}

Pools::Heap& Pools::heap(std::uint16_t group, std::int32_t area, std::uint8_t kind, CallIndex c) {
    Pool& pool = area == kAnywhere
                     ? anywhere_[sort(group, kind)]
                     : at_home_[std::uint64_t{sort(group, kind)} << 32 | static_cast<std::uint32_t>(area)];
    Heap& heap = pool.heap;
    if (std::exchange(pool.built, true)) return heap;
    const auto add = [&](SeatIndex s) {
        push(heap, s);
        heaps_of_seat_[s].push_back(&heap);  // neither vector grows; a map's values stay
    };
    if (area == kAnywhere) {
        heap.reserve(board_.group(c).size());
        for (const SeatIndex s : board_.group(c)) add(s);
    } else if (const auto home = seats_of_area_.find(area); home != seats_of_area_.end()) {
        for (const SeatIndex s : home->second)
            if (board_.eligible(s, c)) add(s);
    }
    return heap;
}

// Relative loads as whole numbers: capacities are minutes of a day, so that unequal loads differ by more than 1 in 1440 x 1440, and
// 2^22 of the capacity tells them apart. Who is beyond capacity has no room for anybody.
Pools::Entry Pools::entry(SeatIndex s) const {
    constexpr int kBits = 22;
    static_assert(std::int64_t{1} << kBits > 2 * 1440 * 1440);
    const auto load = static_cast<std::uint64_t>(std::min(board_.load(s), board_.seat(s).capacity));
    const auto capacity = static_cast<std::uint64_t>(std::max(1, board_.seat(s).capacity));
    return {(load << kBits) / capacity << 32 | s, board_.load(s)};
}

void Pools::push(Heap& heap, SeatIndex s) const {
    heap.push_back(entry(s));
    std::push_heap(heap.begin(), heap.end(), std::greater<>());
}

// The first has grown: it goes down to where it belongs.
void Pools::put_first_in_order(Heap& heap) {
    const Entry first = heap.front();
    std::size_t at = 0;
    for (std::size_t child = 1; child < heap.size(); child = 2 * at + 1) {
        if (child + 1 < heap.size()) child += heap[child] > heap[child + 1] ? 1 : 0;
        if (!(first > heap[child])) break;
        heap[at] = heap[child];
        at = child;
    }
    heap[at] = first;
}

}  // namespace bienveille
