#include "engine/shortage.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace bienveille {

Amounts amounts_of(std::size_t kind, int needs) { return {needs, 1, kind >= kLevel3, kind >= kLevel3 - 1}; }

namespace {

// By measure, the shortest of its calls.
std::array<int, kMeasures> shortest_of(const std::array<int, kKinds>& minutes) {
    std::array<int, kMeasures> shortest_of{};
    for (std::size_t m = 0; m < kMeasures; ++m) {
        int shortest = 0;
        for (std::size_t kind = 0; kind < kKinds; ++kind)
            if (amounts_of(kind, 1)[m] > 0 && (shortest == 0 || minutes[kind] < shortest)) shortest = minutes[kind];
        shortest_of[m] = std::max(1, shortest);
    }
    return shortest_of;
}

}  // namespace

Shortages::Shortages(const Horizon& horizon, const std::array<int, kKinds>& minutes, std::vector<Demand> demands)
    : horizon_(horizon), shortest_(shortest_of(minutes)), demands_(std::move(demands)), flows_(find_takers()) {}

Takers Shortages::find_takers() {
    struct OfDay {
        std::uint16_t team;
        std::uint32_t taker;
    };
    std::vector<OfDay> teams;  // day by day
    std::vector<std::size_t> begin;
    std::vector<std::int32_t> taker_of_team;
    taker_of_cell_.reserve(horizon_.cells.size());
    for (std::size_t day = 0; day < horizon_.days.size(); ++day) {
        begin.push_back(teams.size());
        taker_of_team.assign(horizon_.teams, -1);
        for (const Cell& cell : horizon_.on(day)) {
            std::int32_t& taker = taker_of_team[cell.team];
            if (taker < 0) {
                taker = static_cast<std::int32_t>(room_[0].size());
                teams.push_back({cell.team, static_cast<std::uint32_t>(taker)});
                for (auto& of_measure : room_) of_measure.push_back(0);
            }
            taker_of_cell_.push_back(static_cast<std::uint32_t>(taker));
            const Amounts each = room_of(cell);
            for (std::size_t m = 0; m < kMeasures; ++m) room_[m][static_cast<std::size_t>(taker)] += each[m];
        }
    }
    begin.push_back(teams.size());
    Takers takers;
    for (const Demand& demand : demands_) {
        const auto& may_call = horizon_.may_call[demand.group];
        for (std::size_t i = begin[demand.days.first]; i < begin[demand.days.end]; ++i)
            if (may_call[teams[i].team]) takers.add(teams[i].taker);
        takers.next_supply();
    }
    return takers;
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
    std::vector<std::int64_t> supply;
    supply.reserve(wanted.size());
    std::int64_t sum = 0;
    for (const Amounts& amounts : wanted) {
        supply.push_back(amounts[m]);
        sum += amounts[m];
    }
    if (sum == 0) return std::nullopt;
    Flow flow = flows_.with_cut(supply, room_[m]);
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
    // Only the shortage's demands and those who may take any of them, numbered anew; and whoever would have more.
    constexpr std::uint32_t kNobody = UINT32_MAX;
    std::vector<std::uint32_t> number(room_[m].size(), kNobody);
    std::vector<std::int64_t> supply, room;
    for (std::size_t d = 0; d < demands_.size(); ++d) {
        if (!shortage.demands[d]) continue;
        supply.push_back(wanted[d][m]);
        for (const std::uint32_t t : flows_.takers_of(d)) {
            if (number[t] != kNobody) continue;
            number[t] = static_cast<std::uint32_t>(room.size());
            room.push_back(room_[m][t]);
        }
    }
    std::vector<std::uint16_t> days;
    const std::int64_t needed = std::accumulate(supply.begin(), supply.end(), std::int64_t{0});
    room.push_back(needed);
    for (std::size_t day = 0; day < horizon_.days.size(); ++day) {
        Takers takers;
        bool any = false;
        for (std::size_t d = 0; d < demands_.size(); ++d) {
            if (!shortage.demands[d]) continue;
            for (const std::uint32_t t : flows_.takers_of(d)) takers.add(number[t]);
            if (serves(d, day)) {
                takers.add(room.size() - 1);
                any = true;
            }
            takers.next_supply();
        }
        if (any && Flows(std::move(takers)).most(supply, room) == needed)
            days.push_back(static_cast<std::uint16_t>(day));
    }
    return days;
}

std::vector<char> Shortages::takers_of(const Shortage& shortage) const {
    std::vector<char> takers(room_[0].size(), 0);
    for (std::size_t d = 0; d < demands_.size(); ++d)
        if (shortage.demands[d])
            for (const std::uint32_t t : flows_.takers_of(d)) takers[t] = 1;
    return takers;
}

std::int64_t Shortages::available(const Shortage& shortage) const {
    const std::vector<char> takers = takers_of(shortage);
    const auto& room = room_[static_cast<std::size_t>(shortage.measure)];
    std::int64_t sum = 0;
    for (std::size_t t = 0; t < room.size(); ++t)
        if (takers[t]) sum += room[t];
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
