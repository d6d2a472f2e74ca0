#include "engine/choice.h"

#include <algorithm>
#include <compare>
#include <optional>
#include <vector>

#include "engine/assignment.h"
#include "engine/balance.h"
#include "engine/exact.h"
#include "engine/look_ahead.h"
#include "engine/selection.h"
#include "engine/value.h"

namespace bienveille {
namespace {

constexpr int kMostRounds = 8;

using Seats = std::vector<std::optional<SeatIndex>>;

// Who sits where, and where the others have their places later.
class Choice {
public:
    explicit Choice(const Board& board) : forces_today_(board.ahead().forces_today()), seats_(board.calls()) {
        for (CallIndex c = 0; c < board.calls(); ++c) seats_[c] = board.seat_of(c);
        for (const CallIndex c : board.ahead().calls_with_deadline()) places_.push_back(board.ahead().place_of(c));
    }

    // First whatever stands elsewhere leaves, then all come where they were.
    void restore(Board& board) const {
        LookAhead& ahead = board.ahead();
        const std::vector<CallIndex>& with_deadline = ahead.calls_with_deadline();
        for (CallIndex c = 0; c < board.calls(); ++c)
            if (const auto seat = board.seat_of(c); seat && seat != seats_[c]) board.take(c);
        for (std::size_t i = 0; i < with_deadline.size(); ++i)
            if (const auto place = ahead.place_of(with_deadline[i]); place && place != places_[i])
                ahead.comes_today(with_deadline[i]);
        ahead.force_today(forces_today_);
        for (CallIndex c = 0; c < board.calls(); ++c)
            if (seats_[c] && !board.seat_of(c)) board.put(*seats_[c], c);
        for (std::size_t i = 0; i < with_deadline.size(); ++i)
            if (places_[i] && !ahead.place_of(with_deadline[i])) ahead.back_to(with_deadline[i], places_[i]);
    }

    const Seats& seats() const { return seats_; }

private:
    bool forces_today_;
    Seats seats_;
    std::vector<std::optional<CellIndex>> places_;  // of the calls with a deadline
};

// ---- what a choice is worth ---------------------------------------------------------------------------------

struct Worth {
    std::vector<bool> called;  // by rank; by value, those who go by rank
    std::int64_t points = 0;   // of the others
    bool within = true;
    Extremes loads;
    int same_callers = 0;
    int own_area = 0;
    int with_the_same = 0;  // as in today's previous plan
};

Worth worth_of(const Board& board, Value tolerance) {
    Worth worth;
    for (CallIndex c = 0; c < board.calls(); ++c) {
        const Candidate& call = board.call(c);
        const auto seat = board.seat_of(c);
        if (board.goes_by_points(c))
            worth.points += seat ? call.points.count : 0;
        else
            worth.called.push_back(seat.has_value());
        if (!seat) continue;
        const auto is = [&](std::int32_t other) { return other == static_cast<std::int32_t>(*seat) ? 1 : 0; };
        worth.same_callers += is(call.previous_seat);
        worth.own_area += call.area >= 0 && call.area == board.seat(*seat).area ? 1 : 0;
        worth.with_the_same += board.earlier_seat(c) == seat ? 1 : 0;
    }
    worth.loads = extremes(board).value_or(Extremes{});
    worth.within = gap_within(worth.loads, tolerance);
    return worth;
}

// In O1 to O4. Less: a is better.
std::strong_ordering above_previous_plan(const Worth& a, const Worth& b) {
    if (a.called != b.called) return a.called > b.called ? std::strong_ordering::less : std::strong_ordering::greater;
    if (a.points != b.points) return b.points <=> a.points;
    if (a.within != b.within) return b.within <=> a.within;
    if (!a.within && gap_less(a.loads, b.loads)) return std::strong_ordering::less;
    if (!a.within && gap_less(b.loads, a.loads)) return std::strong_ordering::greater;
    if (a.same_callers != b.same_callers) return b.same_callers <=> a.same_callers;
    return b.own_area <=> a.own_area;
}

// ---- starting from seats ------------------------------------------------------------------------------------

bool all_take_equally_long(const Board& board) {
    for (CallIndex c = 1; c < board.calls(); ++c)
        if (board.cost(c) != board.cost(0)) return false;
    return true;
}

// The first call on one of them only is on a's.
bool calls_higher(const Choice& a, const Choice& b) {
    for (std::size_t c = 0; c < a.seats().size(); ++c)
        if (a.seats()[c].has_value() != b.seats()[c].has_value()) return a.seats()[c].has_value();
    return false;
}

// Selection that starts from where each call sat: there, where there is still room for it, by rank; then the others into the room
// that is left; then repair.
class Near {
public:
    Near(Board& board, const Choice& nobody, const Seats& seats) : board_(board), nobody_(nobody), seats_(seats) {}

    void run() {
        nobody_.restore(board_);
        select(Needed::by_rank);
        if (!board_.ahead().misses_any(board_)) return;
        // What no later day can take goes first, unless that calls somebody of lower rank instead of somebody of higher rank.
        const bool forced = board_.ahead().forces_today();
        const Choice by_rank(board_);
        nobody_.restore(board_);
        board_.ahead().force_today(true);
        select(Needed::first);
        const Choice packed(board_);
        if (!calls_higher(packed, by_rank) && !(forced && calls_higher(by_rank, packed))) by_rank.restore(board_);
    }

private:
    enum class Needed : std::uint8_t { by_rank, first };

