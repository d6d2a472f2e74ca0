#include "engine/balance.h"

#include <algorithm>
#include <map>
#include <vector>

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
    std::int64_t most = 0;   // minutes that it can carry
};

struct Relaxed {
    std::vector<std::int64_t> minutes_of_group;
    std::vector<SeatNode> seats;
    Share all{0, 0};      // everybody present
    Share bounded{0, 0};  // those whom max_calls or caps keep below their capacity: the most they carry together
};

using Counts = std::array<std::int64_t, kKinds>;

// What one seat, or several together, can carry.
struct Bounds {
    std::int64_t fixed_minutes = 0;
    std::int64_t calls = 0;
    std::int64_t level3 = 0;
    std::int64_t level2_and_3 = 0;

    Bounds& operator+=(const Bounds& other) {
        fixed_minutes += other.fixed_minutes;
        calls += other.calls;
        level3 += other.level3;
        level2_and_3 += other.level2_and_3;
        return *this;
    }
};

Bounds bounds_of(const Board& board, SeatIndex s) {
    Bounds bounds;
    bounds.calls = board.seat(s).max_calls;
    std::vector<Standing> fixed;
    for (const Standing& standing : board.standing(s)) {
        if (!standing.fixed) continue;
        fixed.push_back(standing);
        bounds.fixed_minutes += standing.to - standing.from;
        --bounds.calls;
    }
    const Caps caps = board.caps_of_fixed(s);
    bounds.level2_and_3 = caps.level2_and_3;
    // Kept apart, level-3 calls number at most the others and one more a gap: k <= (calls - k) + gaps.
    std::int64_t separators = 0;
    for (const Gap& gap : gaps_between(board.windows(), fixed)) separators += std::max(0, gap.spare_separators());
    bounds.level3 = std::min<std::int64_t>(caps.level3, (bounds.calls + separators) / 2);
    return bounds;
}

// The fixed minutes and the longest calls that the bounds let in.
std::int64_t most_minutes(Bounds bounds, const Counts& calls, const Fit& fit) {
    std::array<std::size_t, kKinds> longest_first{0, 1, 2, 3, 4};
    std::sort(longest_first.begin(), longest_first.end(),
              [&](std::size_t a, std::size_t b) { return fit.minutes_of(a) > fit.minutes_of(b); });
    std::int64_t minutes = bounds.fixed_minutes;
    for (const std::size_t kind : longest_first) {
        std::int64_t count = std::min(calls[kind], bounds.calls);
        if (kind == kLevel3) count = std::min(count, bounds.level3);
        if (kind >= kLevel3 - 1) count = std::min(count, bounds.level2_and_3);
        count = std::max<std::int64_t>(count, 0);
        if (kind >= kLevel3 - 1) bounds.level2_and_3 -= count;
        bounds.calls -= count;
        minutes += count * fit.minutes_of(kind);
    }
    return minutes;
}

Relaxed relax(const Board& board) {
    Relaxed day;
    std::vector<std::int64_t> stuck(board.seats(), 0);
    std::vector<std::vector<std::size_t>> groups_of_seat(board.seats());
    std::vector<Counts> calls_of_group;
    Counts all_calls{};
    for (SeatIndex s = 0; s < board.seats(); ++s)
        for (const Standing& standing : board.standing(s))
            if (standing.fixed) stuck[s] += standing.to - standing.from;
    for (std::size_t g = 0; g < board.groups(); ++g) {
        day.minutes_of_group.push_back(0);
        calls_of_group.push_back({});
        for (const SeatIndex s : board.seats_of_group(g)) groups_of_seat[s].push_back(g);
    }
    for (CallIndex c = 0; c < board.calls(); ++c) {
        const auto seat = board.seat_of(c);
        if (!seat) continue;
        if (board.call(c).only_seat >= 0) {
            stuck[*seat] += board.cost(c);
        } else {
            day.minutes_of_group[board.call(c).group] += board.cost(c);
        }
        ++calls_of_group[board.call(c).group][board.call(c).kind];
        ++all_calls[board.call(c).kind];
    }
    std::map<std::vector<std::size_t>, std::size_t> node_of;
    Bounds together;
    for (SeatIndex s = 0; s < board.seats(); ++s) {
        if (!board.seat(s).present) continue;
        const std::int64_t capacity = board.seat(s).capacity;
        const Bounds bounds = bounds_of(board, s);
        Counts calls{};
        for (const std::size_t g : groups_of_seat[s])
            for (std::size_t k = 0; k < kKinds; ++k) calls[k] += calls_of_group[g][k];
        const std::int64_t most = std::max(stuck[s], std::min(capacity, most_minutes(bounds, calls, board.fit())));
        day.all.load += board.load(s);
        day.all.capacity += capacity;
        if (most < capacity) {
            together += bounds;
            day.bounded.capacity += capacity;
        }
        if (stuck[s] > 0 || most < capacity) {
            day.seats.push_back({groups_of_seat[s], capacity, stuck[s], most});
            continue;
        }
        const auto [entry, fresh] = node_of.try_emplace(groups_of_seat[s], day.seats.size());
        if (fresh) day.seats.push_back({groups_of_seat[s], 0, 0, 0});
        day.seats[entry->second].capacity += capacity;
        day.seats[entry->second].most += capacity;
    }
    day.bounded.load = most_minutes(together, all_calls, board.fit());
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
            if (top < seat.stuck * kFine) return false;
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

// The last billionth in [from, to) at which `holds`, which holds at `from` and not from some point on.
template <class Holds>
std::int64_t last_where(std::int64_t from, std::int64_t to, Holds holds) {
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

Value gap_lower_bound(const Board& board) {
    const auto now = extremes(board);
    if (!now) return {0};
    const Relaxed day = relax(board);
    const Thresholds thresholds(day);
    // Today's own loads bound both searches: they hold at its greatest and at its least.
    const auto up = [](const Share& share) { return (share.load * kFine + share.capacity - 1) / share.capacity; };
    const auto down = [](const Share& share) { return share.load * kFine / share.capacity; };
    std::int64_t too_low =
        last_where(-1, up(now->high), [&](std::int64_t load) { return load < 0 || !thresholds.all_fit_below(load); });
    std::int64_t reached =
        last_where(down(now->low), up(now->high) + 1, [&](std::int64_t load) { return thresholds.all_reach(load); });
    // Those who are bounded share the long calls: together they carry less than each could alone.
    if (day.bounded.capacity > 0) reached = std::min(reached, down(day.bounded));
    if (day.bounded.capacity < day.all.capacity)
        too_low = std::max(too_low, up({day.all.load - day.bounded.load, day.all.capacity - day.bounded.capacity}) - 1);
    return {std::max<std::int64_t>(0, too_low - (reached + 1)) * kOne.count / kFine};
}

}  // namespace bienveille
