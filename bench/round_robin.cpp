#include <algorithm>
#include <cstddef>
#include <numeric>

#include "bench/rivals.h"

namespace bienveille::bench {

Seating round_robin(const RivalDay& day) {
    std::vector<std::size_t> order(day.calls.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return day.calls[a].weight > day.calls[b].weight; });

    Seating seat_of(day.calls.size(), -1);
    std::vector<int> left;
    for (const RivalSeat& seat : day.seats) left.push_back(seat.minutes);
    std::size_t turn = 0;
    for (const std::size_t call : order) {
        for (std::size_t tried = 0; tried < day.seats.size(); ++tried) {
            const std::size_t seat = (turn + tried) % day.seats.size();
            if (left[seat] < day.calls[call].minutes ||
                !day.seats[seat].groups[static_cast<std::size_t>(day.calls[call].group)])
                continue;
            left[seat] -= day.calls[call].minutes;
            seat_of[call] = static_cast<int>(seat);
            turn = seat + 1;
            break;
        }
    }
    return seat_of;
}

}  // namespace bienveille::bench
