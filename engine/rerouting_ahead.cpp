// Of calls that take equally long: cycles of calls over today's lists and the days ahead, each bringing points (charges.h).
#include <algorithm>
#include <map>
#include <utility>

#include "engine/charges.h"
#include "engine/look_ahead.h"
#include "engine/raising.h"

namespace bienveille {
namespace {

constexpr std::int64_t kMostTries = 300;
constexpr std::int64_t kMostCallsTried = 3'000'000;  // over all tries of two or three, each of which looks at all calls

using Where = Spot::Where;
using Sort = std::pair<std::size_t, CapLevel>;  // group and level
using KeptOfCall = std::map<CallIndex, std::size_t>;

// One cycle, followed or left alone: first all who leave leave, then those who come are chosen, then all join.
class Following {
public:
    Following(Board& board, const std::vector<CallInTime>& kept, const KeptOfCall& kept_of_call,
              const std::vector<KeptAlike>& alike)
        : board_(board), kept_(kept), kept_of_call_(kept_of_call), alike_(alike), places_(board.ahead().places()) {
        for (const CallInTime& each : kept) now_.push_back(each.place);
    }

    bool follow(const Cycle& cycle) {
        if (leave_lists(cycle) && leave_days(cycle) && go(cycle) && come(cycle) && enter_days(cycle) && join(cycle))
            return true;
        undo();
        return false;
    }
    const std::vector<CallIndex>& came() const { return came_; }
    const std::vector<CallIndex>& gone() const { return gone_; }

private:
    std::int64_t points(CallIndex c) const { return board_.call(c).points.count; }
    Sort sort_of(CallIndex c) const { return {board_.brief(c).group, cap_level(board_.brief(c).kind)}; }
    Sort sort_of_kept(std::size_t k) const { return {kept_[k].group, cap_level(kept_[k].kind)}; }
    bool may_change(CallIndex c) const {
        return board_.goes_by_points(c) && !board_.brief(c).apart && !board_.group(c).empty();
    }
    bool is_alike(std::size_t k, std::size_t a) const { return alike_of(kept_[k]) == alike_[a]; }
    std::size_t day_of(CellIndex cell) const { return board_.ahead().horizon().cells[cell].day; }

    template <class Each>
    static bool for_each(const Cycle& cycle, Where from, Where to, Each each) {
        return std::all_of(cycle.begin(), cycle.end(), [&](const Move& move) {
            return move.from.where != from || move.to.where != to || each(move);
        });
    }

    // ---- leaving ----------------------------------------------------------------------------------------
    bool leave_lists(const Cycle& cycle) {
        return for_each(cycle, Where::list, Where::day, [&](const Move& move) {
            const Sort sort{move.to.group, move.to.level};
            return move.from.later ? leave_cell(static_cast<CellIndex>(move.from.index), sort)
                                   : leave_list(static_cast<SeatIndex>(move.from.index), sort);
        });
    }

    bool leave_list(SeatIndex s, const Sort& sort) {
        const auto& list = board_.list(s);
        const auto leaves = std::find_if(list.begin(), list.end(),
                                         [&](CallIndex c) { return !board_.brief(c).apart && sort_of(c) == sort; });
        if (leaves == list.end()) return false;
        const CallIndex c = *leaves;
        take(c);
        today_[sort].push_back(c);
        return true;
    }

    bool leave_cell(CellIndex cell, const Sort& sort) {
        for (std::size_t k = 0; k < kept_.size(); ++k) {
            if (now_[k] != cell || sort_of_kept(k) != sort) continue;
            leave_place(k);
            later_[{day_of(cell), sort}].push_back(k);
            return true;
        }
        return false;
    }

