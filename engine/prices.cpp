#include "engine/prices.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <limits>
#include <map>
#include <utility>
#include <vector>

#include "engine/flow.h"

namespace bienveille {
namespace {

constexpr std::int64_t kPerHundredth = 10'000;      // millionths
constexpr std::int64_t kHighest = 100'000'000'000;  // above any points in one minute

std::int64_t worth(const Board& board, CallIndex c) { return board.brief(c).points * kPerHundredth; }

bool callable(const Board& board, CallIndex c) {
    if (board.group(c).empty()) return false;
    return !board.brief(c).apart || board.call(c).only_seat < static_cast<std::int64_t>(board.seats());
}

enum class Part : std::uint8_t { none, maybe, always };  // a call's in the plans that the bound is on

Part part_of(const Board& board, CallIndex c) {
    if (!callable(board, c)) return Part::none;
    if (board.policy() == Policy::rank || board.call(c).tier >= Tier::longest_waiting) return Part::maybe;
    return board.seat_of(c) ? Part::always : Part::none;
}

// ---- the minutes that can be used ---------------------------------------------------------------------------

constexpr std::size_t kMinutesOfADay = 24 * 60;
using Sums = std::bitset<kMinutesOfADay + 1>;

// What calls of these kinds add up to.
Sums sums_of(const std::array<bool, kKinds>& kinds, const Fit& fit) {
    Sums sums;
    sums[0] = true;
    for (std::size_t k = 0; k < kKinds; ++k) {
        const int length = fit.minutes_of(k);
        if (!kinds[k] || length <= 0) continue;
        // With one more of them, with up to three more, with up to seven...
        for (auto more = static_cast<std::size_t>(length); more <= kMinutesOfADay; more *= 2) sums |= sums << more;
    }
    return sums;
}

// Every sum of one and another.
Sums added(const Sums& a, const Sums& b) {
    const Sums& few = a.count() < b.count() ? a : b;
    const Sums& many = &few == &a ? b : a;
    Sums sums;
    for (std::size_t m = 0; m < few.size(); ++m)
        if (few[m]) sums |= many << m;
    return sums;
}

class UsableMinutes {
public:
    explicit UsableMinutes(const Board& board) : board_(board) {
        std::array<bool, kKinds> asked{};
        for (CallIndex c = 0; c < board.calls(); ++c) asked[board.brief(c).kind] = true;
        anywhere_ = sums_of(asked, board.fit());
        for (std::size_t k = 0; k < kKinds; ++k)
            if (asked[k]) longest_ = std::max(longest_, board.fit().minutes_of(k));
        in_windows_[0] = true;
        for (const Window& window : board.windows()) {
            const auto length = static_cast<std::size_t>(window.to.minutes - window.from.minutes);
            Sums within = anywhere_;
            for (std::size_t m = length + 1; m < within.size(); ++m) within[m] = false;
            in_windows_ = added(in_windows_, within);
        }
    }

