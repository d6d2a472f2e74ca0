#include "engine/audit_filling.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <tuple>
#include <unordered_set>
#include <utility>

namespace bienveille::audit_detail {
namespace {

constexpr std::size_t kAmounts = 4;  // minutes, calls, level-3 calls, calls of level 2 and 3
constexpr int kMostAlike = 255;      // calls of a sort: a byte counts them
using AmountsOfCalls = std::array<std::int64_t, kAmounts>;

bool is_within(const AmountsOfCalls& sum, const AmountsOfCalls& most) {
    for (std::size_t m = 0; m < kAmounts; ++m)
        if (sum[m] > most[m]) return false;
    return true;
}

// Alike but for the last day.
struct SortOfCall {
    std::vector<bool> callers;  // by list
    Day first;                  // on which there is a list
    int kind = 0;

    auto key() const { return std::tie(kind, callers, first); }
};

class EveryWay {
public:
    EveryWay(const DayFacts& facts, Counting& counting, std::vector<ListToFill> lists,
             const std::vector<CallToFill>& calls, std::int64_t most_ways)
        : facts_(facts), lists_(std::move(lists)), most_ways_(most_ways) {
        order_lists(calls);
        find_sorts(calls);
        find_teams(counting);
    }

    Filled pass() {
        Filled filled;
        if (!countable_) return filled;
        left_.assign(sorts_.size(), 0);
        taken_.assign(sorts_.size(), 0);
        sums_.assign(teams_.size(), {});
        note(0);
        for (std::size_t i = 0; i < lists_.size() && goes_on(); ++i) {
            const Ways before = std::exchange(ways_, {});
            for (const std::string& way : before) {
                go_on_from(way);
                fill(i);
                if (!goes_on()) break;
            }
        }
        filled.ways = noted_;
        filled.in_no_way = goes_on() && ways_.empty();
        filled.in_some_way = goes_on() && !ways_.empty();
        return filled;
    }

private:
    using Ways = std::unordered_set<std::string>;  // each a byte a sort

    struct Team {
        std::vector<bool> lists;
        std::vector<AmountsOfCalls> most;  // that may be left before each list, but for those whose days come with it
    };

    // ---- the lists and the sorts of calls ---------------------------------------------------------------------

    const AmountsOfCalls& amounts(int kind) const { return amounts_[static_cast<std::size_t>(kind)]; }
    const std::vector<std::size_t>& in_list(std::size_t i, int kind) const {
        return in_list_[i][static_cast<std::size_t>(kind)];
    }
    bool speaks(std::size_t seat, int language) const {
        return seat == kAnybody || facts_.seats[seat].speaks[static_cast<std::size_t>(language)];
    }
    bool may_call(const ListToFill& list, const CallToFill& call) const {
        return call.first <= list.day && list.day <= call.last && speaks(list.seat, call.language);
    }
    bool starts_day(std::size_t i) const { return i == 0 || lists_[i].day != lists_[i - 1].day; }

    // The last day first; on a day who speaks the fewest of the languages first.
    void order_lists(const std::vector<CallToFill>& calls) {
        std::erase_if(lists_, [&](const ListToFill& list) {
            return list.room.minutes <= 0 || list.room.calls <= 0 ||
                   std::none_of(calls.begin(), calls.end(),
                                [&](const CallToFill& call) { return may_call(list, call); });
        });
        const AdvisorId anybody{};
        const auto id = [&](const ListToFill& list) -> const AdvisorId& {
            return list.seat == kAnybody ? anybody : facts_.seats[list.seat].advisor->id;
        };
        std::sort(lists_.begin(), lists_.end(), [&](const ListToFill& a, const ListToFill& b) {
            return a.day != b.day ? a.day < b.day : id(a) < id(b);
        });
        std::vector<std::size_t> seats;  // as they come
        for (const ListToFill& list : lists_)
            if (std::find(seats.begin(), seats.end(), list.seat) == seats.end()) seats.push_back(list.seat);
        std::set<std::vector<bool>> callers;  // by seat, of each language; alike where the same people speak it
        for (const CallToFill& call : calls) {
            std::vector<bool> may;
            for (const std::size_t seat : seats) may.push_back(speaks(seat, call.language));
            callers.insert(std::move(may));
        }
        std::map<std::size_t, std::vector<bool>> languages;  // by seat
        for (std::size_t s = 0; s < seats.size(); ++s)
            for (const auto& may : callers) languages[seats[s]].push_back(may[s]);
        const auto key = [&](const ListToFill& list) {
            const std::vector<bool>& spoken = languages.at(list.seat);
            return std::tuple(facts_.input.day - list.day, std::count(spoken.begin(), spoken.end(), true), spoken,
                              -list.room.minutes, std::min(list.room.calls, list.room.minutes), list.room.level3,
                              list.room.heavy, id(list));
        };
        std::sort(lists_.begin(), lists_.end(),
                  [&](const ListToFill& a, const ListToFill& b) { return key(a) < key(b); });
        for (std::size_t i = 0; i < lists_.size(); ++i) put_a_full_one(i, calls);
    }

