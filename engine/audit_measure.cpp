#include "engine/audit_measure.h"

#include <algorithm>
#include <optional>

namespace bienveille::audit_detail {

Counting::Counting(const Audited& audited, const Shortfall& shortfall) : audited_(audited), shortfall_(shortfall) {
    if (shortfall.weights.size() != shortfall.tenants.size()) return;
    for (std::size_t i = 0; i < shortfall.tenants.size(); ++i)
        if (const auto tenant = audited.facts.tenant_of.find(shortfall.tenants[i].text))
            weights_[*tenant] = shortfall.weights[i];
}

std::int64_t Counting::of_kind(int kind) const {
    switch (shortfall_.measure) {
        case Measure::minutes: return audited_.facts.load(kind).count;
        case Measure::calls:
        case Measure::whole_calls:
        case Measure::calls_at_once: return 1;
        case Measure::level3_calls: return kind == kLevel3 ? 1 : 0;
        case Measure::level2_and_3_calls: return kind >= kLevel2 ? 1 : 0;
        case Measure::weighted_calls: return 0;
    }
    return 0;
}

std::int64_t Counting::of(std::uint32_t tenant) const {
    if (shortfall_.measure != Measure::weighted_calls) return of_kind(audited_.facts.standings[tenant].kind);
    const auto weight = weights_.find(tenant);
    return weight == weights_.end() ? 0 : weight->second;
}

// Of a list of today: in each window and beside each call that stays one may stand alone, each further one has another call before it.
Counting::Apart Counting::apart(std::size_t seat, Day day) const {
    const DayFacts& facts = audited_.facts;
    if (day != facts.input.day) return {facts.rules.work.most_level3, 0, 0};
    const auto windows = static_cast<std::int64_t>(facts.calendar.windows.size());
    Apart apart{windows + audited_.held[seat].calls, 0, 0};
    for (int kind = 0; kind < kLevel3; ++kind) {
        const std::int64_t owed = facts.owed_of_kind[static_cast<std::size_t>(kind)];
        const std::int64_t minutes = facts.load(kind).count;
        if (owed > 0) apart.shortest = apart.others == 0 ? minutes : std::min(apart.shortest, minutes);
        apart.others += owed;
    }
    return apart;
}

Counting::Left Counting::left(std::size_t seat, Day day, Minutes capacity) const {
    const DayFacts& facts = audited_.facts;
    const Tally gone = day == facts.input.day ? audited_.held[seat] : Tally{};
    const std::int64_t minutes = std::max<std::int64_t>(0, capacity.count - gone.load.count);
    const auto& most_calls = facts.seats[seat].advisor->max_calls;
    // A call takes a minute at least.
    const std::int64_t calls = most_calls ? std::min<std::int64_t>(*most_calls - gone.calls, minutes) : minutes;
    std::int64_t level3 = facts.rules.work.most_level3 - gone.level3;
    const Apart apart = this->apart(seat, day);
    if (day == facts.input.day) level3 = std::min(level3, apart.alone + apart.others);
    const auto least_minutes = [&] {
        return level3 * facts.load(kLevel3).count + std::max<std::int64_t>(0, level3 - apart.alone) * apart.shortest;
    };
    while (day == facts.input.day && level3 > 0 && least_minutes() > minutes) --level3;
    return {minutes, calls, level3, facts.rules.work.most_level2_and_3 - gone.heavy};
}

std::int64_t Counting::room(std::size_t seat, Day day, Minutes capacity, const Waiting& waiting) {
    const DayFacts& facts = audited_.facts;
    const auto [minutes, calls, level3, heavy] = left(seat, day, capacity);
    if (shortfall_.measure == Measure::minutes) return minutes;
    if (shortfall_.measure == Measure::weighted_calls) return best_filling({minutes, calls, level3, heavy}, waiting);
    std::int64_t shortest = minutes + 1;
    for (int kind = 0; kind < kKinds; ++kind)
        if (of_kind(kind) > 0) shortest = std::min(shortest, std::max<std::int64_t>(1, facts.load(kind).count));
    std::int64_t most = minutes / shortest;
    if (shortfall_.measure == Measure::calls) most = std::min(most, calls);
    if (shortfall_.measure == Measure::level3_calls) most = std::min(most, level3);
    if (shortfall_.measure == Measure::level2_and_3_calls) most = std::min(most, heavy);
    return std::max<std::int64_t>(0, most);
}

// Every number of calls of level 2 and 3, with the best of the others beside them.
std::int64_t Counting::best_filling(const Left& left, const Waiting& waiting) {
    const auto [known, fresh] = fillings_.try_emplace({left, waiting}, 0);
    if (!fresh) return known->second;
    // Calls that stay may be more than a cap allows: it leaves nothing then, not less.
    const auto most = [&](int kind, std::int64_t cap) {
        return waiting[static_cast<std::size_t>(kind)] > 0 ? std::max<std::int64_t>(0, cap) : 0;
    };
    for (std::int64_t heaviest = 0; heaviest <= most(kLevel3, std::min(left.level3, left.heavy)); ++heaviest)
        for (std::int64_t heavy = 0; heavy <= most(kLevel2, left.heavy - heaviest); ++heavy) {
            const std::int64_t calls = left.calls - heaviest - heavy;
            const std::int64_t minutes = left.minutes - heaviest * audited_.facts.load(kLevel3).count -
                                         heavy * audited_.facts.load(kLevel2).count;
            if (calls < 0 || minutes < 0) break;
            known->second = std::max(known->second, heaviest * waiting[kLevel3] + heavy * waiting[kLevel2] +
                                                        light_calls(minutes, calls, waiting));
        }
    return known->second;
}

std::int64_t Counting::light_calls(std::int64_t minutes, std::int64_t calls, const Waiting& waiting) {
    constexpr std::size_t kMinutesOfADay = 24 * 60;
    auto& rows = light_[waiting];
    if (rows.empty()) rows.emplace_back(kMinutesOfADay + 1, 0);
    bool more = rows.size() < 2 || rows.back() != rows[rows.size() - 2];
    while (more && static_cast<std::int64_t>(rows.size()) <= calls) {
        std::vector<std::int64_t> row = rows.back();
        for (std::size_t within = 0; within < row.size(); ++within)
            for (int kind = 0; kind < kLevel2; ++kind) {
                const auto load = static_cast<std::size_t>(audited_.facts.load(kind).count);
                if (load <= within)
                    row[within] =
                        std::max(row[within], rows.back()[within - load] + waiting[static_cast<std::size_t>(kind)]);
            }
        rows.push_back(std::move(row));
        more = rows.back() != rows[rows.size() - 2];
    }
    const std::size_t row = std::min(rows.size() - 1, static_cast<std::size_t>(calls));
    return rows[row][static_cast<std::size_t>(minutes)];
}

WholeCalls::WholeCalls(std::set<std::int64_t> lengths) : lengths_(std::move(lengths)) {
    lengths_.erase(lengths_.begin(), lengths_.upper_bound(0));
}

std::int64_t WholeCalls::most_within(std::int64_t left) {
    if (left >= kAllIsUsed) return left;
    while (static_cast<std::int64_t>(is_sum_.size()) <= left) {
        const auto next = static_cast<std::int64_t>(is_sum_.size());
        is_sum_.push_back(next == 0 || std::any_of(lengths_.begin(), lengths_.end(), [&](std::int64_t length) {
                              return length <= next && is_sum_[static_cast<std::size_t>(next - length)];
                          }));
    }
    while (left > 0 && !is_sum_[static_cast<std::size_t>(left)]) --left;
    return left;
}

}  // namespace bienveille::audit_detail
