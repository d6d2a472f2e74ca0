#include "engine/evenest_lists.h"

#include <algorithm>
#include <bitset>
#include <span>
#include <tuple>
#include <vector>

#include "engine/carry.h"

namespace bienveille {
namespace {

using Counts = Carrying::Counts;
using Sums = std::bitset<kMinutesOfOthers>;

constexpr std::int64_t kMostLooks = 500'000;  // at a list beside those before it: some milliseconds

// Of calls that several may make.
struct Numbers {
    std::int64_t level3 = 0;
    std::int64_t others = 0;
    std::int64_t minutes = 0;  // of these others

    auto operator<=>(const Numbers&) const = default;
    friend Numbers operator+(const Numbers& a, const Numbers& b) {
        return {a.level3 + b.level3, a.others + b.others, a.minutes + b.minutes};
    }
};

Numbers numbers_of(const Counts& counts, const Board& board) {
    Numbers numbers{counts[kLevel3], 0, 0};
    for (std::size_t kind = 0; kind < kLevel3; ++kind) {
        numbers.others += counts[kind];
        numbers.minutes += counts[kind] * board.fit().minutes_of(kind);
    }
    return numbers;
}

struct List {
    Share load;
    Numbers calls;
    std::int64_t taken = 0;  // minutes of these calls
};

// Of some advisors' lists together.
struct Reach {
    Numbers least, most;
    std::int64_t least_taken = 0, most_taken = 0;

    bool holds_numbers(std::int64_t level3, std::int64_t others) const {
        return least.level3 <= level3 && level3 <= most.level3 && least.others <= others && others <= most.others;
    }
    bool holds(const Numbers& numbers) const {
        return holds_numbers(numbers.level3, numbers.others) && least.minutes <= numbers.minutes &&
               numbers.minutes <= most.minutes;
    }
    friend Reach operator+(const Reach& a, const Reach& b) {
        return {a.least + b.least, a.most + b.most, a.least_taken + b.least_taken, a.most_taken + b.most_taken};
    }
};

// From one number to the other.
Sums only(std::int64_t from, std::int64_t to) {
    constexpr std::int64_t kLast = kMinutesOfOthers - 1;
    if (to < 0 || from > kLast || to < from) return {};
    return (~Sums() << static_cast<std::size_t>(std::max<std::int64_t>(0, from))) &
           (~Sums() >> static_cast<std::size_t>(std::max<std::int64_t>(0, kLast - to)));
}

class SideBySide {
public:
    SideBySide(const Board& board, const Carrying& carrying) : board_(board), carrying_(carrying) {
        Counts all{};
        for (const Counts& calls : carrying.calls())
            for (std::size_t kind = 0; kind < kKinds; ++kind) all[kind] += calls[kind];
        day_ = numbers_of(all, board);
        for (SeatIndex s = 0; s < board.seats(); ++s) seats_ += board.seat(s).present ? 1 : 0;
    }

    bool is_small() const {
        return seats_ <= kSeatsSideBySide && day_.level3 + day_.others <= kMostToPutSideBySide &&
               day_.minutes < static_cast<std::int64_t>(kMinutesOfOthers);
    }

    std::optional<Extremes> evenest(const Extremes& is) {
        Share common{0, 0};
        for (SeatIndex s = 0; s < board_.seats(); ++s) {
            if (!board_.seat(s).present) continue;
            write_lists(s);
            common.load += board_.load(s);
            common.capacity += board_.seat(s).capacity;
        }
        std::vector<Share> loads;
        for (const auto& lists : lists_)
            for (const List& list : lists) loads.push_back(list.load);
        std::sort(loads.begin(), loads.end());
        const auto alike = [](const Share& a, const Share& b) { return !(a < b) && !(b < a); };
        loads.erase(std::unique(loads.begin(), loads.end(), alike), loads.end());
        const auto above = std::lower_bound(loads.begin(), loads.end(), common);
        Extremes best = is;
        for (auto low = std::upper_bound(loads.begin(), loads.end(), common); low != loads.begin();) {
            --low;
            if (!gap_less({common, *low}, best)) break;
            const auto is_below_best = [&](const Share& load) { return gap_less({load, *low}, best); };
            auto high = std::partition_point(above, loads.end(), is_below_best);
            if (high == above || !any_between(*low, *(high - 1))) continue;
            // The least that is enough.
            auto enough = above;
            for (--high; enough < high;) {
                const auto middle = enough + (high - enough) / 2;
                if (any_between(*low, *middle))
                    high = middle;
                else
                    enough = middle + 1;
            }
            best = {*high, *low};
        }
        return looks_ < 0 ? std::nullopt : std::optional(best);
    }

private:
    void write_lists(SeatIndex s) {
        Counts there{};
        for (const std::size_t g : carrying_.groups_of(s))
            for (std::size_t kind = 0; kind < kKinds; ++kind) there[kind] += carrying_.calls()[g][kind];
        lists_.emplace_back();
        Counts none{};
        add_lists(s, there, 0, none, 0);
        auto& lists = lists_.back();
        const auto by_load = [](const List& a, const List& b) {
            return std::tie(a.load.load, a.calls) < std::tie(b.load.load, b.calls);
        };
        std::sort(lists.begin(), lists.end(), by_load);
        const auto alike = [](const List& a, const List& b) { return a.calls == b.calls; };
        lists.erase(std::unique(lists.begin(), lists.end(), alike), lists.end());
    }

