#include "engine/promised_times.h"

#include <algorithm>

namespace bienveille {
namespace {

struct Span {
    int from, to;  // minutes since midnight, the pause included
};

// One advisor's day today.
struct Today {
    CellIndex cell;
    Room room;
    std::vector<Span> taken;

    bool is_free(Span span) const {
        return std::none_of(taken.begin(), taken.end(),
                            [&](Span other) { return other.from < span.to && span.from < other.to; });
    }
};

// Of the advisors present, in the order of today's cells.
std::vector<Today> days_of(const Roster& roster, const Horizon& horizon, std::vector<std::int32_t>& day_of_seat) {
    std::vector<Today> days;
    for (const Seat& seat : roster.seats) {
        day_of_seat.push_back(seat.present ? static_cast<std::int32_t>(days.size()) : -1);
        if (!seat.present) continue;
        const auto cell = static_cast<CellIndex>(days.size());
        Today& day = days.emplace_back(Today{cell, horizon.cells[cell].room, {}});
        for (const FixedCall& call : seat.fixed) {
            const int from = call.starts_at.minutes;
            day.taken.push_back({from, from + static_cast<int>((call.minutes + call.pause).count)});
        }
    }
    return days;
}

bool inside_a_window(const std::vector<Window>& windows, Span span) {
    return std::any_of(windows.begin(), windows.end(), [&](const Window& window) {
        return window.from.minutes <= span.from && span.to <= window.to.minutes;
    });
}

}  // namespace

std::vector<PromisedTime> promised_times(const std::vector<Duty>& duties, const Facts& facts, const Roster& roster,
                                         const Horizon& horizon, const std::array<int, kKinds>& minutes) {
    std::vector<PromisedTime> times;
    for (std::size_t d = 0; d < duties.size() && duties[d].claim <= Duty::Claim::slot; ++d)
        if (duties[d].call >= 0)
            if (const auto slot = facts.owed[static_cast<std::size_t>(duties[d].call)].slot)
                times.push_back({d, *slot, std::nullopt});
    if (times.empty()) return times;

    std::vector<std::int32_t> day_of_seat;
    std::vector<Today> days = days_of(roster, horizon, day_of_seat);
    for (PromisedTime& time : times) {
        const Duty& duty = duties[time.duty];
        const Candidate& call = facts.owed[static_cast<std::size_t>(duty.call)];
        const Span span{call.slot->minutes, call.slot->minutes + minutes[duty.kind]};
        if (!inside_a_window(roster.windows, span)) continue;
        Today* best = nullptr;
        const auto ask = [&](Today& day) {
            if (day.room.takes(duty.kind, minutes[duty.kind]) && day.is_free(span) &&
                (best == nullptr || day.room.minutes > best->room.minutes))
                best = &day;
        };
        if (call.only_seat < 0) {
            for (Today& day : days)
                if (horizon.eligible(horizon.cells[day.cell], duty.group)) ask(day);
        } else if (call.only_seat != kNoSeat) {
            ask(days[static_cast<std::size_t>(day_of_seat[static_cast<std::size_t>(call.only_seat)])]);
        }
        if (best == nullptr) continue;
        best->taken.push_back(span);
        best->room.add(duty.kind, minutes[duty.kind], -1);
        time.cell = best->cell;
    }
    return times;
}

}  // namespace bienveille
