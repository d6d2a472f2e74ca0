#include "engine/selection.h"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "engine/chain.h"
#include "engine/look_ahead.h"
#include "engine/pools.h"

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
          limits_(fill_limits(board)),
          closed_(board.kinds(), false),
          nowhere_(board.kinds(), false) {}

    void run(const std::vector<CallIndex>& calls) {
        for (const CallIndex c : calls) seat(c);
    }

    void run() {
        // What no later day can take goes first, whatever its rank (C4).
        if (board_.ahead().forces_today()) seat_needed();
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
        for (CallIndex c = 0; c < board.calls(); ++c)
            if (!board.group(c).empty() && !board.seat_of(c)) wanted += board.cost(c);
        for (SeatIndex s = 0; s < board.seats(); ++s) {
            wanted += board.load(s);
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
        const Chain chain = move_along_chain(board_, c, nowhere_);
        for (const SeatIndex s : chain.touched) pools_.reopen(s);
        if (!chain.touched.empty()) return forget_nowhere();
        for (const auto& [group, kind] : chain.without_room) {
            closed_[group * kKinds + kind] = true;
            if (chain.leads_nowhere) nowhere_[group * kKinds + kind] = any_nowhere_ = true;
        }
    }

    // The board has changed.
    void forget_nowhere() {
        if (std::exchange(any_nowhere_, false)) std::fill(nowhere_.begin(), nowhere_.end(), false);
    }

    Board& board_;
    const std::vector<std::optional<SeatIndex>>* first_to_;  // by call
    Pools pools_;
    std::vector<int> limits_;
    std::vector<bool> closed_;   // by group and kind: no chain makes room for these
    std::vector<bool> nowhere_;  // by group and kind: of these, since the board was last changed
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

// The unplanned calls, alike ones together, the first of each kind at hand.
//
// Those that nothing sets apart stay in the board's own lists: how far each was read is all that is kept, and who comes back
// from before there.
class Waiting {
public:
    explicit Waiting(const Board& board) : board_(board), told_apart_(tells_apart(board)) {
        if (told_apart_) {
            others_.resize(board.kinds());
            for (CallIndex c = 0; c < board.calls(); ++c)
                if (!board.seat_of(c)) add_last(c);
            return;
        }
        for (const CallIndex c : board.calls_apart())
            if (!board.seat_of(c)) add_last(c);
        unread_.resize(board.kinds());
        for (std::size_t k = 0; k < unread_.size(); ++k) {
            Alikes& alike = unread_[k];
            alike.unread = board.calls_alike(k);
            read_on(alike);
            if (const auto first = first_of(alike)) firsts_.push_back(*first);
        }
        std::sort(firsts_.begin(), firsts_.end());
    }

    // Whether it is now the first of its kind.
    bool add(CallIndex c) {
        if (Alikes* const alike = in_lists(c)) {
            const auto before = first_of(*alike);
            if (alike->unread.empty() || c < alike->unread.front()) put(alike->back, c);
            return becomes_first(before, first_of(*alike));
        }
        if (const auto own = own_case(c)) {
            const auto before = placed_.first(*own);
            placed_.insert(*own, c);
            return becomes_first(before, placed_.first(*own));
        }
        auto& calls = those_with(c);
        const auto before = calls.empty() ? std::nullopt : std::optional(calls.front());
        put(calls, c);
        return becomes_first(before, calls.front());
    }

    // `c` is the first of its kind.
    void remove(CallIndex c) {
        std::optional<CallIndex> next;
        if (Alikes* const alike = in_lists(c)) {
            if (!alike->back.empty() && alike->back.front() == c) {
                take_first(alike->back);
            } else {
                alike->unread = alike->unread.subspan(1);
                read_on(*alike);
            }
            next = first_of(*alike);
        } else if (const auto own = own_case(c)) {
            placed_.erase_first(*own);
            next = placed_.first(*own);
        } else {
            auto& calls = those_with(c);
            take_first(calls);
            if (!calls.empty()) next = calls.front();
        }
        erase_first(c);
        if (next) insert_first(*next);
    }

    const std::vector<CallIndex>& firsts() const { return firsts_; }
    bool is_first(CallIndex c) const { return std::binary_search(firsts_.begin(), firsts_.end(), c); }

private:
    using Calls = std::vector<CallIndex>;  // a heap, the best rank first
    using Slot = std::tuple<std::uint16_t, std::uint8_t, std::int32_t, TimeOfDay>;

    struct Alikes {
        std::span<const CallIndex> unread;  // the first of these waits
        Calls back;                         // all of better rank
    };

    static constexpr TimeOfDay kNoTime{-1};
    static constexpr std::size_t kMostToldApart = 5'000;  // beyond, each list would be asked for by too many

    // Where calls of today have to wait for room later, those who leave some there are not like the others, nor are those
    // who are to be kept and have no place.
    static bool tells_apart(const Board& board) {
        return board.ahead().forces_today() && board.calls() <= kMostToldApart;
    }

    Alikes* in_lists(CallIndex c) {
        return told_apart_ || board_.brief(c).apart ? nullptr : &unread_[board_.group_and_kind(c)];
    }

    using OwnCase = std::tuple<std::uint16_t, std::uint8_t, std::int64_t>;

    // Few, and nearly each its own case: all in one list, by case, then rank.
    class Placed {
    public:
        std::optional<CallIndex> first(const OwnCase& own) const {
            const auto at = std::lower_bound(all_.begin(), all_.end(), Each{own, 0});
            return at == all_.end() || at->first != own ? std::nullopt : std::optional(at->second);
        }
        void insert(const OwnCase& own, CallIndex c) {
            all_.insert(std::upper_bound(all_.begin(), all_.end(), Each{own, c}), {own, c});
        }
        void erase_first(const OwnCase& own) { all_.erase(std::lower_bound(all_.begin(), all_.end(), Each{own, 0})); }

    private:
        using Each = std::pair<OwnCase, CallIndex>;

        std::vector<Each> all_;
    };

    // Of those who are told apart by what the days ahead hold for them.
    std::optional<OwnCase> own_case(CallIndex c) const {
        const Brief& call = board_.brief(c);
        if (call.apart) return std::nullopt;
        const auto own = board_.ahead().own_case(c);
        return own ? std::optional(OwnCase{call.group, call.kind, *own}) : std::nullopt;
    }

    // With whom it waits, of the others that are not in the board's lists.
    Calls& those_with(CallIndex c) {
        const auto [group, kind, apart, points] = board_.brief(c);
        if (!apart) return others_[board_.group_and_kind(c)];
        const Candidate& call = board_.call(c);
        return slots_[{group, kind, call.only_seat, call.slot.value_or(kNoTime)}];
    }

    // Of better rank is nobody who was added: in order they are a heap as they are.
    void add_last(CallIndex c) {
        if (const auto own = own_case(c)) {
            if (!placed_.first(*own)) firsts_.push_back(c);
            return placed_.insert(*own, c);
        }
        Calls& calls = those_with(c);
        if (calls.empty()) firsts_.push_back(c);
        calls.push_back(c);
    }

    void read_on(Alikes& alike) const {
        while (!alike.unread.empty() && board_.seat_of(alike.unread.front())) alike.unread = alike.unread.subspan(1);
    }

    static std::optional<CallIndex> first_of(const Alikes& alike) {
        if (!alike.back.empty()) return alike.back.front();
        return alike.unread.empty() ? std::nullopt : std::optional(alike.unread.front());
    }

    bool becomes_first(std::optional<CallIndex> before, std::optional<CallIndex> now) {
        if (before == now) return false;
        if (before) erase_first(*before);
        insert_first(*now);
        return true;
    }

    // A set; they are few, and read more often than changed.
    void insert_first(CallIndex c) {
        const auto at = std::lower_bound(firsts_.begin(), firsts_.end(), c);
        if (at == firsts_.end() || *at != c) firsts_.insert(at, c);
    }
    void erase_first(CallIndex c) {
        const auto at = std::lower_bound(firsts_.begin(), firsts_.end(), c);
        if (at != firsts_.end() && *at == c) firsts_.erase(at);
    }

    static void put(Calls& calls, CallIndex c) {
        calls.push_back(c);
        std::push_heap(calls.begin(), calls.end(), std::greater<>());
    }
    static void take_first(Calls& calls) {
        std::pop_heap(calls.begin(), calls.end(), std::greater<>());
        calls.pop_back();
    }

    const Board& board_;
    bool told_apart_;
    std::vector<Alikes> unread_;  // [group and kind]; none of them where calls are told apart
    std::map<Slot, Calls> slots_;
    Placed placed_;
    std::vector<Calls> others_;      // [group and kind]
    std::vector<CallIndex> firsts_;  // by rank
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
            for (const CallIndex u : waiting_.firsts())
                if (put_in(s, u)) return true;
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
    Filling(board, seats).run(calls);
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
    return std::any_of(contenders.begin(), contenders.end(),
                       [&](CallIndex u) { return board.contest(seat, u).has_value(); });
}

bool repair(Board& board) {
    const bool let_go = let_go_of_those_not_apart(board);
    return Repair(board).run() || let_go;
}

}  // namespace bienveille
