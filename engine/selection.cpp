#include "engine/selection.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "engine/between.h"
#include "engine/chain.h"
#include "engine/look_ahead.h"
#include "engine/pools.h"
#include "engine/waiting.h"

namespace bienveille {
namespace {

constexpr Fit::Order kLoosely = Fit::Order::loosely;

// Fills a board by rank.
class Filling {
public:
    explicit Filling(Board& board, const std::vector<std::optional<SeatIndex>>* first_to = nullptr)
        : board_(board),
          first_to_(first_to),
          pools_(board),
          chains_(board),
          limits_(fill_limits(board)),
          closed_(board.kinds(), 0),
          nowhere_(board.kinds(), 0) {}

    void run(const std::vector<CallIndex>& calls) {
        for (const CallIndex c : calls) seat(c);
    }

    void run() {
        // What no later day can take goes first, whatever its rank (C4).
        if (board_.ahead().forces_today()) seat_needed();
        run_rest();
    }

    void run_rest() {
        for (CallIndex c = 0; c < board_.calls(); ++c)
            if (!board_.seat_of(c) && !is_closed(c)) seat(c);
    }

private:
    void seat_needed() {
        std::vector<SeatIndex> seat_of(board_.advisors());
        for (SeatIndex s = 0; s < board_.seats(); ++s) seat_of[board_.seat(s).advisor] = s;
        const auto& needed = board_.ahead().needed_today();
        for (const bool slots : {true, false})
            for (const LookAhead::Needed& each : needed) {
                if (board_.call(each.call).slot.has_value() != slots) continue;
                const SeatIndex s = seat_of[each.advisor];
                if (board_.eligible(s, each.call) && board_.has_room(s, each.call, kLoosely)) put(s, each.call);
            }
        for (const LookAhead::Needed& each : needed)
            if (!board_.seat_of(each.call)) seat(each.call);
    }

    // Most calls of a full day: nobody has room for their kind, and no chain makes any.
    bool is_closed(CallIndex c) const {
        const Brief& call = board_.brief(c);
        return !call.apart && closed_[board_.group_and_kind(c)] && pools_.is_full(call.group, call.kind);
    }

    void seat(CallIndex c) {
        if (const auto seat = board_.brief(c).apart ? seat_for_slot(c) : seat_for(c)) {
            put(*seat, c);
        } else if (!board_.has_slot(c) && !closed_[board_.group_and_kind(c)]) {
            make_room(c);
        }
        if (board_.seat_of(c)) board_.ahead().comes_today(c);
    }

    // On a day that has room for everybody nobody is filled beyond the common utilisation; else up to capacity.
    static std::vector<int> fill_limits(const Board& board) {
        std::int64_t wanted = 0;
        std::int64_t capacity = 0;
        for (std::size_t k = 0; k < board.kinds(); ++k)
            if (const auto alike = board.calls_alike(k); !alike.empty() && !board.group(alike[0]).empty())
                wanted += static_cast<std::int64_t>(alike.size()) * board.cost(alike[0]);
        for (const CallIndex c : board.calls_apart())
            if (!board.group(c).empty()) wanted += board.cost(c);
        for (SeatIndex s = 0; s < board.seats(); ++s) {
            wanted += board.load(s);
            for (const CallIndex c : board.list(s)) wanted -= board.cost(c);  // counted above
            capacity += board.seat(s).capacity;
        }
        std::vector<int> limits;
        for (SeatIndex s = 0; s < board.seats(); ++s) {
            const std::int64_t own = board.seat(s).capacity;
            const std::int64_t share = capacity > 0 ? (wanted * own + capacity - 1) / capacity : 0;
            limits.push_back(static_cast<int>(std::min(own, share)));
        }
        return limits;
    }

    std::optional<SeatIndex> seat_for_slot(CallIndex c) const {
        std::optional<SeatIndex> best;
        for (const SeatIndex s : board_.group(c))
            if (board_.eligible(s, c) && (!best || board_.less_loaded(s, *best)) && board_.has_room(s, c, kLoosely))
                best = s;
        return best;
    }

