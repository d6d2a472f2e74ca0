// What each advisor has on the days after today, and what the plan's places take of it.
#include "engine/audit_detail.h"

namespace bienveille::audit_detail {

LaterDays::LaterDays(const DayFacts& facts)
    : facts_(&facts),
      today_(facts.input.day),
      rows_(static_cast<std::size_t>(facts.last_looked_at - facts.input.day) + 1) {}

std::unique_ptr<LaterDays::Row> LaterDays::made(Day day) const {
    auto row = std::make_unique<Row>();
    row->day = day;
    row->taken.resize(facts_->seats.size());
    row->capacity.reserve(facts_->seats.size());
    for (std::size_t s = 0; s < facts_->seats.size(); ++s) row->capacity.push_back(facts_->capacity_on(s, day));
    return row;
}

std::vector<const LaterDays::Row*> LaterDays::rows() const {
    std::vector<const Row*> asked;
    for (const auto& row : rows_)
        if (row) asked.push_back(row.get());
    return asked;
}

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
