// The people of a shortfall are no more than it takes: without any one of them less is missing, or somebody is proven impossible no
// longer. Whatever is counted; figures and proofs made here by simple means.
#include <gtest/gtest.h>

#include <cstdio>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "engine/audit.h"
#include "engine/plan.h"
#include "tests/support/builders.h"
#include "tests/support/random_input.h"
#include "tests/support/thorough.h"
#include "tests/support/tiny_week.h"

namespace bienveille::test {
namespace {

constexpr int kDaysAhead = 4;
constexpr std::array kMinutesOfLevels{9, 8, 10, 13, 33};  // by level, from unknown

struct OverfullWeek {
    DayInput input;
    RuleSet rules;
};

// Promises over four days in three languages, for more minutes than there are; lists of few calls or low caps in some weeks.
OverfullWeek overfull(std::uint64_t seed) {
    Dice dice(seed);
    OverfullWeek week{on("2020-04-06", {}, {advisor("x"), advisor("y").speaks({"fr", "pt"})}), small_rules()};
    DayInput& input = week.input;
    if (dice.percent(60)) input.advisors.push_back(advisor("z").speaks({"fr", "pt", "tr"}));
    if (dice.percent(30)) input.advisors.push_back(advisor("zz"));
    const int kind = dice.between(0, 4);
    if (kind == 1) week.rules.work.most_level3 = week.rules.work.most_level2_and_3 = dice.between(1, 3);
    if (kind == 2) week.rules.work.most_level3 = 1;
    if (kind == 3)
        for (Advisor& who : input.advisors) who.max_calls = dice.between(1, 4);
    int minutes = 0;
    for (const Advisor& who : input.advisors)
        for (int d = 0; d < kDaysAhead; ++d) {
            const int here = kind == 4 ? dice.between(50, 70) : dice.between(0, 60);
            input.availability.push_back({who.id, input.day + d, Minutes{here}});
            minutes += here;
        }
    minutes = minutes * dice.between(60, 130) / 100;
    for (int t = 0; minutes > 0; ++t) {
        const int level = kind == 1                ? dice.between(0, 2)
                          : kind == 2 || kind == 4 ? dice.between(1, 3)
                                                   : dice.between(-1, 2);
        auto words = tenant("t" + std::to_string(100 + t)).isolated(t % 31).born_in(1930 + t);
        if (level >= 0) words.anxious(level).cleared();
        if (const int of = dice.between(1, 100); of <= 40) words.speaks(of <= 25 ? "pt" : "tr");
        Tenant each = words;
        each.callback_due_on = input.day + dice.between(0, kDaysAhead - 1);
        input.tenants.push_back(each);
        minutes -= kMinutesOfLevels[static_cast<std::size_t>(level + 1)];
    }
    return week;
}

struct Figures {
    std::int64_t needed = 0;
    std::int64_t available = 0;
    std::int64_t unusable = 0;
    std::set<std::size_t> proven;  // said to be impossible, and so by these figures
    bool known = true;             // of whole calls: not too many ways

    std::int64_t missing() const { return needed - available; }
};

class Counted {
public:
    Counted(const TinyWeek& week, const Shortfall& shortfall) : week_(week), measure_(shortfall.measure) {
        for (std::size_t i = 0; i < shortfall.weights.size(); ++i)
            weights_[week.position(shortfall.tenants[i])] = shortfall.weights[i];
    }