    std::int64_t operator()(SeatIndex s) const {
        const Seat& seat = board_.seat(s);
        if (!seat.present) return 0;
        std::int64_t free = seat.capacity;
        std::int64_t calls = seat.max_calls;
        for (const FixedCall& fixed : seat.fixed) {
            free -= (fixed.minutes + fixed.pause).count;
            --calls;
        }
        free = std::min(free, std::max<std::int64_t>(0, calls) * longest_);
        const Sums& sums = seat.fixed.empty() ? in_windows_ : anywhere_;
        while (free > 0 && !sums[static_cast<std::size_t>(free)]) --free;
        return std::max<std::int64_t>(0, free);
    }

private:
    const Board& board_;
    int longest_ = 0;
    Sums anywhere_;    // lengths that calls add up to
    Sums in_windows_;  // each within one window
};

// ---- one price for everybody --------------------------------------------------------------------------------

// Worth per minute of the calls of each kind.
using Worths = std::array<std::vector<std::int64_t>, kKinds>;

// Below the common price, most likely: what one call in so many says, with some to spare.
std::int64_t price_to_begin_with(const Board& board, std::int64_t minutes) {
    constexpr std::size_t kAsked = 1'000, kToSpare = 50;
    if (board.calls() < 4 * kAsked) return 0;
    const auto step = static_cast<CallIndex>(board.calls() / kAsked);
    std::vector<std::pair<std::int64_t, int>> asked;  // worth per minute, minutes
    for (CallIndex c = 0; c < board.calls(); c += step)
        if (const int cost = board.cost(c); cost > 0 && callable(board, c))
            asked.emplace_back(worth(board, c) / cost, cost);
    std::sort(asked.begin(), asked.end(), std::greater<>());
    std::size_t next = 0;
    for (std::int64_t taken = 0; next < asked.size() && taken <= minutes / step; ++next) taken += asked[next].second;
    return next + kToSpare < asked.size() ? asked[next + kToSpare].first : 0;
}

// Of the calls worth at least `price` a minute; how many minutes they take in all.
std::int64_t find_worths(const Board& board, std::int64_t price, Worths& worths) {
    std::int64_t minutes = 0;
    for (auto& each : worths) each.clear();
    for (CallIndex c = 0; c < board.calls(); ++c) {
        const int cost = board.cost(c);  // what takes no time costs nothing
        if (cost <= 0 || worth(board, c) < price * cost || !callable(board, c)) continue;
        worths[board.brief(c).kind].push_back(worth(board, c) / cost);
        minutes += cost;
    }
    return minutes;
}

// The highest at which the calls worth at least that much a minute take more than all minutes; 0 where there are enough for all.
std::int64_t common_price(const Board& board, std::int64_t minutes) {
    Worths worths;  // of those of whom it is not known whether they are above
    std::int64_t low = price_to_begin_with(board, minutes);
    if (find_worths(board, low, worths) <= minutes) {
        low = 0;
        if (find_worths(board, low, worths) <= minutes) return 0;
    }
    std::int64_t high = low;
    for (const auto& each : worths)
        if (!each.empty()) high = std::max(high, *std::max_element(each.begin(), each.end()));
    while (low < high) {
        const std::int64_t middle = low + (high - low + 1) / 2;
        std::array<std::size_t, kKinds> above{};
        std::int64_t taken = 0;
        for (std::size_t k = 0; k < kKinds; ++k) {
            const auto end =
                std::partition(worths[k].begin(), worths[k].end(), [&](std::int64_t each) { return each >= middle; });
            above[k] = static_cast<std::size_t>(end - worths[k].begin());
            taken += static_cast<std::int64_t>(above[k]) * board.fit().minutes_of(k);
        }
        const bool too_much = taken > minutes;
        (too_much ? low : high) = too_much ? middle : middle - 1;
        if (!too_much) minutes -= taken;
        for (std::size_t k = 0; k < kKinds; ++k) {
            const auto end = worths[k].begin() + static_cast<std::ptrdiff_t>(above[k]);
            if (too_much)
                worths[k].erase(end, worths[k].end());
            else
                worths[k].erase(worths[k].begin(), end);
        }
    }
    return low;
}

// ---- a price for each team ----------------------------------------------------------------------------------

using Members = std::vector<std::size_t>;

class Decomposition {
public:
    Decomposition(const Board& board, const UsableMinutes& usable) : board_(board), asked_(board.groups()) {
        std::map<std::vector<bool>, std::size_t> team_of;
        std::vector<std::vector<bool>> groups_of(board.seats(), std::vector<bool>(board.groups(), false));
        for (std::size_t g = 0; g < board.groups(); ++g)
            for (const SeatIndex s : board.seats_of_group(g)) groups_of[s][g] = true;
        for (SeatIndex s = 0; s < board.seats(); ++s) {
            const auto [team, fresh] = team_of.try_emplace(groups_of[s], team_of.size());
            team_.push_back(team->second);
            if (fresh) minutes_.push_back(0);
            minutes_[team->second] += usable(s);
        }
        speaks_.resize(team_of.size());
        for (const auto& [groups, team] : team_of) speaks_[team] = groups;
        for (CallIndex c = 0; c < board.calls(); ++c) ask(c);
        for (Asked& group : asked_)
            for (auto& of_kind : group.worths) std::sort(of_kind.begin(), of_kind.end(), std::greater<>());
        prices_.assign(team_of.size(), 0);
    }

    PriceBySeat run() {
        Members teams(prices_.size()), groups;
        for (std::size_t t = 0; t < teams.size(); ++t) teams[t] = t;
        for (std::size_t g = 0; g < asked_.size(); ++g)
            if (!board_.seats_of_group(g).empty()) groups.push_back(g);
        solve(teams, groups, 0, kHighest);
        PriceBySeat prices;
        for (const std::size_t team : team_) prices.push_back(prices_[team]);
        return prices;
    }

private:
    struct Asked {
        std::array<std::vector<std::int64_t>, kKinds> worths;  // most first
        std::int64_t always = 0;                               // minutes
    };

