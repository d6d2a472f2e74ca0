#include "engine/between.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "engine/look_ahead.h"

namespace bienveille {
namespace {

using Calls = std::vector<CallIndex>;

constexpr std::size_t kLevel2 = kLevel3 - 1;
constexpr std::size_t kMostApart = 16;   // calls with a time or an advisor of their own
constexpr std::size_t kMostLooked = 64;  // of a group and kind, on lists that might let them go

bool gives_way(const Board& board, CallIndex c) {
    return board.call(c).tier >= Tier::longest_waiting && !board.call(c).wished && !board.has_slot(c) &&
           !board.ahead().own_case(c);
}

bool would_be_lost(const Board& board, CallIndex c) {
    return board.call(c).tier < Tier::longest_waiting && !board.ahead().place_of(c);
}

class Bringing {
public:
    explicit Bringing(Board& board) : board_(board) {}

    bool run() {
        for (const CallIndex u : waiting_level3())
            for (const bool from_lists : {false, true})
                for (const SeatIndex s : board_.group(u))
                    if (board_.eligible(s, u) && bring(s, u, from_lists)) return true;
        return false;
    }

private:
    // The first of each group, by rank: who is alike asks the same. And of those with a time or an advisor of their own the first.
    Calls waiting_level3() const {
        Calls waiting;
        for (const CallIndex c : board_.calls_apart()) {
            if (board_.call(c).tier >= Tier::longest_waiting || waiting.size() == kMostApart) break;
            if (board_.brief(c).kind == kLevel3 && !board_.seat_of(c) && would_be_lost(board_, c)) waiting.push_back(c);
        }
        for (std::size_t g = 0; g < board_.groups(); ++g)
            for (const CallIndex c : board_.calls_alike(g * kKinds + kLevel3)) {
                if (board_.call(c).tier >= Tier::longest_waiting) break;
                if (board_.seat_of(c) || !would_be_lost(board_, c)) continue;
                waiting.push_back(c);
                break;
            }
        std::sort(waiting.begin(), waiting.end());
        return waiting;
    }

    bool bring(SeatIndex s, CallIndex u, bool from_lists) {
        const Calls& list = board_.list(s);
        Calls leaving;  // the lowest first
        int minutes = board_.room(s);
        for (auto c = list.rbegin(); c != list.rend() && board_.call(*c).tier >= Tier::longest_waiting; ++c)
            if (gives_way(board_, *c)) {
                leaving.push_back(*c);
                minutes += board_.cost(*c);
            }
        if (minutes < board_.cost(u) || (board_.has_slot(u) && !stands(s, u, leaving))) return false;
        const bool comes = bring_instead_of(leaving, s, u, from_lists);
        if (!comes && board_.seat_of(u)) board_.take(u);
        return comes;
    }

    // At its time, once these have left; then it is on the board, beside them.
    bool stands(SeatIndex s, CallIndex u, const Calls& leaving) {
        const int from = board_.call(u).slot->minutes, to = from + board_.cost(u);
        const auto& gaps = board_.gaps(s);
        if (std::none_of(gaps.begin(), gaps.end(), [&](const Gap& gap) { return gap.from <= from && to <= gap.to; }))
            return false;
        for (const CallIndex c : leaving) board_.take(c);
        const bool has_room = board_.has_room(s, u, Fit::Order::loosely);
        for (const CallIndex c : leaving) board_.put(s, c);
        if (has_room) board_.put(s, u);
        return has_room;
    }

    bool bring_instead_of(const Calls& leaving, SeatIndex s, CallIndex u, bool from_lists) {
        // With all of them gone, who may come back, there is the most room.
        if (!others_for(s, u, leaving, from_lists)) return false;
        for (std::size_t n = 0;; ++n) {
            const Calls gone(leaving.begin(), leaving.begin() + static_cast<std::ptrdiff_t>(n));
            if (const auto others = others_for(s, u, gone, from_lists)) {
                put(s, u, gone, *others);
                return true;
            }
        }
    }

    // As few as it takes with u once some are gone; none where no number of them does.
    std::optional<Calls> others_for(SeatIndex s, CallIndex u, const Calls& gone, bool from_lists) {
        Kinds out{}, in{};
        for (const CallIndex c : gone) ++out[board_.brief(c).kind];
        if (!board_.seat_of(u)) ++in[board_.brief(u).kind];
        const Calls shortest = shortest_for(s, gone, out, board_.seat_of(u) ? 0 : 1, from_lists);
        Calls others;
        while (!board_.has_room(s, out, in)) {
            if (others.size() == shortest.size()) return std::nullopt;
            others.push_back(shortest[others.size()]);
            ++in[board_.brief(others.back()).kind];
        }
        return others;
    }

