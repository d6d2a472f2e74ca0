// What a plan says of its promises, counted again (P4).
#include <algorithm>
#include <array>
#include <string>

#include "engine/audit_detail.h"

namespace bienveille::audit_detail {
namespace {

template <class T>
void expect(Findings& findings, const char* promise, const std::string& path, const T& is, const T& right) {
    if (is != right) findings.add(promise, path, "is " + std::to_string(is) + "; must be " + std::to_string(right));
}

// What the plan says of the promises, counted again.
struct Promises {
    std::vector<PromiseDay> calendar;  // from today to the last callback's deadline, as far as plans look: every day
    int open = 0, kept = 0, impossible = 0;
};

// Callbacks by day; on later days the places of those with a deadline, in time or late.
Promises promises_of(const Audited& audited) {
    const DayFacts& facts = audited.facts;
    const Day today = facts.input.day;
    const auto days = static_cast<std::size_t>(facts.last_looked_at - today) + 1;
    Promises counted;
    counted.calendar.resize(days);
    std::vector<std::array<int, kKinds>> places(days);  // by day and kind
    std::size_t last = 0;
    for (std::uint32_t t = 0; t < facts.standings.size(); ++t) {
        const Standing& standing = facts.standings[t];
        const Place& place = audited.places[t];
        if (place.later && standing.duty) ++places[static_cast<std::size_t>(place.later->day - today)][standing.kind];
        if (standing.excluded || !standing.callback) continue;
        const auto due = static_cast<std::size_t>(std::max(0, *standing.callback - today));
        if (due < days) ++counted.calendar[due].due;
        last = std::max(last, std::min(due, days - 1));
        ++counted.open;
        const auto promise = standing.held() ? Keeping::kept : audited.promise(t);
        if (promise == Keeping::kept) ++counted.kept;
        if (promise == Keeping::impossible) ++counted.impossible;
    }
    counted.calendar.resize(last + 1);
    for (std::size_t d = 0; d <= last; ++d) {
        PromiseDay& row = counted.calendar[d];
        row.day = today + static_cast<int>(d);
        for (std::size_t kind = 0; kind < kKinds; ++kind) {
            row.planned += places[d][kind];
            row.planned_minutes += facts.load(static_cast<int>(kind)) * places[d][kind];
        }
    }
    for (const AdvisorList& list : audited.plan.lists)
        for (const Call& call : list.calls) {
            ++counted.calendar.front().planned;
            counted.calendar.front().planned_minutes += call.minutes + call.pause;
        }
    return counted;
}

// Those days on which somebody may be working, with what there is then.
std::vector<PromiseDay> worked_days(const std::vector<PromiseDay>& all, const DayFacts& facts) {
    std::vector<PromiseDay> worked;
    for (const PromiseDay& day : all) {
        if (!facts.may_be_worked(day.day)) continue;
        worked.push_back(day);
        for (std::size_t s = 0; s < facts.seats.size(); ++s)
            worked.back().capacity +=
                day.day == facts.input.day ? facts.seats[s].capacity : facts.capacity_on(s, day.day);
    }
    return worked;
}

}  // namespace

void check_promises(const Audited& audited, Findings& findings) {
    const PromiseSummary& promises = audited.plan.promises;
    const Promises counted = promises_of(audited);
    expect(findings, "P4", "promises.open", promises.open, counted.open);
    expect(findings, "P4", "promises.kept", promises.kept, counted.kept);
    expect(findings, "P4", "promises.impossible", promises.impossible, counted.impossible);
    expect(findings, "P4", "promises.unproven", promises.unproven, counted.open - counted.kept - counted.impossible);

    const std::vector<PromiseDay> calendar = worked_days(counted.calendar, audited.facts);
    expect(findings, "P4", "promises.calendar.size", promises.calendar.size(), calendar.size());
    for (std::size_t i = 0; i < std::min(calendar.size(), promises.calendar.size()); ++i) {
        const std::string path = "promises.calendar[" + std::to_string(i) + "]";
        const PromiseDay& is = promises.calendar[i];
        const PromiseDay& right = calendar[i];
        if (is == right) continue;
        if (is.day != right.day)
            findings.add("P4", path + ".day", "is " + is.day.iso() + "; must be " + right.day.iso());
        expect(findings, "P4", path + ".due", is.due, right.due);
        expect(findings, "P4", path + ".planned", is.planned, right.planned);
        expect(findings, "P4", path + ".planned_minutes", is.planned_minutes.count, right.planned_minutes.count);
        expect(findings, "P4", path + ".capacity", is.capacity.count, right.capacity.count);
    }
}

}  // namespace bienveille::audit_detail