    void ask(CallIndex c) {
        const Candidate& call = board_.call(c);
        const Part part = part_of(board_, c);
        if (part == Part::maybe) asked_[call.group].worths[call.kind].push_back(worth(board_, c));
        if (part != Part::always) return;
        if (call.only_seat < 0) {
            asked_[call.group].always += board_.cost(c);
        } else {
            std::int64_t& left = minutes_[team_[static_cast<std::size_t>(call.only_seat)]];
            left = std::max<std::int64_t>(0, left - board_.cost(c));
        }
    }

    // Minutes of the group's calls that are worth more than the price, or as much if asked for.
    std::int64_t demand(std::size_t group, std::int64_t price, bool or_as_much) const {
        std::int64_t sum = asked_[group].always;
        for (std::size_t k = 0; k < kKinds; ++k) {
            const auto& worths = asked_[group].worths[k];
            const std::int64_t length = board_.fit().minutes_of(k);
            const std::int64_t least = price * length + (or_as_much ? 0 : 1);
            sum += length * (std::lower_bound(worths.begin(), worths.end(), least,
                                              [](std::int64_t each, std::int64_t limit) { return each >= limit; }) -
                             worths.begin());
        }
        return sum;
    }

    std::vector<std::int64_t> demands(const Members& groups, std::int64_t price, bool or_as_much) const {
        std::vector<std::int64_t> demands;
        for (const std::size_t g : groups) demands.push_back(demand(g, price, or_as_much));
        return demands;
    }

    std::vector<std::int64_t> minutes_of(const Members& teams) const {
        std::vector<std::int64_t> minutes;
        for (const std::size_t t : teams) minutes.push_back(minutes_[t]);
        return minutes;
    }

    static std::int64_t total(const std::vector<std::int64_t>& amounts) {
        std::int64_t sum = 0;
        for (const std::int64_t each : amounts) sum += each;
        return sum;
    }

    // The least price in [low, high] at which the calls worth more fit into all minutes together.
    std::int64_t common(const Members& teams, const Members& groups, std::int64_t low, std::int64_t high) const {
        const std::int64_t minutes = total(minutes_of(teams));
        while (low < high) {
            const std::int64_t middle = low + (high - low) / 2;
            if (total(demands(groups, middle, false)) <= minutes)
                high = middle;
            else
                low = middle + 1;
        }
        return low;
    }

    // Those of `of` that speak to any of `any`.
    template <class Joined>
    static Members those(const Members& of, const Members& any, Joined joined) {
        Members found;
        for (const std::size_t each : of)
            if (std::any_of(any.begin(), any.end(), [&](std::size_t other) { return joined(each, other); }))
                found.push_back(each);
        return found;
    }
    Members teams_for(const Members& teams, const Members& groups) const {
        return those(teams, groups, [&](std::size_t t, std::size_t g) { return speaks_[t][g]; });
    }
    Members groups_for(const Members& groups, const Members& teams) const {
        return those(groups, teams, [&](std::size_t g, std::size_t t) { return speaks_[t][g]; });
    }
    static Members without(const Members& all, const Members& some) {
        Members rest;
        std::set_difference(all.begin(), all.end(), some.begin(), some.end(), std::back_inserter(rest));
        return rest;
    }

    // The smallest set of `givers` that has more than all takers they speak to can take; empty when there is none.
    template <class Joined>
    static Members deficient(const Members& givers, const std::vector<std::int64_t>& amounts, const Members& takers,
                             const std::vector<std::int64_t>& rooms, Joined joined) {
        std::vector<std::vector<std::size_t>> givers_of(takers.size());
        for (std::size_t t = 0; t < takers.size(); ++t)
            for (std::size_t g = 0; g < givers.size(); ++g)
                if (joined(givers[g], takers[t])) givers_of[t].push_back(g);
        const Flow flow = flow_with_cut(amounts, rooms, givers_of);
        Members found;
        if (flow.amount < total(amounts))
            for (std::size_t g = 0; g < givers.size(); ++g)
                if (flow.cut[g]) found.push_back(givers[g]);
        return found;
    }

