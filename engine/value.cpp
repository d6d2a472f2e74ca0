#include "engine/value.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <limits>
#include <optional>

#include "engine/look_ahead.h"
#include "engine/reshare.h"
#include "engine/selection.h"

namespace bienveille {
namespace {

constexpr std::size_t kMostExchanged = 4;  // calls of a list at once
constexpr std::size_t kFewExchanged = 3;   // on days with more seats
constexpr std::size_t kSeatsForMore = 64;
constexpr std::size_t kMostTransferred = 2;  // calls from one list to another
constexpr int kMostMinutes = 16;             // that one list leaves to another
constexpr int kTrials = 6;                   // of exchanges between two lists, the most promising first
constexpr SeatIndex kPartners = 100;         // lists with which a list exchanges
constexpr int kRounds = 40;                  // over all lists; a day needs fewer
constexpr int kPlacesAsked = 64;             // of those who wait for a later day, for one who could go there instead

// Where so many minutes more or less, from -kMostMinutes on, stand in a table.
constexpr std::size_t row_of(int minutes) {
    const int row = minutes + kMostMinutes;
    return static_cast<std::size_t>(row);
}

// How many calls of each kind leave or come.
struct Choice {
    Kinds kinds{};
    int minutes = 0;
};

std::vector<Choice> choices_up_to(std::size_t most, const Fit& fit) {
    std::vector<Choice> choices{Choice{}};
    for (std::size_t from = 0, size = 1; size <= most; ++size) {
        const std::size_t end = choices.size();
        for (; from < end; ++from) {
            std::size_t last = 0;  // kinds in order, so that none is made twice
            for (std::size_t k = 0; k < kKinds; ++k)
                if (choices[from].kinds[k] > 0) last = k;
            for (std::size_t k = last; k < kKinds; ++k) {
                Choice more = choices[from];
                ++more.kinds[k];
                more.minutes += fit.minutes_of(k);
                choices.push_back(more);
            }
        }
    }
    return choices;
}

class Raising {
public:
    explicit Raising(Board& board)
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

    void run() {
        take_off();
        fill(board_, by_points_per_minute());
        repair(board_);
        do {
            sort_out();
            for (int round = 0; round < kRounds && improve_all(); ++round) {}
        } while (reshare(board_, free_) || trade_places());
    }

private:
    // Calls of one group and kind that may come and go, most points first; the first `called` have a place.
    struct Alike {
        std::vector<CallIndex> calls;
        std::size_t called = 0;
    };

    std::int64_t points(CallIndex c) const { return board_.call(c).points.count; }
    std::size_t sort_of(CallIndex c) const { return board_.call(c).group * kKinds + board_.call(c).kind; }
    bool more_points(CallIndex a, CallIndex b) const { return points(a) != points(b) ? points(a) > points(b) : a < b; }

    // A way in which one list gives calls for others' of the other list.
    void join(std::size_t out, std::size_t back) {
        const auto count = [](const Kinds& kinds) { return kinds[0] + kinds[1] + kinds[2] + kinds[3] + kinds[4]; };
        const Kinds& a = choices_[out].kinds;
        const Kinds& b = choices_[back].kinds;
        const int minutes = choices_[out].minutes - choices_[back].minutes;
        const bool few = std::max(count(a), count(b)) <= static_cast<int>(kMostTransferred);
        for (std::size_t k = 0; k < kKinds; ++k)
            if (a[k] > 0 && b[k] > 0) return;
        if (few && minutes != 0 && std::abs(minutes) <= kMostMinutes)
            transfers_[row_of(minutes)].emplace_back(out, back);
    }

