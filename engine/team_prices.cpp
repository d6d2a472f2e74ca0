#include "engine/team_prices.h"

#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include "engine/flow.h"

namespace bienveille {
namespace {

constexpr std::int64_t kHighest = 100'000'000'000;  // above any points in one minute

using Members = std::vector<std::size_t>;

class Decomposition {
public:
    Decomposition(const Board& board, const Stocks& stocks) : board_(board), asked_(board.groups()) {
        std::map<std::vector<bool>, std::size_t> team_of;
        std::vector<std::vector<bool>> groups_of(board.seats(), std::vector<bool>(board.groups(), false));
        for (std::size_t g = 0; g < board.groups(); ++g)
            for (const SeatIndex s : board.seats_of_group(g)) groups_of[s][g] = true;
        for (SeatIndex s = 0; s < board.seats(); ++s) {
            const auto [team, fresh] = team_of.try_emplace(groups_of[s], team_of.size());
            team_.push_back(team->second);
            if (fresh) minutes_.push_back(0);
            minutes_[team->second] += stocks.minutes(s);
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
        for (const std::size_t team : team_) prices.push_back({prices_[team]});
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

PriceBySeat team_prices(const Board& board, const Stocks& stocks) { return Decomposition(board, stocks).run(); }

}  // namespace bienveille