    void solve(const Members& teams, const Members& groups, std::int64_t low, std::int64_t high) {
        const std::int64_t price = common(teams, groups, low, high);
        for (const std::size_t t : teams) prices_[t] = price;

        // Calls worth more than the price that only some teams can make, and these have no minutes for all of them.
        const Members dear = deficient(groups, demands(groups, price, false), teams, minutes_of(teams),
                                       [&](std::size_t g, std::size_t t) { return speaks_[t][g]; });
        const Members short_of_time = teams_for(teams, dear);
        if (!dear.empty() && short_of_time.size() < teams.size() && price < high)
            solve(short_of_time, dear, price + 1, high);
        if (dear.empty() == false && short_of_time.size() == teams.size()) return;

        // Teams that calls worth the price cannot fill.
        const Members rest = without(teams, short_of_time);
        const Members others = without(groups, dear);
        const Members cheap = deficient(rest, minutes_of(rest), others, demands(others, price, true),
                                        [&](std::size_t t, std::size_t g) { return speaks_[t][g]; });
        if (!cheap.empty() && cheap.size() < teams.size() && price > low)
            solve(cheap, groups_for(others, cheap), low, price - 1);
    }

    const Board& board_;
    std::vector<std::size_t> team_;          // by seat
    std::vector<std::int64_t> minutes_;      // by team
    std::vector<std::vector<bool>> speaks_;  // [team][group]
    std::vector<Asked> asked_;               // by group
    std::vector<std::int64_t> prices_;       // by team
};

}  // namespace

PriceBySeat prices_of(const Board& board) {
    const UsableMinutes usable(board);
    if (board.policy() == Policy::value) return Decomposition(board, usable).run();
    std::int64_t minutes = 0;
    for (SeatIndex s = 0; s < board.seats(); ++s) minutes += usable(s);
    return PriceBySeat(board.seats(), common_price(board, minutes));
}

Points bound_by(const PriceBySeat& prices, const Board& board) {
    const UsableMinutes usable(board);
    std::int64_t bound = 0;
    std::int64_t left = 0;  // minutes beside the calls of tiers 1 to 6
    std::int64_t highest = 0;
    std::int64_t lowest = std::numeric_limits<std::int64_t>::max();
    for (SeatIndex s = 0; s < board.seats(); ++s) {
        bound += prices[s] * usable(s);
        left += usable(s);
        if (!board.seat(s).present) continue;
        highest = std::max(highest, prices[s]);
        lowest = std::min(lowest, prices[s]);
    }
    std::array<bool, kKinds> weighed{};
    std::vector<std::int64_t> least(board.groups(), std::numeric_limits<std::int64_t>::max());
    for (std::size_t g = 0; g < board.groups(); ++g)
        for (const SeatIndex s : board.seats_of_group(g)) least[g] = std::min(least[g], prices[s]);
    for (CallIndex c = 0; c < board.calls(); ++c) {
        const Part part = part_of(board, c);
        if (part == Part::none) continue;
        const Brief& call = board.brief(c);
        if (part == Part::always)
            left -= board.cost(c);
        else
            weighed[call.kind] = true;
        const std::int32_t only_seat = call.apart ? board.call(c).only_seat : -1;
        const std::int64_t price = only_seat >= 0 ? prices[static_cast<std::size_t>(only_seat)] : least[call.group];
        const std::int64_t brings = worth(board, c) - price * board.cost(c);
        bound += part == Part::always ? brings : std::max<std::int64_t>(0, brings);
    }
    // At one price for all, what no whole calls can fill of the minutes left is worth nothing.
    if (highest == lowest && 0 < left && left <= static_cast<std::int64_t>(kMinutesOfADay)) {
        const Sums sums = sums_of(weighed, board.fit());
        std::int64_t filled = left;
        while (!sums[static_cast<std::size_t>(filled)]) --filled;
        bound -= highest * (left - filled);
    }
    return Points{bound / kPerHundredth};
}

std::vector<Price> prices_told(const PriceBySeat& prices, const Board& board, const DayInput& input) {
    std::map<std::int64_t, std::vector<AdvisorId>, std::greater<>> advisors_at;
    std::size_t present = 0;
    for (SeatIndex s = 0; s < board.seats(); ++s) {
        if (!board.seat(s).present) continue;
        ++present;
        if (prices[s] > 0) advisors_at[prices[s]].push_back(input.advisors[board.seat(s).advisor].id);
    }
    std::vector<Price> told;
    for (auto& [price, advisors] : advisors_at) {
        if (advisors.size() == present) advisors.clear();
        told.push_back({Value{price}, std::move(advisors)});
    }
    return told;
}

}  // namespace bienveille
