// The days ahead among the charges (charges.h): one list more for each advisor and day.
#include <algorithm>

#include "engine/charges.h"

namespace bienveille {
KeptAlike alike_of(const CallInTime& call) {
    return {call.group, cap_level(call.kind), call.days.first, call.days.end};
}

bool take_equally_long(const std::vector<CallInTime>& kept, const Board& board) {
    return board.calls() > 0 && board.cost(0) > 0 && board.all_take_equally_long() &&
           std::all_of(kept.begin(), kept.end(),
                       [&](const CallInTime& call) { return board.minutes_of(call.kind) == board.cost(0); });
}

Charges::Charges(const Board& board, const Stocks& stocks, const std::vector<CallInTime>& kept, std::int64_t spare)
    : board_(board), lists_(board.seats()), groups_(board.groups()), spare_(spare), ahead_(true) {
    know(kept);
    below_.resize(nothing() + 2);
    used_up_.resize(lists_);
    apart_.resize(lists_);
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

}  // namespace bienveille
