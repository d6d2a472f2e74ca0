// Of calls that take equally long: routes of calls over any lists, each bringing points (cap_prices.h).
#include <algorithm>
#include <cstdlib>
#include <map>
#include <utility>

#include "engine/cap_prices.h"
#include "engine/look_ahead.h"
#include "engine/raising.h"

namespace bienveille {
namespace {

// One route, followed or left alone.
class Rerouting {
public:
    Rerouting(Board& board, const std::vector<bool>& may_wait) : board_(board), may_wait_(may_wait) {}

    bool follow(const Route& route) {
        if (take_off(route) && exchange() && put_on()) return true;
        undo();
        return false;
    }

private:
    using Sort = std::pair<std::size_t, CapLevel>;  // group and level
    struct Place {
        CallIndex call;
        SeatIndex seat;
    };
    struct Sought {
        Sort sort;
        SeatIndex seat;
    };

    Sort sort_of(CallIndex c) const { return {board_.brief(c).group, cap_level(board_.brief(c).kind)}; }
    std::int64_t points(CallIndex c) const { return board_.call(c).points.count; }

    void take(CallIndex c) {
        left_.push_back({c, *board_.seat_of(c)});
        board_.take(c);
    }

    bool take_off(const Route& route) {
        for (const RouteStep& step : route) {
            const Sort sort{step.group, step.level};
            more_called_[sort] += step.joins ? 1 : -1;
            if (step.joins) {
                joins_.push_back({sort, step.seat});
                continue;
            }
            const auto& list = board_.list(step.seat);
            const auto leaves = std::find_if(list.begin(), list.end(),
                                             [&](CallIndex c) { return !board_.brief(c).apart && sort_of(c) == sort; });
            if (leaves == list.end()) return false;
            homeless_[sort].push_back(*leaves);
            take(*leaves);
        }
        return true;
    }

    // Who is called that waited, and who no more.
    bool exchange() {
        std::int64_t gained = 0;
        for (const auto& [sort, times] : more_called_)
            for (int time = 0; time < std::abs(times); ++time) {
                const auto c = times > 0 ? most_points_waiting(sort) : least_points_called(sort);
                if (!c || (times < 0 && !waits(*c))) return false;
                gained += times > 0 ? points(*c) : -points(*c);
                if (times > 0)
                    come(*c);
                else
                    go(*c);
            }
        return gained > 0;
    }

    bool is_homeless(CallIndex c) const {
        const auto those = homeless_.find(sort_of(c));
        return those != homeless_.end() &&
               std::find(those->second.begin(), those->second.end(), c) != those->second.end();
    }

    template <class Is, class Before>
    std::optional<CallIndex> first(const Sort& sort, Is is, Before before) const {
        std::optional<CallIndex> found;
        for (CallIndex c = 0; c < board_.calls(); ++c)
            if (may_wait_[c] && !board_.brief(c).apart && sort_of(c) == sort && is(c) && (!found || before(c, *found)))
                found = c;
        return found;
    }
    std::optional<CallIndex> most_points_waiting(const Sort& sort) const {
        return first(
            sort, [&](CallIndex c) { return !board_.seat_of(c) && !is_homeless(c); },
            [&](CallIndex a, CallIndex b) { return points(a) > points(b); });
    }
    std::optional<CallIndex> least_points_called(const Sort& sort) const {
        return first(
            sort, [&](CallIndex c) { return board_.seat_of(c) || is_homeless(c); },
            [&](CallIndex a, CallIndex b) { return points(a) < points(b); });
    }

    bool waits(CallIndex c) {
        if (!board_.ahead().wait(c)) return false;
        wait_.push_back(c);
        return true;
    }
    void come(CallIndex c) {
        homeless_[sort_of(c)].push_back(c);
        come_.push_back(c);
    }
    // Whose place another of its sort has then, unless that was given up anyhow.
    void go(CallIndex c) {
        auto& those = homeless_[sort_of(c)];
        if (!is_homeless(c)) {
            joins_.push_back({sort_of(c), *board_.seat_of(c)});
            take(c);
            return;
        }
        those.erase(std::find(those.begin(), those.end(), c));
    }

    // Level-3 calls last, when those that keep them apart are there.
    bool put_on() {
        std::stable_sort(joins_.begin(), joins_.end(),
                         [](const Sought& a, const Sought& b) { return a.sort.second < b.sort.second; });
        for (const Sought& join : joins_) {
            auto& those = homeless_[join.sort];
            if (those.empty() || !board_.eligible(join.seat, those.back()) ||
                !board_.has_room(join.seat, those.back(), Fit::Order::kept))
                return false;
            board_.put(join.seat, those.back());
            put_.push_back(those.back());
            those.pop_back();
        }
        for (const CallIndex c : come_) board_.ahead().comes_today(c);
        return true;
    }

    void undo() {
        for (const CallIndex c : put_) board_.take(c);
        for (const Place& place : left_) board_.put(place.seat, place.call);
        for (const CallIndex c : wait_) board_.ahead().comes_today(c);
    }

    Board& board_;
    const std::vector<bool>& may_wait_;
    std::map<Sort, int> more_called_;                  // lists joined than left
    std::map<Sort, std::vector<CallIndex>> homeless_;  // who have left a list and go to another
    std::vector<Place> left_;
    std::vector<Sought> joins_;
    std::vector<CallIndex> come_, wait_, put_;
};

}  // namespace

// Nothing is left to find once there are prices.
bool Raising::reroute() {
    if (!board_.all_take_equally_long()) return false;
    const Stocks stocks(board_);
    const auto raise = [&] {
        const std::vector<Route> routes = routes_to_more_points(board_, stocks);
        return std::any_of(routes.begin(), routes.end(),
                           [&](const Route& route) { return Rerouting(board_, free_).follow(route); });
    };
    bool better = false;
    while (raise()) better = true;
    return better;
}

}  // namespace bienveille
