#include "engine/assignment.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>
#include <set>
#include <unordered_map>

#include "engine/balance.h"
#include "engine/exact.h"
#include "engine/selection.h"

namespace bienveille {
namespace {

constexpr int kPasses = 4;  // of each local search; the second rarely finds anything
constexpr std::size_t kSeatsForPairs = 64;
constexpr int kPartnerSeats = 8;  // of those least or most loaded that levelling looks at

class Exchange {
public:
    Exchange(Board& board, Value tolerance)
        : board_(board),
          tolerance_(tolerance),
          prefer_(board),
          contenders_(contenders(board)),
          by_load_(Order{&board}) {
        for (SeatIndex s = 0; s < board.seats(); ++s) {
            if (!board.seat(s).present) continue;
            by_load_.insert(s);
            seats_of_area_[board.seat(s).area].push_back(s);
        }
    }

    // Even loads at any price in preferences, and in room that opens for calls not planned yet.
    void even_loads() {
        if (by_load_.size() > 1) level(tolerance_, Price::any);
    }

    // The same caller, the own area, the previous plan; then evener still without loss.
    void prefer() {
        if (by_load_.size() < 2) return;
        for (int pass = 0; pass < kPasses && prefer_pass(); ++pass) {}
        level(Value{0}, Price::none);
    }

private:
    enum class Price { any, none };

    struct Order {
        const Board* board;
        bool operator()(SeatIndex a, SeatIndex b) const {
            if (board->less_loaded(a, b)) return true;
            if (board->less_loaded(b, a)) return false;
            return a < b;
        }
    };

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
        by_load_.erase(move.from);
        by_load_.erase(move.to);
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
        if (price == Price::none)
            right = right && !contested(board_, move.from, contenders_) && !contested(board_, move.to, contenders_);
        if (!right) undo(move);
        by_load_.insert(move.from);
        by_load_.insert(move.to);
        return right;
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
            if (gap_within({share(*by_load_.rbegin()), share(*by_load_.begin())}, limit)) return;
            if (!level_once(price)) return;
        }
    }

    bool level_once(Price price) {
        const SeatIndex top = *by_load_.rbegin();
        const SeatIndex bottom = *by_load_.begin();
        std::vector<SeatIndex> low;
        std::vector<SeatIndex> high;
        for (auto it = by_load_.begin(); it != by_load_.end() && low.size() < kPartnerSeats; ++it) low.push_back(*it);
        for (auto it = by_load_.rbegin(); it != by_load_.rend() && high.size() < kPartnerSeats; ++it)
            high.push_back(*it);
        for (const SeatIndex s : low)
            if (s != top && share(s) < share(top) && even_out(top, s, price)) return true;
        for (const SeatIndex s : high)
            if (s != bottom && share(bottom) < share(s) && even_out(s, bottom, price)) return true;
        return price == Price::any && board_.seats() <= kSeatsForPairs && level_between();
    }

    // Where neither the most nor the least loaded can be helped alone: any two others made evener may leave room for them.
    // The sum of load squared / capacity falls, so that ends.
    bool level_between() {
        const std::vector<SeatIndex> by_load(by_load_.begin(), by_load_.end());
        for (std::size_t high = by_load.size(); high-- > 1;)
            for (std::size_t low = 0; low < high; ++low)
                if (share(by_load[low]) < share(by_load[high]) &&
                    make_evenest(by_load[high], by_load[low], that_may_go(by_load[high], by_load[low], {}),
                                 that_may_go(by_load[low], by_load[high], {Few{}}), Price::any))
                    return true;
        return false;
    }

