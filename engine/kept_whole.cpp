#include "engine/kept_whole.h"

#include <algorithm>

namespace bienveille {

KeptWhole::KeptWhole(const Horizon& horizon, const std::array<int, kKinds>& minutes, const TodaysLists& today,
                     std::vector<WholeCall> calls)
    : horizon_(horizon), minutes_(minutes), today_(today), count_(calls.size()) {
    for (std::size_t c = 0; c < calls.size(); ++c) {
        const auto alike = std::find_if(sorts_.begin(), sorts_.end(),
                                        [&](const Sort& each) { return each.like.sort() == calls[c].sort(); });
        if (alike != sorts_.end())
            alike->calls.push_back(c);
        else
            sorts_.push_back({calls[c], {c}});
    }
    // The longest of those due first, first.
    std::sort(sorts_.begin(), sorts_.end(), [&](const Sort& a, const Sort& b) {
        const auto key = [&](const Sort& each) {
            return std::tuple(each.like.in_time.end, -minutes_[each.like.kind], each.calls.front());
        };
        return key(a) < key(b);
    });
    minutes_from_.assign(horizon.cells.size() + 1, 0);
    calls_from_ = minutes_from_;
    for (std::size_t c = horizon.cells.size(); c-- > 0;) {
        minutes_from_[c] = minutes_from_[c + 1] + std::max(0, horizon.cells[c].room.minutes);
        calls_from_[c] = calls_from_[c + 1] + std::clamp(horizon.cells[c].room.calls, 0, horizon.cells[c].room.minutes);
    }
}

std::optional<std::int64_t> KeptWhole::least_beside(std::uint16_t day, bool in_minutes, std::int64_t& steps) {
    moves_ = false;
    in_minutes_ = in_minutes;
    day_ = day;
    steps_ = &steps;
    known_.clear();
    Left left = everybody();
    const auto cost = best_from(0, left);
    if (steps <= 0) return std::nullopt;
    return cost ? cost->first : kNone;
}

std::optional<KeptWhole::Moves> KeptWhole::fewest_moves(std::int64_t& steps) {
    moves_ = true;
    steps_ = &steps;
    known_.clear();
    Left left = everybody();
    const auto cost = best_from(0, left);
    if (steps <= 0) return std::nullopt;
    Moves moves;
    moves.possible = cost.has_value();
    if (!cost) return moves;
    // Along the best way: those that stay unmade in time are the last of their sort, the first of them gets the first later day.
    moves.cells.resize(count_);
    std::vector<std::size_t> next(sorts_.size());  // not made yet
    for (CellIndex c = 0; c < horizon_.cells.size(); ++c) {
        Cost passed;
        pass_days(horizon_.cells[c].day, left, passed);
        const Left& taken = known_.at({c, left}).taken;
        for (std::size_t s = 0; s < left.size(); ++s) {
            left[s] = static_cast<std::uint8_t>(left[s] - taken[s]);
            const std::size_t of = is_late(s) ? s - sorts_.size() : s;
            for (int i = 0; i < taken[s]; ++i) {
                const std::size_t call = sorts_[of].calls[next[of]++];
                moves.cells[call] = c;
                if (is_late(s)) moves.calls.push_back({call, horizon_.cells[c].day});
            }
        }
    }
    std::sort(moves.calls.begin(), moves.calls.end(),
              [](const MovedCall& a, const MovedCall& b) { return a.call < b.call; });
    return moves;
}

bool KeptWhole::pass_days(std::size_t day, Left& left, Cost& cost) const {
    for (std::size_t s = 0; s < sorts_.size(); ++s) {
        if (left[s] == 0 || sorts_[s].like.in_time.end > day) continue;
        const WholeCall& like = sorts_[s].like;
        const int over = left[s];
        left[s] = 0;
        if (moves_) {
            if (!like.may_move) return false;
            cost.first += over;
            for (std::size_t i = sorts_[s].calls.size() - static_cast<std::size_t>(over); i < sorts_[s].calls.size();
                 ++i)
                cost.whose |= std::uint64_t{1} << (count_ - 1 - sorts_[s].calls[i]);
            left[sorts_.size() + s] = static_cast<std::uint8_t>(over);
        } else {
            if (day_ < like.in_time.first || day_ >= like.in_time.end) return false;
            cost.first += in_minutes_ ? over * minutes_[like.kind] : over;
        }
    }
    return true;
}

bool KeptWhole::may_be_in(CellIndex cell, std::size_t s) const {
    const WholeCall& like = sort_at(s).like;
    const Cell& where = horizon_.cells[cell];
    if (!horizon_.eligible(where, like.group)) return false;
    return is_late(s) ? like.later <= where.day : like.in_time.first <= where.day && where.day < like.in_time.end;
}

// No way costs less.
KeptWhole::Cost KeptWhole::least(CellIndex cell, const Left& left) const {
    std::int64_t wanted = 0;
    for (std::size_t s = 0; s < left.size(); ++s)
        wanted += left[s] * (in_minutes_ && !moves_ ? minutes_[sort_at(s).like.kind] : 1);
    const auto& there = in_minutes_ && !moves_ ? minutes_from_ : calls_from_;
    Cost cost;
    if (!moves_) cost.first = std::max<std::int64_t>(0, wanted - there[cell]);
    return cost;
}

KeptWhole::Left KeptWhole::everybody() const {
    Left left;
    for (const Sort& sort : sorts_) left.push_back(static_cast<std::uint8_t>(sort.calls.size()));
    left.resize(2 * sorts_.size());
    return left;
}

std::optional<KeptWhole::Cost> KeptWhole::best_from(CellIndex cell, Left left) {
    Cost passed;
    const bool end = cell == horizon_.cells.size();
    if (!pass_days(end ? horizon_.days.size() : horizon_.cells[cell].day, left, passed)) return std::nullopt;
    if (std::all_of(left.begin(), left.end(), [](std::uint8_t n) { return n == 0; }) && !moves_) return passed;
    if (end) {
        const bool all = std::all_of(left.begin(), left.end(), [](std::uint8_t n) { return n == 0; });
        return all ? std::optional(passed) : std::nullopt;
    }
    const auto [entry, fresh] = known_.try_emplace({cell, left});
    Best& best = entry->second;  // stays where it is while others are added
    if (fresh) {
        best.taken.assign(left.size(), 0);
        std::int64_t minutes = 0;
        for (std::size_t s = 0; s < left.size(); ++s) minutes += left[s] * minutes_[sort_at(s).like.kind];
        if (!moves_ || minutes <= minutes_from_[cell]) {
            Left taken = all_in(cell, left);
            Kinds kinds{};
            if (const auto room = room_beside(cell, taken, kinds); room && holds(cell, kinds)) {
                look_at(cell, left, taken, kinds, *room, best);
            } else {
                taken.assign(left.size(), 0);
                kinds = {};
                fill(cell, 0, horizon_.cells[cell].room, left, taken, kinds, best);
            }
        }
    }
    return best.cost ? std::optional(passed + *best.cost) : std::nullopt;
}

// All that may be in a cell.
KeptWhole::Left KeptWhole::all_in(CellIndex cell, const Left& left) const {
    Left all(left.size(), 0);
    for (std::size_t s = 0; s < left.size(); ++s)
        if (left[s] > 0 && may_be_in(cell, s)) all[s] = left[s];
    return all;
}

std::optional<Room> KeptWhole::room_beside(CellIndex cell, const Left& taken, Kinds& kinds) const {
    Room room = horizon_.cells[cell].room;
    for (std::size_t s = 0; s < taken.size(); ++s) {
        const std::uint8_t kind = sort_at(s).like.kind;
        for (int n = 0; n < taken[s]; ++n) {
            if (!room.takes(kind, minutes_[kind])) return std::nullopt;
            room.add(kind, minutes_[kind], -1);
            ++kinds[kind];
        }
    }
    return room;
}

// Whether one more such call has room however many of the sorts from `s` on are taken.
bool KeptWhole::has_room_anyway(CellIndex cell, std::size_t s, Room room, std::uint8_t kind, const Left& left) const {
    if (horizon_.cells[cell].day == 0) return false;  // windows may be what stands against it
    for (; s < left.size(); ++s)
        if (left[s] > 0 && may_be_in(cell, s))
            for (int n = 0; n < left[s]; ++n) room.add(sort_at(s).like.kind, minutes_[sort_at(s).like.kind], -1);
    return room.takes(kind, minutes_[kind]);
}

// Every filling with so many of this sort and the next ones, the most first.
void KeptWhole::fill(CellIndex cell, std::size_t s, const Room& room, const Left& left, Left& taken, Kinds& kinds,
                     Best& best) {
    if (--*steps_ <= 0) return;
    while (s < left.size() && (left[s] == 0 || !may_be_in(cell, s))) ++s;
    if (s == left.size()) return look_at(cell, left, taken, kinds, room, best);
    const std::uint8_t kind = sort_at(s).like.kind;
    std::vector<Room> rooms{room};
    while (rooms.size() <= left[s] && rooms.back().takes(kind, minutes_[kind])) {
        rooms.push_back(rooms.back());
        rooms.back().add(kind, minutes_[kind], -1);
    }
    for (std::size_t n = rooms.size(); n-- > 0;) {
        if (n < left[s] && has_room_anyway(cell, s + 1, rooms[n], kind, left)) break;
        taken[s] = static_cast<std::uint8_t>(n);
        kinds[kind] = static_cast<std::uint16_t>(kinds[kind] + n);
        fill(cell, s + 1, rooms[n], left, taken, kinds, best);
        kinds[kind] = static_cast<std::uint16_t>(kinds[kind] - n);
        if (best.cost && *best.cost == least(cell, left)) break;
    }
    taken[s] = 0;
}

bool KeptWhole::holds(CellIndex cell, const Kinds& kinds) const {
    const Cell& where = horizon_.cells[cell];
    return where.day > 0 || today_.hold(where, kinds);
}

bool KeptWhole::takes(CellIndex cell, std::size_t s, const Left& left, const Left& taken, const Room& room,
                      Kinds kinds) const {
    const std::uint8_t kind = sort_at(s).like.kind;
    if (taken[s] >= left[s] || !may_be_in(cell, s) || !room.takes(kind, minutes_[kind])) return false;
    ++kinds[kind];
    return holds(cell, kinds);
}

void KeptWhole::look_at(CellIndex cell, const Left& left, const Left& taken, const Kinds& kinds, const Room& room,
                        Best& best) {
    --*steps_;
    if (!holds(cell, kinds)) return;
    for (std::size_t s = 0; s < left.size(); ++s)
        if (takes(cell, s, left, taken, room, kinds)) return;  // with that one too it is looked at besides
    Left rest = left;
    Cost own;
    for (std::size_t s = 0; s < left.size(); ++s) {
        rest[s] = static_cast<std::uint8_t>(left[s] - taken[s]);
        if (is_late(s)) own.delay += taken[s] * (horizon_.days[horizon_.cells[cell].day] - sort_at(s).like.due);
    }
    const auto after = best_from(cell + 1, std::move(rest));
    if (!after || *steps_ <= 0) return;
    const Cost cost = own + *after;
    if (best.cost && *best.cost <= cost) return;
    best.cost = cost;
    best.taken = taken;
}

}  // namespace bienveille
