#include "engine/audit_loads.h"

#include <algorithm>
#include <limits>
#include <set>

#include "engine/audit_free.h"

namespace bienveille::audit_detail {

// high - low < other.high - other.low, without fractions.
bool Widest::is_narrower_than(const Widest& other) const {
    const auto top = [](const Widest& of) {
        return Wide{of.high.load} * of.low.capacity - Wide{of.low.load} * of.high.capacity;
    };
    const auto bottom = [](const Widest& of) { return Wide{of.high.capacity} * of.low.capacity; };
    return top(*this) * bottom(other) < top(other) * bottom(*this);
}

std::optional<Widest> widest(const DayFacts& facts, const std::vector<std::int64_t>& loads) {
    std::optional<Widest> found;
    for (std::size_t s = 0; s < facts.seats.size(); ++s) {
        if (!facts.seats[s].present) continue;
        const Ratio load{loads[s], facts.seats[s].capacity.count};
        if (!found) found = {load, load};
        if (found->high < load) found->high = load;
        if (load < found->low) found->low = load;
    }
    return found;
}

std::int64_t Planned::Room::places() const { return std::min(alone, std::max<std::int64_t>(0, level3)); }

Planned::Planned(const Audited& audited) : facts_(audited.facts), rooms_(facts_.seats.size()) {
    for (const Seat& seat : facts_.seats) speakers_.resize(std::max(speakers_.size(), seat.speaks.size()), 0);
    movable_.resize(speakers_.size());
    for (const Seat& seat : facts_.seats)
        for (std::size_t language = 0; seat.present && language < seat.speaks.size(); ++language)
            speakers_[language] += seat.speaks[language] ? 1 : 0;
    count_held(audited);
    for (std::size_t s = 0; s < facts_.seats.size(); ++s) {
        if (!facts_.seats[s].present) continue;
        minutes_ += audited.tallies[s].load.count;
        if (audited.lists[s] < 0) continue;
        for (const std::int32_t called : audited.called[static_cast<std::size_t>(audited.lists[s])])
            if (called >= 0) count(facts_.standings[static_cast<std::size_t>(called)], s);
    }
}

std::int64_t Planned::most(const std::vector<const Charge*>& charges) const {
    constexpr std::int64_t kNobody = std::numeric_limits<std::int64_t>::max();
    std::vector<ByKind> least(movable_.size(), {kNobody, kNobody, kNobody, kNobody, kNobody});
    std::int64_t most = 0, paid = 0;
    for (std::size_t s = 0; s < charges.size(); ++s) {
        if (charges[s] == nullptr) continue;
        const auto& [per_call, per_heavy, per_level3, per_place, unused] = *charges[s];
        const Room& room = rooms_[s];
        most += room.stays + per_call.count * std::max<std::int64_t>(0, room.calls) +
                per_heavy.count * std::max<std::int64_t>(0, room.heavy) +
                per_level3.count * std::max<std::int64_t>(0, room.level3) + per_place.count * room.places();
        paid = std::max(paid, -per_place.count);
        const std::vector<bool>& speaks = facts_.seats[s].speaks;
        for (std::size_t language = 0; language < speaks.size(); ++language)
            for (int kind = 0; speaks[language] && kind < kKinds; ++kind) {
                const std::int64_t charged = per_call.count + (kind >= kLevel2 ? per_heavy.count : 0) +
                                             (kind == kLevel3 ? per_level3.count + per_place.count : -per_place.count);
                std::int64_t& lowest = least[language][static_cast<std::size_t>(kind)];
                lowest = std::min(lowest, charged);
            }
    }
    for (std::size_t language = 0; language < movable_.size(); ++language)
        for (std::size_t kind = 0; kind < kKinds; ++kind)
            if (const std::int64_t calls = movable_[language][kind]; calls > 0)
                most += calls *
                        std::max<std::int64_t>(0, facts_.load(static_cast<int>(kind)).count - least[language][kind]);
    return most + paid * spare_places();
}

// Of all places apart, those that the day's calls cannot but leave.
std::int64_t Planned::spare_places() const {
    std::int64_t spare = 0;
    for (std::size_t s = 0; s < rooms_.size(); ++s) spare += facts_.seats[s].present ? rooms_[s].places() : 0;
    for (const ByKind& calls : movable_)
        for (int kind = 0; kind < kKinds; ++kind)
            spare += (kind == kLevel3 ? -1 : 1) * calls[static_cast<std::size_t>(kind)];
    return spare;
}

void Planned::count_held(const Audited& audited) {
    std::set<int> kinds;
    for (const auto& list : audited.called)
        for (const std::int32_t called : list)
            if (called >= 0 && !facts_.standings[static_cast<std::size_t>(called)].held())
                kinds.insert(facts_.standings[static_cast<std::size_t>(called)].kind);
    const FreeTime free_time(audited, kinds);
    const Work& work = facts_.rules.work;
    for (std::size_t s = 0; s < rooms_.size(); ++s) {
        const Tally& tally = audited.held[s];
        const Holds holds = free_time.of(s);
        Room& room = rooms_[s];
        room.stays = tally.load.count;
        room.calls = facts_.seats[s].advisor->max_calls.value_or(std::numeric_limits<int>::max());
        room.calls = std::min(room.calls - tally.calls, holds.calls);
        room.heavy = work.most_level2_and_3 - tally.heavy;
        room.level3 =
            std::min({std::int64_t{work.most_level3 - tally.level3}, holds.level3, (room.calls + holds.alone) / 2});
        room.alone = holds.alone;
    }
}

void Planned::count(const Standing& tenant, std::size_t seat) {
    if (tenant.held()) return;
    const auto language = static_cast<std::size_t>(tenant.language);
    if (tenant.special->only_seat < 0 && speakers_[language] > 1) {
        ++movable_[language][tenant.kind];
        return;
    }
    Room& room = rooms_[seat];
    room.stays += facts_.load(tenant.kind).count;
    --room.calls;
    room.heavy -= tenant.kind >= kLevel2 ? 1 : 0;
    room.level3 -= tenant.kind == kLevel3 ? 1 : 0;
    room.alone += tenant.kind == kLevel3 ? -1 : 1;
}

}  // namespace bienveille::audit_detail