    // The exchange that leaves these two evenest, without loss of preference unless at any price. Two calls for one or two
    // are tried where one for one does not help, on days small enough for it.
    bool even_out(SeatIndex high, SeatIndex low, Price price) {
        std::vector<Few> out = that_may_go(high, low, {});
        std::vector<Few> back = that_may_go(low, high, {Few{}});
        if (make_evenest(high, low, out, back, price)) return true;
        if (price == Price::none || board_.seats() > kSeatsForPairs) return false;
        add_pairs(out, 0);
        add_pairs(back, 1);
        return make_evenest(high, low, out, back, price);
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
                      Price price) {
        std::vector<Option> options;
        for (const Few& out : outs) {
            const int cost_out = cost(out);
            for (const Few& back : backs) {
                const int shift_by = cost_out - cost(back);
                if (shift_by <= 0) continue;
                const Share high_after = share(high, -shift_by);
                const Share low_after = share(low, shift_by);
                if (!(low_after < share(high)) || !(share(low) < high_after)) continue;  // both strictly between
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
    bool prefer_pass() {
        bool changed = false;
        const Value limit = std::max(tolerance_, gap_half_up(*extremes(board_)));
        for (CallIndex c = 0; c < board_.calls(); ++c) {
            const auto from = board_.seat_of(c);
            if (!from) continue;
            for (const SeatIndex to : wished_seats(c, *from))
                if (movable(c, to) && bring(c, *from, to, limit)) {
                    changed = true;
                    break;
                }
        }
        return changed;
    }

    // Seats on which this call is worth more than where it is, best first.
    std::vector<SeatIndex> wished_seats(CallIndex c, SeatIndex from) const {
        const Candidate& call = board_.call(c);
        std::vector<SeatIndex> seats;
        if (call.previous_seat >= 0) seats.push_back(static_cast<SeatIndex>(call.previous_seat));
        if (call.earlier_seat >= 0) seats.push_back(static_cast<SeatIndex>(call.earlier_seat));
        if (call.area >= 0 && board_.seat(from).area != call.area) {
            // A few of them, from another one on for each call.
            const auto home = seats_of_area_.find(call.area);
            const std::size_t there = home == seats_of_area_.end() ? 0 : home->second.size();
            for (std::size_t i = 0; i < std::min<std::size_t>(there, kPartnerSeats); ++i)
                seats.push_back(home->second[(c + i) % there]);
        }
        const std::int64_t now = prefer_(c, from);
        std::erase_if(seats, [&](SeatIndex s) { return s == from || prefer_(c, s) <= now; });
        std::stable_sort(seats.begin(), seats.end(),
                         [&](SeatIndex a, SeatIndex b) { return prefer_(c, a) > prefer_(c, b); });
        return seats;
    }

    bool bring(CallIndex c, SeatIndex from, SeatIndex to, Value limit) {
        const Move alone{from, to, c, {}};
        if (stays_within(alone, limit) && make(alone)) return true;
        std::vector<Move> swaps;
        for (const CallIndex back : board_.list(to)) {
            const Move swap{from, to, c, back};
            if (movable(back, from) && gain(swap) > 0 && stays_within(swap, limit)) swaps.push_back(swap);
        }
        std::sort(swaps.begin(), swaps.end(), [&](const Move& a, const Move& b) {
            if (gain(a) != gain(b)) return gain(a) > gain(b);
            if (std::abs(shift(a)) != std::abs(shift(b))) return std::abs(shift(a)) < std::abs(shift(b));
            return a.back > b.back;
        });
        return std::any_of(swaps.begin(), swaps.end(), [&](const Move& swap) { return make(swap); });
    }

    // Whether the largest gap afterwards is still within `limit`.
    bool stays_within(const Move& move, Value limit) const {
        const Share from = share(move.from, -shift(move));
        const Share to = share(move.to, shift(move));
        Share high = std::max(from, to);
        Share low = std::min(from, to);
        const auto other = [&](SeatIndex s) { return s != move.from && s != move.to; };
        if (const auto top = std::find_if(by_load_.rbegin(), by_load_.rend(), other); top != by_load_.rend())
            high = std::max(high, share(*top));
        if (const auto bottom = std::find_if(by_load_.begin(), by_load_.end(), other); bottom != by_load_.end())
            low = std::min(low, share(*bottom));
        return gap_within({high, low}, limit);
    }

    Board& board_;
    Value tolerance_;
    Preference prefer_;
    std::vector<CallIndex> contenders_;
    std::set<SeatIndex, Order> by_load_;
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
    if (is(call.earlier_seat)) worth += 1;
    return worth;
}

bool assign(Board& board, Value tolerance) {
    // Levelling may open room for a call that had none; putting it in makes the plan greater by rank, so this ends.
    do { Exchange(board, tolerance).even_loads(); } while (repair(board));
    if (const auto loads = extremes(board); loads && !gap_within(*loads, tolerance) && few_ways_to_spread(board)) {
        do { spread_exactly(board, tolerance); } while (repair(board) && few_ways_to_spread(board));
        return few_ways_to_spread(board);
    }
    Exchange(board, tolerance).prefer();
    return false;
}

}  // namespace bienveille
