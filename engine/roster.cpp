#include "engine/roster.h"

#include <algorithm>
#include <numeric>

#include "engine/exclusion.h"
#include "engine/id_index.h"
#include "engine/text_numbers.h"

namespace bienveille {
namespace {

std::int64_t length_of(const std::vector<Window>& windows) {
    return std::accumulate(windows.begin(), windows.end(), std::int64_t{0},
                           [](std::int64_t sum, const Window& window) { return sum + window.length().count; });
}

bool begun(const PreviousCall& call) { return call.state != CallState::planned && call.state != CallState::cancelled; }

void seat_fixed_calls(const DayInput& input, Roster& roster) {
    roster.in_hand.assign(input.tenants.size(), 0);
    if (input.previous.empty()) return;

    std::unordered_map<std::string_view, Seat*> seats;
    for (Seat& seat : roster.seats) seats.emplace(input.advisors[seat.advisor].id.text, &seat);
    for (std::size_t i = 0; i < input.previous.size(); ++i) {
        const PreviousCall& call = input.previous[i];
        if (!begun(call) && !(call.pinned && call.state == CallState::planned)) continue;
        const auto seat = seats.find(call.advisor.text);
        if (seat == seats.end() || !roster.previous_tenants[i]) continue;  // validate() has refused these
        const std::uint32_t t = *roster.previous_tenants[i];
        if (!begun(call) && (!seat->second->present || exclusion(input.tenants[t], input.day))) continue;
        seat->second->fixed.push_back({t, call.starts_at, call.minutes, call.pause, call.state});
        roster.in_hand[t] = 1;
    }
    for (Seat& seat : roster.seats)
        std::sort(seat.fixed.begin(), seat.fixed.end(), [&](const FixedCall& a, const FixedCall& b) {
            return in_time(a.starts_at, a.minutes + a.pause, input.tenants[a.tenant].id) <
                   in_time(b.starts_at, b.minutes + b.pause, input.tenants[b.tenant].id);
        });
}

// Languages as they are met get a number, then the number of their place by name.
void count_languages(const DayInput& input, const std::string& fallback, Team& team) {
    TextNumbers met(0);
    std::vector<std::string_view> names;
    team.group_of.reserve(input.tenants.size());
    constexpr std::size_t kAhead = 16;  // rows: about as long as memory takes to answer
    for (std::size_t t = 0; t < input.tenants.size(); ++t) {
        if (t + kAhead < input.tenants.size()) __builtin_prefetch(&input.tenants[t + kAhead].language);
        const Tenant& tenant = input.tenants[t];
        const std::string& language = tenant.language.empty() ? fallback : tenant.language;
        const std::int32_t number = met.add(language, static_cast<std::int32_t>(names.size()));
        if (static_cast<std::size_t>(number) == names.size()) names.push_back(language);
        team.group_of.push_back(static_cast<std::uint16_t>(number));
    }
    std::vector<std::uint16_t> by_name(names.size());
    std::iota(by_name.begin(), by_name.end(), std::uint16_t{0});
    std::sort(by_name.begin(), by_name.end(), [&](std::uint16_t a, std::uint16_t b) { return names[a] < names[b]; });
    std::vector<std::uint16_t> number(names.size());
    for (std::size_t g = 0; g < by_name.size(); ++g) {
        number[by_name[g]] = static_cast<std::uint16_t>(g);
        team.languages.emplace_back(names[by_name[g]]);
    }
    for (std::uint16_t& group : team.group_of) group = number[group];
}

void group_by_language(const DayInput& input, const std::string& fallback, Team team, Roster& roster) {
    for (std::size_t g = 0; g < team.languages.size(); ++g) {
        Group& group = roster.groups.emplace_back(Group{std::move(team.languages[g]), {}});
        roster.group_of_language.emplace(group.language, static_cast<std::uint16_t>(g));
        for (std::uint32_t s = 0; s < roster.seats.size(); ++s)
            if (roster.seats[s].present && speaks(input.advisors[roster.seats[s].advisor], group.language, fallback))
                group.seats.push_back(s);
    }
    roster.group_of = std::move(team.group_of);
    roster.areas = std::move(team.areas);
}

std::vector<std::uint32_t> advisors_by_id(const DayInput& input) {
    std::vector<std::uint32_t> order(input.advisors.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(),
              [&](std::uint32_t a, std::uint32_t b) { return input.advisors[a].id < input.advisors[b].id; });
    return order;
}

}  // namespace

bool speaks(const Advisor& advisor, const std::string& language, const std::string& fallback) {
    if (advisor.languages.empty()) return language == fallback;
    return std::find(advisor.languages.begin(), advisor.languages.end(), language) != advisor.languages.end();
}

Presence::Presence(const DayInput& input, const RuleSet& rules, const Calendar& calendar, const WorkingDays& working)
    : input_(input),
      working_(working),
      windows_(calendar.windows),
      length_(length_of(calendar.windows)),
      rows_(input.advisors.size()) {
    const auto profile = rules.work.profiles.find(rules.work.profile);
    if (profile != rules.work.profiles.end()) profile_ = profile->second.count;
    for (const PreviousCall& call : input.previous)
        if (begun(call)) begun_[call.advisor.text] += (call.minutes + call.pause).count;
    if (input.availability.empty()) return;
    std::unordered_map<std::string_view, std::size_t> advisors;
    for (std::size_t a = 0; a < input.advisors.size(); ++a) advisors.emplace(input.advisors[a].id.text, a);
    for (const Availability& row : input.availability)
        if (const auto advisor = advisors.find(row.advisor.text); advisor != advisors.end())
            rows_[advisor->second].push_back(&row);
}

bool Presence::works_on(const Advisor& advisor, Day day) const {
    const auto absent = [&](const DayRange& range) { return range.first <= day && day <= range.last; };
    return working_.is_working(day) &&
           std::find(advisor.works_on.begin(), advisor.works_on.end(), day.weekday()) != advisor.works_on.end() &&
           std::none_of(advisor.absent_on.begin(), advisor.absent_on.end(), absent);
}

const Availability* Presence::row(std::uint32_t advisor, Day day) const {
    const auto& rows = rows_[advisor];
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const auto* each) { return each->day == day; });
    return row == rows.end() ? nullptr : *row;
}

