#include "engine/every_filling.h"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "engine/best_filling.h"
#include "engine/filling_order.h"
#include "engine/leftover.h"

namespace bienveille {
namespace {

constexpr std::size_t kMostAlike = 255;  // calls: a byte counts them
constexpr std::size_t kFourSums = 4;     // minutes, calls, level-3 calls, calls of level 2 and 3
using FourSums = std::array<std::int64_t, kFourSums>;
using CallsOfKinds = std::array<std::uint8_t, kKinds>;

bool are_within(const FourSums& sums, const FourSums& most) {
    for (std::size_t m = 0; m < kFourSums; ++m)
        if (sums[m] > most[m]) return false;
    return true;
}

class EveryFilling {
public:
    EveryFilling(const Horizon& horizon, const std::array<int, kKinds>& minutes, std::span<const AskedCall> calls,
                 std::vector<OpenList> lists, std::int64_t& steps)
        : horizon_(horizon),
          minutes_(minutes),
          calls_(calls),
          lists_(in_order_of_filling(horizon, minutes, calls, std::move(lists))),
          steps_(steps) {
        sort_calls();
        sum_rooms();
        mixes_.resize(lists_.size());
        failed_.resize(lists_.size() + 1);
        chosen_.assign(lists_.size(), std::vector<CallsOfKinds>(sorts_.size(), CallsOfKinds{}));
    }

    FillingsTried run() {
        if (!countable_) return {};
        const bool found = fill(0);
        if (found) return {FillingsTried::Fits::yes, places(), ways_};
        return {steps_ <= 0 ? FillingsTried::Fits::unknown : FillingsTried::Fits::no, {}, ways_};
    }

private:
    // Calls that differ by their kind and last day only.
    struct Sort {
        std::vector<char> takers;  // by list
        std::uint16_t first;

        bool operator==(const Sort&) const = default;
    };
    struct Mix {
        CallsOfKinds calls;
        std::array<std::int64_t, 2> place;  // in the order of trying
    };

    // ---- the question ------------------------------------------------------------------------------------------

    std::uint16_t day_of(std::size_t list) const { return horizon_.cells[lists_[list].cell].day; }

    // The day from which a call may be in these lists.
    std::uint16_t first_of(const AskedCall& call) const {
        std::uint16_t first = call.end;
        for (std::size_t i = 0; i < lists_.size() && day_of(i) >= call.first; ++i) first = day_of(i);
        return first;
    }

    void sort_calls() {
        std::vector<std::vector<char>> takers(horizon_.may_call.size());
        for (const AskedCall& call : calls_) {
            std::vector<char>& of_group = takers[call.group];
            if (of_group.empty())
                for (const OpenList& list : lists_)
                    of_group.push_back(horizon_.eligible(horizon_.cells[list.cell], call.group));
            sorts_.push_back({of_group, first_of(call)});
        }
        // Whoever comes first has fewer takers, or days.
        const auto key = [](const Sort& sort) {
            return std::tuple(std::count(sort.takers.begin(), sort.takers.end(), 1), -int{sort.first}, sort.takers);
        };
        std::sort(sorts_.begin(), sorts_.end(), [&](const Sort& a, const Sort& b) { return key(a) < key(b); });
        sorts_.erase(std::unique(sorts_.begin(), sorts_.end()), sorts_.end());
        for (const AskedCall& call : calls_)
            sort_of_.push_back(static_cast<std::size_t>(
                std::find(sorts_.begin(), sorts_.end(), Sort{takers[call.group], first_of(call)}) - sorts_.begin()));
        waiting_.assign(sorts_.size(), CallsOfKinds{});
        opens_.assign(lists_.size() + 1, {});
        std::vector<std::array<std::size_t, kKinds>> counts(sorts_.size());
        for (std::size_t c = 0; c < calls_.size(); ++c) {
            countable_ = countable_ && ++counts[sort_of_[c]][calls_[c].kind] <= kMostAlike;
            // The first list of its last day, or of a day before.
            std::size_t list = 0;
            while (list < lists_.size() && day_of(list) >= calls_[c].end) ++list;
            opens_[list].push_back(c);
        }
        const auto comes_first = [&](const Sort& a, const Sort& b) {
            if (a.first < b.first) return false;
            for (std::size_t i = 0; i < lists_.size(); ++i)
                if (a.takers[i] && !b.takers[i]) return false;
            return true;
        };
        for (std::size_t a = 0; a < sorts_.size(); ++a) {
            comes_first_.emplace_back();
            for (std::size_t b = 0; b < sorts_.size(); ++b)
                comes_first_.back().push_back(a != b && comes_first(sorts_[a], sorts_[b]));
        }
    }

    FourSums sums_of(std::size_t kind) const {
        return {minutes_[kind], 1, kind == kLevel3 ? 1 : 0, kind >= kLevel3 - 1 ? 1 : 0};
    }

