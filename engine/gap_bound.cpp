#include "engine/gap_bound.h"

#include <algorithm>
#include <map>

#include "engine/flow.h"

namespace bienveille {
namespace {

using Seats = std::vector<SeatIndex>;
using Charging = std::vector<ChargingSeat>;

// Who may make each call, and nothing else.
Charging uncharged(const Seats& seats) {
    Charging charging;
    for (const SeatIndex s : seats) charging.push_back({s, {}});
    return charging;
}

// Seats that the same languages may use are one node; those with a bound or calls of their own stand alone.
struct Node {
    Seats seats;
    std::vector<std::size_t> groups;
    std::int64_t capacity = 0;
    std::int64_t stuck = 0;
    std::int64_t most = 0;
};

class Bounds {
public:
    explicit Bounds(const Board& board) : board_(board), carrying_(board) {
        for (SeatIndex s = 0; s < board.seats(); ++s) {
            if (!board.seat(s).present) continue;
            present_.push_back(s);
            all_.load += board.load(s);
            all_.capacity += board.seat(s).capacity;
        }
        least_ = {all_, uncharged(present_)};
        greatest_ = {all_, {}};
    }

    bool anybody() const { return !present_.empty(); }

    // Each alone, those who cannot fill their time, and cut calls.
    void look_quickly() {
        for (const SeatIndex s : present_) {
            fullest_.push_back({carrying_.most(Seats{s}), board_.seat(s).capacity});
            if (fullest_.back() < least_.share) least_ = {fullest_.back(), carrying_.charges({s})};
            leave_to_others({carrying_.stuck(s), board_.seat(s).capacity}, [&] { return uncharged(without(s)); });
        }
        part(fullest_, false);
    }

    // All others of each, and the first so many in the order of how full they can be, places apart charged too.
    void look_closely() {
        std::vector<Share> fullest;
        for (const SeatIndex s : present_) {
            const Charging alone = carrying_.charges_with_places_apart({s});
            fullest.push_back({carrying_.most(alone), board_.seat(s).capacity});
            if (fullest.back() < least_.share) least_ = {fullest.back(), alone};
            if (present_.size() == 1) break;
            const Charging others = carrying_.charges_with_places_apart(without(s));
            leave_to_others({all_.load - carrying_.most(others), board_.seat(s).capacity}, [&] { return others; });
        }
        part(fullest, true);
    }

    void cut_calls() {
        make_nodes();
        while (raise_greatest()) {}
        while (lower_least()) {}
    }

    GapBound bound() const {
        const Share low{carrying_.most(least_.charging), capacity_of(least_.charging)};
        const Share high{all_.load - carrying_.most(greatest_.charging),
                         all_.capacity - capacity_of(greatest_.charging)};
        const Value value = gap_down({high, low});
        if (value <= Value{0}) return {};
        return {value, least_.charging, greatest_.charging};
    }

private:
    // One of these seats, or of all but these, has no more, or no less, than the share.
    struct Claim {
        Share share;
        Charging charging;
    };

    Seats without(SeatIndex s) const {
        Seats others = present_;
        std::erase(others, s);
        return others;
    }

    std::int64_t capacity_of(const Charging& charging) const {
        std::int64_t capacity = 0;
        for (const auto& [s, charge] : charging) capacity += board_.seat(s).capacity;
        return capacity;
    }

    template <class Others>
    void leave_to_others(const Share& share, Others others) {
        if (greatest_.share < share) greatest_ = {share, others()};
    }

    // Those who can carry little share the long calls: together they carry less than each could alone, and leave the rest to the
    // others.
    void part(const std::vector<Share>& fullest, bool closely) {
        std::vector<std::size_t> order(present_.size());
        for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t a, std::size_t b) { return fullest[a] < fullest[b]; });
        const auto can_fill = [&](std::size_t i) { return fullest[i].load >= fullest[i].capacity; };
        Seats fullest_last;
        for (const std::size_t i : order) fullest_last.push_back(present_[i]);
        std::int64_t capacity = 0;
        for (std::size_t i = 0; i < order.size(); ++i) {
            capacity += board_.seat(fullest_last[i]).capacity;
            const bool last_short = !can_fill(order[i]) && (i + 1 == order.size() || can_fill(order[i + 1]));
            if (!closely && !last_short) continue;
            Seats first(fullest_last.begin(), fullest_last.begin() + static_cast<std::ptrdiff_t>(i) + 1);
            std::sort(first.begin(), first.end());
            const Charging charging = closely ? carrying_.charges_with_places_apart(first) : carrying_.charges(first);
            const Share together{carrying_.most(charging), capacity};
            if (together < least_.share) least_ = {together, charging};
            if (capacity < all_.capacity)
                leave_to_others({all_.load - together.load, all_.capacity - capacity}, [&] { return charging; });
        }
    }

    // ---- calls that can be cut ----------------------------------------------------------------------
    void make_nodes() {
        for (std::size_t g = 0; g < board_.groups(); ++g) minutes_.push_back(carrying_.minutes_of_group(g));
        std::map<std::vector<std::size_t>, std::size_t> node_of;
        for (std::size_t i = 0; i < present_.size(); ++i) {
            const SeatIndex s = present_[i];
            const std::vector<std::size_t>& groups = carrying_.groups_of(s);
            const auto [load, capacity] = fullest_[i];
            const bool alone = carrying_.stuck(s) > 0 || load < capacity;
            const auto known = alone ? node_of.end() : node_of.find(groups);
            const std::size_t n = known == node_of.end() ? nodes_.size() : known->second;
            if (n == nodes_.size()) nodes_.push_back({{}, groups, 0, 0, 0});
            if (!alone) node_of.emplace(groups, n);
            nodes_[n].seats.push_back(s);
            nodes_[n].capacity += capacity;
            nodes_[n].stuck += carrying_.stuck(s);
            nodes_[n].most += load;
        }
    }

