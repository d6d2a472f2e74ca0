#include "bench/ahead.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/facts.h"
#include "engine/horizon.h"
#include "engine/shortage.h"

namespace bienveille::bench {
namespace {

struct Classes {
    std::vector<Demand> demands;
    std::vector<Amounts> wanted;  // of each demand, by measure
};

// One table entry for every language and span of days.
Classes classes_of(const std::vector<Duty>& duties, const Horizon& horizon, const std::array<int, kKinds>& minutes) {
    const std::size_t days = horizon.days.size() + 1;
    std::size_t groups = 0;
    for (const Duty& duty : duties) groups = std::max<std::size_t>(groups, duty.group + 1U);
    std::vector<std::array<std::int64_t, kKinds>> calls(groups * days * days);  // by group, first day, end
    // Few days are asked for again and again.
    std::vector<std::uint16_t> from,
        until;  // by calendar day: index of the first day worked from then on; end up to then
    const auto length = static_cast<std::size_t>(horizon.days.back() - horizon.days.front()) + 1;
    for (std::size_t d = 0; d < length; ++d) {
        const Horizon::Days span = horizon.within(horizon.days.front() + static_cast<int>(d), horizon.days.back());
        from.push_back(span.first);
        until.push_back(horizon.within(horizon.days.front(), horizon.days.front() + static_cast<int>(d)).end);
    }
    for (const Duty& duty : duties) {
        if (!duty.dialable || duty.last < duty.first || duty.first > horizon.days.back()) continue;
        const auto at = [&](Day day) {
            return std::min(length - 1, static_cast<std::size_t>(std::max(0, day - horizon.days.front())));
        };
        const std::size_t first = from[at(duty.first)], end = until[at(duty.last)];
        if (first < end) ++calls[(duty.group * days + first) * days + end][duty.kind];
    }
    Classes classes;
    for (std::size_t place = 0; place < calls.size(); ++place) {
        Amounts sum{};
        for (std::size_t kind = 0; kind < kKinds; ++kind) {
            const Amounts one = amounts_of(kind, minutes[kind]);
            for (std::size_t m = 0; m < kMeasures; ++m) sum[m] += one[m] * calls[place][kind];
        }
        if (sum[static_cast<std::size_t>(Measure::calls)] == 0) continue;
        classes.demands.push_back(
            {static_cast<std::uint16_t>(place / days / days),
             {static_cast<std::uint16_t>(place / days % days), static_cast<std::uint16_t>(place % days)}});
        classes.wanted.push_back(sum);
    }
    return classes;
}

std::string told(const std::optional<Shortage>& shortage) {
    if (!shortage) return "all of it flows";
    constexpr const char* kWords[] = {"minutes", "calls", "level-3 calls", "level-2 and level-3 calls"};
    return fmt::format("{} {} short; the smallest cut holds {} classes",
                       thousands(shortage->needed - shortage->available),
                       kWords[static_cast<std::size_t>(shortage->measure)],
                       std::count(shortage->demands.begin(), shortage->demands.end(), char{1}));
}

}  // namespace

std::vector<Line> ahead_lines(const Instance& day, const Options& options) {
    const DayInput& input = day.input;
    const Calendar& calendar = input.calendar ? *input.calendar : day.rules.calendar;
    const WorkingDays working(calendar, input.day);
    const Presence presence(input, day.rules, calendar, working);
    const Roster roster = make_roster(input, day.rules, calendar, presence);
    const Facts facts = make_facts(input, day.rules, roster, working);
    const auto minutes = minutes_by_kind(day.rules.work);
    Day last = input.day;
    for (const Duty& duty : facts.duties) last = std::max({last, duty.last, duty.promised.value_or(last)});

    const auto count_room = [&] { return make_horizon(input, day.rules, roster, presence, facts, last); };
    const Horizon horizon = count_room();
    const Classes classes = classes_of(facts.duties, horizon, minutes);
    const auto answer = [&] { return Shortages(horizon, minutes, classes.demands).find(classes.wanted); };

    std::vector<Line> lines;
    lines.push_back(timed(Subject::room, "days ahead: the room counted", options,
                          [&] { return std::vector<int>{static_cast<int>(count_room().cells.size())}; }));
    lines.back().note = fmt::format("{} days, {} advisor-days", horizon.days.size(),
                                    thousands(static_cast<std::int64_t>(horizon.cells.size())));
    lines.push_back(timed(Subject::classes, "days ahead: the classes counted", options, [&] {
        return std::vector<int>{static_cast<int>(classes_of(facts.duties, horizon, minutes).demands.size())};
    }));
    lines.back().note = fmt::format("{} calls due, {} classes",
                                    thousands(static_cast<std::int64_t>(facts.duties.size())), classes.demands.size());
    lines.push_back(timed(Subject::flow, "days ahead: all kept? flow and smallest cut", options,
                          [&] { return std::vector<int>{answer() ? 1 : 0}; }));
    lines.back().note = told(answer());
    return lines;
}

}  // namespace bienveille::bench