    void select(Needed needed) {
        if (needed == Needed::first) {
            for (const LookAhead::Needed& each : board_.ahead().needed_today()) seat_where_it_was(each.call);
            fill(board_, needed_without_seat());
        }
        // With equal minutes there is one best set, and whoever comes by rank finds it.
        if (!all_take_equally_long(board_))
            for (CallIndex c = 0; c < board_.calls(); ++c) seat_where_it_was(c);
        if (board_.ahead().forces_today()) fill(board_, needed_without_seat(), &seats_);
        fill(board_, without_seat(), &seats_);
        repair(board_);
    }

    void seat_where_it_was(CallIndex c) {
        const auto seat = seats_[c];
        if (!seat || board_.seat_of(c) || !board_.eligible(*seat, c)) return;
        if (!board_.has_room(*seat, c, Fit::Order::loosely)) return;
        board_.put(*seat, c);
        board_.ahead().comes_today(c);
    }

    std::vector<CallIndex> without_seat() const {
        std::vector<CallIndex> calls;
        for (CallIndex c = 0; c < board_.calls(); ++c)
            if (!board_.seat_of(c)) calls.push_back(c);
        return calls;
    }

    std::vector<CallIndex> needed_without_seat() const {
        std::vector<CallIndex> calls;
        for (const LookAhead::Needed& each : board_.ahead().needed_today())
            if (!board_.seat_of(each.call)) calls.push_back(each.call);
        return calls;
    }

    Board& board_;
    const Choice& nobody_;
    const Seats& seats_;
};

// ---- from nothing -------------------------------------------------------------------------------------------

// Selection and assignment open ways for each other: on days small enough both start anew from what was reached, until that makes
// nothing better. Then planning again with this plan as the previous one makes nothing better either.
// Each of these says whether every way to give out the calls was looked at: then no smaller gap is left.
bool settle(Board& board, const Choice& nobody, Value tolerance, bool looked_at_all) {
    for (int round = 0; round < kMostRounds; ++round) {
        const Choice before(board);
        const Worth was = worth_of(board, tolerance);
        if (board.policy() == Policy::rank) Near(board, nobody, before.seats()).run();
        const bool at_all_now = assign(board, tolerance);
        if (above_previous_plan(worth_of(board, tolerance), was) >= 0) {
            before.restore(board);
            break;
        }
        looked_at_all = at_all_now;
    }
    return looked_at_all;
}

bool finish(Board& board, const Choice& nobody, Value tolerance) {
    if (board.policy() == Policy::value) choose_most_points(board);
    bool looked_at_all = assign(board, tolerance);
    if (board.calls() <= kMostMadeBothWays) looked_at_all = settle(board, nobody, tolerance, looked_at_all);
    if (small_enough(board) && !looked_at_all) assign_exactly(board, tolerance);
    return looked_at_all;
}

bool choose_afresh(Board& board, Value tolerance) {
    const Choice nobody(board);
    select(board);
    repair(board);
    if (board.ahead().misses_any(board) && !board.ahead().forces_today()) select_as_packed(board);
    return finish(board, nobody, tolerance);
}

// ---- from the previous plan ---------------------------------------------------------------------------------

Seats earlier_seats(const Board& board) {
    Seats seats(board.calls());
    for (CallIndex c = 0; c < board.calls(); ++c) seats[c] = board.earlier_seat(c);
    return seats;
}

bool choose_near_previous(Board& board, Value tolerance) {
    const Choice nobody(board);
    Near(board, nobody, earlier_seats(board)).run();
    // What only moves calls without making anything better is not done.
    const Choice as_it_was(board);
    const Worth was = worth_of(board, tolerance);
    const bool looked_at_all = finish(board, nobody, tolerance);
    const Worth is = worth_of(board, tolerance);
    const auto above = above_previous_plan(was, is);
    if (above > 0 || (above == 0 && was.with_the_same <= is.with_the_same)) return looked_at_all;
    as_it_was.restore(board);
    return above == 0 && looked_at_all;
}

// ---- the better of two --------------------------------------------------------------------------------------

bool choose_both_ways(Board& board, Value tolerance) {
    const Choice nobody(board);
    const bool looked_at_all = choose_near_previous(board, tolerance);
    const Choice near(board);
    const Worth near_worth = worth_of(board, tolerance);
    nobody.restore(board);

    board.look_at_previous(false);
    const bool fresh_looked_at_all = choose_afresh(board, tolerance);
    const Choice fresh(board);
    const Worth fresh_worth = worth_of(board, tolerance);
    board.look_at_previous(true);
    if (above_previous_plan(near_worth, fresh_worth) <= 0) {
        near.restore(board);
        return looked_at_all;
    }
    // As near to the previous plan as moves and swaps bring it.
    const bool nearer_looked_at_all = assign(board, tolerance);
    if (above_previous_plan(worth_of(board, tolerance), fresh_worth) <= 0) return nearer_looked_at_all;
    fresh.restore(board);
    return fresh_looked_at_all;
}

}  // namespace

bool choose(Board& board, Value tolerance) {
    if (small_enough(board) && !board.ahead().forces_today()) {
        solve_exactly(board, tolerance);
        return true;
    }
    const Seats earlier = earlier_seats(board);
    if (std::none_of(earlier.begin(), earlier.end(), [](const auto& seat) { return seat.has_value(); }))
        return choose_afresh(board, tolerance);
    if (board.calls() > kMostMadeBothWays) return choose_near_previous(board, tolerance);
    return choose_both_ways(board, tolerance);
}

}  // namespace bienveille
