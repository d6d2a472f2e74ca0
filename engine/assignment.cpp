#include "engine/assignment.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/balance.h"
#include "engine/by_load.h"
#include "engine/exact.h"
#include "engine/passing_on.h"
#include "engine/selection.h"
#include "engine/spreading.h"

namespace bienveille {
namespace {

constexpr int kPasses = 4;        // of each local search; the second rarely finds anything
constexpr int kPassesAround = 2;  // where few lists have changed
constexpr std::size_t kSeatsForPairs = 64;
constexpr int kPartnerSeats = 8;  // of those least or most loaded that levelling looks at

class Exchange {
public:
    // `changed`, by seat: the lists that are not as they were left; where it is empty all are looked at.
    explicit Exchange(Board& board, Value tolerance, std::vector<char> changed = {})
        : board_(board), tolerance_(tolerance), changed_(std::move(changed)), prefer_(board), by_load_(board) {
        for (SeatIndex s = 0; s < board.seats(); ++s)
            if (board.seat(s).present) seats_of_area_[board.seat(s).area].push_back(s);
        find_extremes();
    }

    // Even loads at any price in preferences, and in room that opens for calls not planned yet.
    void even_loads() {
        if (by_load_.size() > 1) level(tolerance_, Price::any);
    }

    // The same caller, the own area, the previous plan; then evener still without loss.
    void prefer() {
        if (by_load_.size() < 2) return;
        const std::vector<CallIndex> called = board_.called();
        const int passes = changed_.empty() ? kPasses : kPassesAround;
        for (int pass = 0; pass < passes && prefer_pass(called); ++pass) {}
        level(Value{0}, Price::none);
    }

private:
    enum class Price { any, none };
    // Between which loads both lists of an exchange must come: their own, or the greatest and the least of all, since of two with unlike
    // capacity whoever was evener may become the less even one, and all the same no longer be the greatest. Or beyond, where the gap is
    // smaller afterwards: of two calls that keep each other apart neither can go alone.
    enum class Within { both, all, gap };

    // None, one or two calls.
    struct Few {
        std::array<CallIndex, 2> calls{};
        std::size_t count = 0;

        Few() = default;
        Few(CallIndex only) : calls{only, 0}, count(1) {}
        Few(CallIndex one, CallIndex other) : calls{one, other}, count(2) {}
        const CallIndex* begin() const { return calls.data(); }
        const CallIndex* end() const { return calls.data() + count; }
        auto operator<=>(const Few&) const = default;
    };

    // What leaves `from` for `to`, and what comes back for it.
    struct Move {
        SeatIndex from;
        SeatIndex to;
        Few out;
        Few back;
    };

    Share share(SeatIndex s, std::int64_t change = 0) const {
        return {board_.load(s) + change, board_.seat(s).capacity};
    }

    int cost(const Few& few) const {
        return std::accumulate(few.begin(), few.end(), 0, [&](int sum, CallIndex c) { return sum + board_.cost(c); });
    }
    int shift(const Move& move) const { return cost(move.out) - cost(move.back); }

    std::int64_t gain(const Move& move) const {
        std::int64_t sum = 0;
        for (const CallIndex c : move.out) sum += prefer_(c, move.to) - prefer_(c, move.from);
        for (const CallIndex c : move.back) sum += prefer_(c, move.from) - prefer_(c, move.to);
        return sum;
    }

    bool movable(CallIndex c, SeatIndex to) const { return board_.eligible(to, c); }

    // ---- one move, made or not ----------------------------------------------------------------------
    bool make(const Move& move, Price price = Price::none) {
        if (!has_minutes(move)) return false;
        for (const CallIndex c : move.out) board_.take(c);
        for (const CallIndex c : move.back) board_.take(c);
        const auto put_all = [&](const Few& calls, SeatIndex seat) {
            return std::all_of(calls.begin(), calls.end(), [&](CallIndex c) {
                if (!board_.has_room(seat, c, Fit::Order::loosely)) return false;
                board_.put(seat, c);
                return true;
            });
        };
        bool right = put_all(move.out, move.to) && put_all(move.back, move.from) && board_.is_apart(move.to);
        right = right && board_.is_apart(move.from);
        if (price == Price::none) right = right && !contests(move.from) && !contests(move.to);
        if (right) {
            by_load_.renew(move.from);
            by_load_.renew(move.to);
            find_extremes();
            if (!changed_.empty()) changed_[move.from] = changed_[move.to] = 1;
        } else {
            undo(move);
        }
        return right;
    }