    // Whoever is of those alike, with or without a place still: then somebody without has it instead.
    bool leave_days(const Cycle& cycle) {
        return for_each(cycle, Where::day, Where::alike, [&](const Move& move) {
            if (move.from.index == 0) return true;
            auto& those = later_[{move.from.index, {move.from.group, move.from.level}}];
            const auto leaves =
                std::find_if(those.begin(), those.end(), [&](std::size_t k) { return is_alike(k, move.to.index); });
            if (leaves != those.end()) {
                between_[move.to.index].push_back(*leaves);
                those.erase(leaves);
                return true;
            }
            for (std::size_t k = 0; k < kept_.size(); ++k) {
                if (!now_[k] || day_of(*now_[k]) != move.from.index || !is_alike(k, move.to.index)) continue;
                joins_later_.emplace_back(*now_[k], sort_of_kept(k));
                leave_place(k);
                between_[move.to.index].push_back(k);
                return true;
            }
            return false;
        });
    }

    // ---- who is called, and who no more -----------------------------------------------------------------
    bool go(const Cycle& cycle) {
        const auto leaves_today = [&](const Move& move, auto may) {
            const Sort sort{move.from.group, move.from.level};
            std::optional<CallIndex> least;
            for (CallIndex c = 0; c < board_.calls(); ++c)
                if (may_change(c) && sort_of(c) == sort && is_called(c) && may(c) &&
                    (!least || points(c) <= points(*least)))
                    least = c;
            if (least) leave_today(*least);
            return least;
        };
        return for_each(cycle, Where::day, Where::alike,
                        [&](const Move& move) {
                            if (move.from.index != 0) return true;
                            const auto c = leaves_today(move, [&](CallIndex each) {
                                const auto k = kept_of_call_.find(each);
                                return k != kept_of_call_.end() && is_alike(k->second, move.to.index);
                            });
                            if (c) between_[move.to.index].push_back(kept_of_call_.at(*c));
                            return c.has_value();
                        }) &&
               for_each(cycle, Where::day, Where::nowhere, [&](const Move& move) {
                   return leaves_today(move, [&](CallIndex each) { return !kept_of_call_.contains(each); }).has_value();
               });
    }

    bool come(const Cycle& cycle) {
        const auto comes_today = [&](const Move& move, auto may) {
            const Sort sort{move.to.group, move.to.level};
            std::optional<CallIndex> most;
            for (CallIndex c = 0; c < board_.calls(); ++c)
                if (may_change(c) && sort_of(c) == sort && !is_called(c) && !is_gone(c) && may(c) &&
                    (!most || points(c) > points(*most)))
                    most = c;
            if (most) {
                came_.push_back(*most);
                today_[sort].push_back(*most);
            }
            return most;
        };
        return for_each(cycle, Where::alike, Where::day,
                        [&](const Move& move) {
                            if (move.to.index != 0) return true;
                            const auto c = comes_today(move, [&](CallIndex each) {
                                const auto k = kept_of_call_.find(each);
                                return k != kept_of_call_.end() && is_alike(k->second, move.from.index);
                            });
                            return c && leave_later(kept_of_call_.at(*c), between_[move.from.index]);
                        }) &&
               for_each(cycle, Where::nowhere, Where::day, [&](const Move& move) {
                   return comes_today(move, [&](CallIndex each) { return !kept_of_call_.contains(each); }).has_value();
               });
    }

    bool is_called(CallIndex c) const { return board_.seat_of(c) || is_homeless(c); }
    bool is_homeless(CallIndex c) const {
        const auto those = today_.find(sort_of(c));
        return those != today_.end() && std::find(those->second.begin(), those->second.end(), c) != those->second.end();
    }
    bool is_gone(CallIndex c) const { return std::find(gone_.begin(), gone_.end(), c) != gone_.end(); }

    // Whose place another of the sort has then, unless that was given up anyhow.
    void leave_today(CallIndex c) {
        gone_.push_back(c);
        auto& those = today_[sort_of(c)];
        if (is_homeless(c)) {
            those.erase(std::find(those.begin(), those.end(), c));
            return;
        }
        joins_.push_back({sort_of(c), *board_.seat_of(c)});
        take(c);
    }