    // What each set of advisors holds from each list on, and all calls that only they may make.
    void sum_rooms() {
        std::array<char, kKinds> occurs{};
        for (const AskedCall& call : calls_) occurs[call.kind] = 1;
        rooms_.resize(lists_.size());
        for (std::size_t m = 0; m < kFourSums; ++m) {
            std::array<std::int64_t, kKinds> worths{};
            for (std::size_t k = 0; k < kKinds; ++k) worths[k] = occurs[k] ? sums_of(k)[m] : 0;
            BestFilling filling(worths, minutes_);
            for (std::size_t i = 0; i < lists_.size(); ++i) rooms_[i][m] = filling.of(lists_[i].room).worth;
        }
        std::vector<std::vector<char>> sets{std::vector<char>(lists_.size(), 1)};
        for (const Sort& sort : sorts_)
            if (std::find(sets.begin(), sets.end(), sort.takers) == sets.end()) sets.push_back(sort.takers);
        in_set_.resize(sorts_.size());
        for (std::size_t s = 0; s < sorts_.size(); ++s)
            for (std::size_t set = 0; set < sets.size(); ++set) {
                bool only = true;
                for (std::size_t i = 0; i < lists_.size(); ++i) only = only && (!sorts_[s].takers[i] || sets[set][i]);
                if (only) in_set_[s].push_back(set);
            }
        waiting_of_set_.assign(sets.size(), FourSums{});
        for (std::size_t set = 0; set < sets.size(); ++set) sum_rooms(set, sets[set]);
        minutes_from_.assign(lists_.size() + 1, 0);
        for (std::size_t i = lists_.size(); i-- > 0;) minutes_from_[i] = minutes_from_[i + 1] + rooms_[i][0];
        for (const AskedCall& call : calls_) minutes_left_ += minutes_[call.kind];
    }

    // The most that may wait at each list. Those due before a day leave its calls only what whole calls can use.
    void sum_rooms(std::size_t set, const std::vector<char>& takers) {
        std::vector<FourSums> due(lists_.size() + 1, FourSums{});
        std::vector<std::int64_t> lengths;
        for (std::size_t i = 0; i <= lists_.size(); ++i)
            for (const std::size_t c : opens_[i]) {
                const auto& sets = in_set_[sort_of_[c]];
                if (std::find(sets.begin(), sets.end(), set) == sets.end()) continue;
                const FourSums one = sums_of(calls_[c].kind);
                for (std::size_t m = 0; m < kFourSums; ++m) due[i][m] += one[m];
                lengths.push_back(one[0]);
            }
        const WholeCalls whole(lengths);
        std::vector<FourSums>& most = most_waiting_.emplace_back(lists_.size() + 1, FourSums{});
        for (std::size_t i = lists_.size(); i-- > 0;) {
            const bool last_of_day = i + 1 == lists_.size() || day_of(i + 1) != day_of(i);
            for (std::size_t m = 0; m < kFourSums; ++m) {
                const std::int64_t before = most[i + 1][m] - (last_of_day ? due[i + 1][m] : 0);
                most[i][m] =
                    (takers[i] ? rooms_[i][m] : 0) + (last_of_day && m == 0 ? whole.most_within(before) : before);
            }
        }
    }

    void wait(std::size_t sort, std::size_t kind, std::int64_t times) {
        const FourSums one = sums_of(kind);
        for (const std::size_t set : in_set_[sort])
            for (std::size_t m = 0; m < kFourSums; ++m) waiting_of_set_[set][m] += times * one[m];
    }

    // ---- the search --------------------------------------------------------------------------------------------

    // The lists from the i-th on.
    bool fill(std::size_t i) {
        for (const std::size_t c : opens_[i]) open(c, 1);
        const bool found = may_fit(i) && (i == lists_.size() || fill_list(i));
        if (!found)
            for (const std::size_t c : opens_[i]) open(c, -1);
        return found;
    }

    void open(std::size_t call, int times) {
        std::uint8_t& count = waiting_[sort_of_[call]][calls_[call].kind];
        count = static_cast<std::uint8_t>(count + times);
        wait(sort_of_[call], calls_[call].kind, times);
    }

    bool may_fit(std::size_t i) {
        for (std::size_t set = 0; set < waiting_of_set_.size(); ++set)
            if (!are_within(waiting_of_set_[set], most_waiting_[set][i])) return false;
        std::string left;
        for (std::size_t s = 0; s < sorts_.size(); ++s)
            for (const std::uint8_t count : waiting_[s]) {
                if (count > 0 && i < lists_.size() && sorts_[s].first > day_of(i))
                    return false;  // its days have passed
                left.push_back(static_cast<char>(count));
            }
        --steps_;
        ++ways_;
        return failed_[i].insert(std::move(left)).second;
    }

