// What a plan says about itself: balance (O2), promises (P4).
#include <algorithm>
#include <string>

#include "engine/audit_detail.h"

namespace bienveille::audit_detail {
namespace {

std::int64_t half_up(std::int64_t top, std::int64_t bottom) { return (2 * top + bottom) / (2 * bottom); }

template <class T>
void expect(Findings& findings, const char* promise, const std::string& path, const T& is, const T& right) {
    if (is != right) findings.add(promise, path, "is " + std::to_string(is) + "; must be " + std::to_string(right));
}

// The widest difference of load / capacity between two advisors present.
Value widest_gap(const Audited& audited) {
    const Seat* fullest = nullptr;
    const Seat* emptiest = nullptr;
    std::int64_t most = 0, least = 0;
    for (std::size_t s = 0; s < audited.facts.seats.size(); ++s) {
        const Seat& seat = audited.facts.seats[s];
        if (!seat.present) continue;
        const std::int64_t load = audited.tallies[s].load.count;
        if (!fullest || load * fullest->capacity.count > most * seat.capacity.count) fullest = &seat, most = load;
        if (!emptiest || load * emptiest->capacity.count < least * seat.capacity.count) emptiest = &seat, least = load;
    }
    if (!fullest) return {};
    const std::int64_t a = fullest->capacity.count, b = emptiest->capacity.count;
    return {half_up((most * b - least * a) * kOne.count, a * b)};
}

// The largest, over advisors, of the shortest call that could move, as a share of the smallest capacity, rounded up.
Value shortest_movable_share(const Audited& audited) {
    const DayFacts& facts = audited.facts;
    Minutes largest, smallest_capacity;
    for (std::size_t s = 0; s < facts.seats.size(); ++s) {
        if (!facts.seats[s].present) continue;
        if (smallest_capacity == Minutes{} || facts.seats[s].capacity < smallest_capacity)
            smallest_capacity = facts.seats[s].capacity;
        if (audited.lists[s] < 0) continue;
        std::optional<Minutes> shortest;
        for (const std::int32_t called : audited.called[static_cast<std::size_t>(audited.lists[s])]) {
            if (called < 0) continue;
            const Standing& tenant = facts.standings[static_cast<std::size_t>(called)];
            const Minutes load = facts.load(tenant.kind);
            if (tenant.held || (shortest && *shortest <= load)) continue;
            for (std::size_t other = 0; other < facts.seats.size(); ++other)
                if (other != s && facts.may_call(other, tenant)) {
                    shortest = load;
                    break;
                }
        }
        if (shortest) largest = std::max(largest, *shortest);
    }
    if (smallest_capacity == Minutes{}) return {};
    return {(largest.count * kOne.count + smallest_capacity.count - 1) / smallest_capacity.count};
}

void check_balance(const Audited& audited, Findings& findings) {
    const Balance& balance = audited.plan.balance;
    const Value gap = widest_gap(audited);
    const Value tolerance = audited.facts.rules.work.balance_tolerance;
    expect(findings, "O2", "balance.largest_gap", balance.largest_gap.count, gap.count);
    expect(findings, "O2", "balance.tolerance", balance.tolerance.count, tolerance.count);
    if (balance.lower_bound > gap || balance.lower_bound < Value{})
        findings.add("O2", "balance.lower_bound",
                     "is " + std::to_string(balance.lower_bound.count) + " millionths; must be from 0 to the gap, " +
                         std::to_string(gap.count));
    if (gap <= tolerance) {
        if (!balance.proven) findings.add("O2", "balance.proven", "is false; the gap is within the tolerance");
        return;
    }
    if (balance.proven && gap - balance.lower_bound > Value{1})
        findings.add("O2", "balance.proven", "is true, but the lower bound does not reach the gap");
    const Value allowed = std::max(tolerance, balance.lower_bound + shortest_movable_share(audited));
    if (!balance.proven && gap > allowed)
        findings.add("O2", "balance.largest_gap",
                     "is " + std::to_string(gap.count) + " millionths and not proven least; must be at most " +
                         std::to_string(allowed.count));
}

// The days of the calendar: those up to the last callback's deadline on which somebody may be working.
std::vector<PromiseDay> calendar_days(const DayFacts& facts, const std::vector<Day>& due) {
    const Day today = facts.input.day;
    std::vector<PromiseDay> calendar;
    const Day last = due.empty() ? today : due.back();
    for (Day day = today; day <= last; day = day + 1) {
        if (!facts.may_be_worked(day)) continue;
        PromiseDay row;
        row.day = day;
        const auto [first, end] = std::equal_range(due.begin(), due.end(), day);
        row.due = static_cast<int>(end - first);
        for (const Seat& seat : facts.seats) row.capacity += facts.capacity_on(*seat.advisor, day);
        calendar.push_back(row);
    }
    return calendar;
}

// Today's calls, and on later days the places of those with a deadline, in time or late.
void count_planned(const Audited& audited, std::vector<PromiseDay>& calendar) {
    const auto count = [](PromiseDay& row, Minutes minutes) {
        ++row.planned;
        row.planned_minutes += minutes;
    };
    for (const AdvisorList& list : audited.plan.lists)
        for (const Call& call : list.calls) count(calendar.front(), call.minutes + call.pause);
    const DayFacts& facts = audited.facts;
    for (std::size_t i = 0; i < audited.waiting.size(); ++i) {
        if (!audited.plan.unplanned[i].look_ahead_day || audited.waiting[i] < 0) continue;
        const auto t = static_cast<std::uint32_t>(audited.waiting[i]);
        if (!facts.has_duty(t) || audited.rows[t] != static_cast<std::int32_t>(i)) continue;
        const auto place = audited.place(t);
        if (!place) continue;
        const auto row = std::lower_bound(calendar.begin(), calendar.end(), place->day,
                                          [](const PromiseDay& day, Day wanted) { return day.day < wanted; });
        if (row != calendar.end() && row->day == place->day) count(*row, facts.load(facts.standings[t].kind));
    }
}

void check_promises(const Audited& audited, Findings& findings) {
    const DayFacts& facts = audited.facts;
    const PromiseSummary& promises = audited.plan.promises;
    std::vector<Day> due;
    int kept = 0, impossible = 0;
    for (std::uint32_t t = 0; t < facts.standings.size(); ++t) {
        const Standing& standing = facts.standings[t];
        if (standing.excluded || !standing.callback) continue;
        due.push_back(std::max(facts.input.day, *standing.callback));
        const auto promise = standing.held ? Keeping::kept : audited.promise(t);
        if (promise == Keeping::kept) ++kept;
        if (promise == Keeping::impossible) ++impossible;
    }
    std::sort(due.begin(), due.end());
    const int open = static_cast<int>(due.size());
    expect(findings, "P4", "promises.open", promises.open, open);
    expect(findings, "P4", "promises.kept", promises.kept, kept);
    expect(findings, "P4", "promises.impossible", promises.impossible, impossible);
    expect(findings, "P4", "promises.unproven", promises.unproven, open - kept - impossible);

    std::vector<PromiseDay> calendar = calendar_days(facts, due);
    count_planned(audited, calendar);
    expect(findings, "P4", "promises.calendar.size", promises.calendar.size(), calendar.size());
    for (std::size_t i = 0; i < std::min(calendar.size(), promises.calendar.size()); ++i) {
        const std::string path = "promises.calendar[" + std::to_string(i) + "]";
        const PromiseDay& is = promises.calendar[i];
        const PromiseDay& right = calendar[i];
        if (is.day != right.day)
            findings.add("P4", path + ".day", "is " + is.day.iso() + "; must be " + right.day.iso());
        expect(findings, "P4", path + ".due", is.due, right.due);
        expect(findings, "P4", path + ".planned", is.planned, right.planned);
        expect(findings, "P4", path + ".planned_minutes", is.planned_minutes.count, right.planned_minutes.count);
        expect(findings, "P4", path + ".capacity", is.capacity.count, right.capacity.count);
    }
}

}  // namespace

void check_figures(const Audited& audited, Findings& findings) {
    check_balance(audited, findings);
    check_promises(audited, findings);
}

}  // namespace bienveille::audit_detail
