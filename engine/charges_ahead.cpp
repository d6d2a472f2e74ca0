// The days ahead among the charges (charges.h): one list more for each advisor and day.
#include <algorithm>
#include <limits>

#include "engine/charges.h"

namespace bienveille {
namespace {

constexpr std::size_t kMostLooks = 50'000'000;  // at arcs
constexpr std::size_t kFromNowhere = std::numeric_limits<std::size_t>::max();

}  // namespace

KeptAlike alike_of(const CallInTime& call) {
    return {call.group, cap_level(call.kind), call.days.first, call.days.end};
}

bool take_equally_long(const std::vector<CallInTime>& kept, const Board& board) {
    return board.calls() > 0 && board.cost(0) > 0 && board.all_take_equally_long() &&
           std::all_of(kept.begin(), kept.end(),
                       [&](const CallInTime& call) { return board.minutes_of(call.kind) == board.cost(0); });
}

Charges::Charges(const Board& board, const Stocks& stocks, const std::vector<CallInTime>& kept)
    : board_(board), lists_(board.seats()), groups_(board.groups()), ahead_(true) {
    know(kept);
    below_.resize(nothing() + 2);
    used_up_.resize(lists_);
    require_of_today(stocks);
    require_of_days_ahead(kept);
    is_at_least(nothing(), opposite(nothing()));
    is_at_least(opposite(nothing()), nothing());
    sort_arcs();
    in_the_middle_ = true;
}

void Charges::know(const std::vector<CallInTime>& kept) {
    const Horizon& horizon = board_.ahead().horizon();
    alike_of_call_.assign(board_.calls(), -1);
    for (const CallInTime& call : kept) {
        alike_.push_back(alike_of(call));
        days_ = std::max<std::size_t>(days_, call.days.end);
    }
    std::sort(alike_.begin(), alike_.end());
    alike_.erase(std::unique(alike_.begin(), alike_.end()), alike_.end());
    for (const CallInTime& call : kept)
        if (call.call)
            alike_of_call_[*call.call] = static_cast<std::int32_t>(
                std::lower_bound(alike_.begin(), alike_.end(), alike_of(call)) - alike_.begin());
    first_cell_ = horizon.begin[1];
    end_of_cells_ = horizon.begin[days_];
    lists_ += end_of_cells_ - first_cell_;
}

void Charges::require_of_days_ahead(const std::vector<CallInTime>& kept) {
    const Horizon& horizon = board_.ahead().horizon();
    std::vector<Counts> counts(end_of_cells_ - first_cell_);
    for (const CallInTime& call : kept)
        if (call.place) counts[*call.place - first_cell_].add(cap_level(call.kind));
    const int length = kept.empty() ? 1 : board_.minutes_of(kept.front().kind);
    for (CellIndex cell = first_cell_; cell < end_of_cells_; ++cell) {
        const Counts& here = counts[cell - first_cell_];
        require_of_list(list_of(cell), here, stock_later(horizon.cells[cell], length));
        const UsedUp& full = used_up_[list_of(cell)];
        days_ahead_matter_ = days_ahead_matter_ || full.calls || (full.level2_and_3 && here.heavy + here.severe > 0) ||
                             (full.level3 && here.severe > 0);
    }
    std::vector<char> asked(groups_ * kLevels, 0);
    for (const KeptAlike& each : alike_) asked[each.group * kLevels + static_cast<std::size_t>(each.level)] = 1;
    for (CellIndex cell = first_cell_; cell < end_of_cells_; ++cell)
        for (std::size_t g = 0; g < groups_; ++g) {
            const Cell& each = horizon.cells[cell];
            if (!horizon.eligible(each, static_cast<std::uint16_t>(g))) continue;
            for (const CapLevel level : {CapLevel::light, CapLevel::heavy, CapLevel::severe})
                if (asked[g * kLevels + static_cast<std::size_t>(level)] != 0)
                    is_at_least(list(list_of(cell), level), group(each.day, g, level));
        }
    for (std::size_t a = 0; a < alike_.size(); ++a)
        for (std::size_t day = alike_[a].first; day < alike_[a].end; ++day)
            is_at_least(group(day, alike_[a].group, alike_[a].level), alike(a));
    for (const CallInTime& call : kept) {
        if (!call.place) {
            days_ahead_matter_ = days_ahead_matter_ || !board_.ahead().has_day_later(*call.call);
            continue;
        }
        const std::size_t day = horizon.cells[*call.place].day;
        const CapLevel level = cap_level(call.kind);
        is_at_least(group(day, call.group, level), list(list_of(*call.place), level));
        const auto a = std::lower_bound(alike_.begin(), alike_.end(), alike_of(call)) - alike_.begin();
        is_at_least(alike(static_cast<std::size_t>(a)), group(day, call.group, level));
    }
}

// Round by round everybody's arcs from whatever has risen: where something rises in a circle, that is a cycle.
std::vector<Cycle> Charges::cycles() {
    least_.assign(below_.size(), 0);
    raised_from_.assign(below_.size(), kFromNowhere);
    std::vector<char> is_next(below_.size(), 1);
    std::vector<Amount> now(below_.size()), next;
    for (Amount amount = 0; amount < now.size(); ++amount) now[amount] = amount;
    for (std::size_t looks = 0; !now.empty();) {
        for (const Amount amount : now) is_next[amount] = 0;
        for (const Amount amount : now) {
            looks += below_[amount].size();
            for (const Arc& arc : below_[amount]) {
                const std::int64_t least = least_[amount] + arc.by;
                if (least <= least_[arc.above]) continue;
                least_[arc.above] = least;
                raised_from_[arc.above] = amount;
                if (is_next[arc.above] != 0) continue;
                is_next[arc.above] = 1;
                next.push_back(arc.above);
            }
        }
        if (std::vector<Cycle> found = cycles_raised(); !found.empty()) return found;
        if (looks > kMostLooks) return {};
        now.swap(next);
        next.clear();
    }
    found_ = true;
    return {};
}

std::vector<Cycle> Charges::cycles_raised() const {
    std::vector<Cycle> cycles;
    std::vector<Amount> seen_from(below_.size(), kFromNowhere);
    for (Amount start = 0; start < below_.size(); ++start) {
        Amount amount = start;
        while (amount != kFromNowhere && seen_from[amount] == kFromNowhere) {
            seen_from[amount] = start;
            amount = raised_from_[amount];
        }
        if (amount == kFromNowhere || seen_from[amount] != start) continue;
        Cycle cycle;
        const Amount first = amount;
        do {
            if (const auto move = move_of(raised_from_[amount], amount)) cycle.push_back(*move);
            amount = raised_from_[amount];
        } while (amount != first);
        cycles.push_back(std::move(cycle));
    }
    return cycles;
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