    // With any number of each kind from this one on.
    void add_lists(SeatIndex s, const Counts& there, std::size_t kind, Counts& counts, std::int64_t minutes) {
        if (kind == kKinds) {
            if (fits(s, counts, minutes))
                lists_.back().push_back(
                    {{carrying_.stuck(s) + minutes, board_.seat(s).capacity}, numbers_of(counts, board_), minutes});
            return;
        }
        const std::int64_t room = board_.seat(s).capacity - carrying_.stuck(s);
        const std::int64_t length = board_.fit().minutes_of(kind);
        for (std::int64_t n = 0; n <= there[kind] && (n == 0 || minutes + n * length <= room); ++n) {
            counts[kind] = n;
            add_lists(s, there, kind + 1, counts, minutes + n * length);
        }
        counts[kind] = 0;
    }

    bool fits(SeatIndex s, const Counts& counts, std::int64_t minutes) const {
        const Carrying::Room& room = carrying_.room(s);
        const Numbers numbers = numbers_of(counts, board_);
        const auto within = [](std::int64_t calls, std::int64_t most) { return calls == 0 || calls <= most; };
        return (minutes == 0 || carrying_.stuck(s) + minutes <= board_.seat(s).capacity) &&
               within(numbers.level3 + numbers.others, room.calls) &&
               within(numbers.level3 + counts[kLevel3 - 1], room.level2_and_3) && within(numbers.level3, room.level3) &&
               numbers.level3 - numbers.others <= room.places_apart;
    }

    // Whether lists with loads from one to the other have the day's calls. False once there are no looks left.
    bool any_between(const Share& low, const Share& high) {
        std::vector<std::span<const List>> open;
        std::vector<Reach> left{{}};  // of the last so many advisors
        for (const auto& lists : lists_) {
            const auto first =
                std::partition_point(lists.begin(), lists.end(), [&](const List& list) { return list.load < low; });
            const auto last =
                std::partition_point(first, lists.end(), [&](const List& list) { return !(high < list.load); });
            if (first == last) return false;
            open.emplace_back(first, last);
        }
        std::stable_sort(open.begin(), open.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
        for (const auto& lists : open) left.push_back(left.back() + reach_of(lists));
        if (!left.back().holds(day_)) return false;

        const auto at = [&](std::int64_t level3, std::int64_t others) {
            return static_cast<std::size_t>(level3 * (day_.others + 1) + others);
        };
        const std::int64_t level3_minutes = board_.fit().minutes_of(kLevel3);
        const std::int64_t taken = day_.minutes + day_.level3 * level3_minutes;
        std::vector<Sums> sums(at(day_.level3, day_.others) + 1);
        sums[0].set(0);
        for (std::size_t i = open.size(); i-- > 0;) {
            std::vector<Sums> more(sums.size());
            for (std::int64_t level3 = 0; level3 <= day_.level3; ++level3)
                for (std::int64_t others = 0; others <= day_.others; ++others) {
                    const Sums& so_far = sums[at(level3, others)];
                    if (so_far.none()) continue;
                    looks_ -= std::ssize(open[i]);
                    if (looks_ < 0) return false;
                    for (const List& list : open[i]) {
                        const std::int64_t with_level3 = level3 + list.calls.level3;
                        const std::int64_t with_others = others + list.calls.others;
                        if (left[i].holds_numbers(day_.level3 - with_level3, day_.others - with_others))
                            more[at(with_level3, with_others)] |= so_far
                                                                  << static_cast<std::size_t>(list.calls.minutes);
                    }
                }
            // Loads are close to each other: what the others take leaves few minutes to choose from.
            for (std::int64_t level3 = 0; level3 <= day_.level3; ++level3) {
                const std::int64_t of_others = taken - level3 * level3_minutes;
                const Sums possible = only(of_others - left[i].most_taken, of_others - left[i].least_taken);
                for (std::int64_t others = 0; others <= day_.others; ++others) more[at(level3, others)] &= possible;
            }
            sums = std::move(more);
        }
        return sums.back().test(static_cast<std::size_t>(day_.minutes));
    }

    static Reach reach_of(std::span<const List> lists) {
        Reach reach{lists.front().calls, lists.front().calls, lists.front().taken, lists.back().taken};  // by load
        for (const List& list : lists) {
            const auto& [level3, others, minutes] = list.calls;
            reach.least = {std::min(reach.least.level3, level3), std::min(reach.least.others, others),
                           std::min(reach.least.minutes, minutes)};
            reach.most = {std::max(reach.most.level3, level3), std::max(reach.most.others, others),
                          std::max(reach.most.minutes, minutes)};
        }
        return reach;
    }

    const Board& board_;
    const Carrying& carrying_;
    Numbers day_;
    std::int64_t looks_ = kMostLooks;
    std::size_t seats_ = 0;                 // of those present
    std::vector<std::vector<List>> lists_;  // of each of them, by load
};

}  // namespace

std::optional<Extremes> evenest_lists(const Board& board, const Extremes& is) {
    const Carrying carrying(board);
    SideBySide side_by_side(board, carrying);
    if (!side_by_side.is_small()) return std::nullopt;
    return side_by_side.evenest(is);
}

}  // namespace bienveille