    bool has_minutes(const Move& move) const {
        const auto has = [&](SeatIndex s, int more) { return board_.load(s) + more <= board_.seat(s).capacity; };
        const int more = shift(move);
        return has(move.to, more) && (move.back.count == 0 || has(move.from, -more));
    }

    // Whether anybody who waits could take a place there: moves leave those who wait the same.
    bool contests(SeatIndex s) {
        if (!contenders_) contenders_ = contenders(board_);
        return contested(board_, s, *contenders_);
    }

    void undo(const Move& move) {
        const auto bring = [&](const Few& calls, SeatIndex seat) {
            for (const CallIndex c : calls) board_.put(seat, c);
        };
        for (const Few& calls : {move.out, move.back})
            for (const CallIndex c : calls)
                if (board_.seat_of(c)) board_.take(c);
        bring(move.out, move.from);
        bring(move.back, move.to);
    }

    // ---- even loads -----------------------------------------------------------------------------------
    // Takes from the most loaded and gives to the least loaded until the gap is within `limit` or nothing helps.
    void level(Value limit, Price price) {
        for (std::size_t left = 4 * board_.calls() + 64; left > 0; --left) {
            if (gap_within({share(by_load_.most()), share(by_load_.least())}, limit)) return;
            if (!level_once(price)) return;
        }
    }

    bool level_once(Price price) {
        const SeatIndex top = by_load_.most();
        const SeatIndex bottom = by_load_.least();
        const std::vector<SeatIndex> low = by_load_.lowest(kPartnerSeats);
        const std::vector<SeatIndex> high = by_load_.highest(kPartnerSeats);
        const auto even_extremes_out = [&](Within within) {
            for (const SeatIndex s : low)
                if (s != top && share(s) < share(top) && even_out(top, s, price, within)) return true;
            for (const SeatIndex s : high)
                if (s != bottom && share(bottom) < share(s) && even_out(s, bottom, price, within)) return true;
            return false;
        };
        if (even_extremes_out(Within::both)) return true;
        if (price == Price::none) return false;
        const bool is_small = board_.seats() <= kSeatsForPairs;
        return (is_small && level_between(Within::both)) || even_extremes_out(Within::all) ||
               (is_small && (level_between(Within::all) || pass_on_along_lists() || even_extremes_out(Within::gap)));
    }

    bool pass_on_along_lists() {
        const bool passed = pass_along_lists(board_, by_load_);
        if (passed) find_extremes();
        return passed;
    }

    // Where neither the most nor the least loaded can be helped alone: any two others made evener may leave room for them.
    // The sum of load squared / capacity falls, so that ends.
    bool level_between(Within within) {
        const std::vector<SeatIndex> by_load = by_load_.lowest(by_load_.size());
        for (std::size_t high = by_load.size(); high-- > 1;)
            for (std::size_t low = 0; low < high; ++low)
                if (share(by_load[low]) < share(by_load[high]) &&
                    make_evenest(by_load[high], by_load[low], that_may_go(by_load[high], by_load[low], {}),
                                 that_may_go(by_load[low], by_load[high], {Few{}}), Price::any, within))
                    return true;
        return false;
    }

    // The exchange that leaves these two evenest, without loss of preference unless at any price. Two calls for one or two
    // are tried where one for one does not help, on days small enough for it.
    bool even_out(SeatIndex high, SeatIndex low, Price price, Within within) {
        std::vector<Few> out = that_may_go(high, low, {});
        std::vector<Few> back = that_may_go(low, high, {Few{}});
        if (make_evenest(high, low, out, back, price, within)) return true;
        if (price == Price::none || board_.seats() > kSeatsForPairs) return false;
        add_pairs(out, 0);
        add_pairs(back, 1);
        return make_evenest(high, low, out, back, price, within);
    }

    // With what there is before.
    std::vector<Few> that_may_go(SeatIndex from, SeatIndex to, std::vector<Few> calls) const {
        for (const CallIndex c : board_.list(from))
            if (movable(c, to)) calls.push_back({c});
        return calls;
    }

    static void add_pairs(std::vector<Few>& calls, std::size_t first) {
        const std::size_t singles = calls.size();
        for (std::size_t i = first; i < singles; ++i)
            for (std::size_t j = i + 1; j < singles; ++j) calls.push_back({calls[i].calls[0], calls[j].calls[0]});
    }

    struct Option {
        Move move;
        std::int64_t gain;
        Share left;  // the larger of the two shares afterwards
    };

