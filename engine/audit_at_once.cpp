#include "engine/audit_at_once.h"

#include <algorithm>

namespace bienveille::audit_detail {
namespace {

// Within [from, to) by the minute; a call that stays may stand anywhere.
struct Busy {
    int from, to;
};

Busy time_of(const DayFacts& facts, const Standing& tenant) {
    const int from = tenant.special->slot->minutes;
    return {from, from + static_cast<int>(facts.load(tenant.kind).count)};
}

bool is_open(const DayFacts& facts, const Busy& time, const Window& hours) {
    const auto& windows = facts.calendar.windows;
    return hours.from.minutes <= time.from && time.to <= hours.to.minutes &&
           std::any_of(windows.begin(), windows.end(), [&](const Window& window) {
               return window.from.minutes <= time.from && time.to <= window.to.minutes;
           });
}

// By seat: when it is at calls that stay.
std::vector<std::vector<Busy>> busy_seats(const DayFacts& facts) {
    std::vector<std::vector<Busy>> busy(facts.seats.size());
    for (const std::uint32_t t : facts.in_hand) {
        const PreviousCall* held = facts.standings[t].held();
        if (held == nullptr) continue;
        const auto seat = facts.seat_of.find(held->advisor.text);
        const int from = held->starts_at.minutes;
        if (seat) busy[*seat].push_back({from, from + static_cast<int>((held->minutes + held->pause).count)});
    }
    return busy;
}

}  // namespace

std::optional<TimeOfDay> all_run_at(const DayFacts& facts, const std::vector<std::uint32_t>& people) {
    int last_from = 0, first_to = 1 << 20;
    for (const std::uint32_t t : people) {
        const Standing& tenant = facts.standings[t];
        if (!tenant.owed || !tenant.special->slot) return std::nullopt;
        const Busy time = time_of(facts, tenant);
        last_from = std::max(last_from, time.from);
        first_to = std::min(first_to, time.to);
    }
    if (people.empty() || first_to <= last_from) return std::nullopt;
    return TimeOfDay{last_from};
}

Reach reach_at_once(const Audited& audited, const std::vector<std::uint32_t>& people) {
    const DayFacts& facts = audited.facts;
    Reach reach;
    reach.days = {facts.input.day};
    if (!all_run_at(facts, people)) return reach;
    const auto busy = busy_seats(facts);
    for (std::size_t s = 0; s < facts.seats.size(); ++s) {
        const auto may_make = [&](std::uint32_t t) {
            const Standing& tenant = facts.standings[t];
            const Busy time = time_of(facts, tenant);
            if (!facts.may_call(s, tenant) || !is_open(facts, time, facts.seats[s].hours)) return false;
            Tally with = audited.held[s];
            with.add(tenant.kind, facts.load(tenant.kind), false);
            return !broken_caps(with, facts.seats[s], facts.rules.work).any() &&
                   std::none_of(busy[s].begin(), busy[s].end(),
                                [&](const Busy& other) { return other.from < time.to && time.from < other.to; });
        };
        if (std::any_of(people.begin(), people.end(), may_make)) reach.advisors.push_back(facts.seats[s].advisor->id);
    }
    std::sort(reach.advisors.begin(), reach.advisors.end());
    reach.available = std::ssize(reach.advisors);
    return reach;
}

bool somebody_more_helps(const Audited& audited, const std::vector<std::uint32_t>& people, const Reading& reading) {
    const DayFacts& facts = audited.facts;
    return std::all_of(people.begin(), people.end(), [&](std::uint32_t t) {
        const Standing& tenant = facts.standings[t];
        return reading.kept(t) || (tenant.special->slot && tenant.special->only_seat < 0 &&
                                   is_open(facts, time_of(facts, tenant), kWholeDay));
    });
}

}  // namespace bienveille::audit_detail
