#include "bench/judge.h"

#include <algorithm>
#include <cstddef>

#include "engine/digest.h"

namespace bienveille::bench {

Verdict judge(const RivalDay& day, const Seating& seating) {
    Verdict verdict;
    std::vector<int> minutes(day.seats.size(), 0);
    std::string who;
    for (std::size_t i = 0; i < day.calls.size(); ++i) {
        who += std::to_string(seating[i]) + ' ';
        if (seating[i] < 0) continue;
        const auto seat = static_cast<std::size_t>(seating[i]);
        const RivalCall& call = day.calls[i];
        ++verdict.calls;
        verdict.weight += call.weight;
        verdict.points += call.points;
        verdict.same_caller += call.previous == seating[i] ? 1 : 0;
        verdict.allowed = verdict.allowed && day.seats[seat].groups[static_cast<std::size_t>(call.group)];
        minutes[seat] += call.minutes;
    }
    for (std::size_t seat = 0; seat < minutes.size(); ++seat)
        verdict.allowed = verdict.allowed && minutes[seat] <= day.seats[seat].minutes;
    if (const auto [least, most] = std::minmax_element(minutes.begin(), minutes.end()); most != minutes.end())
        verdict.spread_minutes = *most - *least;
    verdict.digest = digest_of_text(who).substr(0, 12);
    return verdict;
}

}  // namespace bienveille::bench
