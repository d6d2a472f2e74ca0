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
    explicit Choice(const Board& board) : called_(board.called()), places_(board.ahead().places()) {
        seats_.reserve(called_.size());
        for (const CallIndex c : called_) seats_.push_back(*board.seat_of(c));
    }

    // First whatever stands elsewhere leaves, then all come where they were.
    void restore(Board& board) const {
        std::vector<char> stays(called_.size());
        auto mine = called_.begin();
        for (const CallIndex c : board.called()) {
            mine = std::lower_bound(mine, called_.end(), c);
            const auto i = static_cast<std::size_t>(mine - called_.begin());
            const bool is_mine = mine != called_.end() && *mine == c;
            if (is_mine && board.seat_of(c) == seats_[i])
                stays[i] = 1;
            else
                board.take(c);
        }
        board.ahead().leave_all_but(places_);
        for (std::size_t i = 0; i < called_.size(); ++i)
            if (!stays[i]) board.put(seats_[i], called_[i]);
        board.ahead().back_to(places_);
    }

    Seats seats(const Board& board) const {
        Seats seats(board.calls());
        for (std::size_t i = 0; i < called_.size(); ++i) seats[called_[i]] = seats_[i];
        return seats;
    }
    const std::vector<CallIndex>& called() const { return called_; }

private:
    std::vector<CallIndex> called_;  // by rank
    std::vector<SeatIndex> seats_;   // of each of them
    LookAhead::Places places_;
};

// The first call on one of them only, both by rank, is on a's.
bool calls_higher(const std::vector<CallIndex>& a, const std::vector<CallIndex>& b) {
    const auto [of_a, of_b] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    return of_a != a.end() && (of_b == b.end() || *of_a < *of_b);
}

// ---- what a choice is worth ---------------------------------------------------------------------------------

struct Worth {
    std::size_t lost = 0;           // who can be kept on a later day, and has lost the place there
    std::vector<CallIndex> called;  // by rank; by value, those who go by rank
    std::int64_t points = 0;        // of the others
    bool within = true;
    Extremes loads;
    int same_callers = 0;
    int own_area = 0;
    int with_the_same = 0;  // as in today's previous plan
};

Worth worth_of(const Board& board, Value tolerance) {
    Worth worth;
    worth.lost = board.ahead().lost(board);
    for (const CallIndex c : board.called()) {
        const Candidate& call = board.call(c);
        const SeatIndex seat = *board.seat_of(c);
        if (board.goes_by_points(c))
            worth.points += call.points.count;
        else
            worth.called.push_back(c);
        const auto is = [&](std::int32_t other) { return other == static_cast<std::int32_t>(seat) ? 1 : 0; };
        worth.same_callers += is(call.previous_seat);
        worth.own_area += call.area >= 0 && call.area == board.seat(seat).area ? 1 : 0;
        worth.with_the_same += board.earlier_seat(c) == seat ? 1 : 0;
    }
    worth.loads = extremes(board).value_or(Extremes{});
    worth.within = gap_within(worth.loads, tolerance);
    return worth;
}

// In C4, then O1 to O4. Less: a is better.
std::strong_ordering above_previous_plan(const Worth& a, const Worth& b) {
    if (a.lost != b.lost) return a.lost <=> b.lost;
    if (calls_higher(a.called, b.called)) return std::strong_ordering::less;
    if (calls_higher(b.called, a.called)) return std::strong_ordering::greater;
    if (a.points != b.points) return b.points <=> a.points;
    if (a.within != b.within) return b.within <=> a.within;
    if (!a.within && gap_less(a.loads, b.loads)) return std::strong_ordering::less;
    if (!a.within && gap_less(b.loads, a.loads)) return std::strong_ordering::greater;
    if (a.same_callers != b.same_callers) return b.same_callers <=> a.same_callers;
    return b.own_area <=> a.own_area;
}

// ---- starting from seats ------------------------------------------------------------------------------------

// Selection that starts from where each call sat: there, where there is still room for it, by rank; then the others into the room
// that is left; then repair.
class Near {
public:
    Near(Board& board, const Choice& nobody, const Seats& seats)
        : board_(board), nobody_(nobody), seats_(seats), sat_on_(board.seats()) {
        for (CallIndex c = 0; c < board.calls(); ++c)
            if (seats[c] && board.eligible(*seats[c], c)) sat_on_[*seats[c]].push_back(c);
    }

    void run() {
        nobody_.restore(board_);
        select(Needed::by_rank);
        if (board_.ahead().missed(board_) == 0) return;
        // What no later day can take goes first, unless that calls somebody of lower rank instead of somebody of higher rank.
        const bool forced = board_.ahead().forces_today();
        const Choice by_rank(board_);
        nobody_.restore(board_);
        board_.ahead().force_today(true);
        select(Needed::first);
        const Choice packed(board_);
        const bool higher = calls_higher(packed.called(), by_rank.called());
        if (!higher && !(forced && calls_higher(by_rank.called(), packed.called()))) by_rank.restore(board_);
    }

private:
    enum class Needed : std::uint8_t { by_rank, first };

