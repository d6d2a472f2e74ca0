// O2: whether the calls planned can be given out with a smaller gap, whatever the way (spreading.h has the reasons; nothing of it is used
// here).
//
// Model: calls are alike that the same advisors may make, that take equally long and that caps and neighbours count alike, but for those
// with a time. So an advisor's list is so many of each sort beside what stays, and a way to give all out is such a list for each. Advisor by
// advisor it is kept, once, what those before take together, of lists whose loads are no further apart than the gap.
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <span>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "engine/audit_loads.h"

namespace bienveille::audit_detail {
namespace {

constexpr std::size_t kMostSorts = 64;
constexpr int kMostAlike = 10'000;
constexpr std::int64_t kMostMixes = 500'000;  // of calls, for lists
constexpr std::int64_t kMostLooks = 3'000'000;
constexpr std::int64_t kLooksAList = 4, kLooksAWay = 12;  // of its sorts; to keep it

using Numbers = std::array<std::uint16_t, kMostSorts>;

class Ways {
public:
    explicit Ways(const Audited& audited) : facts_(audited.facts), stays_(facts_.seats.size()) {
        for (int kind = 0; kind < kKinds; ++kind) lengths_[static_cast<std::size_t>(kind)] = facts_.load(kind);
        for (const std::uint32_t t : facts_.in_hand) {
            const Standing& tenant = facts_.standings[t];
            const PreviousCall& held = *tenant.held();
            Stays& stays = stays_[facts_.seat_of.at(held.advisor.text)];
            stays.tally.add(tenant.kind, held.minutes + held.pause, true);
            stays.settled.push_back(settled_by(held, tenant.kind));
        }
        for (const auto& list : audited.called)
            for (const std::int32_t called : list)
                if (sorts_.size() <= kMostSorts && called >= 0 &&
                    !facts_.standings[static_cast<std::size_t>(called)].held())
                    sort_in(facts_.standings[static_cast<std::size_t>(called)]);
        for (std::size_t s = 0; s < facts_.seats.size(); ++s) {
            if (!facts_.seats[s].present) continue;
            seats_.push_back({s, {}});
            common_.load += stays_[s].tally.load.count;
            common_.capacity += facts_.seats[s].capacity.count;
        }
        for (const Sort& sort : sorts_) common_.load += sort.count * length(sort).count;
    }

    // None where there are too many to look at.
    std::optional<bool> any_below(const Widest& gap) {
        const auto is_large = [](const Sort& sort) { return sort.count > kMostAlike; };
        if (sorts_.size() > kMostSorts || std::any_of(sorts_.begin(), sorts_.end(), is_large)) return std::nullopt;
        for (OneSeat& seat : seats_) {
            known_.clear();
            own_.clear();
            more_.clear();
            std::int64_t more = 0;
            for (std::size_t k = sorts_.size(); k-- > 0;) {
                if (!std::binary_search(sorts_[k].seats.begin(), sorts_[k].seats.end(), seat.seat)) continue;
                own_.push_back(k);
                more_.push_back(more += sorts_[k].count * length(sorts_[k]).count);
            }
            write_lists(seat, gap, own_.size(), {}, 0, stays_[seat.seat]);
            if (mixes_ < 0) return std::nullopt;
            std::stable_sort(seat.lists.begin(), seat.lists.end(),
                             [](const List& a, const List& b) { return a.load < b.load; });
        }
        std::stable_sort(seats_.begin(), seats_.end(),
                         [](const OneSeat& a, const OneSeat& b) { return a.lists.size() < b.lists.size(); });
        std::set<Ratio> all;
        for (const OneSeat& seat : seats_)
            for (const List& list : seat.lists)
                if (const Ratio low = ratio(seat, list); !(common_ < low) && Widest{common_, low}.is_narrower_than(gap))
                    all.insert(low);
        const std::vector<Ratio> lows(all.begin(), all.end());
        const bool found = any_from(lows, gap);
        return found || looks_ >= 0 ? std::optional(found) : std::nullopt;
    }

private:
    struct Sort {
        const Standing* first;
        std::vector<std::size_t> seats;
        int count;
    };

    struct Stays {
        Tally tally;
        std::vector<Settled> settled;
        std::array<int, kKinds> free{};
    };

