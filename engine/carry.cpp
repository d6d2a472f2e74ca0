#include "engine/carry.h"

#include <algorithm>

#include "engine/flow.h"

namespace bienveille {

Carrying::Carrying(const Board& board) : board_(board), calls_(board.groups()), seats_(board.seats()) {
    for (std::size_t g = 0; g < board.groups(); ++g)
        for (const SeatIndex s : board.seats_of_group(g)) seats_[s].groups.push_back(g);
    for (SeatIndex s = 0; s < board.seats(); ++s) count_room(s);
    for (CallIndex c = 0; c < board.calls(); ++c) {
        const auto seat = board.seat_of(c);
        if (!seat) continue;
        const Candidate& call = board.call(c);
        if (!is_stuck(c)) {
            ++calls_[call.group][call.kind];
            continue;
        }
        Room& room = seats_[*seat];
        room.stuck += board.cost(c);
        --room.calls;
        if (call.kind >= kLevel3 - 1) --room.level2_and_3;
        if (call.kind == kLevel3) --room.level3;
    }
}

std::int32_t Carrying::only_seat(CallIndex c) const {
    const auto& group = board_.group(c);
    return group.size() == 1 ? static_cast<std::int32_t>(group.front()) : board_.call(c).only_seat;
}

// Beside the fixed calls.
void Carrying::count_room(SeatIndex s) {
    Room& room = seats_[s];
    room.calls = board_.seat(s).max_calls;
    std::vector<Standing> fixed;
    for (const Standing& standing : board_.standing(s)) {
        if (!standing.fixed) continue;
        fixed.push_back(standing);
        room.stuck += standing.to - standing.from;
        --room.calls;
    }
    const Caps caps = board_.caps_of_fixed(s);
    room.level2_and_3 = caps.level2_and_3;
    // Kept apart, level-3 calls number at most the others and one more a gap: k <= (calls - k) + gaps.
    std::int64_t separators = 0;
    for (const Gap& gap : gaps_between(board_.windows(), fixed)) separators += std::max(0, gap.spare_separators());
    room.level3 = std::min<std::int64_t>(caps.level3, (room.calls + separators) / 2);
}

std::int64_t Carrying::most(const std::vector<SeatIndex>& seats) const {
    if (seats.size() == 1) return by_sums(seats_[seats.front()]);
    if (board_.seats() > kSeatsForFlows) {
        Room all;
        for (const SeatIndex s : seats) {
            all.stuck += seats_[s].stuck;
            all.calls += std::max<std::int64_t>(0, seats_[s].calls);
            all.level2_and_3 += std::max<std::int64_t>(0, seats_[s].level2_and_3);
            all.level3 += std::max<std::int64_t>(0, seats_[s].level3);
        }
        for (std::size_t g = 0; g < calls_.size(); ++g) all.groups.push_back(g);
        return by_sums(all);
    }
    std::vector<std::int64_t> lengths{0};
    std::int64_t minutes = 0;
    for (std::size_t kind = 0; kind < kKinds; ++kind) lengths.push_back(board_.fit().minutes_of(kind));
    for (const SeatIndex s : seats) minutes += seats_[s].stuck;
    std::sort(lengths.begin(), lengths.end());
    lengths.erase(std::unique(lengths.begin(), lengths.end()), lengths.end());
    for (std::size_t i = 1; i < lengths.size(); ++i)
        minutes += (lengths[i] - lengths[i - 1]) * flow_of(seats, lengths[i]);
    return minutes;
}

// The longest calls that one seat's bounds let in.
std::int64_t Carrying::by_sums(const Room& room) const {
    std::array<std::size_t, kKinds> longest_first{0, 1, 2, 3, 4};
    std::sort(longest_first.begin(), longest_first.end(),
              [&](std::size_t a, std::size_t b) { return board_.fit().minutes_of(a) > board_.fit().minutes_of(b); });
    std::int64_t minutes = room.stuck;
    std::int64_t calls = room.calls;
    std::int64_t level2_and_3 = room.level2_and_3;
    for (const std::size_t kind : longest_first) {
        std::int64_t count = 0;
        for (const std::size_t g : room.groups) count += calls_[g][kind];
        count = std::min(count, calls);
        if (kind == kLevel3) count = std::min(count, room.level3);
        if (kind >= kLevel3 - 1) count = std::min(count, level2_and_3);
        count = std::max<std::int64_t>(count, 0);
        if (kind >= kLevel3 - 1) level2_and_3 -= count;
        calls -= count;
        minutes += count * board_.fit().minutes_of(kind);
    }
    return minutes;
}

// How many calls of at least so many minutes these seats can take together.
std::int64_t Carrying::flow_of(const std::vector<SeatIndex>& seats, std::int64_t least_minutes) const {
    constexpr std::size_t kSource = 0;
    constexpr std::size_t kSink = 1;
    std::vector<FlowArc> arcs;
    std::size_t nodes = 2;
    // Of each seat a node for level 3, one for levels 2 and 3, one for all calls; each flows into the next.
    const std::size_t first_seat = nodes;
    for (const SeatIndex s : seats) {
        const Room& room = seats_[s];
        arcs.push_back({nodes, nodes + 1, std::max<std::int64_t>(0, room.level3)});
        arcs.push_back({nodes + 1, nodes + 2, std::max<std::int64_t>(0, room.level2_and_3)});
        arcs.push_back({nodes + 2, kSink, std::max<std::int64_t>(0, room.calls)});
        nodes += 3;
    }
    for (std::size_t g = 0; g < calls_.size(); ++g)
        for (std::size_t kind = 0; kind < kKinds; ++kind) {
            const std::int64_t count = calls_[g][kind];
            if (count == 0 || board_.fit().minutes_of(kind) < least_minutes) continue;
            arcs.push_back({kSource, nodes, count});
            const std::size_t level = kind == kLevel3 ? 0 : kind == kLevel3 - 1 ? 1 : 2;
            for (std::size_t i = 0; i < seats.size(); ++i)
                if (std::binary_search(seats_[seats[i]].groups.begin(), seats_[seats[i]].groups.end(), g))
                    arcs.push_back({nodes, first_seat + 3 * i + level, count});
            ++nodes;
        }
    return max_flow(nodes, arcs, kSource, kSink);
}

}  // namespace bienveille
