#include "engine/charges.h"

#include <algorithm>

namespace bienveille {

void Charges::Counts::add(CapLevel level) {
    light += level == CapLevel::light ? 1 : 0;
    heavy += level == CapLevel::heavy ? 1 : 0;
    severe += level == CapLevel::severe ? 1 : 0;
}

Charges::Charges(const Board& board, const Stocks& stocks)
    : board_(board), lists_(board.seats()), groups_(board.groups()) {
    below_.resize(2 * (lists_ + groups_) * kLevels);
    used_up_.resize(lists_);
    require_of_today(stocks);
    sort_arcs();
}

bool Charges::find() {
    std::sort(bounds_.begin(), bounds_.end(), std::greater<>());
    least_.assign(below_.size(), -most_);
    raised_from_.resize(below_.size());
    for (const auto& [least, amount] : bounds_) raise(amount, least);
    for (Amount amount = 0; amount < least_.size(); amount += 2)
        if (is_too_high(amount)) return false;
    return true;
}

std::vector<Route> Charges::routes() const {
    std::vector<Route> routes;
    for (Amount amount = 0; amount < least_.size(); amount += 2)
        if (is_too_high(amount)) routes.push_back(route_over(amount));
    std::sort(routes.begin(), routes.end(),
              [](const Route& a, const Route& b) { return a.size() != b.size() ? a.size() < b.size() : a < b; });
    routes.erase(std::unique(routes.begin(), routes.end()), routes.end());
    return routes;
}

SeatPrice Charges::price_of_list(std::size_t l) const {
    const std::int64_t light = charge(l, CapLevel::light), severe = charge(l, CapLevel::severe);
    if (!used_up_[l].apart)
        return {0, light, charge(l, CapLevel::heavy) - light, severe - charge(l, CapLevel::heavy), 0};
    if (has_price_apart(l)) {
        const std::int64_t apart = apart_[l], middle = charge(l, CapLevel::heavy);
        return {0, light + apart, middle - light, std::max<std::int64_t>(0, severe - middle - 2 * apart), apart};
    }
    const bool shared = used_up_[l].calls && !used_up_[l].level3;
    const std::int64_t apart = shared ? (severe - light) / 2 : std::max<std::int64_t>(0, -light);
    return {0, light + apart, 0, severe - light - 2 * apart, apart};
}

// ---- what charges must be -------------------------------------------------------------------------------------

// a >= b + by, and so the opposite of b at least that of a, and that much more.
void Charges::is_at_least(Amount a, Amount b, std::int64_t by) {
    below_[b].push_back({a, by});
    below_[opposite(a)].push_back({opposite(b), by});
}

void Charges::bound(Amount amount, std::int64_t least) {
    if (ahead_)
        is_at_least(amount, nothing(), least);
    else
        bounds_.emplace_back(least, amount);
}

void Charges::require_of_today(const Stocks& stocks) {
    for (CallIndex c = 0; c < board_.calls(); ++c) most_ = std::max(most_, worth(board_, c));
    for (SeatIndex s = 0; s < board_.seats(); ++s) {
        Counts calls;
        for (const CallIndex c : board_.list(s)) calls.add(level(c));
        require_of_list(s, calls, stocks(s));
    }
    for (std::size_t g = 0; g < board_.groups(); ++g)
        for (const SeatIndex s : board_.seats_of_group(g))
            for (const CapLevel level : {CapLevel::light, CapLevel::heavy, CapLevel::severe})
                is_at_least(list(s, level), group(0, g, level));
    for (CallIndex c = 0; c < board_.calls(); ++c) require_of_call(c);
}

void Charges::require_of_list(std::size_t l, const Counts& counts, const Stock& stock) {
    const std::int64_t heavy_calls = counts.heavy + counts.severe, calls = counts.light + heavy_calls;
    // Where as many may stand alone as there may be, keeping them apart asks for nothing more.
    const bool some_need_others = stock.places_apart < stock.level3;
    const UsedUp used_up{calls >= stock.calls, heavy_calls >= stock.level2_and_3, counts.severe >= stock.level3,
                         some_need_others && 2 * counts.severe - calls >= stock.places_apart - spare_};
    used_up_[l] = used_up;
    const Amount light = list(l, CapLevel::light), middle = list(l, CapLevel::heavy),
                 severe = list(l, CapLevel::severe);
    is_at_least(middle, light);
    if (has_price_apart(l)) return require_at_price_apart(l);
    is_at_least(severe, middle);
    if (!used_up.level2_and_3 || used_up.apart) is_at_least(light, middle);
    if (!used_up.calls) bound(opposite(light), 0);
    if (used_up.apart) {
        in_the_middle_ = true;
        is_at_least(severe, opposite(light));
        if (!used_up.calls && !used_up.level3) is_at_least(opposite(light), severe);
    } else {
        bound(light, 0);
        if (!used_up.level3) is_at_least(middle, severe);
    }
}

void Charges::require_of_call(CallIndex c) {
    const Part part = part_of(board_, c);
    const bool is_only = board_.brief(c).apart && board_.call(c).only_seat >= 0;
    const Amount asked = is_only ? list(static_cast<SeatIndex>(board_.call(c).only_seat), level(c))
                                 : group(0, board_.brief(c).group, level(c));
    const auto s = board_.seat_of(c);
    const bool may_be_later = !alike_of_call_.empty() && alike_of_call_[c] >= 0;
    if (part == Part::maybe && may_be_later) {
        const Amount later = alike(static_cast<std::size_t>(alike_of_call_[c]));
        if (s)
            is_at_least(later, asked, -worth(board_, c));
        else
            is_at_least(asked, later, worth(board_, c));
    } else if (part == Part::maybe) {
        if (s)
            bound(opposite(asked), -worth(board_, c));
        else
            bound(asked, worth(board_, c));
    }
    if (s && !is_only) is_at_least(asked, list(*s, level(c)));
}

void Charges::sort_arcs() {
    for (auto& above : below_) {
        std::sort(above.begin(), above.end());
        above.erase(std::unique(above.begin(), above.end()), above.end());
    }
}

// ---- the least there are ----------------------------------------------------------------------------------------

void Charges::raise(Amount first, std::int64_t least) {
    if (least <= least_[first]) return;
    least_[first] = least;
    raised_from_[first] = first;
    std::vector<Amount> next{first};
    while (!next.empty()) {
        const Amount amount = next.back();
        next.pop_back();
        for (const Arc& arc : below_[amount]) {  // of today alone none has a weight
            if (least_[arc.above] >= least) continue;
            least_[arc.above] = least;
            raised_from_[arc.above] = amount;
            next.push_back(arc.above);
        }
    }
}

// From one bound to the other.
Route Charges::route_over(Amount amount) const {
    std::vector<Amount> way = way_to(amount);
    const std::vector<Amount> back = way_to(opposite(amount));
    for (auto each = back.rbegin() + 1; each != back.rend(); ++each) way.push_back(opposite(*each));
    Route route;
    const std::size_t seats = board_.seats() * kLevels;
    for (std::size_t i = 1; i < way.size(); ++i) {
        const std::size_t from = way[i - 1] / 2, to = way[i] / 2;
        if ((from < seats) == (to < seats)) continue;
        const std::size_t list = std::min(from, to), asked = std::max(from, to) - seats;
        const bool joins = (to < seats) == (way[i] % 2 == 0);
        route.push_back(
            {static_cast<SeatIndex>(list / kLevels), asked / kLevels, static_cast<CapLevel>(asked % kLevels), joins});
    }
    return route;
}

// From the bound that raised it.
std::vector<Charges::Amount> Charges::way_to(Amount amount) const {
    std::vector<Amount> way{amount};
    while (raised_from_[way.back()] != way.back()) way.push_back(raised_from_[way.back()]);
    std::reverse(way.begin(), way.end());
    return way;
}

std::int64_t Charges::charge(std::size_t l, CapLevel level) const {
    const Amount amount = list(l, level);
    return in_the_middle_ ? (least_[amount] - least_[opposite(amount)]) / 2 : least_[amount];
}

}  // namespace bienveille