    std::optional<SeatIndex> seat_for(CallIndex c) {
        const Candidate& call = board_.call(c);
        if (pools_.is_full(call.group, call.kind)) return std::nullopt;
        const auto keeps_level = [&](SeatIndex s) { return board_.load(s) + board_.cost(c) <= limits_[s]; };
        const auto takes = [&](SeatIndex s) { return board_.eligible(s, c) && board_.has_room(s, c, kLoosely); };
        if (first_to_ != nullptr)
            if (const auto s = (*first_to_)[c]; s && takes(*s)) return s;
        if (call.previous_seat >= 0) {
            const auto s = static_cast<SeatIndex>(call.previous_seat);
            if (takes(s) && keeps_level(s)) return s;
        }
        const auto at_home = pools_.least_loaded(call.group, call.area, call.kind, c);
        if (at_home && keeps_level(*at_home)) return at_home;
        return pools_.least_loaded(call.group, Pools::kAnywhere, call.kind, c);
    }

    void put(SeatIndex s, CallIndex c) {
        board_.put(s, c);
        forget_nowhere();
    }

    void make_room(CallIndex c) {
        const Chain& chain = chains_.make_room(c, nowhere_);
        for (const SeatIndex s : chain.touched) pools_.reopen(s);
        if (!chain.touched.empty()) return forget_nowhere();
        for (const auto& [group, kind] : chain.without_room) {
            closed_[group * kKinds + kind] = 1;
            if (!chain.leads_nowhere) continue;
            nowhere_[group * kKinds + kind] = 1;
            any_nowhere_ = true;
        }
    }

    // The board has changed.
    void forget_nowhere() {
        if (std::exchange(any_nowhere_, false)) std::fill(nowhere_.begin(), nowhere_.end(), 0);
    }

    Board& board_;
    const std::vector<std::optional<SeatIndex>>* first_to_;  // by call
    Pools pools_;
    Chains chains_;
    std::vector<int> limits_;
    std::vector<char> closed_;   // by group and kind: no chain makes room for these
    std::vector<char> nowhere_;  // by group and kind: of these, since the board was last changed
    bool any_nowhere_ = false;
};

// The lowest-ranked level-3 calls leave lists on which they cannot be kept apart.
bool let_go_of_those_not_apart(Board& board) {
    bool changed = false;
    for (SeatIndex s = 0; s < board.seats(); ++s) {
        while (!board.is_apart(s)) {
            const auto& list = board.list(s);
            const auto severe =
                std::find_if(list.rbegin(), list.rend(), [&](CallIndex c) { return board.call(c).kind == kLevel3; });
            if (severe == list.rend()) break;  // fixed calls alone stand next to each other
            const CallIndex leaving = *severe;
            board.take(leaving);
            board.ahead().wait(leaving);
            changed = true;
        }
    }
    return changed;
}

// The minutes on a list that are free or held by calls of lower rank: too few for most who wait, which is told at once. Asked by rank.
class Contestable {
public:
    Contestable(const Board& board, SeatIndex s) : board_(board), seat_(s), minutes_(board.room(s)) {
        for (const CallIndex c : board.list(s)) minutes_ += board.cost(c);
    }

    bool may_be_enough_for(CallIndex u) {
        const std::vector<CallIndex>& list = board_.list(seat_);
        while (higher_ < list.size() && list[higher_] < u) minutes_ -= board_.cost(list[higher_++]);
        return board_.cost(u) <= minutes_;
    }

private:
    const Board& board_;
    SeatIndex seat_;
    int minutes_;
    std::size_t higher_ = 0;  // of the list, calls of higher rank
};

// Puts the best-ranked call that contests a list in. Who has to leave waits again.
//
// A list that stayed the same is asked again only for calls that came to wait since: what did not contest it then does not now.
// Where calls of today have to wait for room later, room that is left there can change that: then all lists are looked at
// once more, until nothing changes.
class Repair {
public:
    explicit Repair(Board& board) : board_(board), waiting_(board), asked_for_(board.seats(), kNothing) {}

