#include "engine/balance.h"

#include <algorithm>
#include <map>
#include <vector>

#include "engine/carry.h"
#include "engine/flow.h"

namespace bienveille {
namespace {

__extension__ using Wide = __int128;

// high - low as numerator / denominator.
struct Difference {
    Wide numerator;
    Wide denominator;
};

Difference difference(const Extremes& e) {
    return {Wide{e.high.load} * e.low.capacity - Wide{e.low.load} * e.high.capacity,
            Wide{e.high.capacity} * e.low.capacity};
}

constexpr std::int64_t kFine = 1'000'000'000;  // thresholds are sought to a billionth

// ---- the relaxed day: calls that can be cut, into seats ------------------------------------------------
// Seats that the same languages may use are one node; those with a bound or calls of their own stand alone.
struct SeatNode {
    std::vector<std::size_t> groups;
    std::int64_t capacity = 0;
    std::int64_t stuck = 0;  // minutes that stand here whatever happens
    std::int64_t least = 0;  // minutes that the others cannot carry
    std::int64_t most = 0;   // minutes that it can carry
};

struct Relaxed {
    std::vector<std::int64_t> minutes_of_group;
    std::vector<SeatNode> seats;
};

// `least` and `most` of each seat, for balance at close range; only `most` otherwise.
Relaxed relax(const Board& board, const Carrying& carrying, const std::vector<SeatIndex>& present, bool closely) {
    Relaxed day;
    day.minutes_of_group.assign(board.groups(), 0);
    std::int64_t all = 0;
    for (CallIndex c = 0; c < board.calls(); ++c)
        if (board.seat_of(c) && !carrying.is_stuck(c)) day.minutes_of_group[board.call(c).group] += board.cost(c);
    for (const SeatIndex s : present) all += board.load(s);
    std::map<std::vector<std::size_t>, std::size_t> node_of;
    for (const SeatIndex s : present) {
        SeatNode seat{carrying.groups_of(s), board.seat(s).capacity, carrying.stuck(s), 0, 0};
        seat.most = std::max(seat.stuck, std::min(seat.capacity, carrying.most({s})));
        if (closely && present.size() > 1) {
            std::vector<SeatIndex> others = present;
            std::erase(others, s);
            seat.least = all - carrying.most(others);
        }
        if (seat.stuck > 0 || seat.least > 0 || seat.most < seat.capacity) {
            day.seats.push_back(std::move(seat));
            continue;
        }
        const auto [entry, fresh] = node_of.try_emplace(seat.groups, day.seats.size());
        if (fresh) day.seats.push_back({seat.groups, 0, 0, 0, 0});
        day.seats[entry->second].capacity += seat.capacity;
        day.seats[entry->second].most += seat.capacity;
    }
    return day;
}

class Thresholds {
public:
    explicit Thresholds(const Relaxed& day) : day_(day) {
        for (const std::int64_t minutes : day.minutes_of_group) {
            scaled_.push_back(minutes * kFine);
            sum_ += minutes * kFine;
        }
        for (const SeatNode& seat : day.seats) groups_.push_back(seat.groups);
    }

    // All calls fit although no relative load exceeds `load`.
    bool all_fit_below(std::int64_t load) const {
        std::vector<std::int64_t> room;
        for (const SeatNode& seat : day_.seats) {
            const std::int64_t top = std::min(load * seat.capacity, seat.most * kFine);
            if (top < std::max(seat.stuck, seat.least) * kFine) return false;
            room.push_back(top - seat.stuck * kFine);
        }
        return max_flow(scaled_, room, groups_) == sum_;
    }

