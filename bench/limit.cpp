#include "bench/limit.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "engine/calendar.h"
#include "engine/facts.h"
#include "engine/score.h"

namespace bienveille::bench {
namespace {

using Points16 = std::vector<std::uint16_t>;  // by tenant

// Those with the most points: all above the point at which a tenth is reached, and of those with it as many as are missing.
std::vector<int> top_tenth(const Points16& points) {
    std::vector<std::uint32_t> tenants_with(1 << 16, 0);
    for (const std::uint16_t each : points) ++tenants_with[each];
    const std::size_t wanted = points.size() / 10;
    std::size_t above = 0, least = tenants_with.size() - 1;
    while (least > 0 && above + tenants_with[least] < wanted) above += tenants_with[least--];
    std::size_t with_least = wanted - std::min(wanted, above);
    std::vector<int> top;
    top.reserve(wanted);
    for (std::size_t t = 0; t < points.size(); ++t) {
        if (points[t] < least) continue;
        if (points[t] == least && with_least == 0) continue;
        if (points[t] == least) --with_least;
        top.push_back(static_cast<int>(t));
    }
    return top;
}

template <class T>
unsigned read(const std::optional<T>& field) {
    return field ? static_cast<unsigned>(*field) : 7U;
}
unsigned read(const std::optional<Day>& day) { return day ? static_cast<unsigned>(day->since_epoch) : 7U; }

// Every field that scoring looks at, folded so that none of the reads can be left out.
std::uint16_t all_fields(const Tenant& tenant) {
    const unsigned sum = read(tenant.birth_year) + read(tenant.lsns6) + read(tenant.anxiety) + read(tenant.anxiety_on) +
                         read(tenant.last_reached_on) + read(tenant.callback_requested_on) +
                         read(tenant.callback_due_on) + read(tenant.lives_alone) + read(tenant.has_contact_person) +
                         read(tenant.relatives_at_risk) + read(tenant.support) + (tenant.anxiety_cleared ? 1U : 0U);
    return static_cast<std::uint16_t>(sum);
}

}  // namespace

std::vector<Line> scoring_lines(const Instance& day, const Options& options) {
    const auto& tenants = day.input.tenants;
    Line reading = timed(Subject::reading, "read all that scoring needs, pick a tenth", options, [&] {
        Points16 points(tenants.size());
        std::transform(tenants.begin(), tenants.end(), points.begin(), all_fields);
        return top_tenth(points);
    });
    const Calendar& calendar = day.input.calendar ? *day.input.calendar : day.rules.calendar;
    Line scoring = timed(Subject::scoring, "score everybody, pick a tenth", options, [&] {
        const WorkingDays working(calendar, day.input.day);
        PointsTable table(day.rules, day.input.day);
        Points16 points(tenants.size());
        std::transform(tenants.begin(), tenants.end(), points.begin(), [&](const Tenant& tenant) {
            const auto worth = table.of(tenant, callback_deadline(tenant, day.rules, working));
            return static_cast<std::uint16_t>(worth.points.count);  // weights that sum to 100: 10,000 at most
        });
        return top_tenth(points);
    });
    Line ranking = timed(Subject::part, "duties, seats and the order of everybody too", options, [&] {
        const WorkingDays working(calendar, day.input.day);
        const Roster roster =
            make_roster(day.input, day.rules, calendar, Presence(day.input, day.rules, calendar, working));
        return std::vector<int>{static_cast<int>(make_facts(day.input, day.rules, roster, working).owed.size())};
    });
    if (reading.seconds) reading.note = "the limit of memory";
    for (Line* line : {&scoring, &ranking})
        if (reading.seconds && line->seconds)
            line->note = fmt::format("{:.2f} x the limit", *line->seconds / *reading.seconds);
    return {std::move(reading), std::move(scoring), std::move(ranking)};
}

}  // namespace bienveille::bench
