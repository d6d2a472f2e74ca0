// What each advisor has on the days after today, and what the plan's places take of it.
#include "engine/audit_detail.h"

namespace bienveille::audit_detail {

LaterDays::Row& LaterDays::row(Day day) const {
    const auto [entry, is_new] = rows_.try_emplace(day);
    Row& row = entry->second;
    if (is_new) {
        row.taken.resize(facts_->seats.size());
        row.capacity.reserve(facts_->seats.size());
        for (const Seat& seat : facts_->seats) row.capacity.push_back(facts_->capacity_on(*seat.advisor, day));
    }
    return row;
}

Minutes LaterDays::capacity(std::size_t seat, Day day) const { return row(day).capacity[seat]; }

const Tally& LaterDays::taken(const LaterPlace& place) const { return row(place.day).taken[place.seat]; }

void LaterDays::put(const LaterPlace& place, int kind) {
    Row& day = row(place.day);
    day.taken[place.seat].add(kind, facts_->load(kind), false);
    day.used = true;
}

bool LaterDays::takes(const LaterPlace& place, int kind, const Tally& added) const {
    const Row& day = row(place.day);
    const Minutes capacity = day.capacity[place.seat];
    if (capacity == Minutes{}) return false;
    const Tally& taken = day.taken[place.seat];
    const Work& work = facts_->rules.work;
    const std::optional<int>& most_calls = facts_->seats[place.seat].advisor->max_calls;
    return taken.load + added.load + facts_->load(kind) <= capacity &&
           (!most_calls || taken.calls + added.calls < *most_calls) &&
           (kind != kLevel3 || taken.level3 + added.level3 < work.most_level3) &&
           (kind < kLevel2 || taken.heavy + added.heavy < work.most_level2_and_3);
}

}  // namespace bienveille::audit_detail