    // Everybody can be given at least `load`.
    bool all_reach(std::int64_t load) const {
        std::vector<std::int64_t> wanted;
        std::int64_t sum = 0;
        for (const SeatNode& seat : day_.seats) {
            if (load * seat.capacity > seat.most * kFine) return false;
            wanted.push_back(std::max<std::int64_t>(0, load * seat.capacity - seat.stuck * kFine));
            sum += wanted.back();
        }
        return max_flow(scaled_, wanted, groups_) == sum;
    }

private:
    const Relaxed& day_;
    std::vector<std::int64_t> scaled_;  // billionths of minutes
    std::vector<std::vector<std::size_t>> groups_;
    std::int64_t sum_ = 0;
};

// Seats that carry little, as full as they can be, and what is left to all others.
struct Parted {
    Share together{0, 0};
    Share others{0, 0};
};

// Those who cannot fill their time against the others; closely, everybody put in order of how full they can be at most, parted at
// each place of that order.
std::vector<Parted> splits(const Board& board, const Carrying& carrying, std::vector<SeatIndex> present, bool closely) {
    std::vector<Share> fullest(board.seats());
    for (const SeatIndex s : present) fullest[s] = {carrying.most({s}), board.seat(s).capacity};
    std::stable_sort(present.begin(), present.end(), [&](SeatIndex a, SeatIndex b) { return fullest[a] < fullest[b]; });
    Share all{0, 0};
    for (const SeatIndex s : present) all.load += board.load(s), all.capacity += board.seat(s).capacity;
    std::vector<Parted> found;
    std::vector<SeatIndex> first;
    for (std::size_t i = 0; i < present.size(); ++i) {
        first.push_back(present[i]);
        const bool last_short =
            fullest[present[i]].load < fullest[present[i]].capacity &&
            (i + 1 == present.size() || fullest[present[i + 1]].load >= fullest[present[i + 1]].capacity);
        if (!closely && !last_short) continue;
        Parted parted;
        parted.together.load = carrying.most(first);
        for (const SeatIndex s : first) parted.together.capacity += board.seat(s).capacity;
        parted.others = {all.load - parted.together.load, all.capacity - parted.together.capacity};
        found.push_back(parted);
    }
    return found;
}

// The last billionth in [from, to) at which `holds`, which holds at `from` and not from some point on. A good guess saves the search.
template <class Holds>
std::int64_t last_where(std::int64_t from, std::int64_t to, std::int64_t guess, Holds holds) {
    for (const std::int64_t at : {guess, guess + 1})
        if (from < at && at < to) (holds(at) ? from : to) = at;
    while (to - from > 1) {
        const std::int64_t middle = from + (to - from) / 2;
        (holds(middle) ? from : to) = middle;
    }
    return from;
}

}  // namespace

std::optional<Extremes> extremes(const Board& board) {
    std::optional<Extremes> found;
    for (SeatIndex s = 0; s < board.seats(); ++s) {
        if (!board.seat(s).present) continue;
        const Share share{board.load(s), board.seat(s).capacity};
        if (!found) found = Extremes{share, share};
        if (found->high < share) found->high = share;
        if (share < found->low) found->low = share;
    }
    return found;
}

bool gap_within(const Extremes& extremes, Value limit) {
    const Difference gap = difference(extremes);
    return gap.numerator * kOne.count <= limit.count * gap.denominator;
}

bool gap_less(const Extremes& a, const Extremes& b) {
    const Difference left = difference(a);
    const Difference right = difference(b);
    return left.numerator * right.denominator < right.numerator * left.denominator;
}

Value gap_half_up(const Extremes& extremes) {
    const Difference gap = difference(extremes);
    return {static_cast<std::int64_t>((2 * gap.numerator * kOne.count + gap.denominator) / (2 * gap.denominator))};
}

Value gap_down(const Extremes& extremes) {
    const Difference gap = difference(extremes);
    return {static_cast<std::int64_t>(gap.numerator * kOne.count / gap.denominator)};
}

Value gap_lower_bound(const Board& board, Look look) {
    const auto now = extremes(board);
    if (!now) return {0};
    std::vector<SeatIndex> present;
    for (SeatIndex s = 0; s < board.seats(); ++s)
        if (board.seat(s).present) present.push_back(s);
    const Carrying carrying(board);
    const bool closely = look == Look::close && board.seats() <= kSeatsForFlows;
    const Relaxed day = relax(board, carrying, present, closely);
    const Thresholds thresholds(day);
    // Today's own loads bound both searches: they hold at its greatest and at its least.
    const auto up = [](const Share& share) { return (share.load * kFine + share.capacity - 1) / share.capacity; };
    const auto down = [](const Share& share) { return share.load * kFine / share.capacity; };
    // Where languages part nobody, all calls cut at will give everybody the average.
    Share average{0, 0};
    for (const SeatIndex s : present) average.load += board.load(s), average.capacity += board.seat(s).capacity;
    std::int64_t too_low = last_where(-1, up(now->high), up(average) - 1,
                                      [&](std::int64_t load) { return load < 0 || !thresholds.all_fit_below(load); });
    std::int64_t reached = last_where(down(now->low), up(now->high) + 1, down(average),
                                      [&](std::int64_t load) { return thresholds.all_reach(load); });
    // Those who can carry little share the long calls: together they carry less than each could alone, and leave the rest to the
    // others.
    for (const auto& [together, others] : splits(board, carrying, present, closely)) {
        if (together.capacity > 0) reached = std::min(reached, down(together));
        if (others.capacity > 0) too_low = std::max(too_low, up(others) - 1);
    }
    return {std::max<std::int64_t>(0, too_low - (reached + 1)) * kOne.count / kFine};
}

}  // namespace bienveille
