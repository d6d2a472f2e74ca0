#include "engine/reshare.h"

#include <algorithm>
#include <limits>
#include <optional>

#include "engine/look_ahead.h"

namespace bienveille {
namespace {

constexpr std::int64_t kNever = std::numeric_limits<std::int32_t>::min();

// Who may make a call: only the first of the two, only the second, or both.
enum Who : std::size_t { kFirst, kSecond, kBoth, kWhos };

class TwoLists {
public:
    TwoLists(Board& board, const std::vector<bool>& may_leave, SeatIndex first, SeatIndex second)
        : board_(board), may_leave_(may_leave), seats_{first, second} {}

    bool improve() {
        gather();
        for (std::size_t i = 0; i < 2; ++i)
            if (!write_forms(i)) return false;
        write_tables();
        const auto best = best_forms();
        return best && share(best->first, best->second);
    }

private:
    // Calls of one kind and who may make them: duties, and the others by points.
    struct Pool {
        std::vector<CallIndex> duties;
        std::vector<CallIndex> others;
    };
    struct Chosen {
        std::int64_t points = kNever;
        std::array<std::size_t, kWhos> others{};  // how many of each
    };

    std::int64_t points(CallIndex c) const { return board_.call(c).points.count; }
    bool is_movable(CallIndex c) const { return !board_.call(c).slot && board_.call(c).only_seat < 0; }

    std::optional<Who> who(CallIndex c) const {
        const bool first = board_.eligible(seats_[0], c);
        const bool second = seats_[1] != seats_[0] && board_.eligible(seats_[1], c);
        if (!first && !second) return std::nullopt;
        return first && second ? kBoth : first ? kFirst : kSecond;
    }

    void gather() {
        const auto add = [&](CallIndex c, Who who) {
            Pool& pool = pools_[board_.call(c).kind][who];
            (may_leave_[c] ? pool.others : pool.duties).push_back(c);
        };
        for (CallIndex c = 0; c < board_.calls(); ++c) {
            if (!is_movable(c)) continue;
            const auto whose = who(c);
            const auto seat = board_.seat_of(c);
            if (!whose || (!seat && !may_leave_[c])) continue;
            if (!seat) {
                add(c, *whose);
            } else if (*seat == seats_[0] || *seat == seats_[1]) {
                add(c, *whose);
                ++now_[*seat == seats_[0] ? 0 : 1][board_.call(c).kind];
                if (may_leave_[c]) points_now_ += points(c);
            }
        }
        for (auto& by_who : pools_)
            for (Pool& pool : by_who)
                std::sort(pool.others.begin(), pool.others.end(), [&](CallIndex a, CallIndex b) {
                    return points(a) != points(b) ? points(a) > points(b) : a < b;
                });
    }

    // ---- the forms of a list ----------------------------------------------------------------------------
    bool write_forms(std::size_t i) {
        if (i == 1 && seats_[1] == seats_[0]) {
            forms_[1].push_back({});
            return true;
        }
        Kinds form{};
        int minutes = board_.room(seats_[i]);
        for (std::size_t k = 0; k < kKinds; ++k) minutes += now_[i][k] * board_.fit().minutes_of(k);
        return write_forms(i, 0, minutes, form);
    }

    bool write_forms(std::size_t i, std::size_t kind, int minutes, Kinds& form) {
        if (kind == kKinds) {
            if (form == now_[i] || board_.has_room(seats_[i], now_[i], form)) forms_[i].push_back(form);
            return ++looked_at_[i] <= kMostForms;
        }
        const auto& pools = pools_[kind];
        const std::size_t own = i == 0 ? kFirst : kSecond;
        const std::size_t most = pools[own].duties.size() + pools[own].others.size() + pools[kBoth].duties.size() +
                                 pools[kBoth].others.size();
        const int each = board_.fit().minutes_of(kind);
        bool few = true;
        for (std::size_t count = 0; few && count <= most && static_cast<int>(count) * each <= minutes; ++count) {
            form[kind] = static_cast<std::uint16_t>(count);
            few = write_forms(i, kind + 1, minutes - static_cast<int>(count) * each, form);
        }
        form[kind] = 0;
        return few;
    }

    // ---- points -----------------------------------------------------------------------------------------
    // The most points of `here` calls of a kind with the first and `there` with the second, all duties among them.
    Chosen choose(std::size_t kind, std::size_t here, std::size_t there) const {
        const auto& pools = pools_[kind];
        std::array<std::size_t, kWhos> room{here, there, here + there};
        Chosen chosen;
        std::size_t duties = 0;
        for (std::size_t who = 0; who < kWhos; ++who) duties += pools[who].duties.size();
        if (pools[kFirst].duties.size() > here || pools[kSecond].duties.size() > there || duties > here + there)
            return chosen;
        room[kFirst] -= pools[kFirst].duties.size();
        room[kSecond] -= pools[kSecond].duties.size();
        room[kBoth] -= duties;
        std::int64_t sum = 0;
        for (; room[kBoth] > 0; --room[kBoth]) {
            std::optional<std::size_t> best;
            for (std::size_t who = 0; who < kWhos; ++who) {
                const std::size_t next = chosen.others[who];
                if (next == pools[who].others.size() || room[who] == 0) continue;
                if (!best || points(pools[who].others[next]) > points(pools[*best].others[chosen.others[*best]]))
                    best = who;
            }
            if (!best) return chosen;
            sum += points(pools[*best].others[chosen.others[*best]++]);
            if (*best != kBoth) --room[*best];
        }
        chosen.points = sum;
        return chosen;
    }