    struct List {
        std::int64_t load;
        Numbers numbers;
    };

    struct OneSeat {
        std::size_t seat;
        std::vector<List> lists;  // by load
    };

    struct Hash {
        std::size_t operator()(const Numbers& numbers) const {
            std::size_t hash = 0;
            for (const std::uint16_t number : numbers) hash = (hash ^ number) * 0x100000001b3ULL;
            return hash;
        }
    };

    Minutes length(const Sort& sort) const { return lengths_[sort.first->kind]; }
    Ratio ratio(const OneSeat& seat, const List& list) const {
        return {list.load, facts_.seats[seat.seat].capacity.count};
    }

    void sort_in(const Standing& tenant) {
        std::vector<std::size_t> seats;
        for (std::size_t s = 0; s < facts_.seats.size(); ++s)
            if (facts_.may_call(s, tenant)) seats.push_back(s);
        if (seats.size() == 1) {
            add(stays_[seats.front()], tenant);
            return;
        }
        const auto sort = std::find_if(sorts_.begin(), sorts_.end(), [&](const Sort& each) {
            const auto counted = [&](const Standing& of) {
                return std::tuple(lengths_[of.kind], of.kind == kLevel2, of.kind == kLevel3);
            };
            const bool timed = tenant.special->slot || each.first->special->slot;
            return !timed && each.seats == seats && counted(*each.first) == counted(tenant);
        });
        if (sort != sorts_.end())
            ++sort->count;
        else
            sorts_.push_back({&tenant, std::move(seats), 1});
    }

    void add(Stays& stays, const Standing& tenant) const {
        const Minutes minutes = lengths_[tenant.kind];
        stays.tally.add(tenant.kind, minutes, false);
        if (const auto slot = tenant.special->slot)
            stays.settled.push_back({*slot, *slot + minutes, tenant.kind == kLevel3, false});
        else
            ++stays.free[tenant.kind];
    }

    // ---- an advisor's lists -----------------------------------------------------------------------------------
    // More and more of each of the own sorts that are left; `times` are the sorts taken that have one.
    void write_lists(OneSeat& seat, const Widest& gap, std::size_t left, Numbers numbers, std::uint64_t times,
                     Stays stays) {
        const std::int64_t capacity = facts_.seats[seat.seat].capacity.count;
        const Ratio load{stays.tally.load.count, capacity};
        const std::int64_t more = left == 0 ? 0 : more_[left - 1];
        const Ratio most{std::max(load.load, std::min(load.load + more, capacity)), capacity};
        if (--mixes_ < 0 || (common_ < load && !Widest{load, common_}.is_narrower_than(gap)) ||
            (most < common_ && !Widest{common_, most}.is_narrower_than(gap)))
            return;
        if (left == 0) {
            const auto [known, fresh] = known_.try_emplace({stays.free, times}, false);
            if (fresh)
                known->second = timetable_exists(facts_.calendar.windows, stays.settled, stays.free, lengths_,
                                                 facts_.seats[seat.seat].hours);
            if (known->second) seat.lists.push_back({load.load, numbers});
            return;
        }
        const std::size_t next = own_[left - 1];
        const Sort& sort = sorts_[next];
        write_lists(seat, gap, left - 1, numbers, times, stays);
        if (sort.first->special->slot) times |= std::uint64_t{1} << next;
        while (numbers[next] < sort.count) {
            ++numbers[next];
            add(stays, *sort.first);
            if (broken_caps(stays.tally, facts_.seats[seat.seat], facts_.rules.work).any()) return;
            if (sort.first->special->slot && is_taken(stays.settled)) return;
            write_lists(seat, gap, left - 1, numbers, times, stays);
        }
    }

    // Whether the last is at the time of another.
    static bool is_taken(const std::vector<Settled>& settled) {
        const Settled& last = settled.back();
        return std::any_of(settled.begin(), settled.end() - 1,
                           [&](const Settled& other) { return other.from < last.to && last.from < other.to; });
    }

    // ---- all lists --------------------------------------------------------------------------------------------
    // With one of these as the least load: where nothing is between the first of them and what is within the gap of the last, there is
    // nothing for any; else in two halves.
    bool any_from(std::span<const Ratio> lows, const Widest& gap) {
        if (lows.empty() || !any_between(lows.front(), lows.back(), gap)) return false;
        const std::size_t half = lows.size() / 2;
        return half == 0 || any_from(lows.subspan(half), gap) || any_from(lows.first(half), gap);
    }

