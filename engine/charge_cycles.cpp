// Cycles of arcs between charges that weigh more than nothing, and the prices of places apart at which there are none (charges.h).
#include <algorithm>
#include <map>

#include "engine/charges.h"

namespace bienveille {
namespace {

constexpr std::size_t kMostLooks = 50'000'000;  // at arcs
constexpr std::int64_t kMostTimesAnybody = 4;   // that a place apart may cost, of what anybody is worth

}  // namespace

// With u for places apart q = x(l, 1) + u and t = x(l, 3) - x(l, 2) - 2 u: each none below 0, and 0 where it is not used up.
void Charges::require_at_price_apart(std::size_t l) {
    const Amount light = list(l, CapLevel::light), middle = list(l, CapLevel::heavy),
                 severe = list(l, CapLevel::severe);
    const auto require = [&](Amount above, Amount below, std::int64_t times) {
        arcs_apart_.push_back({below, above, l, times});
        arcs_apart_.push_back({opposite(above), opposite(below), l, times});
    };
    require(light, nothing(), -1);
    if (!used_up_[l].calls) require(nothing(), light, 1);
    require(severe, middle, 2);
    if (!used_up_[l].level3) require(middle, severe, -2);
}

bool Charges::find_all() {
    for (std::size_t looks = 0; looks <= kMostLooks;) {
        const std::vector<Circle> found = circles(looks);
        if (found.empty()) return looks <= kMostLooks;
        bool all_weigh_less = true;
        for (const Circle& circle : found) {
            cycles_.push_back(moves_of(circle));
            all_weigh_less = makes_apart_dearer(circle) && all_weigh_less;
        }
        if (!all_weigh_less) return false;
    }
    return false;
}

// Round by round everybody's arcs from whatever has risen, until something rises in a circle or nothing any more.
std::vector<Charges::Circle> Charges::circles(std::size_t& looks) {
    least_.assign(below_.size(), 0);
    raised_.assign(below_.size(), {});
    std::vector<char> is_next(below_.size(), 1);
    std::vector<Amount> now(below_.size()), next;
    for (Amount amount = 0; amount < now.size(); ++amount) now[amount] = amount;
    const auto raise = [&](Amount amount, std::int64_t least, const Raised& raised) {
        if (least <= least_[amount]) return;
        least_[amount] = least;
        raised_[amount] = raised;
        if (is_next[amount] != 0) return;
        is_next[amount] = 1;
        next.push_back(amount);
    };
    while (!now.empty()) {
        for (const Amount amount : now) is_next[amount] = 0;
        for (const Amount amount : now) {
            looks += below_[amount].size();
            for (const Arc& arc : below_[amount]) raise(arc.above, least_[amount] + arc.by, {amount, arc.by, nullptr});
        }
        looks += arcs_apart_.size() + below_.size();
        for (const ArcApart& arc : arcs_apart_)
            raise(arc.above, least_[arc.below] + arc.times * apart_[arc.list], {arc.below, 0, &arc});
        if (std::vector<Circle> found = circles_raised(); !found.empty()) return found;
        if (looks > kMostLooks) return {};
        now.swap(next);
        next.clear();
    }
    return {};
}

std::vector<Charges::Circle> Charges::circles_raised() const {
    std::vector<Circle> circles;
    std::vector<Amount> seen_from(below_.size(), kFromNowhere);
    for (Amount start = 0; start < below_.size(); ++start) {
        Amount amount = start;
        while (amount != kFromNowhere && seen_from[amount] == kFromNowhere) {
            seen_from[amount] = start;
            amount = raised_[amount].from;
        }
        if (amount == kFromNowhere || seen_from[amount] != start) continue;
        Circle circle;
        const Amount first = amount;
        do {
            circle.push_back(amount);
            amount = raised_[amount].from;
        } while (amount != first);
        circles.push_back(std::move(circle));
    }
    return circles;
}

// Whether it weighs less where places apart cost more: then they cost as much more as it takes to weigh nothing.
bool Charges::makes_apart_dearer(const Circle& circle) {
    std::map<std::size_t, std::int64_t> times;  // by list
    std::int64_t weight = 0, less = 0;
    for (const Amount amount : circle) {
        weight += raised_[amount].by;
        if (const ArcApart* arc = raised_[amount].apart; arc != nullptr) times[arc->list] += arc->times;
    }
    for (const auto& [list, of_list] : times) {
        weight += of_list * apart_[list];
        less += std::max<std::int64_t>(0, -of_list);
    }
    if (less == 0) return false;
    const std::int64_t dearer = (std::max<std::int64_t>(0, weight) + less - 1) / less;
    for (const auto& [list, of_list] : times) {
        if (of_list >= 0) continue;
        apart_[list] += dearer;
        if (apart_[list] > kMostTimesAnybody * most_) return false;
    }
    return true;
}

Cycle Charges::moves_of(const Circle& circle) const {
    Cycle cycle;
    for (const Amount amount : circle)
        if (const auto move = move_of(raised_[amount].from, amount)) cycle.push_back(*move);
    return cycle;
}

// None where nobody moves: lists and caps that have room, level-3 calls kept apart.
std::optional<Move> Charges::move_of(Amount from, Amount to) const {
    const std::size_t none = nothing() / 2;
    if (from / 2 == none && to / 2 == none) return std::nullopt;
    const bool backward = (from / 2 == none ? to : from) % 2 != 0;
    if (from / 2 != none && to / 2 != none && from % 2 != to % 2) return std::nullopt;
    const Move move = backward ? Move{spot(to / 2), spot(from / 2)} : Move{spot(from / 2), spot(to / 2)};
    using Where = Spot::Where;
    const bool stays = move.from.where != Where::day && move.to.where != Where::day;
    return stays ? std::nullopt : std::optional(move);
}

Spot Charges::spot(std::size_t number) const {
    Spot spot;
    if (number >= (lists_ + days_ * groups_) * kLevels) {
        spot.index = number - (lists_ + days_ * groups_) * kLevels;
        spot.where = spot.index < alike_.size() ? Spot::Where::alike : Spot::Where::nowhere;
        return spot;
    }
    spot.level = static_cast<CapLevel>(number % kLevels);
    spot.index = number / kLevels;
    if (spot.index >= lists_) {
        spot.where = Spot::Where::day;
        spot.group = (spot.index - lists_) % groups_;
        spot.index = (spot.index - lists_) / groups_;
        return spot;
    }
    spot.where = Spot::Where::list;
    spot.later = spot.index >= board_.seats();
    if (spot.later) spot.index += first_cell_ - board_.seats();
    return spot;
}

}  // namespace bienveille
