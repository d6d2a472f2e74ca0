#include "engine/horizon.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace bienveille {
namespace {

// Alike advisors get the same number; teams are counted in the order of advisor ids.
std::vector<std::uint16_t> teams_of_advisors(const DayInput& input, const RuleSet& rules, const Roster& roster,
                                             const std::vector<std::uint32_t>& order, Horizon& horizon) {
    std::map<std::vector<std::uint16_t>, std::uint16_t> team_of;
    std::vector<std::uint16_t> teams(input.advisors.size());
    for (const std::uint32_t a : order) {
        std::vector<std::uint16_t> groups;
        const auto speaks = [&](const std::string& language) {
            const auto group = roster.group_of_language.find(language);
            if (group != roster.group_of_language.end()) groups.push_back(group->second);
        };
        for (const std::string& language : input.advisors[a].languages) speaks(language);
        if (input.advisors[a].languages.empty()) speaks(rules.work.default_language);
        std::sort(groups.begin(), groups.end());
        groups.erase(std::unique(groups.begin(), groups.end()), groups.end());
        const auto [team, fresh] = team_of.try_emplace(std::move(groups), static_cast<std::uint16_t>(team_of.size()));
        teams[a] = team->second;
    }
    horizon.teams = team_of.size();
    horizon.may_call.assign(roster.groups.size(), std::vector<char>(team_of.size(), 0));
    for (const auto& [groups, team] : team_of)
        for (const std::uint16_t group : groups) horizon.may_call[group][team] = 1;
    return teams;
}

// Level-3 calls that a list of today holds at most so that others keep them apart, but for one a window. What stays may do that too.
int most_kept_apart(int minutes, int windows_and_fixed, int level3, const Others& others) {
    const int alone = std::max(0, minutes) / level3;
    if (alone <= windows_and_fixed) return alone;
    const int apart = (minutes - windows_and_fixed * level3) / (level3 + others.shortest);
    return windows_and_fixed + std::min(apart, others.calls);
}

}  // namespace

Others others_of(const Facts& facts, const std::array<int, kKinds>& minutes) {
    std::array<int, kKinds> owed{};
    for (const Brief& call : facts.briefs) ++owed[call.kind];
    Others others;
    for (std::size_t kind = 0; kind < kLevel3; ++kind) {
        if (owed[kind] == 0) continue;
        if (others.calls == 0 || minutes[kind] < others.shortest) {
            others.kind = kind;
            others.shortest = minutes[kind];
        }
        others.calls += owed[kind];
    }
    return others;
}

void Room::add(std::size_t kind, int needs, int sign) {
    minutes += sign * needs;
    calls += sign;
    alone += kind >= 4 ? sign : -sign;
    if (kind >= 4) level3 += sign;
    if (kind >= 3) level2_and_3 += sign;
}

Horizon::Days Horizon::within(Day from, Day to) const {
    const auto index = [&](auto at) { return static_cast<std::uint16_t>(at - days.begin()); };
    const auto first = std::lower_bound(days.begin(), days.end(), from);
    const auto end = std::upper_bound(days.begin(), days.end(), to);
    return first < end ? Days{index(first), index(end)} : Days{0, 0};
}

Horizon make_horizon(const DayInput& input, const RuleSet& rules, const Roster& roster, const Presence& presence,
                     const Facts& facts, Day last) {
    Horizon horizon;
    std::vector<std::uint32_t> order(input.advisors.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(),
              [&](std::uint32_t a, std::uint32_t b) { return input.advisors[a].id < input.advisors[b].id; });
    const auto teams = teams_of_advisors(input, rules, roster, order, horizon);

    const std::array<int, kKinds> lengths = minutes_by_kind(rules.work);
    const Others others = others_of(facts, lengths);
    const Room all{0, 0, rules.work.most_level3, rules.work.most_level2_and_3};
    const auto begin_day = [&](Day day) {
        horizon.days.push_back(day);
        horizon.begin.push_back(static_cast<CellIndex>(horizon.cells.size()));
    };
    begin_day(input.day);
    for (const Seat& seat : roster.seats) {
        if (!seat.present) continue;
        Cell cell{seat.advisor, 0, teams[seat.advisor], all};
        cell.room.minutes = seat.capacity;
        cell.room.calls = seat.max_calls;
        for (const FixedCall& fixed : seat.fixed)
            cell.room.add(kind_of(input.tenants[fixed.tenant]), static_cast<int>((fixed.minutes + fixed.pause).count),
                          -1);
        const auto apart = static_cast<int>(roster.windows.size() + seat.fixed.size());
        cell.room.level3 =
            std::min(cell.room.level3, most_kept_apart(cell.room.minutes, apart, lengths[kLevel3], others));
        cell.room.alone = apart;
        cell.room.between = others.shortest;
        horizon.cells.push_back(cell);
    }
    for (const Day day : presence.days(input.day + 1, last)) {
        const auto index = static_cast<std::uint16_t>(horizon.days.size());
        begin_day(day);
        for (const std::uint32_t a : order) {
            Cell cell{a, index, teams[a], all};
            cell.room.minutes = presence.minutes(a, day);
            cell.room.calls = presence.max_calls(a);
            if (cell.room.minutes > 0) horizon.cells.push_back(cell);
        }
    }
    horizon.begin.push_back(static_cast<CellIndex>(horizon.cells.size()));
    return horizon;
}

}  // namespace bienveille
