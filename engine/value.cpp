#include "engine/value.h"

#include <algorithm>

#include "engine/look_ahead.h"
#include "engine/raising.h"
#include "engine/reshare.h"
#include "engine/selection.h"

namespace bienveille {
namespace {

constexpr int kRounds = 40;       // over all lists; a day needs fewer
constexpr int kPlacesAsked = 64;  // of those who wait for a later day, for one who could go there instead

}  // namespace

void choose_most_points(Board& board) { Raising(board).run(); }

Raising::Raising(Board& board)
    : board_(board),
      most_(board.seats() <= kSeatsForMore ? kMostExchanged : kFewExchanged),
      choices_(choices_up_to(most_, board.fit())),
      alike_(board.groups() * kKinds),
      groups_of_(board.seats()),
      free_(board.calls(), false),
      transfers_(2 * kMostMinutes + 1) {
    for (std::size_t out = 0; out < choices_.size(); ++out)
        for (std::size_t back = 0; back < choices_.size(); ++back) join(out, back);
    for (std::size_t g = 0; g < board.groups(); ++g)
        for (const SeatIndex s : board.seats_of_group(g)) groups_of_[s].push_back(g);
}

void Raising::run() {
    take_off();
    fill(board_, by_points_per_minute());
    repair(board_);
    do {
        sort_out();
        for (int round = 0; round < kRounds && improve_all(); ++round) {}
    } while (reshare(board_, free_) || trade_places() || reroute() || free_again() || reroute_ahead());
}

// Where a few minutes of each list are worth more together, they are sought first: that takes many lists at once, and finds what two
// lists find, too. On days of few lists those that change places two by two have more ways to do so.
bool Raising::improve_all() {
    bool better = false;
    for (SeatIndex s = 0; s < board_.seats(); ++s)
        while (improve(s)) better = true;
    if (collect_all()) return true;
    // Of calls that take equally long routes over any lists are sought first (reroute).
    if (board_.seats() > kSeatsForMore || board_.all_take_equally_long()) return better;
    return improve_pairs() || better;
}

// ---- the start ----------------------------------------------------------------------------------------------

void Raising::take_off() {
    for (CallIndex c = 0; c < board_.calls(); ++c) {
        const Candidate& call = board_.call(c);
        free_[c] = board_.goes_by_points(c) && !call.slot && call.only_seat < 0 && !board_.group(c).empty();
        const auto seat = board_.seat_of(c);
        if (!free_[c] || !seat) continue;
        if (board_.ahead().wait(c))
            board_.take(c);
        else
            free_[c] = false;  // today or never
    }
}

std::vector<CallIndex> Raising::by_points_per_minute() const {
    std::vector<CallIndex> calls;
    for (CallIndex c = 0; c < board_.calls(); ++c)
        if (free_[c]) calls.push_back(c);
    const auto minutes = [&](CallIndex c) { return std::max(1, board_.cost(c)); };
    std::sort(calls.begin(), calls.end(), [&](CallIndex a, CallIndex b) {
        const std::int64_t left = points(a) * minutes(b);
        const std::int64_t right = points(b) * minutes(a);
        return left != right ? left > right : a < b;
    });
    return calls;
}

// The calls by sort; of each sort those with the most points have the places.
void Raising::sort_out() {
    std::fill(alike_.begin(), alike_.end(), Alike{});
    for (CallIndex c = 0; c < board_.calls(); ++c)
        if (free_[c]) alike_[sort_of(c)].calls.push_back(c);
    for (Alike& alike : alike_) {
        auto& calls = alike.calls;
        std::sort(calls.begin(), calls.end(), [&](CallIndex a, CallIndex b) { return more_points(a, b); });
        std::size_t first_out = 0;
        for (std::size_t last = calls.size(); last-- > 0;) {
            if (!board_.seat_of(calls[last])) continue;
            while (first_out < last && board_.seat_of(calls[first_out])) ++first_out;
            if (first_out >= last) break;
            if (!board_.ahead().wait(calls[last])) {
                free_[calls[last]] = false;
                calls.erase(calls.begin() + static_cast<std::ptrdiff_t>(last));
                continue;
            }
            const SeatIndex seat = *board_.seat_of(calls[last]);
            board_.take(calls[last]);
            bring(calls[first_out], seat);
        }
        while (alike.called < calls.size() && board_.seat_of(calls[alike.called])) ++alike.called;
    }
}

void Raising::bring(CallIndex c, SeatIndex s) {
    board_.ahead().comes_today(c);
    board_.put(s, c);
}

// ---- today and later ----------------------------------------------------------------------------------------

// Who must be called today, since later days are full, goes where somebody of more points waits for a later day, and the other way
// round: calls of one length, with the same advisor.
bool Raising::trade_places() {
    std::array<std::vector<CallIndex>, kKinds> staying, waiting;
    for (CallIndex c = 0; c < board_.calls(); ++c) {
        const Candidate& call = board_.call(c);
        if (!board_.goes_by_points(c) || call.slot || call.only_seat >= 0) continue;
        if (!board_.seat_of(c) && board_.ahead().place_of(c)) waiting[call.kind].push_back(c);
        if (board_.seat_of(c) && !free_[c]) staying[call.kind].push_back(c);
    }
    bool traded = false;
    for (std::size_t k = 0; k < kKinds; ++k) {
        if (staying[k].empty()) continue;
        std::sort(waiting[k].begin(), waiting[k].end(), [&](CallIndex a, CallIndex b) { return more_points(a, b); });
        std::sort(staying[k].begin(), staying[k].end(), [&](CallIndex a, CallIndex b) { return more_points(b, a); });
        for (const CallIndex c : staying[k]) traded = trade_with_any(c, waiting[k]) || traded;
    }
    return traded;
}

bool Raising::trade_with_any(CallIndex c, const std::vector<CallIndex>& most_points_first) {
    int asked = 0;
    for (const CallIndex other : most_points_first) {
        if (points(other) <= points(c) || asked == kPlacesAsked) return false;
        if (board_.seat_of(other)) continue;
        if (trade(c, other)) return true;
        ++asked;
    }
    return false;
}

// Those for whom others have made room later.
bool Raising::free_again() {
    bool any = false;
    for (CallIndex c = 0; c < board_.calls(); ++c) {
        const Candidate& call = board_.call(c);
        if (free_[c] || !board_.seat_of(c) || !board_.goes_by_points(c) || call.slot || call.only_seat >= 0) continue;
        if (!board_.ahead().wait(c)) continue;
        board_.ahead().comes_today(c);
        free_[c] = any = true;
    }
    return any;
}

bool Raising::trade(CallIndex c, CallIndex other) {
    const SeatIndex seat = *board_.seat_of(c);
    if (!board_.eligible(seat, other)) return false;
    const auto place = board_.ahead().place_of(other);
    board_.ahead().comes_today(other);
    if (!board_.ahead().wait(c)) {
        board_.ahead().back_to(other, place);
        return false;
    }
    board_.take(c);
    board_.put(seat, other);
    free_[other] = false;
    return true;
}

}  // namespace bienveille