    // Of those on the same day: whom the calls that nobody after it may take leave no room for another.
    void put_a_full_one(std::size_t i, const std::vector<CallToFill>& calls) {
        std::vector<std::int64_t> left;
        for (std::size_t l = i; l < lists_.size(); ++l) left.push_back(lists_[l].room.minutes);
        std::int64_t shortest = facts_.load(calls.front().kind).count;
        for (const CallToFill& call : calls) {
            shortest = std::min(shortest, facts_.load(call.kind).count);
            std::size_t callers = 0, last = 0;
            for (std::size_t l = i; l < lists_.size() && callers < 2; ++l)
                if (may_call(lists_[l], call)) {
                    ++callers;
                    last = l;
                }
            if (callers == 1) left[last - i] -= facts_.load(call.kind).count;
        }
        for (std::size_t l = i; l < lists_.size() && lists_[l].day == lists_[i].day; ++l)
            if (left[l - i] < shortest) {
                const auto from = lists_.begin() + static_cast<std::ptrdiff_t>(i);
                std::rotate(from, from + static_cast<std::ptrdiff_t>(l - i),
                            from + static_cast<std::ptrdiff_t>(l - i) + 1);
                return;
            }
    }

    SortOfCall sort_of(const CallToFill& call) const {
        SortOfCall sort{{}, call.last + 1, call.kind};
        for (const ListToFill& list : lists_) {
            sort.callers.push_back(speaks(list.seat, call.language));
            if (call.first <= list.day) sort.first = list.day;
        }
        return sort;
    }

    void find_sorts(const std::vector<CallToFill>& calls) {
        std::vector<SortOfCall> all;
        for (const CallToFill& call : calls) all.push_back(sort_of(call));
        sorts_ = all;
        // The longest first; of these who has the fewest callers, then days.
        const auto key = [&](const SortOfCall& sort) {
            return std::tuple(-facts_.load(sort.kind).count, sort.kind,
                              std::count(sort.callers.begin(), sort.callers.end(), true), facts_.input.day - sort.first,
                              sort.callers);
        };
        std::sort(sorts_.begin(), sorts_.end(),
                  [&](const SortOfCall& a, const SortOfCall& b) { return key(a) < key(b); });
        const auto same = [](const SortOfCall& a, const SortOfCall& b) { return a.key() == b.key(); };
        sorts_.erase(std::unique(sorts_.begin(), sorts_.end(), same), sorts_.end());
        comes_.assign(lists_.size() + 1, std::vector<int>(sorts_.size(), 0));
        std::vector<int> alike(sorts_.size(), 0);
        for (std::size_t c = 0; c < calls.size(); ++c) {
            std::size_t list = 0;  // the first on which it may be called
            while (list < lists_.size() && calls[c].last < lists_[list].day) ++list;
            const auto sort =
                std::find_if(sorts_.begin(), sorts_.end(), [&](const SortOfCall& s) { return same(s, all[c]); });
            ++comes_[list][static_cast<std::size_t>(sort - sorts_.begin())];
            ++alike[static_cast<std::size_t>(sort - sorts_.begin())];
        }
        countable_ = std::all_of(alike.begin(), alike.end(), [](int count) { return count <= kMostAlike; });
        in_list_.resize(lists_.size());
        for (std::size_t s = 0; s < sorts_.size(); ++s) {
            const int kind = sorts_[s].kind;
            if (all_kinds_.empty() || all_kinds_.back() != kind) all_kinds_.push_back(kind);
            amounts_[static_cast<std::size_t>(kind)] = {facts_.load(kind).count, 1, kind == kLevel3 ? 1 : 0,
                                                        kind >= kLevel2 ? 1 : 0};
            for (std::size_t i = 0; i < lists_.size(); ++i)
                if (sorts_[s].callers[i]) in_list_[i][static_cast<std::size_t>(kind)].push_back(s);
        }
        for (const SortOfCall& a : sorts_) {
            is_freer_.emplace_back();
            for (const SortOfCall& b : sorts_) is_freer_.back().push_back(is_freer(b, a));
        }
    }

