#include "engine/shortage.h"

#include <algorithm>

#include "engine/flow.h"

namespace bienveille {

Amounts amounts_of(std::size_t kind, int needs) { return {needs, 1, kind >= kLevel3, kind >= kLevel3 - 1}; }

Shortages::Shortages(const Horizon& horizon, const std::array<int, kKinds>& minutes, std::vector<Demand> demands)
    : horizon_(horizon), demands_(std::move(demands)) {
    const auto shortest = [&](std::size_t from) {
        return std::max(1, *std::min_element(minutes.begin() + static_cast<std::ptrdiff_t>(from), minutes.end()));
    };
    const int any = shortest(0), level2_and_3 = shortest(kLevel3 - 1), level3 = shortest(kLevel3);
    std::vector<std::int32_t> taker_of_team;
    for (std::size_t day = 0; day < horizon.days.size(); ++day) {
        taker_of_team.assign(horizon.teams, -1);
        for (const Cell& cell : horizon.on(day)) {
            std::int32_t& taker = taker_of_team[cell.team];
            if (taker < 0) {
                taker = static_cast<std::int32_t>(room_.size());
                room_.push_back({});
                demands_of_.emplace_back();
                for (std::size_t d = 0; d < demands_.size(); ++d)
                    if (serves(d, day) && horizon.eligible(cell, demands_[d].group)) demands_of_.back().push_back(d);
            }
            Amounts& room = room_[static_cast<std::size_t>(taker)];
            const auto add = [&](Measure measure, int most) {
                room[static_cast<std::size_t>(measure)] += std::max(0, most);
            };
            add(Measure::minutes, cell.room.minutes);
            add(Measure::calls, std::min(cell.room.calls, cell.room.minutes / any));
            add(Measure::level3_calls, std::min(cell.room.level3, cell.room.minutes / level3));
            add(Measure::level2_and_3_calls, std::min(cell.room.level2_and_3, cell.room.minutes / level2_and_3));
        }
    }
}

std::optional<Shortage> Shortages::find(const std::vector<Amounts>& wanted) const {
    for (const Measure measure : {Measure::minutes, Measure::level3_calls, Measure::level2_and_3_calls, Measure::calls})
        if (auto shortage = find(wanted, measure)) return shortage;
    return std::nullopt;
}

std::optional<Shortage> Shortages::find(const std::vector<Amounts>& wanted, Measure measure) const {
    const auto m = static_cast<std::size_t>(measure);
    std::vector<std::int64_t> supply, room;
    std::int64_t sum = 0;
    for (const Amounts& amounts : wanted) {
        supply.push_back(amounts[m]);
        sum += amounts[m];
    }
    if (sum == 0) return std::nullopt;
    for (const Amounts& amounts : room_) room.push_back(amounts[m]);
    Flow flow = flow_with_cut(supply, room, demands_of_);
    if (flow.amount == sum) return std::nullopt;

    Shortage shortage{measure, std::move(flow.cut), 0, 0};
    for (std::size_t d = 0; d < supply.size(); ++d) {
        if (supply[d] == 0) shortage.demands[d] = 0;
        if (shortage.demands[d]) shortage.needed += supply[d];
    }
    for (std::size_t t = 0; t < room.size(); ++t)
        if (std::any_of(demands_of_[t].begin(), demands_of_[t].end(),
                        [&](std::size_t d) { return shortage.demands[d] != 0; }))
            shortage.available += room[t];
    return shortage;
}

std::vector<std::uint16_t> Shortages::cured_on(const Shortage& shortage, const std::vector<Amounts>& wanted) const {
    const auto m = static_cast<std::size_t>(shortage.measure);
    std::vector<std::int64_t> supply, room;
    for (std::size_t d = 0; d < wanted.size(); ++d) supply.push_back(shortage.demands[d] ? wanted[d][m] : 0);
    for (const Amounts& amounts : room_) room.push_back(amounts[m]);
    std::vector<std::uint16_t> days;
    auto takers = demands_of_;
    // More room at one taker adds to the flow one for one until other cuts bind: what is missing is enough or nothing is.
    room.push_back(shortage.needed - shortage.available);
    takers.emplace_back();
    for (std::size_t day = 0; day < horizon_.days.size(); ++day) {
        takers.back().clear();
        for (std::size_t d = 0; d < demands_.size(); ++d)
            if (shortage.demands[d] && serves(d, day)) takers.back().push_back(d);
        if (!takers.back().empty() && max_flow(supply, room, takers) == shortage.needed)
            days.push_back(static_cast<std::uint16_t>(day));
    }
    return days;
}

std::vector<CellIndex> Shortages::cells_of(const Shortage& shortage) const {
    std::vector<CellIndex> cells;
    for (CellIndex c = 0; c < horizon_.cells.size(); ++c) {
        const Cell& cell = horizon_.cells[c];
        for (std::size_t d = 0; d < demands_.size(); ++d)
            if (shortage.demands[d] && serves(d, cell.day) && horizon_.eligible(cell, demands_[d].group)) {
                cells.push_back(c);
                break;
            }
    }
    return cells;
}

}  // namespace bienveille