    // Once: if not everybody can stay at or below the greatest load that somebody must have, who cannot?
    bool raise_greatest() {
        const auto [top, bottom] = greatest_.share;
        std::vector<std::int64_t> calls, room;
        std::vector<std::vector<std::size_t>> groups;
        std::int64_t all = 0;
        for (const std::int64_t minutes : minutes_) calls.push_back(minutes * bottom), all += calls.back();
        for (const Node& node : nodes_) {
            room.push_back(std::min(top * node.capacity, node.most * bottom) - node.stuck * bottom);
            groups.push_back(node.groups);
        }
        const Flow flow = flow_with_cut(calls, room, groups);
        if (flow.amount == all) return false;
        Share left{0, 0};
        Seats full, others;
        for (std::size_t g = 0; g < minutes_.size(); ++g) left.load += flow.cut[g] ? minutes_[g] : 0;
        for (const Node& node : nodes_) {
            const bool asked =
                std::any_of(node.groups.begin(), node.groups.end(), [&](std::size_t g) { return flow.cut[g] != 0; });
            if (asked && top * node.capacity < node.most * bottom) {
                left.load += node.stuck;
                left.capacity += node.capacity;
                continue;
            }
            if (asked) left.load -= node.most - node.stuck;
            auto& seats = asked ? full : others;
            seats.insert(seats.end(), node.seats.begin(), node.seats.end());
        }
        if (left.capacity == 0 || !(greatest_.share < left)) return false;
        Charging charging = uncharged(others);
        for (const SeatIndex s : full) charging.push_back(carrying_.charges({s}).front());
        std::sort(charging.begin(), charging.end(), [](const auto& a, const auto& b) { return a.seat < b.seat; });
        greatest_ = {left, std::move(charging)};
        return true;
    }

    // Once: if not everybody can be given the least load that somebody can have at most, who cannot?
    bool lower_least() {
        const auto [top, bottom] = least_.share;
        std::vector<std::int64_t> wanted, calls;
        std::vector<std::vector<std::size_t>> nodes_of(minutes_.size());
        std::int64_t all = 0;
        for (std::size_t n = 0; n < nodes_.size(); ++n) {
            wanted.push_back(std::max<std::int64_t>(0, top * nodes_[n].capacity - nodes_[n].stuck * bottom));
            all += wanted.back();
            for (const std::size_t g : nodes_[n].groups) nodes_of[g].push_back(n);
        }
        for (const std::int64_t minutes : minutes_) calls.push_back(minutes * bottom);
        const Flow flow = flow_with_cut(wanted, calls, nodes_of);
        if (flow.amount == all) return false;
        Share there{0, 0};
        Seats empty;
        std::vector<char> heard(minutes_.size(), 0);
        for (std::size_t n = 0; n < nodes_.size(); ++n) {
            if (!flow.cut[n]) continue;
            there.load += nodes_[n].stuck;
            there.capacity += nodes_[n].capacity;
            empty.insert(empty.end(), nodes_[n].seats.begin(), nodes_[n].seats.end());
            for (const std::size_t g : nodes_[n].groups) heard[g] = 1;
        }
        for (std::size_t g = 0; g < minutes_.size(); ++g) there.load += heard[g] ? minutes_[g] : 0;
        if (there.capacity == 0 || !(there < least_.share)) return false;
        std::sort(empty.begin(), empty.end());
        least_ = {there, uncharged(empty)};
        return true;
    }

    const Board& board_;
    const Carrying carrying_;
    Seats present_;
    Share all_{0, 0};
    std::vector<Share> fullest_;         // of those present: the most that each can have
    Claim least_;                        // of these seats one has no more
    Claim greatest_;                     // of all but these seats one has no less
    std::vector<std::int64_t> minutes_;  // by group
    std::vector<Node> nodes_;
};

std::vector<Charge> told(const Charging& charging, const Board& board, const DayInput& input) {
    std::map<ChargeOfCalls, std::vector<AdvisorId>> charged;
    for (const auto& [s, charge] : charging) charged[charge].push_back(input.advisors[board.seat(s).advisor].id);
    std::size_t present = 0;
    for (SeatIndex s = 0; s < board.seats(); ++s) present += board.seat(s).present ? 1 : 0;
    std::vector<Charge> rows;
    for (auto& [charge, advisors] : charged) {
        if (advisors.size() == present) advisors.clear();
        rows.push_back({{charge.any}, {charge.level2_and_3}, {charge.level3}, {charge.apart}, std::move(advisors)});
    }
    return rows;
}

}  // namespace

GapBound gap_bound(const Board& board, Look look) {
    Bounds bounds(board);
    if (!bounds.anybody()) return {};
    bounds.look_quickly();
    if (look == Look::close && board.seats() <= kSeatsForFlows) bounds.look_closely();
    bounds.cut_calls();
    return bounds.bound();
}

BalanceProof proof_told(const GapBound& bound, const Board& board, const DayInput& input) {
    return {told(bound.cannot_fill, board, input), told(bound.cannot_relieve, board, input), false, false};
}

}  // namespace bienveille