    // Whether b may be called wherever a may, later.
    bool is_freer(const SortOfCall& b, const SortOfCall& a) const {
        for (std::size_t i = 0; i < lists_.size(); ++i)
            if (a.callers[i] && !b.callers[i]) return false;
        return b.first <= a.first;
    }

    // ---- what may be left before each list --------------------------------------------------------------------

    // By those whom only these lists' advisors call: as much as they hold from there on, in whole calls.
    void find_teams(Counting& counting) {
        teams_.push_back({std::vector<bool>(lists_.size(), true), {}});
        for (const SortOfCall& sort : sorts_)
            if (std::none_of(teams_.begin(), teams_.end(), [&](const Team& t) { return t.lists == sort.callers; }))
                teams_.push_back({sort.callers, {}});
        std::vector<AmountsOfCalls> held(lists_.size());
        for (std::size_t m = 0; m < kAmounts; ++m) {
            Waiting waiting{};
            for (const SortOfCall& sort : sorts_) waiting[static_cast<std::size_t>(sort.kind)] = amounts(sort.kind)[m];
            for (std::size_t i = 0; i < lists_.size(); ++i) held[i][m] = counting.best_filling(lists_[i].room, waiting);
        }
        teams_of_.resize(sorts_.size());
        for (std::size_t t = 0; t < teams_.size(); ++t) find_most(t, held);
    }

    void find_most(std::size_t t, const std::vector<AmountsOfCalls>& held) {
        Team& team = teams_[t];
        std::set<std::int64_t> lengths;
        std::vector<AmountsOfCalls> due(lists_.size() + 1);  // whose days come with a list
        for (std::size_t s = 0; s < sorts_.size(); ++s) {
            bool its = true;
            for (std::size_t i = 0; i < lists_.size(); ++i) its = its && (!sorts_[s].callers[i] || team.lists[i]);
            if (!its) continue;
            teams_of_[s].push_back(t);
            lengths.insert(facts_.load(sorts_[s].kind).count);
            for (std::size_t i = 0; i <= lists_.size(); ++i)
                for (std::size_t m = 0; m < kAmounts; ++m) due[i][m] += comes_[i][s] * amounts(sorts_[s].kind)[m];
        }
        WholeCalls whole(std::move(lengths));
        team.most.assign(lists_.size() + 1, {});
        for (std::size_t i = lists_.size(); i-- > 0;) {
            const bool ends_day = i + 1 == lists_.size() || starts_day(i + 1);
            for (std::size_t m = 0; m < kAmounts; ++m) {
                const std::int64_t later = team.most[i + 1][m] - due[i + 1][m];
                team.most[i][m] =
                    (team.lists[i] ? held[i][m] : 0) + (ends_day && m == 0 ? whole.most_within(later) : later);
            }
        }
        for (std::size_t i = 0; i <= lists_.size(); ++i)
            for (std::size_t m = 0; m < kAmounts; ++m) team.most[i][m] -= due[i][m];
    }

    // ---- the pass ---------------------------------------------------------------------------------------------

    bool goes_on() const { return noted_ <= most_ways_; }

    void go_on_from(const std::string& way) {
        std::fill(sums_.begin(), sums_.end(), AmountsOfCalls{});
        for (std::size_t s = 0; s < sorts_.size(); ++s) {
            left_[s] = 0;
            if (way[s] != 0) take(s, -static_cast<int>(static_cast<unsigned char>(way[s])));
            taken_[s] = 0;
        }
    }

    void take(std::size_t s, int count) {
        left_[s] -= count;
        taken_[s] += count;
        const AmountsOfCalls& each = amounts(sorts_[s].kind);
        for (const std::size_t team : teams_of_[s])
            for (std::size_t m = 0; m < kAmounts; ++m) sums_[team][m] -= count * each[m];
    }