    bool make_evenest(SeatIndex high, SeatIndex low, const std::vector<Few>& outs, const std::vector<Few>& backs,
                      Price price, Within within) {
        const Share above = share(within == Within::both ? high : by_load_.most());
        const Share below = share(within == Within::both ? low : by_load_.least());
        // Each makes the gap smaller, or leaves it no larger and the sum of load squared / capacity smaller: so that ends.
        const auto may_shift = [&](const Share& high_after, const Share& low_after, int minutes) {
            if (within == Within::gap)
                return gap_less(extremes_beside(high, low, {high_after, low_after}), {above, below});
            return low_after < above && below < high_after && makes_evener(share(high), share(low), minutes);
        };
        std::vector<Option> options;
        for (const Few& out : outs) {
            const int cost_out = cost(out);
            for (const Few& back : backs) {
                const int shift_by = cost_out - cost(back);
                if (shift_by <= 0) continue;
                const Share high_after = share(high, -shift_by);
                const Share low_after = share(low, shift_by);
                if (!may_shift(high_after, low_after, shift_by)) continue;
                const Move move{high, low, out, back};
                const std::int64_t gained = gain(move);
                if (price == Price::none && gained < 0) continue;
                options.push_back({move, gained, std::max(high_after, low_after)});
            }
        }
        std::sort(options.begin(), options.end(), [](const Option& a, const Option& b) {
            if ((a.gain >= 0) != (b.gain >= 0)) return a.gain >= 0;
            if (a.left < b.left || b.left < a.left) return a.left < b.left;
            if (a.gain != b.gain) return a.gain > b.gain;
            return std::pair(a.move.out, a.move.back) < std::pair(b.move.out, b.move.back);
        });
        return std::any_of(options.begin(), options.end(),
                           [&](const Option& option) { return make(option.move, price); });
    }

    // ---- same caller, own area, previous plan ------------------------------------------------------
    bool prefer_pass(const std::vector<CallIndex>& called) {
        bool changed = false;
        const Value limit = std::max(tolerance_, gap_half_up(*extremes(board_)));
        for (const CallIndex c : called) {
            const SeatIndex from = *board_.seat_of(c);
            if (is_best_off(c, from)) continue;
            const bool stayed = !changed_.empty() && board_.earlier_seat(c) == from;
            if (stayed && !may_reach_caller(c, from)) continue;
            for (const Wished& to : wished_seats(c, from))
                if ((!stayed || is_caller(c, to.seat)) && movable(c, to.seat) && bring(c, from, to.seat, limit)) {
                    changed = true;
                    break;
                }
        }
        return changed;
    }

    bool is_caller(CallIndex c, SeatIndex s) const {
        return board_.call(c).previous_seat == static_cast<std::int32_t>(s);
    }

    // Of those who stayed where they were: on two lists that are as they were, nothing is other than it was.
    bool may_reach_caller(CallIndex c, SeatIndex from) const {
        const std::int32_t caller = board_.call(c).previous_seat;
        return caller >= 0 && (changed_[from] != 0 || changed_[static_cast<SeatIndex>(caller)] != 0);
    }

    // Most calls: no other seat is worth more, as can be told without looking at any.
    bool is_best_off(CallIndex c, SeatIndex from) const {
        const Candidate& call = board_.call(c);
        if (call.previous_seat >= 0 && static_cast<SeatIndex>(call.previous_seat) != from) return false;
        if (board_.earlier_seat(c).value_or(from) != from) return false;
        return call.previous_seat >= 0 || call.area < 0 || board_.seat(from).area == call.area;
    }

    struct Wished {
        SeatIndex seat;
        std::int64_t worth;
    };

    // Seats on which this call is worth more than where it is, best first. Good until it is asked again.
    const std::vector<Wished>& wished_seats(CallIndex c, SeatIndex from) {
        const Candidate& call = board_.call(c);
        const std::int64_t now = prefer_(c, from);
        wished_.clear();
        const auto consider = [&](SeatIndex s) {
            if (s == from) return;
            if (const std::int64_t worth = prefer_(c, s); worth > now) wished_.push_back({s, worth});
        };
        if (call.previous_seat >= 0) consider(static_cast<SeatIndex>(call.previous_seat));
        if (const auto earlier = board_.earlier_seat(c)) consider(*earlier);
        if (call.area >= 0 && board_.seat(from).area != call.area) {
            // A few of them, from another one on for each call.
            const auto home = seats_of_area_.find(call.area);
            const std::size_t there = home == seats_of_area_.end() ? 0 : home->second.size();
            for (std::size_t i = 0; i < std::min<std::size_t>(there, kPartnerSeats); ++i)
                consider(home->second[(c + i) % there]);
        }
        // A handful, the first found first among equals.
        for (auto next = wished_.begin(); next != wished_.end(); ++next)
            std::rotate(std::upper_bound(wished_.begin(), next, *next,
                                         [](const Wished& a, const Wished& b) { return a.worth > b.worth; }),
                        next, next + 1);
        return wished_;
    }