    // The place later is left to somebody alike who has none.
    bool leave_later(std::size_t k, std::vector<std::size_t>& without) {
        const auto own = std::find(without.begin(), without.end(), k);
        if (own != without.end()) {
            without.erase(own);
            return true;
        }
        if (without.empty() || !now_[k]) return false;
        const CellIndex cell = *now_[k];
        const std::size_t instead = without.back();
        without.pop_back();
        leave_place(k);
        return take_place(instead, cell);
    }

    // ---- joining ----------------------------------------------------------------------------------------
    bool enter_days(const Cycle& cycle) {
        return for_each(cycle, Where::alike, Where::day, [&](const Move& move) {
            if (move.to.index == 0) return true;
            auto& those = between_[move.from.index];
            if (those.empty()) return false;
            later_[{move.to.index, {move.to.group, move.to.level}}].push_back(those.back());
            those.pop_back();
            return true;
        });
    }

    bool join(const Cycle& cycle) {
        for_each(cycle, Where::day, Where::list, [&](const Move& move) {
            const Sort sort{move.from.group, move.from.level};
            if (move.to.later)
                joins_later_.emplace_back(static_cast<CellIndex>(move.to.index), sort);
            else
                joins_.push_back({sort, static_cast<SeatIndex>(move.to.index)});
            return true;
        });
        for (const auto& [cell, sort] : joins_later_) {
            auto& those = later_[{day_of(cell), sort}];
            if (those.empty() || !take_place(those.back(), cell)) return false;
            those.pop_back();
        }
        // Whether level-3 calls are apart is asked once all are there.
        for (const Sought& join : joins_) {
            auto& those = today_[join.sort];
            if (those.empty() || !board_.eligible(join.seat, those.back()) ||
                !board_.has_room(join.seat, those.back(), Fit::Order::loosely))
                return false;
            board_.put(join.seat, those.back());
            touched_.try_emplace(those.back(), std::nullopt);
            those.pop_back();
        }
        const auto none_left = [](const auto& pools) {
            return std::all_of(pools.begin(), pools.end(), [](const auto& pool) { return pool.second.empty(); });
        };
        const auto is_apart = [&](SeatIndex s) { return board_.is_apart(s); };
        return none_left(today_) && none_left(later_) && none_left(between_) && gains() &&
               std::all_of(joins_.begin(), joins_.end(), [&](const Sought& join) { return is_apart(join.seat); }) &&
               std::all_of(touched_.begin(), touched_.end(),
                           [&](const auto& each) { return !each.second || is_apart(*each.second); });
    }

    bool gains() const {
        std::int64_t gained = 0;
        for (const CallIndex c : came_) gained += points(c);
        for (const CallIndex c : gone_) gained -= points(c);
        return gained > 0;
    }

    void take(CallIndex c) {
        touched_.try_emplace(c, board_.seat_of(c));
        board_.take(c);
    }
    void leave_place(std::size_t k) {
        board_.ahead().leave_place(kept_[k].job);
        now_[k].reset();
    }
    bool take_place(std::size_t k, CellIndex cell) {
        if (!board_.ahead().take_place(kept_[k].job, cell)) return false;
        now_[k] = cell;
        return true;
    }

    void undo() {
        for (const auto& [c, seat] : touched_)
            if (board_.seat_of(c)) board_.take(c);
        for (const auto& [c, seat] : touched_)
            if (seat) board_.put(*seat, c);
        board_.ahead().leave_all_but(places_);
        board_.ahead().back_to(places_);
    }

    struct Sought {
        Sort sort;
        SeatIndex seat;
    };

