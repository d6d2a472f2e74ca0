// How long it took until people were reached: half of them, nine tenths of them.
//
// Decides: the quantile (nearest rank), and that who was not reached counts as later than everybody. Does not decide: whose days, nor
// how they are counted.
#pragma once

#include <algorithm>
#include <optional>
#include <vector>

namespace bienveille {

// Of 1, 2, 3, ... working days: half and nine tenths were reached by then; none where fewer were.
struct FirstContact {
    int people = 0;
    int reached = 0;
    std::optional<int> median;
    std::optional<int> nine_tenths;

    bool operator==(const FirstContact&) const = default;
};

// `days`: of those reached.
inline FirstContact first_contact(int people, std::vector<int> days) {
    std::sort(days.begin(), days.end());
    const int reached = static_cast<int>(days.size());
    // The nearest rank: the first day by which at least that share was reached.
    const auto by = [&](int tenths) -> std::optional<int> {
        const int rank = (people * tenths + 9) / 10;
        if (rank < 1 || rank > reached) return std::nullopt;
        return days[static_cast<std::size_t>(rank - 1)];
    };
    return {people, reached, by(5), by(9)};
}

}  // namespace bienveille