    struct Swap {
        CallIndex back;
        std::int64_t gain;
        int shift;
    };

    bool bring(CallIndex c, SeatIndex from, SeatIndex to, Value limit) {
        const Move alone{from, to, c, {}};
        if (stays_within(alone, limit) && make(alone)) return true;
        const std::int64_t gain_of_c = prefer_(c, to) - prefer_(c, from);
        swaps_.clear();
        for (const CallIndex back : board_.list(to)) {
            if (!movable(back, from)) continue;
            const std::int64_t gained = gain_of_c + prefer_(back, from) - prefer_(back, to);
            if (gained > 0 && stays_within({from, to, c, back}, limit))
                swaps_.push_back({back, gained, std::abs(board_.cost(c) - board_.cost(back))});
        }
        std::sort(swaps_.begin(), swaps_.end(), [](const Swap& a, const Swap& b) {
            if (a.gain != b.gain) return a.gain > b.gain;
            if (a.shift != b.shift) return a.shift < b.shift;
            return a.back > b.back;
        });
        return std::any_of(swaps_.begin(), swaps_.end(), [&](const Swap& swap) {
            return make({from, to, c, swap.back});
        });
    }

    // Whether the largest gap afterwards is still within `limit`.
    bool stays_within(const Move& move, Value limit) const {
        const Share from = share(move.from, -shift(move));
        const Share to = share(move.to, shift(move));
        return gap_within(extremes_beside(move.from, move.to, {from, to}), limit);
    }

    // Once the loads of two are these, in either order.
    Extremes extremes_beside(SeatIndex one, SeatIndex two, const Extremes& theirs) const {
        Share high = std::max(theirs.high, theirs.low);
        Share low = std::min(theirs.high, theirs.low);
        const auto other = [&](SeatIndex s) { return s != one && s != two; };
        if (const auto top = std::find_if(highest_.begin(), highest_.end(), other); top != highest_.end())
            high = std::max(high, share(*top));
        if (const auto bottom = std::find_if(lowest_.begin(), lowest_.end(), other); bottom != lowest_.end())
            low = std::min(low, share(*bottom));
        return {high, low};
    }

    // One of three is neither of two.
    void find_extremes() {
        lowest_ = by_load_.lowest(3);
        highest_ = by_load_.highest(3);
    }

    Board& board_;
    Value tolerance_;
    std::vector<char> changed_;
    Preference prefer_;
    std::optional<std::vector<CallIndex>> contenders_;
    ByLoad by_load_;
    std::vector<SeatIndex> lowest_;  // three each
    std::vector<SeatIndex> highest_;
    std::vector<Wished> wished_;
    std::vector<Swap> swaps_;
    std::unordered_map<std::int32_t, std::vector<SeatIndex>> seats_of_area_;
};

}  // namespace

Preference::Preference(const Board& board) : board_(board) {
    const auto calls = static_cast<std::int64_t>(board.calls()) + 1;
    own_area_ = calls;
    same_caller_ = calls * calls;
}

std::int64_t Preference::operator()(CallIndex c, SeatIndex s) const {
    const Candidate& call = board_.call(c);
    const auto is = [s](std::int32_t seat) { return seat >= 0 && static_cast<SeatIndex>(seat) == s; };
    std::int64_t worth = 0;
    if (is(call.previous_seat)) worth += same_caller_;
    if (call.area >= 0 && call.area == board_.seat(s).area) worth += own_area_;
    if (board_.earlier_seat(c) == s) worth += 1;
    return worth;
}

bool assign(Board& board, Value tolerance) {
    // Levelling may open room for a call that had none; putting it in makes the plan greater by rank, so this ends.
    do {
        Exchange(board, tolerance).even_loads();
        if (!few_ways_to_spread(board)) spread_side_by_side(board, tolerance);
    } while (repair(board));
    if (const auto loads = extremes(board); loads && !gap_within(*loads, tolerance) && few_ways_to_spread(board)) {
        do { spread_exactly(board, tolerance); } while (repair(board) && few_ways_to_spread(board));
        return few_ways_to_spread(board);
    }
    Exchange(board, tolerance).prefer();
    return false;
}

bool assign_around(Board& board, Value tolerance, std::vector<char> changed) {
    if (const auto loads = extremes(board); !loads || !gap_within(*loads, tolerance)) return false;
    Exchange(board, tolerance, std::move(changed)).prefer();
    return true;
}

}  // namespace bienveille