    bool fill_list(std::size_t i) {
        find_mixes(i);
        for (std::size_t n = 0; n < mixes_[i].size(); ++n) {
            if (steps_ <= 0) return false;
            const CallsOfKinds mix = mixes_[i][n].calls;
            if (share(i, mix, 0, 0)) return true;
        }
        return false;
    }

    Room less(Room room, std::size_t kind, int times) const {
        room.minutes -= times * minutes_[kind];
        room.calls -= times;
        room.alone += kind == kLevel3 ? -times : times;
        if (kind == kLevel3) room.level3 -= times;
        if (kind >= kLevel3 - 1) room.level2_and_3 -= times;
        return room;
    }

    void find_mixes(std::size_t i) {
        std::vector<Mix>& all = mixes_[i];
        all.clear();
        std::array<std::int64_t, kKinds> there{};
        std::int64_t minutes = 0;
        for (std::size_t s = 0; s < sorts_.size(); ++s)
            for (std::size_t k = 0; k < kKinds && sorts_[s].takers[i]; ++k) there[k] += waiting_[s][k];
        for (std::size_t k = 0; k < kKinds; ++k) minutes += there[k] * minutes_[k];
        const auto lists = static_cast<std::int64_t>(lists_.size() - i);
        const std::int64_t spare = minutes_from_[i] - minutes_left_;
        const Room& room = lists_[i].room;
        FourSums least;  // else the others hold too little
        for (std::size_t m = 0; m < kFourSums; ++m)
            least[m] = waiting_of_set_[0][m] - (most_waiting_[0][i][m] - rooms_[i][m]);
        std::vector<std::size_t> kinds;  // the longest first
        for (std::size_t k = 0; k < kKinds; ++k)
            if (there[k] > 0) kinds.push_back(k);
        std::stable_sort(kinds.begin(), kinds.end(),
                         [&](std::size_t a, std::size_t b) { return minutes_[a] > minutes_[b]; });
        const auto most_over = room.minutes - std::max<std::int64_t>(0, least[0]);
        Mix mix{};
        const auto add = [&](const Room& left) {
            if (left.minutes > most_over || room.calls - left.calls < least[1] ||
                room.level3 - left.level3 < least[2] || room.level2_and_3 - left.level2_and_3 < least[3] ||
                !left.keeps_apart())
                return;
            --steps_;
            for (const std::size_t k : kinds)
                if (mix.calls[k] < there[k] && left.takes(k, minutes_[k]))
                    return;  // whoever could come is called later
            std::int64_t off = 0;
            for (const std::size_t k : kinds)
                off += std::abs(mix.calls[k] * minutes - there[k] * (room.minutes - left.minutes)) * minutes_[k];
            mix.place = {std::max<std::int64_t>(0, left.minutes * lists - spare), off};
            all.push_back(mix);
        };
        const auto choose = [&](auto&& self, std::size_t n, Room left) -> void {
            if (n == kinds.size()) return add(left);
            const std::size_t kind = kinds[n];
            const int needs = minutes_[kind];
            std::int64_t count = 0;
            if (n + 1 == kinds.size() &&
                left.minutes > most_over)  // of the last kind enough to leave no more than may be
                count = (left.minutes - most_over + needs - 1) / needs;
            std::int64_t most = std::min<std::int64_t>({there[kind], left.minutes / needs, left.calls});
            if (kind == kLevel3) most = std::min<std::int64_t>(most, left.level3);
            if (kind >= kLevel3 - 1) most = std::min<std::int64_t>(most, left.level2_and_3);
            if (count > most && count > 0) return;
            for (; count <= std::max<std::int64_t>(0, most) && steps_ > 0; ++count) {
                mix.calls[kind] = static_cast<std::uint8_t>(count);
                self(self, n + 1, less(left, kind, static_cast<int>(count)));
            }
            mix.calls[kind] = 0;
        };
        choose(choose, 0, room);
        std::stable_sort(all.begin(), all.end(), [](const Mix& a, const Mix& b) { return a.place < b.place; });
    }

    // What is still to take of a kind, from the s-th sort on.
    bool share(std::size_t i, CallsOfKinds mix, std::size_t kind, std::size_t s) {
        while (kind < kKinds && mix[kind] == 0) {
            ++kind;
            s = 0;
        }
        if (kind == kKinds) return !has_longer_instead(i) && fill(i + 1);
        while (s < sorts_.size() && (!sorts_[s].takers[i] || waiting_[s][kind] == 0)) ++s;
        if (s == sorts_.size()) return false;
        --steps_;
        const int left = mix[kind];
        int others = 0;  // that may take what this one leaves
        for (std::size_t other = s + 1; other < sorts_.size(); ++other)
            if (sorts_[other].takers[i]) others += waiting_[other][kind];
        for (int taken = std::min<int>(left, waiting_[s][kind]); taken >= std::max(0, left - others); --taken) {
            if (steps_ <= 0) return false;
            if (taken > 0 && leaves_out_one_before(i, kind, s)) continue;
            take(i, kind, s, taken);
            mix[kind] = static_cast<std::uint8_t>(left - taken);
            if (share(i, mix, kind, s + 1)) return true;
            take(i, kind, s, -taken);
        }
        return false;
    }