    void select(Needed needed) {
        if (needed == Needed::first) {
            for (const LookAhead::Needed& each : board_.ahead().needed_today())
                if (const auto seat = seats_[each.call]; seat && board_.eligible(*seat, each.call))
                    seat_where_they_were(*seat, {each.call});
            fill(board_, needed_without_seat());
        }
        // With equal minutes there is one best set, and whoever comes by rank finds it.
        if (!board_.all_take_equally_long())
            for (SeatIndex s = 0; s < board_.seats(); ++s) seat_where_they_were(s, sat_on_[s]);
        if (board_.ahead().forces_today()) fill(board_, needed_without_seat(), &seats_);
        fill_with_the_rest(board_, &seats_);
        repair(board_);
    }

    // By rank, as far as there is room.
    void seat_where_they_were(SeatIndex s, const std::vector<CallIndex>& calls) {
        std::vector<CallIndex> coming;
        for (const CallIndex c : calls)
            if (!board_.seat_of(c)) coming.push_back(c);
        const bool room_for_all = board_.has_room(s, coming);
        for (const CallIndex c : coming) {
            if (!room_for_all && !board_.has_room(s, c, Fit::Order::loosely)) continue;
            board_.put(s, c);
            board_.ahead().comes_today(c);
        }
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
    std::vector<std::vector<CallIndex>> sat_on_;  // by seat: who may sit there still, by rank
};

// ---- from nothing -------------------------------------------------------------------------------------------

// Selection and assignment open ways for each other: on days small enough both start anew from what was reached, until that makes
// nothing better. Then planning again with this plan as the previous one makes nothing better either.
// Each of these says whether every way to give out the calls was looked at: then no smaller gap is left.
bool settle(Board& board, const Choice& nobody, Value tolerance, bool looked_at_all) {
    for (int round = 0; round < kMostRounds; ++round) {
        const Choice before(board);
        const Worth was = worth_of(board, tolerance);
        if (board.policy() == Policy::rank) Near(board, nobody, before.seats(board)).run();
        const bool at_all_now = assign(board, tolerance);
        if (above_previous_plan(worth_of(board, tolerance), was) >= 0) {
            before.restore(board);
            break;
        }
        looked_at_all = at_all_now;
    }
    return looked_at_all;
}

// Calls that have changed places may have made room for somebody of tiers 1 to 6, who comes before points and changes what these can be.
void raise_points(Board& board, Value tolerance) {
    choose_most_points(board);
    for (int round = 0; round < kMostRounds && repair(board); ++round) {
        const Choice before(board);
        const Worth was = worth_of(board, tolerance);
        choose_most_points(board);
        if (above_previous_plan(worth_of(board, tolerance), was) < 0) continue;
        before.restore(board);
        break;
    }
}

bool finish(Board& board, const Choice& nobody, Value tolerance) {
    if (board.policy() == Policy::value) raise_points(board, tolerance);
    bool looked_at_all = assign(board, tolerance);
    if (board.calls() <= kMostMadeBothWays) looked_at_all = settle(board, nobody, tolerance, looked_at_all);
    if (small_enough(board) && !looked_at_all) assign_exactly(board, tolerance);
    return looked_at_all;
}

bool choose_afresh(Board& board, Value tolerance) {
    const Choice nobody(board);
    select(board);
    repair(board);
    if (board.ahead().missed(board) > 0 && !board.ahead().forces_today()) select_as_packed(board);
    return finish(board, nobody, tolerance);
}

// ---- from the previous plan ---------------------------------------------------------------------------------

Seats earlier_seats(const Board& board) {
    Seats seats(board.calls());
    for (CallIndex c = 0; c < board.calls(); ++c) seats[c] = board.earlier_seat(c);
    return seats;
}

bool choose_near_previous(Board& board, const Seats& earlier, Value tolerance) {
    const Choice nobody(board);
    Near(board, nobody, earlier).run();
    // What only moves calls without making anything better is not done.
    const Choice as_it_was(board);
    const Worth was = worth_of(board, tolerance);
    const bool looked_at_all = finish(board, nobody, tolerance);
    const Worth is = worth_of(board, tolerance);
    const auto above = above_previous_plan(was, is);
    if (above > 0 || (above == 0 && was.with_the_same <= is.with_the_same)) return looked_at_all;
    as_it_was.restore(board);
    if (above == 0 || was.within) return above == 0 && looked_at_all;
    // With everything that was tried somebody lost a place: then the loads alone.
    assign(board, tolerance);
    if (above_previous_plan(worth_of(board, tolerance), was) >= 0) as_it_was.restore(board);
    return false;
}

// ---- the better of two --------------------------------------------------------------------------------------

bool choose_both_ways(Board& board, const Seats& earlier, Value tolerance) {
    const Choice nobody(board);
    const bool looked_at_all = choose_near_previous(board, earlier, tolerance);
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
    if (board.calls() > kMostMadeBothWays) return choose_near_previous(board, earlier, tolerance);
    return choose_both_ways(board, earlier, tolerance);
}

}  // namespace bienveille
