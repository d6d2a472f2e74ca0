#include "engine/exact.h"

#include <algorithm>
#include <compare>
#include <map>
#include <utility>

#include "engine/assignment.h"
#include "engine/balance.h"
#include "engine/look_ahead.h"
#include "engine/selection.h"
#include "engine/timetable.h"

namespace bienveille {
namespace {

constexpr Fit::Order kLoosely = Fit::Order::loosely;

class Enumeration {
public:
    Enumeration(Board& board, Value tolerance) : board_(board), tolerance_(tolerance), prefer_(board) {
        for (CallIndex c = 0; c < board.calls(); ++c)
            any_earlier_half_day_ = any_earlier_half_day_ || board.earlier_half_day(c);
    }

    void run() {
        choose_from(0);
        if (most_points_) chosen_ = *most_points_;
        give_out_from(0);
        for (const auto& [call, seat] : best_) {
            board_.put(seat, call);
            board_.ahead().comes_today(call);
        }
    }

    // By whom only: the calls on the board, level-3 calls apart, are given out anew; if so wished with nobody passed over.
    void spread(bool nobody_passed_over) {
        for (CallIndex c = 0; c < board_.calls(); ++c)
            if (board_.seat_of(c)) chosen_.push_back(c);
        if (nobody_passed_over) contenders_ = contenders(board_);
        for (const CallIndex c : chosen_) {
            given_.emplace_back(c, *board_.seat_of(c));
            board_.take(c);
        }
        best_ = std::exchange(given_, {});
        give_out_from(0);
        for (const auto& [call, seat] : best_) board_.put(seat, call);
    }

private:
    // ---- who: includes each call by rank if any right set holds all that were included ------------------
    bool choose_from(CallIndex c) {
        if (c == board_.calls()) return assignable(0, Fit::Order::kept);
        if (board_.goes_by_points(c)) return choose_by_points_from(c, 0);
        chosen_.push_back(c);
        if (assignable(0, kLoosely) && choose_from(c + 1)) return true;
        chosen_.pop_back();
        return choose_from(c + 1);
    }

    // The same for the calls that follow, which go by points: every set of them; the first of the best is kept.
    bool choose_by_points_from(CallIndex c, std::int64_t points) {
        if (c == board_.calls()) {
            if (most_points_ && points <= points_) return true;
            if (!assignable(0, Fit::Order::kept)) return most_points_.has_value();
            most_points_ = chosen_;
            points_ = points;
            return true;
        }
        chosen_.push_back(c);
        if (assignable(0, kLoosely)) choose_by_points_from(c + 1, points + board_.call(c).points.count);
        chosen_.pop_back();
        return choose_by_points_from(c + 1, points);
    }

    bool assignable(std::size_t i, Fit::Order order) {
        if (i == chosen_.size()) return order == kLoosely || all_apart();
        const CallIndex c = chosen_[i];
        for (const SeatIndex s : board_.group(c)) {
            if (!board_.eligible(s, c) || !board_.has_room(s, c, kLoosely)) continue;
            board_.put(s, c);
            const bool rest = assignable(i + 1, order);
            board_.take(c);
            if (rest) return true;
        }
        return false;
    }

    bool all_apart() const {
        for (SeatIndex s = 0; s < board_.seats(); ++s)
            if (!board_.is_apart(s)) return false;
        return true;
    }

    // ---- by whom: every assignment of the chosen calls ------------------------------------------------
    struct Worth {
        Extremes loads;
        bool within = true;
        std::int64_t preference = 0;
        int half_days_changed = 0;
    };

    void give_out_from(std::size_t i) {
        if (i == chosen_.size()) {
            if (all_apart()) keep_if_better();
            return;
        }
        const CallIndex c = chosen_[i];
        for (const SeatIndex s : board_.group(c)) {
            if (!board_.eligible(s, c) || !board_.has_room(s, c, kLoosely)) continue;
            board_.put(s, c);
            given_.emplace_back(c, s);
            give_out_from(i + 1);
            given_.pop_back();
            board_.take(c);
        }
    }

    void keep_if_better() {
        Worth now = worth();
        const auto above = found_ ? in_loads_and_preference(now, best_worth_) : std::strong_ordering::less;
        if (above > 0) return;
        now.half_days_changed = half_days_changed_by_all();
        if (above == 0 && !better_below(now, best_worth_)) return;
        if (passes_anybody_over()) return;
        found_ = true;
        best_worth_ = now;
        best_ = given_;
    }

    bool passes_anybody_over() {
        for (SeatIndex s = 0; s < board_.seats(); ++s)
            if (contested(board_, s, contenders_)) return true;
        return false;
    }

    Worth worth() const {
        Worth worth{extremes(board_).value_or(Extremes{}), true, 0, 0};
        worth.within = gap_within(worth.loads, tolerance_);
        for (const auto& [call, seat] : given_) worth.preference += prefer_(call, seat);
        return worth;
    }

    // Each list is asked once: the same calls with the same advisor split the same way.
    int half_days_changed_by_all() {
        if (!any_earlier_half_day_) return 0;
        int changed = 0;
        for (SeatIndex s = 0; s < board_.seats(); ++s) {
            const auto [known, fresh] = half_days_changed_.try_emplace({s, board_.list(s)}, 0);
            if (fresh) known->second = half_days_changed(board_, s);
            changed += known->second;
        }
        return changed;
    }

    // Less: a is better.
    static std::strong_ordering in_loads_and_preference(const Worth& a, const Worth& b) {
        if (a.within != b.within) return b.within <=> a.within;
        if (!a.within && gap_less(a.loads, b.loads)) return std::strong_ordering::less;
        if (!a.within && gap_less(b.loads, a.loads)) return std::strong_ordering::greater;
        return b.preference <=> a.preference;
    }

    static bool better_below(const Worth& a, const Worth& b) {
        if (a.half_days_changed != b.half_days_changed) return a.half_days_changed < b.half_days_changed;
        return gap_less(a.loads, b.loads);
    }

    Board& board_;
    Value tolerance_;
    Preference prefer_;
    std::vector<CallIndex> chosen_;
    std::vector<CallIndex> contenders_;  // none where it is known or not asked that nobody is passed over
    std::optional<std::vector<CallIndex>> most_points_;
    std::int64_t points_ = 0;
    std::vector<std::pair<CallIndex, SeatIndex>> given_;
    std::vector<std::pair<CallIndex, SeatIndex>> best_;
    Worth best_worth_{};
    bool found_ = false;
    bool any_earlier_half_day_ = false;
    std::map<std::pair<SeatIndex, std::vector<CallIndex>>, int> half_days_changed_;  // by seat and list
};

}  // namespace

bool small_enough(const Board& board) {
    if (board.calls() > kMostCalls) return false;
    std::size_t ways = 1;
    for (CallIndex c = 0; c < board.calls(); ++c) ways *= std::max<std::size_t>(1, board.group(c).size());
    return ways <= kMostAssignments;
}

void solve_exactly(Board& board, Value tolerance) { Enumeration(board, tolerance).run(); }

bool few_ways_to_spread(const Board& board) {
    std::size_t ways = 1;
    for (CallIndex c = 0; c < board.calls() && ways <= kMostAssignments; ++c)
        if (board.seat_of(c) && board.call(c).only_seat < 0) ways *= board.group(c).size();
    return ways <= kMostAssignments;
}

void spread_exactly(Board& board, Value tolerance) { Enumeration(board, tolerance).spread(false); }

void assign_exactly(Board& board, Value tolerance) { Enumeration(board, tolerance).spread(true); }

}  // namespace bienveille
