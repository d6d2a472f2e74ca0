#include "engine/shortage.h"

#include <algorithm>
#include <numeric>

#include "engine/flow.h"

namespace bienveille {

Amounts amounts_of(std::size_t kind, int needs) { return {needs, 1, kind >= kLevel3, kind >= kLevel3 - 1}; }

Shortages::Shortages(const Horizon& horizon, const std::array<int, kKinds>& minutes, std::vector<Demand> demands)
    : horizon_(horizon), demands_(std::move(demands)) {
    for (std::size_t m = 0; m < kMeasures; ++m) {
        int shortest = 0;
        for (std::size_t kind = 0; kind < kKinds; ++kind)
            if (amounts_of(kind, 1)[m] > 0 && (shortest == 0 || minutes[kind] < shortest)) shortest = minutes[kind];
        shortest_[m] = std::max(1, shortest);
    }
    taker_of_cell_.reserve(horizon.cells.size());
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
            taker_of_cell_.push_back(static_cast<std::uint32_t>(taker));
            const Amounts each = room_of(cell);
            for (std::size_t m = 0; m < kMeasures; ++m) room_[static_cast<std::size_t>(taker)][m] += each[m];
        }
    }
}

Amounts Shortages::room_of(const Cell& cell) const {
    const Room& room = cell.room;
    const auto most = [&](int cap, Measure measure) {
        return std::max(0, std::min(cap, room.minutes / shortest_[static_cast<std::size_t>(measure)]));
    };
    return {std::max(0, room.minutes), most(room.calls, Measure::calls), most(room.level3, Measure::level3_calls),
            most(room.level2_and_3, Measure::level2_and_3_calls)};
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

    Shortage shortage{measure, std::move(flow.cut), 0, 0, {}};
    for (std::size_t d = 0; d < supply.size(); ++d) {
        if (supply[d] == 0) shortage.demands[d] = 0;
        if (shortage.demands[d]) shortage.needed += supply[d];
    }
    shortage.available = available(shortage);
    return shortage;
}

std::vector<std::uint16_t> Shortages::days_that_may_cure(const Shortage& shortage,
                                                         const std::vector<Amounts>& wanted) const {
    const auto m = static_cast<std::size_t>(shortage.measure);
    // Only the shortage's demands, numbered anew, and those who may take any of them.
    std::vector<std::size_t> short_of, number(demands_.size());
    std::vector<std::int64_t> supply, room;
    for (std::size_t d = 0; d < demands_.size(); ++d) {
        if (!shortage.demands[d]) continue;
        number[d] = short_of.size();
        short_of.push_back(d);
        supply.push_back(wanted[d][m]);
    }
    std::vector<std::vector<std::size_t>> takers;
    for (std::size_t t = 0; t < room_.size(); ++t) {
        std::vector<std::size_t> takes;
        for (const std::size_t d : demands_of_[t])
            if (shortage.demands[d]) takes.push_back(number[d]);
        if (takes.empty()) continue;
        takers.push_back(std::move(takes));
        room.push_back(room_[t][m]);
    }
    std::vector<std::uint16_t> days;
    const std::int64_t needed = std::accumulate(supply.begin(), supply.end(), std::int64_t{0});
    room.push_back(needed);
    takers.emplace_back();
    for (std::size_t day = 0; day < horizon_.days.size(); ++day) {
        takers.back().clear();
        for (std::size_t i = 0; i < short_of.size(); ++i)
            if (serves(short_of[i], day)) takers.back().push_back(i);
        if (!takers.back().empty() && max_flow(supply, room, takers) == needed)
            days.push_back(static_cast<std::uint16_t>(day));
    }
    return days;
}

std::vector<char> Shortages::takers_of(const Shortage& shortage) const {
    std::vector<char> takers;
    takers.reserve(demands_of_.size());
    for (const auto& demands : demands_of_)
        takers.push_back(
            std::any_of(demands.begin(), demands.end(), [&](std::size_t d) { return shortage.demands[d] != 0; }));
    return takers;
}

std::int64_t Shortages::available(const Shortage& shortage) const {
    const std::vector<char> takers = takers_of(shortage);
    std::int64_t sum = 0;
    for (std::size_t t = 0; t < room_.size(); ++t)
        if (takers[t]) sum += room_[t][static_cast<std::size_t>(shortage.measure)];
    return sum;
}

std::vector<std::int64_t> Shortages::room_by_day(const Shortage& shortage, const WholeCalls& calls) const {
    std::vector<std::int64_t> room(horizon_.days.size(), 0);
    for (const CellIndex c : cells_of(shortage)) {
        const Cell& cell = horizon_.cells[c];
        room[cell.day] += calls.most_within(room_of(cell)[static_cast<std::size_t>(shortage.measure)]);
    }
    return room;
}

std::vector<CellIndex> Shortages::cells_of(const Shortage& shortage) const {
    const std::vector<char> takers = takers_of(shortage);
    std::vector<CellIndex> cells;
    for (CellIndex c = 0; c < taker_of_cell_.size(); ++c)
        if (takers[taker_of_cell_[c]]) cells.push_back(c);
    return cells;
}

}  // namespace bienveille