    bool run() {
        bool changed = false;
        while (look_at_all()) {
            changed = true;
            std::fill(asked_for_.begin(), asked_for_.end(), kNothing);
        }
        return changed;
    }

private:
    static constexpr std::size_t kNothing = std::numeric_limits<std::size_t>::max();

    bool look_at_all() {
        bool changed = false;
        for (SeatIndex s = 0; s < board_.seats();) {
            const std::size_t came = came_.size();
            if (asked_for_[s] == came || !put_best_in(s)) {
                ++s;
                continue;
            }
            changed = true;
            if (came_.size() > came) s = 0;  // all lists are asked for who came
        }
        return changed;
    }

    bool put_best_in(SeatIndex s) {
        if (asked_for_[s] == kNothing) {
            Contestable minutes(board_, s);
            for (const CallIndex u : waiting_.firsts())
                if (minutes.may_be_enough_for(u) && put_in(s, u)) return true;
        } else {
            fresh_.assign(came_.begin() + static_cast<std::ptrdiff_t>(asked_for_[s]), came_.end());
            std::sort(fresh_.begin(), fresh_.end());
            fresh_.erase(std::unique(fresh_.begin(), fresh_.end()), fresh_.end());
            for (const CallIndex u : fresh_)
                if (waiting_.is_first(u) && put_in(s, u)) return true;
        }
        asked_for_[s] = came_.size();
        return false;
    }

    bool put_in(SeatIndex s, CallIndex u) {
        const auto leaving = board_.contest(s, u);
        if (!leaving) return false;
        waiting_.remove(u);
        board_.replace(s, *leaving, u);
        asked_for_[s] = kNothing;
        for (const CallIndex left : *leaving)
            // Alike calls that already waited could not contest anything better than this one can.
            if (waiting_.add(left)) came_.push_back(left);
        return true;
    }

    Board& board_;
    Waiting waiting_;
    std::vector<CallIndex> came_;         // to wait, as the first of their kind
    std::vector<CallIndex> fresh_;        // of these, since a list was asked
    std::vector<std::size_t> asked_for_;  // by seat: for all that waited when came_ was so long
};

void clear(Board& board) {
    for (CallIndex c = 0; c < board.calls(); ++c)
        if (board.seat_of(c)) {
            board.take(c);
            board.ahead().wait(c);
        }
}

}  // namespace

void select(Board& board) { Filling(board).run(); }

void fill(Board& board, const std::vector<CallIndex>& calls, const std::vector<std::optional<SeatIndex>>* seats) {
    if (!calls.empty()) Filling(board, seats).run(calls);
}

void fill_with_the_rest(Board& board, const std::vector<std::optional<SeatIndex>>* seats) {
    Filling(board, seats).run_rest();
}

void select_as_packed(Board& board) {
    std::vector<std::optional<SeatIndex>> before(board.calls());
    for (CallIndex c = 0; c < board.calls(); ++c) before[c] = board.seat_of(c);
    clear(board);
    board.ahead().force_today(true);
    select(board);
    repair(board);
    for (CallIndex c = 0; c < board.calls(); ++c) {
        if (before[c].has_value() == board.seat_of(c).has_value()) continue;
        if (before[c]) break;  // the first that differs was called before
        return;
    }
    clear(board);
    board.ahead().force_today(false);
    for (CallIndex c = 0; c < board.calls(); ++c)
        if (before[c]) {
            board.put(*before[c], c);
            board.ahead().comes_today(c);
        }
}

std::vector<CallIndex> contenders(const Board& board) {
    const Waiting waiting(board);
    return waiting.firsts();
}

bool contested(Board& board, SeatIndex seat, const std::vector<CallIndex>& contenders) {
    Contestable minutes(board, seat);
    return std::any_of(contenders.begin(), contenders.end(),
                       [&](CallIndex u) { return minutes.may_be_enough_for(u) && board.contest(seat, u).has_value(); });
}

bool repair(Board& board) {
    bool changed = let_go_of_those_not_apart(board);
    for (bool again = true; again; changed = changed || again) {
        while (bring_with_others_between(board)) changed = true;
        again = Repair(board).run();
    }
    return changed;
}

}  // namespace bienveille