    bool any_between(const Ratio& low, const Ratio& last_low, const Widest& gap) {
        std::vector<std::span<const List>> open(seats_.size());
        std::vector<Numbers> most(seats_.size() + 1, Numbers{});  // of each sort, from each advisor on
        std::vector<std::int64_t> lightest(seats_.size() + 1), heaviest(seats_.size() + 1);
        for (std::size_t i = seats_.size(); i-- > 0;) {
            const auto& lists = seats_[i].lists;
            const auto first = std::partition_point(lists.begin(), lists.end(),
                                                    [&](const List& list) { return ratio(seats_[i], list) < low; });
            const auto end = std::partition_point(first, lists.end(), [&](const List& list) {
                return Widest{ratio(seats_[i], list), last_low}.is_narrower_than(gap);
            });
            if (first == end) return false;
            open[i] = {first, end};
            looks_ -= kLooksAList * std::ssize(open[i]);
            for (std::size_t k = 0; k < sorts_.size(); ++k) {
                int here = 0;
                for (const List& list : open[i]) here = std::max<int>(here, list.numbers[k]);
                most[i][k] = static_cast<std::uint16_t>(std::min<int>(most[i + 1][k] + here, sorts_[k].count));
            }
            lightest[i] = lightest[i + 1] + open[i].front().load;
            heaviest[i] = heaviest[i + 1] + open[i].back().load;
        }
        if (common_.load < lightest.front() || heaviest.front() < common_.load) return false;
        std::vector<List> taken{{0, {}}};
        for (std::size_t i = 0; i + 1 < open.size() && !taken.empty(); ++i) {
            std::vector<List> more;
            std::unordered_set<Numbers, Hash> known;
            for (const List& before : taken)
                for (const List& list : open[i]) {
                    if (--looks_ < 0) return false;
                    const std::int64_t load = before.load + list.load, left = common_.load - load;
                    if (left < lightest[i + 1]) break;
                    if (heaviest[i + 1] < left) continue;
                    const auto sum = together(before.numbers, list.numbers, most[i + 1]);
                    if (!sum) continue;
                    --looks_;
                    if (!known.insert(*sum).second) continue;
                    looks_ -= kLooksAWay;
                    more.push_back({load, *sum});
                }
            taken = std::move(more);
        }
        // All that is left to the last.
        std::set<Numbers> last;
        for (const List& list : open.back()) last.insert(list.numbers);
        return std::any_of(taken.begin(), taken.end(), [&](const List& before) {
            Numbers left{};
            for (std::size_t k = 0; k < sorts_.size(); ++k)
                left[k] = static_cast<std::uint16_t>(sorts_[k].count - before.numbers[k]);
            return last.contains(left);
        });
    }

    // None where these are more than there are, or leave more than those to come take at most.
    std::optional<Numbers> together(const Numbers& a, const Numbers& b, const Numbers& to_come) const {
        Numbers sum{};
        for (std::size_t k = 0; k < sorts_.size(); ++k) {
            const int both = a[k] + b[k];
            if (both > sorts_[k].count || sorts_[k].count - both > to_come[k]) return std::nullopt;
            sum[k] = static_cast<std::uint16_t>(both);
        }
        return sum;
    }

    const DayFacts& facts_;
    std::array<Minutes, kKinds> lengths_{};
    std::vector<Stays> stays_;  // by seat
    std::vector<Sort> sorts_;
    std::vector<std::size_t> own_;    // sorts that the advisor at hand may call, the first last
    std::vector<std::int64_t> more_;  // minutes of these up to each
    std::vector<OneSeat> seats_;      // of those present
    Ratio common_{0, 0};
    std::map<std::pair<std::array<int, kKinds>, std::uint64_t>, bool> known_;
    std::int64_t mixes_ = kMostMixes, looks_ = kMostLooks;
};

}  // namespace

std::optional<bool> can_be_evener(const Audited& audited, const Widest& gap) { return Ways(audited).any_below(gap); }

}  // namespace bienveille::audit_detail