    // Whether a longer call that waits could change places with one in the list.
    bool has_longer_instead(std::size_t i) {
        --steps_;
        Room left = lists_[i].room;
        for (std::size_t s = 0; s < sorts_.size(); ++s)
            for (std::size_t k = 0; k < kKinds; ++k) left = less(left, k, chosen_[i][s][k]);
        for (std::size_t k = 0; k < kKinds; ++k)
            for (std::size_t longer = 0; longer < kKinds; ++longer) {
                if (minutes_[longer] <= minutes_[k] || sums_of(longer)[2] < sums_of(k)[2] ||
                    sums_of(longer)[3] < sums_of(k)[3])
                    continue;
                if (!less(left, k, -1).takes(longer, minutes_[longer])) continue;
                for (std::size_t s = 0; s < sorts_.size(); ++s)
                    for (std::size_t other = 0; other < sorts_.size() && chosen_[i][s][k] > 0; ++other)
                        if (waiting_[other][longer] > 0 && sorts_[other].takers[i] &&
                            (s == other || comes_first_[other][s]))
                            return true;
            }
        return false;
    }

    bool leaves_out_one_before(std::size_t i, std::size_t kind, std::size_t s) const {
        for (std::size_t other = 0; other < s; ++other)
            if (sorts_[other].takers[i] && comes_first_[other][s] && waiting_[other][kind] > 0) return true;
        return false;
    }

    void take(std::size_t i, std::size_t kind, std::size_t s, int taken) {
        waiting_[s][kind] = static_cast<std::uint8_t>(waiting_[s][kind] - taken);
        chosen_[i][s][kind] = static_cast<std::uint8_t>(chosen_[i][s][kind] + taken);
        wait(s, kind, -taken);
        minutes_left_ -= taken * minutes_[kind];
    }

    // ---- the answer ----------------------------------------------------------------------------------------------

    // Of calls that are alike any may go first once its days have come.
    std::vector<CellIndex> places() const {
        std::vector<CellIndex> places(calls_.size(), 0);
        std::vector<std::array<std::vector<std::size_t>, kKinds>> waiting(sorts_.size());
        for (std::size_t i = 0; i < lists_.size(); ++i) {
            for (const std::size_t c : opens_[i]) waiting[sort_of_[c]][calls_[c].kind].push_back(c);
            for (std::size_t s = 0; s < sorts_.size(); ++s)
                for (std::size_t k = 0; k < kKinds; ++k)
                    for (int n = chosen_[i][s][k]; n > 0; --n) {
                        places[waiting[s][k].back()] = lists_[i].cell;
                        waiting[s][k].pop_back();
                    }
        }
        return places;
    }

    const Horizon& horizon_;
    const std::array<int, kKinds>& minutes_;
    std::span<const AskedCall> calls_;
    std::vector<OpenList> lists_;
    std::int64_t& steps_;
    std::int64_t ways_ = 0;
    bool countable_ = true;
    std::vector<Sort> sorts_;
    std::vector<std::size_t> sort_of_;              // by call
    std::vector<std::vector<std::size_t>> opens_;   // by list: calls whose days come with it
    std::vector<std::vector<char>> comes_first_;    // by two sorts
    std::vector<std::vector<std::size_t>> in_set_;  // by sort: sets of advisors, all that may make its calls among them
    std::vector<FourSums> rooms_;                   // by list
    std::vector<std::vector<FourSums>> most_waiting_;  // by set, then list; the first set is everybody
    std::vector<FourSums> waiting_of_set_;
    std::vector<std::int64_t> minutes_from_;               // by list, of it and those after
    std::int64_t minutes_left_ = 0;                        // of those not in a list yet
    std::vector<CallsOfKinds> waiting_;                    // by sort: whose days have come
    std::vector<std::vector<Mix>> mixes_;                  // by list
    std::vector<std::vector<CallsOfKinds>> chosen_;        // by list, then sort
    std::vector<std::unordered_set<std::string>> failed_;  // by list: what waited
};

}  // namespace

FillingsTried try_every_filling(const Horizon& horizon, const std::array<int, kKinds>& minutes,
                                std::span<const AskedCall> calls, std::vector<OpenList> lists, std::int64_t& steps) {
    return EveryFilling(horizon, minutes, calls, std::move(lists), steps).run();
}

}  // namespace bienveille
