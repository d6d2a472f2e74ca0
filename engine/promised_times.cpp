#include "engine/promised_times.h"

#include <algorithm>

namespace bienveille {
namespace {

TimeSpan span_of(const FixedCall& call) {
    const int from = call.starts_at.minutes;
    return {from, from + static_cast<int>((call.minutes + call.pause).count)};
}

bool is_within(const TimeSpan& span, const Window& window, const Window& hours) {
    return std::max(window.from, hours.from).minutes <= span.from && span.to <= std::min(window.to, hours.to).minutes;
}

// What the promised times leave of one advisor's day.
struct Today {
    Room room;
    std::vector<TimeSpan> taken;

    bool is_free(const TimeSpan& span) const {
        return std::none_of(taken.begin(), taken.end(), [&](const TimeSpan& other) { return other.overlaps(span); });
    }
};

}  // namespace

FreeAtTimes::FreeAtTimes(const Facts& facts, const Roster& roster, const Horizon& horizon,
                         const std::array<int, kKinds>& minutes)
    : facts_(facts), roster_(roster), horizon_(horizon), minutes_(minutes) {
    // Who has left since the horizon was made still has a cell, without room.
    std::size_t cell = 0;
    const auto today = horizon.on(0);
    for (std::size_t s = 0; s < roster.seats.size() && cell < today.size(); ++s)
        if (roster.seats[s].advisor == today[cell].advisor) {
            seats_.push_back(static_cast<std::int32_t>(s));
            ++cell;
        }
}

std::optional<TimeSpan> FreeAtTimes::span(const Duty& duty) const {
    if (duty.call < 0 || !call(duty).slot) return std::nullopt;
    const int from = call(duty).slot->minutes;
    return TimeSpan{from, from + minutes_[duty.kind]};
}

bool FreeAtTimes::is_inside_a_window(const TimeSpan& span) const {
    return std::any_of(roster_.windows.begin(), roster_.windows.end(),
                       [&](const Window& window) { return is_within(span, window, kWholeDay); });
}

bool FreeAtTimes::is_free(CellIndex cell, const Duty& duty, const TimeSpan& span) const {
    const std::int32_t only = call(duty).only_seat;
    if (only >= 0 ? only != seats_[cell] : !horizon_.eligible(horizon_.cells[cell], duty.group)) return false;
    if (!horizon_.cells[cell].room.takes(duty.kind, minutes_[duty.kind])) return false;
    const Seat& seat = roster_.seats[static_cast<std::size_t>(seats_[cell])];
    return std::any_of(roster_.windows.begin(), roster_.windows.end(),
                       [&](const Window& window) { return is_within(span, window, seat.hours); }) &&
           std::none_of(seat.fixed.begin(), seat.fixed.end(),
                        [&](const FixedCall& fixed) { return span_of(fixed).overlaps(span); });
}

std::vector<PromisedTime> promised_times(const std::vector<Duty>& duties, const Facts& facts, const Roster& roster,
                                         const Horizon& horizon, const std::array<int, kKinds>& minutes) {
    std::vector<PromisedTime> times;
    for (std::size_t d = 0; d < duties.size() && duties[d].claim <= Duty::Claim::slot; ++d)
        if (duties[d].call >= 0)
            if (const auto slot = facts.owed[static_cast<std::size_t>(duties[d].call)].slot)
                times.push_back({d, *slot, std::nullopt});
    if (times.empty()) return times;

    const FreeAtTimes free(facts, roster, horizon, minutes);
    std::vector<Today> days;
    for (CellIndex cell = 0; cell < free.cells(); ++cell) days.push_back({horizon.cells[cell].room, {}});
    for (PromisedTime& time : times) {
        const Duty& duty = duties[time.duty];
        const TimeSpan span = *free.span(duty);
        for (CellIndex cell = 0; cell < days.size(); ++cell) {
            const Today& day = days[cell];
            if (day.room.takes(duty.kind, minutes[duty.kind]) && day.is_free(span) &&
                (!time.cell || day.room.minutes > days[*time.cell].room.minutes) && free.is_free(cell, duty, span))
                time.cell = cell;
        }
        if (!time.cell) continue;
        days[*time.cell].taken.push_back(span);
        days[*time.cell].room.add(duty.kind, minutes[duty.kind], -1);
    }
    return times;
}

}  // namespace bienveille
