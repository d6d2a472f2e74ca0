#include <algorithm>
#include <cstddef>
#include <limits>
#include <numeric>

#include "bench/rivals.h"

namespace bienveille::bench {

Seating round_robin(const RivalDay& day) {
    std::vector<std::size_t> order(day.calls.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return day.calls[a].weight > day.calls[b].weight; });

    Seating seat_of(day.calls.size(), -1);
    int shortest = std::numeric_limits<int>::max();
    for (const RivalCall& call : day.calls) shortest = std::min(shortest, call.minutes);
    std::vector<int> left;
    std::vector<std::size_t> open;  // seats that still take some call, in turn
    for (std::size_t seat = 0; seat < day.seats.size(); ++seat) {
        left.push_back(day.seats[seat].minutes);
        if (left.back() >= shortest) open.push_back(seat);
    }
    std::size_t turn = 0;  // among those open
    for (const std::size_t call : order) {
        for (std::size_t tried = 0; tried < open.size(); ++tried) {
            const std::size_t at = (turn + tried) % open.size();
            const std::size_t seat = open[at];
            if (left[seat] < day.calls[call].minutes ||
                !day.seats[seat].groups[static_cast<std::size_t>(day.calls[call].group)])
                continue;
            left[seat] -= day.calls[call].minutes;
            seat_of[call] = static_cast<int>(seat);
            turn = at + 1;
            if (left[seat] < shortest) {
                open.erase(open.begin() + static_cast<std::ptrdiff_t>(at));
                turn = at;
            }
            break;
        }
    }
    return seat_of;
}

}  // namespace bienveille::bench