    Board& board_;
    const std::vector<CallInTime>& kept_;
    const KeptOfCall& kept_of_call_;
    const std::vector<KeptAlike>& alike_;
    LookAhead::Places places_;                                                // as they were
    std::vector<std::optional<CellIndex>> now_;                               // of those kept
    std::map<Sort, std::vector<CallIndex>> today_;                            // called, on no list yet
    std::map<std::pair<std::size_t, Sort>, std::vector<std::size_t>> later_;  // kept, by day, with nobody yet
    std::map<std::size_t, std::vector<std::size_t>> between_;                 // kept, by those alike, on no day yet
    std::vector<Sought> joins_;
    std::vector<std::pair<CellIndex, Sort>> joins_later_;
    std::vector<CallIndex> came_, gone_;
    std::map<CallIndex, std::optional<SeatIndex>> touched_;  // where they were
};

// Cycles are followed each alone, the last first, since those bring points; then, where caps cross, two and three as if they were one:
// what one takes of a list another gives. Where caps cross there may be very many, so that no more than some are tried.
class Together {
public:
    Together(const Charges& charges, std::size_t calls)
        : cycles_(charges.cycles()), caps_cross_(charges.caps_cross()), calls_(static_cast<std::int64_t>(calls)) {}

    template <class Follow>
    bool any_followed(Follow follow) {
        tries_ = caps_cross_ ? kMostTries : std::ssize(cycles_);
        if (any_followed(1, cycles_.size(), follow)) return true;
        if (!caps_cross_) return false;
        tries_ = std::min(kMostTries, kMostCallsTried / std::max<std::int64_t>(1, calls_));
        return any_followed(2, cycles_.size(), follow) || any_followed(3, cycles_.size(), follow);
    }

private:
    // So many of those before the end.
    template <class Follow>
    bool any_followed(std::size_t many, std::size_t end, Follow follow) {
        if (many == 0) {
            --tries_;
            return follow(moves_);
        }
        while (end-- > 0 && tries_ > 0) {
            const std::size_t before = moves_.size();
            moves_.insert(moves_.end(), cycles_[end].begin(), cycles_[end].end());
            if (any_followed(many - 1, end, follow)) return true;
            moves_.resize(before);
        }
        return false;
    }

    const std::vector<Cycle>& cycles_;
    bool caps_cross_;
    std::int64_t calls_, tries_ = 0;
    Cycle moves_;
};

}  // namespace

// Only where today's routes cannot tell: later days that are full, or caps that cross, stand in their way. One place apart is too few for a
// move that takes two, so at last it counts as none: then cycles bring another.
bool Raising::reroute_ahead() {
    if (has_prices_ || !board_.all_take_equally_long()) return false;
    const Stocks stocks(board_);
    const auto raise = [&] {
        const std::vector<CallInTime> kept = board_.ahead().kept_calls(board_);
        if (!take_equally_long(kept, board_)) return false;
        KeptOfCall kept_of_call;
        for (std::size_t k = 0; k < kept.size(); ++k)
            if (kept[k].call) kept_of_call.emplace(*kept[k].call, k);
        const auto follow = [&](const Cycle& cycle, const std::vector<KeptAlike>& alike) {
            Following following(board_, kept, kept_of_call, alike);
            if (!following.follow(cycle)) return false;
            for (const CallIndex c : following.gone()) free_[c] = true;
            for (const CallIndex c : following.came()) {
                free_[c] = board_.ahead().wait(c);
                board_.ahead().comes_today(c);
            }
            return true;
        };
        for (const std::int64_t spare : {0, 1}) {
            Charges charges(board_, stocks, kept, spare);
            if (spare == 0 ? !charges.see_more() : !charges.caps_cross()) continue;
            if (charges.find_all() && spare == 0) return false;
            const auto follow_it = [&](const Cycle& cycle) { return follow(cycle, charges.alike()); };
            if (Together(charges, board_.calls()).any_followed(follow_it)) return true;
        }
        return false;
    };
    bool better = false;
    while (raise()) better = true;
    return better;
}

}  // namespace bienveille
