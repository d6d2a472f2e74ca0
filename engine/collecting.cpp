// Minutes passed on from list to list, by calls that change places, where the points of both, or of many, grow by it (raising.h).
#include <algorithm>
#include <cstdlib>
#include <limits>

#include "engine/raising.h"

namespace bienveille {
namespace {

constexpr std::size_t kMostTransferred = 3;  // calls from one list to another
constexpr int kTrials = 6;                   // of exchanges between two lists, the most promising first
constexpr SeatIndex kPartners = 100;         // lists with which a list exchanges
constexpr SeatIndex kListsTogether =
    500;  // that give each other minutes: of more hardly a point is won, at a cost by the square
constexpr std::int64_t kFar = 1'000'000'000;  // more points than any list has
constexpr std::int64_t kWhateverItBrings = std::numeric_limits<std::int32_t>::min();

}  // namespace

// A way in which one list gives calls for others' of the other list.
void Raising::join(std::size_t out, std::size_t back) {
    const auto count = [](const Kinds& kinds) { return kinds[0] + kinds[1] + kinds[2] + kinds[3] + kinds[4]; };
    const Kinds& a = choices_[out].kinds;
    const Kinds& b = choices_[back].kinds;
    const int minutes = choices_[out].minutes - choices_[back].minutes;
    const bool few = std::max(count(a), count(b)) <= static_cast<int>(kMostTransferred);
    for (std::size_t k = 0; k < kKinds; ++k)
        if (a[k] > 0 && b[k] > 0) return;
    if (few && minutes != 0 && std::abs(minutes) <= kMostMinutes) transfers_[row_of(minutes)].emplace_back(out, back);
}

Raising::Profile Raising::profile(SeatIndex s) const {
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

// ---- two lists ----------------------------------------------------------------------------------------------

bool Raising::improve_pairs() {
    bool better = false;
    profiles_.assign(board_.seats(), std::nullopt);
    for (SeatIndex s = 0; s < board_.seats(); ++s)
        for (SeatIndex step = 1; step < board_.seats() && step <= kPartners; ++step)
            while (improve(s, static_cast<SeatIndex>((s + step) % board_.seats()))) better = true;
    return better;
}

// Gives `s` minutes of `t`, or the other way round, by an exchange of calls, where both together win by it.
bool Raising::improve(SeatIndex s, SeatIndex t) {
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

bool Raising::transfer(SeatIndex s, SeatIndex t, const Kinds& from_s, const Kinds& from_t) {
    const auto to_t = movable(s, t, from_s);
    const auto to_s = movable(t, s, from_t);
    if (!to_t || !to_s) return false;
    for (const CallIndex c : *to_t) move(c, t);
    for (const CallIndex c : *to_s) move(c, s);
    std::int64_t gain = 0;
    for (const SeatIndex each : {t, s}) {
        const auto won = exchange(each, kWhateverItBrings);
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
std::optional<std::vector<CallIndex>> Raising::movable(SeatIndex from, SeatIndex to, Kinds kinds) const {
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

// ---- many lists ---------------------------------------------------------------------------------------------

// Four lists that make a call of 10 minutes where one of 8 minutes is worth more by the minute could make that, with 2 minutes left
// over each: nothing, but together room for one more call. So each list is asked what it could do with a few minutes more, and all
// others what they lose with a few less.
bool Raising::collect_all() {
    if (board_.all_take_equally_long() || nobody_waits()) return false;
    profiles_.assign(board_.seats(), std::nullopt);
    for (SeatIndex s = 0; s < board_.seats(); ++s)
        if (board_.seat(s).present) profiles_[s] = profile(s);
    bool better = false;
    const auto seats = static_cast<SeatIndex>(board_.seats());
    for (SeatIndex first = 0; first < seats; first += kListsTogether)
        better = collect_among({first, std::min(seats, first + kListsTogether)}) || better;
    return better;
}

bool Raising::collect_among(const Lists& lists) {
    bool better = false;
    Costs costs = costs_of_giving(lists, std::nullopt)[0];
    for (SeatIndex s = lists.first; s < lists.end; ++s)
        while (profiles_[s] && most_with(s, costs).first > 0 && collect(s, lists)) {
            better = true;
            costs = costs_of_giving(lists, std::nullopt)[0];
        }
    return better;
}

bool Raising::nobody_waits() const {
    return std::all_of(alike_.begin(), alike_.end(),
                       [](const Alike& each) { return each.called == each.calls.size(); });
}

// Of all lists from each one on, but for one: which lists give how many minutes is the way back through the table.
std::vector<Raising::Costs> Raising::costs_of_giving(const Lists& lists, std::optional<SeatIndex> but) const {
    std::vector<Costs> all(lists.end - lists.first + 1);
    all.back().fill(kFar);
    all.back()[0] = 0;
    for (SeatIndex s = lists.end; s-- > lists.first;) {
        Costs& costs = all[s - lists.first];
        const Costs& of_next = all[s - lists.first + 1];
        costs = of_next;
        if (s == but || !profiles_[s]) continue;
        for (int given = 1; given <= kMostMinutes; ++given) {
            const std::int64_t loss = std::max<std::int64_t>(0, -(*profiles_[s])[row_of(-given)]);
            if (loss >= kFar) break;
            for (int minutes = 1; minutes <= kMostMinutes; ++minutes) {
                auto& cost = costs[static_cast<std::size_t>(minutes)];
                cost = std::min(cost, of_next[static_cast<std::size_t>(std::max(0, minutes - given))] + loss);
            }
        }
    }
    return all;
}

// What a list wins beyond what others lose, and with how many minutes, where that is most.
std::pair<std::int64_t, int> Raising::most_with(SeatIndex s, const Costs& costs) const {
    std::pair<std::int64_t, int> most{};
    for (int minutes = 1; minutes <= kMostMinutes; ++minutes) {
        const std::int64_t gain = (*profiles_[s])[row_of(minutes)] - costs[static_cast<std::size_t>(minutes)];
        if (gain > most.first) most = {gain, minutes};
    }
    return most;
}

bool Raising::collect(SeatIndex s, const Lists& lists) {
    const auto costs = costs_of_giving(lists, s);
    const auto [gain, minutes] = most_with(s, costs.front());
    return gain > 0 && collect(s, minutes, lists, costs);
}

// List by list: who cannot give what would be best is left out, and the others are asked for more, as long as it is worth it.
bool Raising::collect(SeatIndex s, int minutes, const Lists& lists, const std::vector<Costs>& costs) {
    const auto cost = [&](SeatIndex from, int wanted) {
        return costs[from - lists.first][static_cast<std::size_t>(wanted)];
    };
    std::vector<SeatIndex> changed{s};
    std::int64_t gain = 0;
    int wanted = minutes;
    for (SeatIndex t = lists.first; wanted > 0; ++t) {
        if (gain + (*profiles_[s])[row_of(minutes)] <= cost(t, wanted)) {
            undo();
            return false;
        }
        if (cost(t, wanted) == cost(t + 1, wanted)) continue;
        int given = 1;
        while (cost(t, wanted) !=
               cost(t + 1, std::max(0, wanted - given)) + std::max<std::int64_t>(0, -(*profiles_[t])[row_of(-given)]))
            ++given;
        if (!give(t, s, given, gain)) continue;
        wanted = std::max(0, wanted - given);
        changed.push_back(t);
    }
    const auto won = exchange(s, kWhateverItBrings);
    if (!won || gain + *won <= 0) {
        undo();
        return false;
    }
    done_.clear();
    for (const SeatIndex each : changed) profiles_[each] = profile(each);
    return true;
}

// `from` makes calls that leave so many minutes free, then they are passed on.
bool Raising::give(SeatIndex from, SeatIndex to, int minutes, std::int64_t& gain) {
    const std::size_t before = done_.size();
    const auto won = exchange(from, kWhateverItBrings, minutes);
    if (!won || !pass_on(from, to, minutes)) {
        undo(before);
        return false;
    }
    gain += *won;
    return true;
}

// Longer calls for shorter ones.
bool Raising::pass_on(SeatIndex from, SeatIndex to, int minutes) {
    for (const auto& [taken, given] : transfers_[row_of(minutes)]) {
        if (!board_.has_room(from, choices_[given].kinds, choices_[taken].kinds)) continue;
        const auto taken_over = movable(to, from, choices_[taken].kinds);
        const auto given_away = movable(from, to, choices_[given].kinds);
        if (!taken_over || !given_away) continue;
        for (const CallIndex c : *taken_over) move(c, from);
        for (const CallIndex c : *given_away) move(c, to);
        return true;
    }
    return false;
}

}  // namespace bienveille