    // What is left before the i-th list, with those whose days come with it.
    void note(std::size_t i) {
        for (std::size_t t = 0; t < teams_.size(); ++t)
            if (!is_within(sums_[t], teams_[t].most[i])) return;
        std::string way(sorts_.size(), '\0');
        for (std::size_t s = 0; s < sorts_.size(); ++s) {
            const int count = left_[s] + comes_[i][s];
            if (count > 0 && i < lists_.size() && lists_[i].day < sorts_[s].first) return;  // its days are over
            way[s] = static_cast<char>(static_cast<unsigned char>(count));
        }
        ++noted_;
        ways_.insert(std::move(way));
    }

    AmountsOfCalls room(std::size_t i) const {
        const Counting::Left& left = lists_[i].room;
        return {left.minutes, left.calls, left.level3, left.heavy};
    }

    // First how many of each kind, then of which sorts.
    void fill(std::size_t i) {
        there_.fill(0);
        kinds_.clear();
        for (const int kind : all_kinds_) {
            for (const std::size_t s : in_list(i, kind)) there_[static_cast<std::size_t>(kind)] += left_[s];
            if (there_[static_cast<std::size_t>(kind)] > 0) kinds_.push_back(kind);
        }
        mix_.fill(0);
        most_free_ = room(i)[0] - (sums_[0][0] - teams_[0].most[i + 1][0]);
        choose(i, 0, room(i));
    }

    void choose(std::size_t i, std::size_t n, const AmountsOfCalls& free) {
        if (n == kinds_.size()) {
            const auto calls = std::accumulate(mix_.begin(), mix_.end(), std::int64_t{0});
            alone_ = lists_[i].apart.alone + calls - 2 * mix_[static_cast<std::size_t>(kLevel3)];
            if (may_be_all(i, free)) share(i, 0, 0, free);
            return;
        }
        const auto kind = static_cast<std::size_t>(kinds_[n]);
        const AmountsOfCalls& each = amounts(kinds_[n]);
        std::int64_t most = there_[kind];
        for (std::size_t m = 0; m < kAmounts; ++m)
            if (each[m] > 0) most = std::min(most, std::max<std::int64_t>(0, free[m]) / each[m]);
        std::int64_t others = 0;  // minutes of the shorter kinds
        for (std::size_t k = n + 1; k < kinds_.size(); ++k)
            others += there_[static_cast<std::size_t>(kinds_[k])] * amounts(kinds_[k])[0];
        // Of the shortest as many as have room, fewer where calls may be missing between those of level 3; of each so many that the others
        // leave no more than may be left.
        const bool as_many = n + 1 == kinds_.size() && lists_[i].apart.alone >= lists_[i].room.level3;
        for (std::int64_t count = most; count >= (as_many ? most : 0) && goes_on(); --count) {
            AmountsOfCalls rest = free;
            for (std::size_t m = 0; m < kAmounts; ++m) rest[m] -= count * each[m];
            if (rest[0] - others > most_free_) break;
            mix_[kind] = static_cast<int>(count);
            choose(i, n + 1, rest);
        }
        mix_[kind] = 0;
    }

    // Whether nobody is left out who has room, and no more is left than the lists after it hold.
    bool may_be_all(std::size_t i, const AmountsOfCalls& free) const {
        const AmountsOfCalls all = room(i);
        for (std::size_t m = 0; m < kAmounts; ++m)
            if (sums_[0][m] - (all[m] - free[m]) > teams_[0].most[i + 1][m]) return false;
        if (!keeps_apart(i, free, alone_)) return false;
        return std::none_of(kinds_.begin(), kinds_.end(), [&](int kind) {
            return mix_[static_cast<std::size_t>(kind)] < there_[static_cast<std::size_t>(kind)] &&
                   is_room_for(i, kind, free, alone_);
        });
    }

    // Whether those that are missing between its level-3 calls, as short as may be, have room.
    bool keeps_apart(std::size_t i, const AmountsOfCalls& free, std::int64_t alone) const {
        return alone >= 0 || (-alone * lists_[i].apart.shortest <= free[0] && -alone <= free[1]);
    }
    static int more_alone(int kind) { return kind == kLevel3 ? -1 : 1; }