    Figures of(const std::vector<std::size_t>& people) const {
        if (measure_ == Measure::whole_calls) return by_filling(people);
        Figures figures;
        std::set<std::int64_t> lengths;
        int end = 0;
        for (const std::size_t each : people) {
            figures.needed += amount(each);
            lengths.insert(amount(each));
            end = std::max(end, week_.calls()[each].last);
        }
        std::int64_t all = 0;
        std::vector<std::int64_t> rooms;
        for (int day = 0; day <= end; ++day) {
            rooms.push_back(0);
            for (int a = 0; a < week_.advisors(); ++a) {
                const std::int64_t here = room(people, a, day);
                all += here;
                rooms.back() += measure_ == Measure::weighted_calls ? here : whole(lengths, here);
            }
        }
        if (measure_ == Measure::weighted_calls) rooms = {all};
        std::vector<std::int64_t> taken(rooms.size());
        std::int64_t usable = 0, lost = 0;
        for (const std::int64_t each : rooms) usable += each;
        for (const std::size_t each : people) {
            const std::size_t last =
                measure_ == Measure::weighted_calls ? 0 : static_cast<std::size_t>(week_.calls()[each].last);
            if (week_.calls()[each].keeping == Keeping::kept) {
                taken[last] += amount(each);
                continue;
            }
            std::int64_t left = 0, lost_so_far = 0;
            for (std::size_t day = 0; day < rooms.size(); ++day) {
                const std::int64_t used = measure_ == Measure::weighted_calls ? left : whole(lengths, left);
                lost_so_far += left - used;
                left = used + rooms[day] - taken[day] - (day == last ? amount(each) : 0);
                if (left >= 0) continue;
                if (week_.calls()[each].keeping != Keeping::impossible) break;
                figures.proven.insert(each);
                if (day + 1 == rooms.size()) lost = lost_so_far;
                break;
            }
        }
        figures.available = figures.needed > all ? all : usable - lost;
        figures.unusable = all - figures.available;
        return figures;
    }

private:
    // Whoever has no place beside those kept before.
    Figures by_filling(const std::vector<std::size_t>& people) const {
        Figures figures;
        figures.needed = static_cast<std::int64_t>(people.size());
        figures.available = figures.needed - 1;
        std::vector<std::size_t> kept;
        for (const std::size_t each : people) {
            kept.push_back(each);
            if (week_.calls()[each].keeping == Keeping::kept) continue;
            looks_ = kMostLooks;
            if (!fit(kept)) figures.proven.insert(each);
            figures.known = figures.known && looks_ > 0;
            kept.pop_back();
        }
        return figures;
    }

    // List after list, from the first day on, every filling that leaves nobody out who has room. What is left is looked at once.
    bool fit(const std::vector<std::size_t>& people) const {
        std::map<std::array<int, 3>, int> left;  // by last day, level and who may call
        for (const std::size_t each : people) {
            const WeekCall& call = week_.calls()[each];
            ++left[{call.last, call.level, call.advisors}];
        }
        std::vector<std::set<std::map<std::array<int, 3>, int>>> seen(
            static_cast<std::size_t>(week_.days() * week_.advisors()) + 1);
        return fit_from(0, left, seen);
    }

    template <class Left>
    bool fit_from(int list, const Left& left, std::vector<std::set<Left>>& seen) const {
        const bool none = std::all_of(left.begin(), left.end(), [](const auto& each) { return each.second == 0; });
        const int day = list / week_.advisors(), a = list % week_.advisors();
        if (none || list == week_.days() * week_.advisors() || --looks_ <= 0) return none;
        int minutes = 0, there = 0;
        for (const auto& [call, count] : left) {
            if (count > 0 && call[0] < day) return false;
            minutes += count * kMinutesOfLevels[static_cast<std::size_t>(call[1] + 1)];
        }
        for (int later = list; later < week_.days() * week_.advisors(); ++later)
            there += week_.list(later % week_.advisors(), later / week_.advisors()).minutes;
        if (minutes > there || !seen[static_cast<std::size_t>(list)].insert(left).second) return false;
        Left rest = left;
        return filled(list, list_of(a, day), rest.begin(), rest, seen);
    }

