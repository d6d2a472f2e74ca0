#include "tests/support/small_horizon.h"

#include <algorithm>

#include "tests/support/builders.h"

namespace bienveille::test {

Horizon small_horizon(const SmallHorizon& shape, Dice& dice) {
    Horizon horizon;
    const int days = dice.between(shape.days.least, shape.days.most), advisors = dice.between(1, 3);
    horizon.teams = static_cast<std::size_t>(advisors);
    horizon.may_call.assign(3, std::vector<char>(horizon.teams, 0));
    for (auto& group : horizon.may_call)
        for (char& may : group) may = dice.percent(60) ? 1 : 0;
    horizon.may_call[0].assign(horizon.teams, 1);
    for (std::uint16_t d = 0; d < days; ++d) {
        horizon.days.push_back(day("2020-04-06") + d);
        horizon.begin.push_back(static_cast<CellIndex>(horizon.cells.size()));
        for (std::uint16_t a = 0; a < advisors; ++a) {
            Room room{dice.between(0, shape.most_minutes),
                      dice.percent(60) ? 1000 : dice.between(0, shape.most_calls_if_capped), dice.between(0, 2),
                      dice.between(0, 3)};
            if (d == 0 && dice.percent(50)) {
                room.minutes = dice.between(shape.minutes_apart.least, shape.minutes_apart.most);
                room.alone = dice.between(0, 2);
                room.between = *std::min_element(kLengthsOfKinds.begin(), kLengthsOfKinds.end());
            }
            horizon.cells.push_back({a, d, a, room});
        }
    }
    horizon.begin.push_back(static_cast<CellIndex>(horizon.cells.size()));
    return horizon;
}

}  // namespace bienveille::test