    void write_tables() {
        for (std::size_t k = 0; k < kKinds; ++k) {
            std::array<std::size_t, 2> most{};
            for (std::size_t i = 0; i < 2; ++i)
                for (const Kinds& form : forms_[i]) most[i] = std::max<std::size_t>(most[i], form[k]);
            for (std::size_t here = 0; here <= most[0]; ++here) {
                tables_[k].emplace_back();
                for (std::size_t there = 0; there <= most[1]; ++there)
                    tables_[k].back().push_back(choose(k, here, there).points);
            }
        }
    }

    std::optional<std::pair<Kinds, Kinds>> best_forms() const {
        std::optional<std::pair<Kinds, Kinds>> best;
        std::int64_t most = points_now_;
        for (const Kinds& here : forms_[0]) {
            std::array<const std::vector<std::int64_t>*, kKinds> rows;
            std::int64_t at_most = 0;  // whatever the other list is
            for (std::size_t k = 0; k < kKinds; ++k) {
                rows[k] = &tables_[k][here[k]];
                at_most += *std::max_element(rows[k]->begin(), rows[k]->end());
            }
            if (at_most <= most) continue;
            for (const Kinds& there : forms_[1]) {
                std::int64_t sum = 0;
                for (std::size_t k = 0; k < kKinds; ++k) sum += (*rows[k])[there[k]];
                if (sum <= most) continue;
                most = sum;
                best.emplace(here, there);
            }
        }
        return best;
    }

    // ---- the lists as they are to be --------------------------------------------------------------------
    bool share(const Kinds& here, const Kinds& there) {
        std::array<std::vector<CallIndex>, 2> lists;
        for (std::size_t k = 0; k < kKinds; ++k) {
            const Chosen chosen = choose(k, here[k], there[k]);
            const auto called = [&](std::size_t who) {
                const Pool& pool = pools_[k][who];
                std::vector<CallIndex> calls = pool.duties;
                calls.insert(calls.end(), pool.others.begin(),
                             pool.others.begin() + static_cast<std::ptrdiff_t>(chosen.others[who]));
                return calls;
            };
            std::array<std::size_t, 2> room{here[k], there[k]};
            const auto put = [&](CallIndex c, std::size_t i) {
                lists[i].push_back(c);
                --room[i];
            };
            for (const CallIndex c : called(kFirst)) put(c, 0);
            for (const CallIndex c : called(kSecond)) put(c, 1);
            // Where they are, as far as there is room.
            std::vector<CallIndex> moving;
            for (const CallIndex c : called(kBoth)) {
                const auto seat = board_.seat_of(c);
                const std::size_t i = seat == seats_[0] ? 0 : 1;
                if (seat && room[i] > 0)
                    put(c, i);
                else
                    moving.push_back(c);
            }
            for (const CallIndex c : moving) put(c, room[0] > 0 ? 0 : 1);
        }
        return take_over(lists);
    }

    // Whoever is on neither list waits, if C4 lets them.
    bool take_over(const std::array<std::vector<CallIndex>, 2>& lists) {
        std::vector<CallIndex> leaving;
        for (const auto& by_who : pools_)
            for (const Pool& pool : by_who)
                for (const CallIndex c : pool.others) {
                    if (!board_.seat_of(c)) continue;
                    const auto is_on = [&](const auto& list) {
                        return std::find(list.begin(), list.end(), c) != list.end();
                    };
                    if (!std::any_of(lists.begin(), lists.end(), is_on)) leaving.push_back(c);
                }
        for (std::size_t i = 0; i < leaving.size(); ++i) {
            if (board_.ahead().wait(leaving[i])) continue;
            while (i-- > 0) board_.ahead().comes_today(leaving[i]);
            return false;
        }
        for (const auto& by_who : pools_)
            for (const Pool& pool : by_who)
                for (const auto* calls : {&pool.duties, &pool.others})
                    for (const CallIndex c : *calls)
                        if (board_.seat_of(c)) board_.take(c);
        for (std::size_t i = 0; i < 2; ++i)
            for (const CallIndex c : lists[i]) {
                board_.ahead().comes_today(c);
                board_.put(seats_[i], c);
            }
        return true;
    }

    Board& board_;
    const std::vector<bool>& may_leave_;
    std::array<SeatIndex, 2> seats_;
    std::array<std::array<Pool, kWhos>, kKinds> pools_;
    std::array<Kinds, 2> now_{};  // of movable calls
    std::int64_t points_now_ = 0;
    std::array<std::vector<Kinds>, 2> forms_;
    std::array<std::size_t, 2> looked_at_{};
    std::array<std::vector<std::vector<std::int64_t>>, kKinds> tables_;  // [here][there]
};

}  // namespace

bool reshare(Board& board, const std::vector<bool>& may_leave) {
    std::vector<SeatIndex> present;
    for (SeatIndex s = 0; s < board.seats(); ++s)
        if (board.seat(s).present) present.push_back(s);
    if (present.size() > kSeatsToReshare) return false;
    std::erase_if(present, [&](SeatIndex s) { return board.seat(s).capacity > kLongestToReshare; });
    if (present.empty()) return false;
    if (present.size() == 1) return TwoLists(board, may_leave, present[0], present[0]).improve();
    bool changed = false;
    for (std::size_t i = 0; i < present.size(); ++i)
        for (std::size_t j = i + 1; j < present.size(); ++j)
            changed = TwoLists(board, may_leave, present[i], present[j]).improve() || changed;
    return changed;
}

}  // namespace bienveille