    template <class Left>
    bool filled(int list, const WeekList& room, typename Left::iterator next, Left& left,
                std::vector<std::set<Left>>& seen) const {
        const int a = list % week_.advisors();
        if (--looks_ <= 0) return false;
        while (next != left.end() && !(next->first[2] >> a & 1)) ++next;
        if (next == left.end()) {
            for (const auto& [call, count] : left)
                if (count > 0 && (call[2] >> a & 1) && less(room, call[1])) return false;
            return fit_from(list + 1, left, seen);
        }
        const int all = next->second;
        const auto after = std::next(next);
        std::optional<WeekList> here = room;
        while (true) {
            if (filled(list, *here, after, left, seen)) return true;
            here = less(*here, next->first[1]);
            if (next->second == 0 || !here) break;
            --next->second;
        }
        next->second = all;
        return false;
    }

    static std::optional<WeekList> less(WeekList room, int level) {
        room.minutes -= kMinutesOfLevels[static_cast<std::size_t>(level + 1)];
        --room.calls;
        if (room.minutes < 0 || room.calls < 0) return std::nullopt;
        if (level >= 2 && --room.heavy < 0) return std::nullopt;
        if (level >= 3 && --room.level3 < 0) return std::nullopt;
        return room;
    }

    // Today one level-3 call may stand alone in each of two windows, others have a call of 8 minutes at least before them.
    WeekList list_of(int a, int day) const {
        WeekList list = week_.list(a, day);
        if (day == 0)
            while (list.level3 > 0 && list.level3 * 33 + std::max(0, list.level3 - 2) * 8 > list.minutes) --list.level3;
        return list;
    }

    std::int64_t amount(std::size_t call) const {
        const int level = week_.calls()[call].level;
        switch (measure_) {
            case Measure::minutes: return week_.calls()[call].minutes;
            case Measure::calls: return 1;
            case Measure::level3_calls: return level == 3;
            case Measure::level2_and_3_calls: return level >= 2;
            case Measure::weighted_calls: return weights_.at(call);
            case Measure::whole_calls: return 1;
            case Measure::calls_at_once: break;  // no times are promised in these weeks
        }
        return 0;
    }

    // Beyond 512 every number is a sum of whole calls, or nearly.
    static std::int64_t whole(const std::set<std::int64_t>& lengths, std::int64_t left) {
        if (left >= 512) return left;
        std::vector<char> is_sum(static_cast<std::size_t>(std::max<std::int64_t>(0, left)) + 1, 0);
        is_sum[0] = 1;
        std::int64_t most = 0;
        for (std::size_t n = 1; n < is_sum.size(); ++n)
            for (const std::int64_t each : lengths) {
                const auto length = static_cast<std::size_t>(each);
                if (length > n || !is_sum[n - length]) continue;
                is_sum[n] = 1;
                most = static_cast<std::int64_t>(n);
            }
        return most;
    }

    // Of one advisor's day, if anybody of these may be called by that one then.
    std::int64_t room(const std::vector<std::size_t>& people, int a, int day) const {
        std::array<std::int64_t, 5> worths{};
        bool any = false;
        for (const std::size_t each : people) {
            const WeekCall& call = week_.calls()[each];
            if (day > call.last || !(call.advisors >> a & 1)) continue;
            any = true;
            auto& worth = worths[static_cast<std::size_t>(call.level + 1)];
            worth = std::max(worth, amount(each));
        }
        if (!any) return 0;
        const WeekList list = list_of(a, day);
        switch (measure_) {
            case Measure::minutes: return list.minutes;
            case Measure::calls: return std::min(list.calls, list.minutes / 8);
            case Measure::level3_calls: return std::min(list.level3, list.minutes / 33);
            case Measure::level2_and_3_calls: return std::min(list.heavy, list.minutes / 13);
            case Measure::weighted_calls: return best(worths, list, 0);
            case Measure::whole_calls:
            case Measure::calls_at_once: break;  // summed nowhere
        }
        return 0;
    }