    // ---- the start ------------------------------------------------------------------------------------
    void take_off() {
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

    std::vector<CallIndex> by_points_per_minute() const {
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
    void sort_out() {
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

    void bring(CallIndex c, SeatIndex s) {
        board_.ahead().comes_today(c);
        board_.put(s, c);
    }

    // ---- what was done, so that it can be undone ---------------------------------------------------------
    struct Step {
        enum class What : std::uint8_t { came, left, moved };
        What what;
        CallIndex call;
        SeatIndex from;                  // of left and moved
        std::optional<CellIndex> place;  // of came: where it would have been called later
    };

    void come(CallIndex c, SeatIndex s) {
        done_.push_back({Step::What::came, c, s, board_.ahead().place_of(c)});
        bring(c, s);
        ++alike_[sort_of(c)].called;
    }
    // Its place on a later day is there already.
    void go(CallIndex c) {
        done_.push_back({Step::What::left, c, *board_.seat_of(c), {}});
        board_.take(c);
        --alike_[sort_of(c)].called;
    }
    void move(CallIndex c, SeatIndex to) {
        done_.push_back({Step::What::moved, c, *board_.seat_of(c), {}});
        board_.take(c);
        board_.put(to, c);
    }
    void undo() {
        for (auto step = done_.rbegin(); step != done_.rend(); ++step) {
            switch (step->what) {
                case Step::What::came:
                    board_.take(step->call);
                    board_.ahead().back_to(step->call, step->place);
                    --alike_[sort_of(step->call)].called;
                    break;
                case Step::What::left:
                    bring(step->call, step->from);
                    ++alike_[sort_of(step->call)].called;
                    break;
                case Step::What::moved:
                    board_.take(step->call);
                    board_.put(step->from, step->call);
                    break;
            }
        }
        done_.clear();
    }

    // ---- one list ---------------------------------------------------------------------------------------
    // The calls of one kind that would leave or come, in order, and the points of the first so many.
    struct Row {
        std::array<std::size_t, kMostExchanged> sorts{};
        std::array<std::int64_t, kMostExchanged + 1> sums{};
        std::size_t count = 0;
    };
    using Rows = std::array<Row, kKinds>;

    struct Offer {
        std::int64_t points;
        CallIndex call;
        std::size_t sort;
    };

    template <class Before>
    void settle(std::vector<Offer>& offers, Row& row, Before before) const {
        std::sort(offers.begin(), offers.end(), before);
        row.count = std::min(offers.size(), most_);
        for (std::size_t i = 0; i < row.count; ++i) {
            row.sorts[i] = offers[i].sort;
            row.sums[i + 1] = row.sums[i] + offers[i].points;
        }
    }

    Rows who_could_come(SeatIndex s) const {
        Rows rows;
        std::vector<Offer> offers;
        for (std::size_t k = 0; k < kKinds; ++k) {
            offers.clear();
            for (const std::size_t g : groups_of_[s]) {
                const Alike& alike = alike_[g * kKinds + k];
                const std::size_t end = std::min(alike.calls.size(), alike.called + most_);
                for (std::size_t i = alike.called; i < end; ++i)
                    offers.push_back({points(alike.calls[i]), alike.calls[i], g * kKinds + k});
            }
            settle(offers, rows[k], [](const Offer& a, const Offer& b) {
                return a.points != b.points ? a.points > b.points : a.call < b.call;
            });
        }
        return rows;
    }

    // Of each sort on the list, those with the fewest points among all called: they change places first.
    Rows who_could_leave(SeatIndex s) const {
        std::vector<std::pair<std::size_t, std::size_t>> here;  // sort, how many
        for (const CallIndex c : board_.list(s)) {
            if (!free_[c]) continue;
            const std::size_t sort = sort_of(c);
            const auto found =
                std::find_if(here.begin(), here.end(), [&](const auto& each) { return each.first == sort; });
            if (found == here.end())
                here.emplace_back(sort, 1);
            else
                ++found->second;
        }
        std::array<std::vector<Offer>, kKinds> offers;
        for (const auto& [sort, count] : here) {
            const Alike& alike = alike_[sort];
            for (std::size_t i = 0; i < std::min(count, most_); ++i) {
                const CallIndex c = alike.calls[alike.called - 1 - i];
                offers[sort % kKinds].push_back({points(c), c, sort});
            }
        }
        Rows rows;
        for (std::size_t k = 0; k < kKinds; ++k)
            settle(offers[k], rows[k], [](const Offer& a, const Offer& b) {
                return a.points != b.points ? a.points < b.points : a.call > b.call;
            });
        return rows;
    }

    struct Exchange {
        std::int64_t gain;
        std::size_t out;  // choices
        std::size_t in;
    };

    static std::optional<std::int64_t> sum(const Choice& choice, const Rows& rows) {
        std::int64_t points = 0;
        for (std::size_t k = 0; k < kKinds; ++k) {
            if (choice.kinds[k] > rows[k].count) return std::nullopt;
            points += rows[k].sums[choice.kinds[k]];
        }
        return points;
    }

    // What a list could lose and win by each choice.
    struct Prospect {
        Rows out, in;
        std::vector<std::optional<std::int64_t>> losses, gains;
    };

    Prospect prospect(SeatIndex s) const {
        Prospect prospect{who_could_leave(s), who_could_come(s), {}, {}};
        for (const Choice& choice : choices_) {
            prospect.losses.push_back(sum(choice, prospect.out));
            prospect.gains.push_back(sum(choice, prospect.in));
        }
        return prospect;
    }

    // Makes the best exchange that brings more than `above` and that the list has room for, and tells what it brings. None is
    // 0 where the list is right as it is.
    std::optional<std::int64_t> exchange(SeatIndex s, std::int64_t above) {
        const Prospect prospect = this->prospect(s);
        std::vector<Exchange> exchanges;
        const int room = board_.room(s);
        for (std::size_t o = 0; o < choices_.size(); ++o) {
            if (!prospect.losses[o]) continue;
            for (std::size_t i = 0; i < choices_.size(); ++i)
                if (prospect.gains[i] && *prospect.gains[i] - *prospect.losses[o] > above &&
                    choices_[i].minutes <= room + choices_[o].minutes)
                    exchanges.push_back({*prospect.gains[i] - *prospect.losses[o], o, i});
        }
        std::sort(exchanges.begin(), exchanges.end(), [](const Exchange& a, const Exchange& b) {
            if (a.gain != b.gain) return a.gain > b.gain;
            return a.out != b.out ? a.out < b.out : a.in < b.in;
        });
        for (const Exchange& each : exchanges)
            if (board_.has_room(s, choices_[each.out].kinds, choices_[each.in].kinds) &&
                make(s, sorts_in(choices_[each.out], prospect.out), sorts_in(choices_[each.in], prospect.in)))
                return each.gain;
        return std::nullopt;
    }

    bool improve(SeatIndex s) {
        const bool better = board_.seat(s).present && exchange(s, 0);
        done_.clear();
        return better;
    }

    bool improve_all() {
        bool better = false;
        for (SeatIndex s = 0; s < board_.seats(); ++s)
            while (improve(s)) better = true;
        profiles_.assign(board_.seats(), std::nullopt);
        for (SeatIndex s = 0; s < board_.seats(); ++s)
            for (SeatIndex step = 1; step < board_.seats() && step <= kPartners; ++step)
                while (improve(s, static_cast<SeatIndex>((s + step) % board_.seats()))) better = true;
        return better;
    }

    // ---- two lists ----------------------------------------------------------------------------------------
    // The best that a list could do with so many minutes more or less than it has, from -kMostMinutes on.
    using Profile = std::array<std::int64_t, 2 * kMostMinutes + 1>;

    Profile profile(SeatIndex s) const {
        constexpr std::int64_t kNever = -1'000'000'000;
        Profile best;
        best.fill(kNever);
        const Prospect prospect = this->prospect(s);
        for (std::size_t o = 0; o < choices_.size(); ++o) {
            if (!prospect.losses[o]) continue;
            for (std::size_t i = 0; i < choices_.size(); ++i) {
                const int needs = choices_[i].minutes - choices_[o].minutes - board_.room(s);
                if (!prospect.gains[i] || needs > kMostMinutes) continue;
                auto& entry = best[row_of(std::max(needs, -kMostMinutes))];
                entry = std::max(entry, *prospect.gains[i] - *prospect.losses[o]);
            }
        }
        for (std::size_t m = 1; m < best.size(); ++m) best[m] = std::max(best[m], best[m - 1]);
        return best;
    }

    // Gives `s` minutes of `t`, or the other way round, by an exchange of calls, where both together win by it.
    bool improve(SeatIndex s, SeatIndex t) {
        if (!board_.seat(s).present || !board_.seat(t).present) return false;
        for (const SeatIndex each : {s, t})
            if (!profiles_[each]) profiles_[each] = profile(each);
        const Profile& of_s = *profiles_[s];
        const Profile& of_t = *profiles_[t];
        std::vector<std::pair<std::int64_t, int>> promising;
        for (int minutes = -kMostMinutes; minutes <= kMostMinutes; ++minutes) {
            const std::int64_t gain = of_s[row_of(minutes)] + of_t[row_of(-minutes)];
            if (minutes != 0 && gain > 0) promising.emplace_back(-gain, minutes);
        }
        std::sort(promising.begin(), promising.end());
        int trials = 0;
        for (const auto& [loss, minutes] : promising)
            for (const auto& [from_s, from_t] : transfers_[row_of(minutes)]) {
                if (++trials > kTrials) return false;
                if (!transfer(s, t, choices_[from_s].kinds, choices_[from_t].kinds)) continue;
                profiles_[s].reset();
                profiles_[t].reset();
                return true;
            }
        return false;
    }

    bool transfer(SeatIndex s, SeatIndex t, const Kinds& from_s, const Kinds& from_t) {
        const auto to_t = movable(s, t, from_s);
        const auto to_s = movable(t, s, from_t);
        if (!to_t || !to_s) return false;
        for (const CallIndex c : *to_t) move(c, t);
        for (const CallIndex c : *to_s) move(c, s);
        std::int64_t gain = 0;
        for (const SeatIndex each : {t, s}) {
            const auto won = exchange(each, std::numeric_limits<std::int32_t>::min());
            if (!won) {
                undo();
                return false;
            }
            gain += *won;
        }
        if (gain <= 0)
            undo();
        else
            done_.clear();
        return gain > 0;
    }

    // Calls of these kinds that may go from one list to another, the lowest rank first; none when there are not so many.
    std::optional<std::vector<CallIndex>> movable(SeatIndex from, SeatIndex to, Kinds kinds) const {
        std::vector<CallIndex> calls;
        const auto& list = board_.list(from);
        for (auto c = list.rbegin(); c != list.rend(); ++c) {
            const Candidate& call = board_.call(*c);
            if (kinds[call.kind] == 0 || call.slot || !board_.eligible(to, *c)) continue;
            --kinds[call.kind];
            calls.push_back(*c);
        }
        return kinds == Kinds{} ? std::optional(calls) : std::nullopt;
    }

    // ---- today and later --------------------------------------------------------------------------------
    // Who must be called today, since later days are full, goes where somebody of more points waits for a later day, and the other way
    // round: calls of one length, with the same advisor.
    bool trade_places() {
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
            std::sort(waiting[k].begin(), waiting[k].end(),
                      [&](CallIndex a, CallIndex b) { return more_points(a, b); });
            std::sort(staying[k].begin(), staying[k].end(),
                      [&](CallIndex a, CallIndex b) { return more_points(b, a); });
            for (const CallIndex c : staying[k]) traded = trade_with_any(c, waiting[k]) || traded;
        }
        return traded;
    }

    bool trade_with_any(CallIndex c, const std::vector<CallIndex>& most_points_first) {
        int asked = 0;
        for (const CallIndex other : most_points_first) {
            if (points(other) <= points(c) || asked == kPlacesAsked) return false;
            if (board_.seat_of(other)) continue;
            if (trade(c, other)) return true;
            ++asked;
        }
        return false;
    }

    bool trade(CallIndex c, CallIndex other) {
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

    static std::vector<std::size_t> sorts_in(const Choice& choice, const Rows& rows) {
        std::vector<std::size_t> sorts;
        for (std::size_t k = 0; k < kKinds; ++k)
            for (std::size_t i = 0; i < choice.kinds[k]; ++i) sorts.push_back(rows[k].sorts[i]);
        return sorts;
    }

    bool make(SeatIndex s, const std::vector<std::size_t>& out, const std::vector<std::size_t>& in) {
        for (const std::size_t sort : out)
            if (std::find(in.begin(), in.end(), sort) != in.end()) return false;
        std::vector<CallIndex> leaving;
        for (std::size_t i = 0; i < out.size(); ++i) {
            const Alike& alike = alike_[out[i]];
            const auto before =
                static_cast<std::size_t>(std::count(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(i), out[i]));
            const CallIndex c = alike.calls[alike.called - 1 - before];
            if (!board_.ahead().wait(c)) {
                for (const CallIndex other : leaving) board_.ahead().comes_today(other);
                return false;
            }
            leaving.push_back(c);
        }
        for (const CallIndex c : leaving) leave(s, c);
        for (const std::size_t sort : in) come(alike_[sort].calls[alike_[sort].called], s);
        return true;
    }

    // `c` leaves, wherever it is; where that is another list, a call of its sort goes there from this one.
    void leave(SeatIndex s, CallIndex c) {
        const SeatIndex from = *board_.seat_of(c);
        go(c);
        if (from == s) return;
        const auto& list = board_.list(s);
        move(*std::find_if(list.rbegin(), list.rend(),
                           [&](CallIndex other) { return free_[other] && sort_of(other) == sort_of(c); }),
             from);
    }

    Board& board_;
    std::size_t most_;
    std::vector<Choice> choices_;
    std::vector<Alike> alike_;  // by group and kind
    std::vector<std::vector<std::size_t>> groups_of_;
    std::vector<bool> free_;                                                   // by call: may come and go
    std::vector<std::vector<std::pair<std::size_t, std::size_t>>> transfers_;  // by the minutes given: choices each way
    std::vector<std::optional<Profile>> profiles_;  // by seat, as they were when first asked for in this round
    std::vector<Step> done_;
};

}  // namespace

void choose_most_points(Board& board) { Raising(board).run(); }

}  // namespace bienveille
