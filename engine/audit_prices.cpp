#include "engine/audit_prices.h"

#include <algorithm>

namespace bienveille::audit_detail {

bool LaterPrices::add(const LaterPlace& place, const Prices& prices) {
    if (std::any_of(rows_.begin(), rows_.end(), [&](const Row& row) { return row.place == place; })) return false;
    rows_.push_back({place, prices});
    return true;
}

// Where somebody without a price is there a call costs nothing.
void LaterPrices::read_charges() {
    if (!any()) return;
    const DayFacts& facts = audited_.facts;
    std::size_t languages = 0;
    for (const Seat& seat : facts.seats) languages = std::max(languages, seat.speaks.size());
    for (Day day = facts.input.day + 1; day <= facts.last_looked_at; day = day + 1) {
        std::vector<Prices> of_seats(facts.seats.size());
        for (const Row& row : rows_)
            if (row.place.day == day) of_seats[row.place.seat] = row.prices;
        std::vector<Charges> least(languages);
        for (std::size_t s = 0; s < facts.seats.size(); ++s) {
            if (audited_.later.capacity(s, day) == Minutes{}) continue;
            for (std::size_t language = 0; language < facts.seats[s].speaks.size(); ++language)
                for (int kind = 0; facts.seats[s].speaks[language] && kind < kKinds; ++kind) {
                    auto& known = least[language][static_cast<std::size_t>(kind)];
                    const std::int64_t charge = of_seats[s].charge(kind, facts.load(kind));
                    known = std::min(known.value_or(charge), charge);
                }
        }
        least_.push_back(std::move(least));
    }
}

Wide LaterPrices::sold() const {
    if (!any()) return 0;
    const DayFacts& facts = audited_.facts;
    std::int64_t people = 0;
    std::optional<std::int64_t> shortest;  // of those who may be called later
    for (std::uint32_t t = 0; t < facts.standings.size(); ++t) {
        if (!kept_until(t)) continue;
        ++people;
        const std::int64_t length = facts.load(facts.standings[t].kind).count;
        shortest = std::min(shortest.value_or(length), length);
    }
    Wide sold = 0;
    for (const Row& row : rows_) {
        const std::int64_t minutes = audited_.later.capacity(row.place.seat, row.place.day).count;
        std::int64_t calls = shortest.value_or(0) > 0 ? minutes / *shortest : people;
        if (const auto most = facts.seats[row.place.seat].advisor->max_calls)
            calls = std::min<std::int64_t>(calls, *most);
        const std::int64_t heavy = std::min<std::int64_t>(calls, facts.rules.work.most_level2_and_3);
        const std::int64_t level3 = std::min<std::int64_t>(heavy, facts.rules.work.most_level3);
        sold += Wide{row.prices.minute} * minutes + Wide{row.prices.call} * calls + Wide{row.prices.heavy} * heavy +
                Wide{row.prices.level3} * level3;
    }
    return sold;
}

std::optional<Day> LaterPrices::kept_until(std::uint32_t tenant) const {
    const DayFacts& facts = audited_.facts;
    if (!facts.has_duty(tenant)) return std::nullopt;
    if (audited_.keeping(tenant) == Keeping::kept) return facts.last_day(tenant);
    return audited_.promise(tenant) == Keeping::kept ? facts.callback_day(tenant) : std::nullopt;
}

bool LaterPrices::could_wait(std::uint32_t tenant) const {
    const DayFacts& facts = audited_.facts;
    if (!facts.has_duty(tenant)) return true;
    const Standing& standing = facts.standings[tenant];
    const Day last = std::min(facts.last_day(tenant), facts.last_looked_at);
    for (Day day = std::max(standing.first, facts.input.day + 1); day <= last; day = day + 1)
        for (std::size_t s = 0; s < facts.seats.size(); ++s)
            if (facts.speaks(s, standing) && audited_.later.capacity(s, day) > Minutes{}) return true;
    return false;
}

std::optional<std::int64_t> LaterPrices::charge(std::uint32_t tenant) const {
    if (!any()) return std::nullopt;
    const auto last = kept_until(tenant);
    if (!last) return std::nullopt;
    const DayFacts& facts = audited_.facts;
    const Standing& standing = facts.standings[tenant];
    std::optional<std::int64_t> least;
    const Day tomorrow = facts.input.day + 1;
    for (Day day = std::max(standing.first, tomorrow); day <= std::min(*last, facts.last_looked_at); day = day + 1) {
        const auto& of_languages = least_[static_cast<std::size_t>(day - tomorrow)];
        const auto language = static_cast<std::size_t>(standing.language);
        if (language >= of_languages.size()) continue;  // that nobody speaks
        const auto& here = of_languages[language][standing.kind];
        if (here) least = std::min(least.value_or(*here), *here);
    }
    return least;
}

}  // namespace bienveille::audit_detail
