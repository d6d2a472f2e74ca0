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

using Sort = std::pair<std::size_t, CapLevel>;  // group and level

// Those that points decide of, by sort: read once for all routes.
class BySort {
public:
    explicit BySort(const Board& board) : sorts_(board.groups() * kLevels) {
        for (CallIndex c = 0; c < board.calls(); ++c)
            if (!board.brief(c).apart && board.goes_by_points(c)) sorts_[place_of(sort_of(board, c))].push_back(c);
        for (auto& calls : sorts_)
            std::sort(calls.begin(), calls.end(), [&](CallIndex a, CallIndex b) {
                const std::int64_t left = board.brief(a).points, right = board.brief(b).points;
                return left != right ? left > right : a < b;
            });
    }

    static Sort sort_of(const Board& board, CallIndex c) {
        return {board.brief(c).group, cap_level(board.brief(c).kind)};
    }
    const std::vector<CallIndex>& most_points_first(const Sort& sort) const { return sorts_[place_of(sort)]; }

private:
    static constexpr std::size_t kLevels = 3;
    static std::size_t place_of(const Sort& sort) {
        return sort.first * kLevels + static_cast<std::size_t>(sort.second);
    }

    std::vector<std::vector<CallIndex>> sorts_;
};

// One route, followed or left alone.
class Rerouting {
public:
    Rerouting(Board& board, const BySort& by_sort) : board_(board), by_sort_(by_sort) {}

    bool follow(const Route& route) {
        if (take_off(route) && exchange() && put_on()) return true;
        undo();
        return false;
    }

private:
    struct Place {
        CallIndex call;
        SeatIndex seat;
    };
    struct Sought {
        Sort sort;
        SeatIndex seat;
    };

    Sort sort_of(CallIndex c) const { return BySort::sort_of(board_, c); }
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

    // Who is called that waited, and who no more: first those come who leave a later place to others.
    bool exchange() {
        std::int64_t gained = 0;
        for (const auto& [sort, times] : more_called_)
            for (int time = 0; time < times; ++time) {
                const auto& calls = by_sort_.most_points_first(sort);
                const auto c =
                    std::find_if(calls.begin(), calls.end(), [&](CallIndex each) { return !is_called(each); });
                if (c == calls.end()) return false;
                gained += points(*c);
                come(*c);
            }
        for (const auto& [sort, times] : more_called_)
            for (int time = 0; time > times; --time) {
                const auto& calls = by_sort_.most_points_first(sort);
                const auto c = std::find_if(calls.rbegin(), calls.rend(),
                                            [&](CallIndex each) { return is_called(each) && waits(each); });
                if (c == calls.rend()) return false;
                gained -= points(*c);
                go(*c);
            }
        return gained > 0;
    }

    bool is_called(CallIndex c) const { return board_.seat_of(c) || is_homeless(c); }
    bool is_homeless(CallIndex c) const {
        const auto those = homeless_.find(sort_of(c));
        return those != homeless_.end() &&
               std::find(those->second.begin(), those->second.end(), c) != those->second.end();
    }

    bool waits(CallIndex c) {
        if (!board_.ahead().wait(c)) return false;
        wait_.push_back(c);
        return true;
    }
    void come(CallIndex c) {
        came_.emplace_back(c, board_.ahead().place_of(c));
        board_.ahead().comes_today(c);
        homeless_[sort_of(c)].push_back(c);
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
        // Who has left may have stood between level-3 calls.
        return std::all_of(left_.begin(), left_.end(), [&](const Place& place) { return board_.is_apart(place.seat); });
    }

    void undo() {
        for (const CallIndex c : put_) board_.take(c);
        for (const Place& place : left_) board_.put(place.seat, place.call);
        for (const CallIndex c : wait_) board_.ahead().comes_today(c);
        for (auto each = came_.rbegin(); each != came_.rend(); ++each)
            board_.ahead().back_to(each->first, each->second);
    }

    Board& board_;
    const BySort& by_sort_;
    std::map<Sort, int> more_called_;                  // lists joined than left
    std::map<Sort, std::vector<CallIndex>> homeless_;  // who have left a list and go to another
    std::vector<Place> left_;
    std::vector<Sought> joins_;
    std::vector<CallIndex> wait_, put_;
    std::vector<std::pair<CallIndex, std::optional<CellIndex>>> came_;  // from which later place
};

}  // namespace

// Nothing is left to find once there are prices. Each route is tried, since most go over other lists than those before it. Where none
// can be followed, as when the days ahead stand against it, two lists of few may still do better together.
bool Raising::reroute() {
    if (!board_.all_take_equally_long()) return false;
    const Stocks stocks(board_);
    std::optional<BySort> by_sort;
    const auto raise = [&] {
        bool better = false;
        const std::vector<Route> routes = routes_to_more_points(board_, stocks);
        has_prices_ = routes.empty();
        for (const Route& route : routes) {
            if (!by_sort) by_sort.emplace(board_);
            better = Rerouting(board_, *by_sort).follow(route) || better;
        }
        return better;
    };
    bool better = false;
    while (raise()) better = true;
    if (better || has_prices_ || board_.seats() > kSeatsForMore) return better;
    sort_out();
    return improve_pairs();
}

}  // namespace bienveille