int Presence::minutes(std::uint32_t advisor, Day day) const {
    const Advisor& who = input_.advisors[advisor];
    const Availability* const row = this->row(advisor, day);
    std::int64_t minutes = 0;
    if (row != nullptr)
        minutes = row->minutes.count;
    else if (works_on(who, day))
        minutes = who.minutes ? who.minutes->count : profile_;
    minutes = std::min(minutes, length_);
    const Window hours = this->hours(advisor, day);
    if (minutes == 0 || hours == kWholeDay) return static_cast<int>(minutes);
    std::int64_t most = 0;
    for (const Window& window : windows_)
        most += std::max<std::int64_t>(0, (std::min(window.to, hours.to) - std::max(window.from, hours.from)).count);
    if (const auto begun = begun_.find(who.id.text); begun != begun_.end() && day == input_.day) most += begun->second;
    return static_cast<int>(std::min(minutes, most));
}

Window Presence::hours(std::uint32_t advisor, Day day) const {
    Window hours = kWholeDay;
    if (const Availability* const row = this->row(advisor, day)) {
        hours.from = row->from.value_or(hours.from);
        hours.to = row->until.value_or(hours.to);
    }
    if (day == input_.day && input_.now) hours.from = std::max(hours.from, *input_.now);
    return hours;
}

std::vector<Day> Presence::days(Day first, Day last) const {
    std::vector<Day> days = working_.between(first, last);
    for (const Availability& row : input_.availability)
        if (first <= row.day && row.day <= last && row.minutes.count > 0) days.push_back(row.day);
    std::sort(days.begin(), days.end());
    days.erase(std::unique(days.begin(), days.end()), days.end());
    return days;
}

int Presence::max_calls(std::uint32_t advisor) const { return input_.advisors[advisor].max_calls.value_or(kAnyNumber); }

Team make_team(const DayInput& input, const RuleSet& rules) {
    Team team;
    count_languages(input, rules.work.default_language, team);
    for (const std::uint32_t a : advisors_by_id(input))
        if (const std::string& area = input.advisors[a].area; !area.empty())
            team.areas.emplace(area, static_cast<std::int32_t>(team.areas.size()));
    return team;
}

std::vector<std::optional<std::uint32_t>> tenants_of_previous(const DayInput& input) {
    std::vector<std::optional<std::uint32_t>> tenants(input.previous.size());
    if (input.previous.empty()) return tenants;
    // One pass over all tenants costs less than an index of them.
    IdIndex called(input.previous.size());
    for (const PreviousCall& call : input.previous) called.add(call.tenant.text);
    for (std::uint32_t t = 0; t < input.tenants.size(); ++t)
        if (const auto call = called.find(input.tenants[t].id.text)) tenants[*call] = t;
    return tenants;
}

Roster make_roster(const DayInput& input, const RuleSet& rules, const Calendar& calendar, const Presence& presence) {
    return make_roster(input, rules, calendar, presence, make_team(input, rules), tenants_of_previous(input));
}

Roster make_roster(const DayInput& input, const RuleSet& rules, const Calendar& calendar, const Presence& presence,
                   Team team, std::vector<std::optional<std::uint32_t>> previous_tenants) {
    Roster roster;
    roster.windows = calendar.windows;
    roster.previous_tenants = std::move(previous_tenants);
    for (const std::uint32_t a : advisors_by_id(input)) {
        const Advisor& advisor = input.advisors[a];
        Seat seat;
        seat.advisor = a;
        seat.capacity = presence.minutes(a, input.day);
        seat.present = seat.capacity > 0;
        seat.max_calls = presence.max_calls(a);
        seat.hours = presence.hours(a, input.day);
        if (!advisor.area.empty()) seat.area = team.areas.at(advisor.area);
        roster.seats.push_back(std::move(seat));
    }
    seat_fixed_calls(input, roster);
    std::erase_if(roster.seats, [](const Seat& seat) { return !seat.present && seat.fixed.empty(); });

    for (std::size_t s = 0; s < roster.seats.size(); ++s) {
        if (!roster.seats[s].present) continue;
        roster.seat_of_advisor.emplace(input.advisors[roster.seats[s].advisor].id.text, static_cast<std::int32_t>(s));
        roster.capacity += roster.seats[s].capacity;
    }
    group_by_language(input, rules.work.default_language, std::move(team), roster);
    return roster;
}

}  // namespace bienveille