    static std::int64_t best(const std::array<std::int64_t, 5>& worths, WeekList list, std::size_t kind) {
        if (kind == worths.size()) return 0;
        std::int64_t most = best(worths, list, kind + 1), own = 0;
        if (worths[kind] == 0) return most;
        while (true) {
            list.minutes -= kMinutesOfLevels[kind];
            --list.calls;
            if (kind >= 3) --list.heavy;
            if (kind >= 4) --list.level3;
            if (list.minutes < 0 || list.calls < 0 || list.heavy < 0 || list.level3 < 0) return most;
            own += worths[kind];
            most = std::max(most, own + best(worths, list, kind + 1));
        }
    }

    static constexpr int kMostLooks = 300'000;

    const TinyWeek& week_;
    Measure measure_;
    mutable int looks_ = 0;  // of by_filling
    std::map<std::size_t, std::int64_t> weights_;
};

TEST(ShortfallPeople, AreNoMoreThanItTakes) {
    std::map<Measure, int> shortfalls, people_named;
    int by_whole_calls = 0, needed_for_proof = 0, too_many_ways = 0;
    for (std::uint64_t seed = 1; seed <= (kThorough ? 1000 : 100); ++seed) {
        const OverfullWeek week = overfull(seed);
        const auto plan = make_plan(week.input, week.rules);
        ASSERT_TRUE(plan.ok());
        for (const Finding& finding : audit(*plan, week.input, week.rules))
            ADD_FAILURE() << "seed " << seed << ": " << finding.path << ' ' << finding.message;
        const TinyWeek tiny(week.input, week.rules, *plan, kDaysAhead);
        for (const Shortfall& shortfall : plan->promises.shortfall) {
            if (shortfall.days.empty()) continue;
            std::vector<std::size_t> people;
            for (const TenantId& each : shortfall.tenants) people.push_back(tiny.position(each));
            std::sort(people.begin(), people.end());
            const Counted counted(tiny, shortfall);
            const Figures all = counted.of(people);
            too_many_ways += all.known ? 0 : 1;
            if (!all.known) continue;
            ASSERT_EQ(all.needed, shortfall.needed) << "seed " << seed;
            ASSERT_EQ(all.available, shortfall.available) << "seed " << seed;
            ASSERT_EQ(all.unusable, shortfall.unusable) << "seed " << seed;
            ASSERT_FALSE(all.proven.empty()) << "seed " << seed;
            ++shortfalls[shortfall.measure];
            by_whole_calls += shortfall.unusable > 0 ? 1 : 0;
            for (std::size_t i = 0; i < people.size(); ++i) {
                std::vector<std::size_t> fewer = people;
                fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
                const Figures without = counted.of(fewer);
                if (!without.known) continue;
                const bool all_still_proven =
                    std::includes(without.proven.begin(), without.proven.end(), all.proven.begin(), all.proven.end());
                ASSERT_TRUE(!all_still_proven || without.missing() < all.missing())
                    << "seed " << seed << ": " << tiny.calls()[people[i]].tenant;
                ++people_named[shortfall.measure];
                needed_for_proof += all_still_proven ? 0 : 1;
            }
        }
    }
    for (const auto& [measure, count] : shortfalls)
        std::printf("measure %d: %d shortfalls, %d people\n", static_cast<int>(measure), count, people_named[measure]);
    std::printf(
        "%d by whole calls; %d people without whom somebody is not proven; %d with too many ways to be looked at\n",
        by_whole_calls, needed_for_proof, too_many_ways);
    for (const Measure measure : {Measure::minutes, Measure::calls, Measure::level3_calls, Measure::level2_and_3_calls,
                                  Measure::weighted_calls})
        EXPECT_GT(shortfalls[measure], kThorough ? 80 : 5) << static_cast<int>(measure);
    EXPECT_GT(by_whole_calls, kThorough ? 20 : 1);
    EXPECT_GT(shortfalls[Measure::whole_calls], kThorough ? 5 : 0);
}

}  // namespace
}  // namespace bienveille::test