    // Of those who wait or have gone, or are on other lists: the shortest, then by rank, with no more of level 2 than the cap leaves.
    Calls shortest_for(SeatIndex s, const Calls& gone, const Kinds& out, int coming, bool from_lists) {
        Calls calls;
        for (const CallIndex c : gone)
            if (board_.brief(c).kind != kLevel3) calls.push_back(c);
        const auto add = [&](const std::vector<Calls>& by_kind) {
            for (const Calls& alike : by_kind)
                if (!alike.empty() && board_.eligible(s, alike.front()))
                    std::copy_if(alike.begin(), alike.end(), std::back_inserter(calls),
                                 [&](CallIndex c) { return board_.seat_of(c) != s; });
        };
        add(others_waiting());
        if (from_lists) add(others_on_lists());
        std::sort(calls.begin(), calls.end(), [&](CallIndex a, CallIndex b) {
            return std::pair(board_.cost(a), a) < std::pair(board_.cost(b), b);
        });
        int level2 = board_.caps_of_fixed(s).level2_and_3 - coming;
        for (const CallIndex c : board_.list(s)) level2 -= board_.brief(c).kind >= kLevel2 ? 1 : 0;
        level2 += out[kLevel2] + out[kLevel3];
        std::erase_if(calls, [&](CallIndex c) { return board_.brief(c).kind == kLevel2 && level2-- <= 0; });
        if (from_lists) stay_where_they_are_needed(s, calls);
        if (const auto most = static_cast<std::size_t>(level3_on(s)) + 1; calls.size() > most) calls.resize(most);
        return calls;
    }

    // Another list lets calls go as long as it keeps its level-3 calls apart.
    void stay_where_they_are_needed(SeatIndex s, Calls& calls) const {
        std::map<SeatIndex, Kinds> out;
        std::erase_if(calls, [&](CallIndex c) {
            const auto other = board_.seat_of(c);
            if (!other || *other == s) return false;
            Kinds& of_other = out[*other];
            ++of_other[board_.brief(c).kind];
            if (board_.has_room(*other, of_other, {})) return false;
            --of_other[board_.brief(c).kind];
            return true;
        });
    }

    int level3_on(SeatIndex s) const {
        const auto& standing = board_.standing(s);
        return board_.kinds(s)[kLevel3] +
               static_cast<int>(
                   std::count_if(standing.begin(), standing.end(), [](const Standing& each) { return each.severe; }));
    }

    // By group and kind, as many as any list could need.
    const std::vector<Calls>& others_waiting() {
        if (!others_waiting_.empty()) return others_waiting_;
        others_waiting_.resize(board_.kinds());
        for (std::size_t k = 0; k < board_.kinds(); ++k) {
            if (k % kKinds == kLevel3) continue;
            for (const CallIndex c : board_.calls_alike(k)) {
                if (others_waiting_[k].size() == most_needed()) break;
                if (!board_.seat_of(c)) others_waiting_[k].push_back(c);
            }
        }
        return others_waiting_;
    }

    // The same of those who are on lists and may leave them, the lowest of each first.
    const std::vector<Calls>& others_on_lists() {
        if (!others_on_lists_.empty()) return others_on_lists_;
        others_on_lists_.resize(board_.kinds());
        for (std::size_t k = 0; k < board_.kinds(); ++k) {
            if (k % kKinds == kLevel3) continue;
            const auto alike = board_.calls_alike(k);
            std::map<SeatIndex, std::size_t> from;
            for (auto c = alike.rbegin(); c != alike.rend(); ++c) {
                if (board_.call(*c).tier < Tier::longest_waiting || others_on_lists_[k].size() == kMostLooked) break;
                if (const auto s = board_.seat_of(*c); s && from[*s]++ < most_needed())
                    others_on_lists_[k].push_back(*c);
            }
        }
        return others_on_lists_;
    }

    std::size_t most_needed() {
        if (most_needed_ == 0)
            for (SeatIndex s = 0; s < board_.seats(); ++s)
                most_needed_ = std::max(most_needed_, static_cast<std::size_t>(level3_on(s)) + 1);
        return most_needed_;
    }

    void put(SeatIndex s, CallIndex u, const Calls& gone, const Calls& others) {
        for (const CallIndex c : gone) board_.take(c);
        if (board_.seat_of(u)) board_.take(u);
        board_.replace(s, {}, u);
        for (const CallIndex c : others) {
            if (board_.seat_of(c)) board_.take(c);
            board_.replace(s, {}, c);
        }
    }

    Board& board_;
    std::vector<Calls> others_waiting_, others_on_lists_;
    std::size_t most_needed_ = 0;
};

}  // namespace

bool bring_with_others_between(Board& board) { return Bringing(board).run(); }

}  // namespace bienveille