    bool is_room_for(std::size_t i, int kind, AmountsOfCalls free, std::int64_t alone) const {
        const AmountsOfCalls& call = amounts(kind);
        for (std::size_t m = 0; m < kAmounts; ++m) {
            if (call[m] > 0 && call[m] > free[m]) return false;
            free[m] -= call[m];
        }
        return keeps_apart(i, free, alone + more_alone(kind));
    }

    // Of the n-th kind, from the a-th of its sorts on.
    void share(std::size_t i, std::size_t n, std::size_t a, const AmountsOfCalls& free) {
        while (n < kinds_.size() && mix_[static_cast<std::size_t>(kinds_[n])] == 0) {
            ++n;
            a = 0;
        }
        if (n == kinds_.size()) {
            if (!has_longer_instead(i, free)) note(i + 1);
            return;
        }
        const std::vector<std::size_t>& sorts = in_list(i, kinds_[n]);
        while (a < sorts.size() && left_[sorts[a]] == 0) ++a;
        if (a == sorts.size()) return;
        const std::size_t s = sorts[a];
        int& more = mix_[static_cast<std::size_t>(kinds_[n])];
        const int all = more;
        int others = 0;
        for (std::size_t later = a + 1; later < sorts.size(); ++later) others += left_[sorts[later]];
        // Who has fewer callers goes first.
        const bool waits = std::any_of(sorts.begin(), sorts.begin() + static_cast<std::ptrdiff_t>(a),
                                       [&](std::size_t other) { return left_[other] > 0 && is_freer_[other][s]; });
        for (int count = waits ? 0 : std::min(all, left_[s]); count >= std::max(0, all - others) && goes_on();
             --count) {
            take(s, count);
            more = all - count;
            share(i, n, a + 1, free);
            take(s, -count);
        }
        more = all;
    }

    // Whether somebody left has room instead of a shorter call of the list that may be made wherever hers may.
    bool has_longer_instead(std::size_t i, const AmountsOfCalls& free) const {
        for (const int kind : kinds_)
            for (const int longer : kinds_) {
                const AmountsOfCalls gone = amounts(kind), call = amounts(longer);
                if (gone[0] >= call[0] || gone[2] > call[2] || gone[3] > call[3]) continue;
                AmountsOfCalls instead = free;
                for (std::size_t m = 0; m < kAmounts; ++m) instead[m] += gone[m];
                if (!is_room_for(i, longer, instead, alone_ - more_alone(kind))) continue;
                for (const std::size_t t : in_list(i, kind))
                    for (const std::size_t s : in_list(i, longer))
                        if (taken_[t] > 0 && left_[s] > 0 && is_freer_[s][t]) return true;
            }
        return false;
    }

    const DayFacts& facts_;
    std::vector<ListToFill> lists_;
    std::int64_t most_ways_;
    std::vector<SortOfCall> sorts_;
    std::array<AmountsOfCalls, kKinds> amounts_{};                       // of a call
    std::vector<int> all_kinds_;                                         // the longest first
    std::vector<std::array<std::vector<std::size_t>, kKinds>> in_list_;  // sorts that may be in it
    bool countable_ = true;
    std::vector<std::vector<int>> comes_;             // by list, then sort
    std::vector<std::vector<bool>> is_freer_;         // [a][b]: b is freer than a
    std::vector<Team> teams_;                         // the first are all
    std::vector<std::vector<std::size_t>> teams_of_;  // by sort
    // Of the way gone on from.
    std::vector<int> left_, taken_;     // by sort
    std::vector<AmountsOfCalls> sums_;  // left, by team
    std::array<int, kKinds> there_{}, mix_{};
    std::vector<int> kinds_;      // of those there
    std::int64_t alone_ = 0;      // how many more level-3 calls the mix holds with none between them
    std::int64_t most_free_ = 0;  // minutes of the list: the lists after it hold no more
    Ways ways_;
    std::int64_t noted_ = 0;
};

}  // namespace

Filled fill_in_every_way(const DayFacts& facts, Counting& counting, std::vector<ListToFill> lists,
                         const std::vector<CallToFill>& calls, std::int64_t most_ways) {
    return EveryWay(facts, counting, std::move(lists), calls, most_ways).pass();
}

}  // namespace bienveille::audit_detail
