#include "engine/carry.h"

#include <algorithm>
#include <limits>

#include "engine/flow.h"

namespace bienveille {

Carrying::Carrying(const Board& board) : board_(board), calls_(board.groups()), seats_(board.seats()) {
    for (std::size_t g = 0; g < board.groups(); ++g)
        for (const SeatIndex s : board.seats_of_group(g)) seats_[s].groups.push_back(g);
    std::array<bool, kKinds> called{};
    for (CallIndex c = 0; c < board.calls(); ++c)
        if (board.seat_of(c)) called[board.brief(c).kind] = true;
    const FreeParts parts(called, board.fit());
    for (SeatIndex s = 0; s < board.seats(); ++s) count_room(s, parts);
    for (CallIndex c = 0; c < board.calls(); ++c) {
        const auto seat = board.seat_of(c);
        if (!seat) continue;
        const Candidate& call = board.call(c);
        if (only_seat(c) < 0) {
            ++calls_[call.group][call.kind];
            continue;
        }
        Room& room = seats_[*seat];
        room.stuck += board.cost(c);
        --room.calls;
        if (call.kind >= kLevel3 - 1) --room.level2_and_3;
        if (call.kind == kLevel3) --room.level3;
        room.places_apart += call.kind == kLevel3 ? -1 : 1;
    }
    count_places_apart();
}

void Carrying::count_places_apart() {
    for (SeatIndex s = 0; s < board_.seats(); ++s) {
        Room& room = seats_[s];
        room.places_apart = std::min(room.places_apart, std::max<std::int64_t>(0, room.level3));
        if (board_.seat(s).present) spare_places_ += room.places_apart;
    }
    for (const Counts& calls : calls_)
        for (std::size_t kind = 0; kind < kKinds; ++kind) spare_places_ -= kind == kLevel3 ? calls[kind] : -calls[kind];
}

std::int32_t Carrying::only_seat(CallIndex c) const {
    const auto& group = board_.group(c);
    return group.size() == 1 ? static_cast<std::int32_t>(group.front()) : board_.call(c).only_seat;
}

// Beside the fixed calls.
void Carrying::count_room(SeatIndex s, const FreeParts& parts) {
    Room& room = seats_[s];
    room.calls = board_.seat(s).max_calls;
    for (const Standing& standing : board_.standing(s)) {
        if (!standing.fixed) continue;
        room.stuck += standing.to - standing.from;
        --room.calls;
    }
    const MostHeld most = parts.most_in(board_.gaps_beside_fixed(s));
    room.calls = std::min(room.calls, most.calls);
    const Caps caps = board_.caps_of_fixed(s);
    room.level2_and_3 = caps.level2_and_3;
    // Kept apart, level-3 calls number at most the others and those that may stand alone: k <= (calls - k) + alone.
    room.level3 = std::min({std::int64_t{caps.level3}, most.level3, (room.calls + most.alone) / 2});
    room.places_apart = most.alone;
}

std::int64_t Carrying::minutes_of_group(std::size_t g) const {
    std::int64_t minutes = 0;
    for (std::size_t kind = 0; kind < kKinds; ++kind) minutes += calls_[g][kind] * board_.fit().minutes_of(kind);
    return minutes;
}

// ---- what the charges prove ---------------------------------------------------------------------------------

namespace {

std::array<int, kKinds> by_kind(const ChargeOfCalls& charge) {
    const int other = charge.any - charge.apart;
    const int level3 = charge.any + charge.level2_and_3 + charge.level3 + charge.apart;
    return {other, other, other, other + charge.level2_and_3, level3};
}

}  // namespace

std::int64_t Carrying::most(const std::vector<ChargingSeat>& seats) const {
    std::int64_t minutes = 0, for_a_spare_place = 0;
    constexpr int kNobody = std::numeric_limits<int>::max();
    std::vector<std::array<int, kKinds>> least(calls_.size(), {kNobody, kNobody, kNobody, kNobody, kNobody});
    for (const auto& [s, charge] : seats) {
        const Room& room = seats_[s];
        minutes += room.stuck + charge.any * std::max<std::int64_t>(0, room.calls) +
                   charge.level2_and_3 * std::max<std::int64_t>(0, room.level2_and_3) +
                   charge.level3 * std::max<std::int64_t>(0, room.level3) + charge.apart * room.places_apart;
        for_a_spare_place = std::max<std::int64_t>(for_a_spare_place, -charge.apart);
        const std::array<int, kKinds> charged = by_kind(charge);
        for (const std::size_t g : room.groups)
            for (std::size_t kind = 0; kind < kKinds; ++kind) least[g][kind] = std::min(least[g][kind], charged[kind]);
    }
    for (std::size_t g = 0; g < calls_.size(); ++g)
        for (std::size_t kind = 0; kind < kKinds; ++kind)
            minutes += calls_[g][kind] *
                       std::max<std::int64_t>(0, std::int64_t{board_.fit().minutes_of(kind)} - least[g][kind]);
    return minutes + for_a_spare_place * spare_places_;
}

// ---- the best charges ---------------------------------------------------------------------------------------

int Carrying::left_of(std::size_t kind, int apart) const {
    return board_.fit().minutes_of(kind) + (kind == kLevel3 ? -apart : apart);
}

template <class Use>
void Carrying::for_each_length(int apart, Use use) const {
    std::array<int, kKinds> lengths{};
    for (std::size_t kind = 0; kind < kKinds; ++kind) lengths[kind] = left_of(kind, apart);
    std::sort(lengths.begin(), lengths.end());
    int shorter = 0;
    for (const int length : lengths) {
        if (length > shorter) use(length, length - shorter);
        shorter = std::max(shorter, length);
    }
}

// What they can carry at most by a charge is convex in it: in either direction up to where it falls no more.
std::vector<ChargingSeat> Carrying::charges_with_places_apart(const std::vector<SeatIndex>& seats) const {
    std::vector<ChargingSeat> best = charges(seats, 0);
    const bool any_level3 = std::any_of(calls_.begin(), calls_.end(), [](const Counts& of) { return of[kLevel3] > 0; });
    if (!any_level3) return best;
    int longest = 0;
    for (std::size_t kind = 0; kind < kKinds; ++kind) longest = std::max(longest, board_.fit().minutes_of(kind));
    std::int64_t least = most(best);
    for (const int sign : {1, -1}) {
        int below = 0, above = longest;
        while (below < above) {
            const int middle = (below + above) / 2;
            if (most(charges(seats, sign * (middle + 1))) < most(charges(seats, sign * middle)))
                below = middle + 1;
            else
                above = middle;
        }
        if (below == 0) continue;
        const std::vector<ChargingSeat> charging = charges(seats, sign * below);
        if (const std::int64_t minutes = most(charging); minutes < least) least = minutes, best = charging;
    }
    return best;
}

std::vector<ChargingSeat> Carrying::charges(const std::vector<SeatIndex>& seats, int apart) const {
    if (seats.size() == 1) return {{seats.front(), charge_by_sums(seats_[seats.front()], apart)}};
    if (board_.seats() <= kSeatsForFlows) return charges_by_flows(seats, apart);
    Room all;
    for (const SeatIndex s : seats) {
        all.calls += std::max<std::int64_t>(0, seats_[s].calls);
        all.level2_and_3 += std::max<std::int64_t>(0, seats_[s].level2_and_3);
        all.level3 += std::max<std::int64_t>(0, seats_[s].level3);
    }
    for (std::size_t g = 0; g < calls_.size(); ++g) all.groups.push_back(g);
    const ChargeOfCalls charge = charge_by_sums(all, apart);
    std::vector<ChargingSeat> charging;
    for (const SeatIndex s : seats) charging.push_back({s, charge});
    return charging;
}

// Where calls may all go to the same room, the caps are nested: for each length the outermost that binds is charged.
ChargeOfCalls Carrying::charge_by_sums(const Room& room, int apart) const {
    Counts count{};
    for (const std::size_t g : room.groups)
        for (std::size_t kind = 0; kind < kKinds; ++kind) count[kind] += calls_[g][kind];
    ChargeOfCalls charge{0, 0, 0, apart};
    for_each_length(apart, [&](int length, int longer) {
        std::int64_t others = 0, level2 = 0, level3 = 0;
        for (std::size_t kind = 0; kind < kKinds; ++kind) {
            if (left_of(kind, apart) < length) continue;
            (kind == kLevel3 ? level3 : kind == kLevel3 - 1 ? level2 : others) += count[kind];
        }
        const std::int64_t severe = std::min(level3, std::max<std::int64_t>(0, room.level3));
        const std::int64_t heavy = std::min(level2 + severe, std::max<std::int64_t>(0, room.level2_and_3));
        if (others + heavy > room.calls)
            charge.any += longer;
        else if (level2 + severe > heavy)
            charge.level2_and_3 += longer;
        else if (level3 > severe)
            charge.level3 += longer;
    });
    return charge;
}

std::vector<ChargingSeat> Carrying::charges_by_flows(const std::vector<SeatIndex>& seats, int apart) const {
    constexpr std::size_t kSource = 0;
    constexpr std::size_t kSink = 1;
    constexpr std::size_t kFirstSeat = 2;
    std::vector<ChargingSeat> charging;
    std::vector<FlowArc> caps;
    // Of each seat a node for level 3, one for levels 2 and 3, one for all calls; each flows into the next.
    for (const SeatIndex s : seats) {
        const Room& room = seats_[s];
        const std::size_t node = kFirstSeat + 3 * charging.size();
        caps.push_back({node, node + 1, std::max<std::int64_t>(0, room.level3)});
        caps.push_back({node + 1, node + 2, std::max<std::int64_t>(0, room.level2_and_3)});
        caps.push_back({node + 2, kSink, std::max<std::int64_t>(0, room.calls)});
        charging.push_back({s, {0, 0, 0, apart}});
    }
    for_each_length(apart, [&](int length, int longer) {
        std::vector<FlowArc> arcs = caps;
        std::size_t nodes = kFirstSeat + caps.size();
        for (std::size_t g = 0; g < calls_.size(); ++g)
            for (std::size_t kind = 0; kind < kKinds; ++kind) {
                const std::int64_t count = calls_[g][kind];
                if (count == 0 || left_of(kind, apart) < length) continue;
                arcs.push_back({kSource, nodes, count});
                const std::size_t level = kind == kLevel3 ? 0 : kind == kLevel3 - 1 ? 1 : 2;
                for (std::size_t i = 0; i < seats.size(); ++i)
                    if (std::binary_search(seats_[seats[i]].groups.begin(), seats_[seats[i]].groups.end(), g))
                        arcs.push_back({nodes, kFirstSeat + 3 * i + level, count});
                ++nodes;
            }
        const std::vector<char> reached = side_of_source(nodes, arcs, kSource, kSink);
        for (std::size_t i = 0; i < seats.size(); ++i) {
            const std::size_t node = kFirstSeat + 3 * i;
            ChargeOfCalls& charge = charging[i].charge;
            if (reached[node] && !reached[node + 1]) charge.level3 += longer;
            if (reached[node + 1] && !reached[node + 2]) charge.level2_and_3 += longer;
            if (reached[node + 2]) charge.any += longer;
        }
    });
    return charging;
}

}  // namespace bienveille
