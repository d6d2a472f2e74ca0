// Where the calls that are not made today have their places: without a deadline on the first day with room, counted by the audit's
// own means; with one by the rule's slack before it where somebody is there.
#include <gtest/gtest.h>

#include <cstdio>

#include <algorithm>
#include <map>

#include "engine/audit_detail.h"
#include "engine/plan.h"
#include "tests/support/builders.h"
#include "tests/support/random_input.h"
#include "tests/support/thorough.h"

namespace bienveille::test {
namespace {

using namespace audit_detail;

// The later days of a plan, with some of its places.
class Places {
public:
    Places(const Plan& plan, const DayFacts& facts) : plan_(plan), facts_(facts), days_(facts) {}

    std::uint32_t tenant(const Unplanned& row) const { return facts_.tenant_of.at(row.tenant.text); }

    void put(const Unplanned& row) {
        if (!row.look_ahead_day) return;
        const std::uint32_t seat = facts_.seat_of.at(row.look_ahead_advisor->text);
        days_.put({seat, *row.look_ahead_day}, facts_.standings[tenant(row)].kind);
    }

    // The first day in [from, to] on which somebody has room for this call beside what is there.
    std::optional<Day> first_room(const Unplanned& row, Day from, Day to) const {
        const Standing& standing = facts_.standings[tenant(row)];
        for (Day day = std::max(from, plan_.day + 1); day <= to; day = day + 1)
            for (std::uint32_t s = 0; s < facts_.seats.size(); ++s)
                if (facts_.speaks(s, standing) && days_.takes({s, day}, standing.kind)) return day;
        return std::nullopt;
    }

private:
    const Plan& plan_;
    const DayFacts& facts_;
    LaterDays days_;
};

// Whoever has no deadline is told the first day with room beside the calls that have one and those of higher rank; nobody
// who is owed a call and can be dialled is told nothing where there is room within the days looked at.
TEST(Places, WithoutADeadlineTheyAreOnTheFirstDayWithRoom) {
    constexpr int kDays = kThorough ? 2000 : 200;
    int asked = 0, none = 0;
    for (std::uint64_t seed = 1; seed <= kDays; ++seed) {
        const RandomDay random = seed % 2 == 0 ? scarce_day(seed) : tiny_scarce_day(seed);
        const auto plan = make_plan(random.input, random.rules);
        ASSERT_TRUE(plan.ok()) << "seed " << seed;
        const DayFacts facts(random.input, random.rules);
        Places places(*plan, facts);
        const auto has_duty = [&](const Unplanned& row) { return facts.has_duty(places.tenant(row)); };
        for (const Unplanned& row : plan->unplanned)
            if (has_duty(row)) places.put(row);
        for (const Unplanned& row : plan->unplanned) {  // by rank
            if (!row.tier || has_duty(row)) continue;
            ASSERT_EQ(row.look_ahead_day, places.first_room(row, plan->day + 1, facts.last_looked_at))
                << "seed " << seed << ", " << row.tenant.text;
            ++asked;
            none += row.look_ahead_day ? 0 : 1;
            places.put(row);
        }
    }
    std::printf("first days with room: %d asked, %d have none\n", asked, none);
    EXPECT_GT(asked, kDays / 5);
    EXPECT_GT(none, kDays / 10);
}

// Nobody is there today; on each of three later days each of two advisors has time for everybody or is away. A call whose last day
// less the slack still has somebody who may make it has its place by then, any other one by its last day.
TEST(Places, KeptCallsHaveTheRulesSlackWhereThereIsRoom) {
    const char* days[] = {"2020-04-06", "2020-04-07", "2020-04-08", "2020-04-09"};  // Monday to Thursday
    int with_slack = 0, without = 0, never = 0;
    for (std::uint64_t seed = 1; seed <= (kThorough ? 4000 : 400); ++seed) {
        Dice dice(seed);
        RuleSet rules = small_rules();
        rules.duties.slack_working_days = dice.between(0, 2);
        DayInput input = on(days[0], {}, {advisor("x"), advisor("y").speaks({"fr", "pt"})});
        bool there[2][4] = {};
        for (std::size_t a = 0; a < 2; ++a)
            for (std::size_t d = 0; d < 4; ++d) {
                there[a][d] = d > 0 && dice.percent(40);
                input.availability.push_back({input.advisors[a].id, day(days[d]), Minutes{there[a][d] ? 300 : 0}});
            }
        std::vector<int> last;
        for (int t = 0, calls = dice.between(1, 8); t < calls; ++t) {
            last.push_back(dice.between(1, 3));
            auto words = tenant("t" + std::to_string(t)).anxious(dice.between(0, 2)).promised_by(days[last.back()]);
            if (dice.percent(33)) words.speaks("pt");
            input.tenants.push_back(words);
        }
        const auto plan = make_plan(input, rules);
        ASSERT_TRUE(plan.ok()) << "seed " << seed;
        for (std::size_t t = 0; t < last.size(); ++t) {
            const Tenant& who = input.tenants[t];
            const auto any_room = [&](int until) {
                for (int d = 1; d <= until; ++d)
                    if (there[1][d] || (there[0][d] && who.language.empty())) return true;
                return false;
            };
            // The slack makes no call one for today.
            const int by = std::max(1, last[t] - rules.duties.slack_working_days);
            const int right = any_room(by) ? by : last[t];
            const auto row = std::find_if(plan->unplanned.begin(), plan->unplanned.end(),
                                          [&](const Unplanned& each) { return each.tenant == who.id; });
            ASSERT_NE(row, plan->unplanned.end()) << "seed " << seed;
            ASSERT_EQ(row->keeping == Keeping::kept, any_room(right)) << "seed " << seed << ", " << who.id.text;
            if (row->keeping == Keeping::kept) {
                ASSERT_LE(*row->look_ahead_day, day(days[right])) << "seed " << seed << ", " << who.id.text;
            }
            ++(!any_room(right) ? never : right == by ? with_slack : without);
        }
    }
    EXPECT_GT(with_slack, 500);
    EXPECT_GT(without, 100);
    EXPECT_GT(never, 100);
}

// Whether each of some calls has a place on one of its days, by trying every way.
struct Wanted {
    std::uint32_t tenant;
    int last;  // index of the day
};
using Added = std::map<std::pair<std::uint32_t, int>, Tally>;  // by seat and day
bool all_have_places(const DayFacts& facts, const std::vector<Wanted>& calls, const LaterDays& empty, Added& added,
                     std::size_t i = 0) {
    if (i == calls.size()) return true;
    const Standing& standing = facts.standings[calls[i].tenant];
    for (int d = 1; d <= calls[i].last; ++d)
        for (std::uint32_t s = 0; s < facts.seats.size(); ++s) {
            Tally& there = added[{s, d}];
            if (!facts.speaks(s, standing) || !empty.takes({s, facts.input.day + d}, standing.kind, there)) continue;
            there.add(standing.kind, facts.load(standing.kind), false);
            if (all_have_places(facts, calls, empty, added, i + 1)) return true;
            there.add(standing.kind, facts.load(standing.kind), false, -1);
        }
    return false;
}

// Nobody is there today, and later days are short of room: in the order of keeping everybody has the slack whom it can be given beside
// all who are kept and those who have theirs already (definition.md, 11), found here by trying every way.
TEST(Places, OnOverfullDaysTheSlackIsGivenOneByOne) {
    const char* days[] = {"2020-04-06", "2020-04-07", "2020-04-08", "2020-04-09"};  // Monday to Thursday
    int with_slack = 0, without = 0;
    for (std::uint64_t seed = 1; seed <= (kThorough ? 4000 : 300); ++seed) {
        Dice dice(seed);
        RuleSet rules = small_rules();
        rules.duties.slack_working_days = dice.between(1, 2);
        DayInput input = on("2020-04-06", {}, {advisor("x"), advisor("y").speaks({"fr", "pt"})});
        for (const Advisor& who : input.advisors)
            for (const char* each : days)
                input.availability.push_back({who.id, day(each), Minutes{each == days[0] ? 0 : dice.between(0, 34)}});
        for (int t = 0, calls = dice.between(3, 8); t < calls; ++t) {
            auto words =
                tenant("t" + std::to_string(t)).anxious(dice.between(0, 2)).promised_by(days[dice.between(1, 3)]);
            if (dice.percent(33)) words.speaks("pt");
            input.tenants.push_back(words);
        }
        const auto plan = make_plan(input, rules);
        ASSERT_TRUE(plan.ok()) << "seed " << seed;
        const DayFacts facts(input, rules);
        const Places places(*plan, facts);
        std::vector<Wanted> kept;
        std::map<std::uint32_t, Day> place;
        for (const Unplanned& row : plan->unplanned) {
            if (row.keeping != Keeping::kept) continue;
            const std::uint32_t t = places.tenant(row);
            kept.push_back({t, facts.last_day(t) - plan->day});
            place[t] = *row.look_ahead_day;
        }
        std::sort(kept.begin(), kept.end(),
                  [&](const Wanted& a, const Wanted& b) { return facts.kept_before(a.tenant, b.tenant); });
        for (Wanted& each : kept) {
            const int due = each.last;
            each.last = std::max(1, due - rules.duties.slack_working_days);
            Added added;
            const bool can = all_have_places(facts, kept, LaterDays(facts), added);
            ++(can ? with_slack : without);
            ASSERT_EQ(place[each.tenant] - plan->day <= each.last, can)
                << "seed " << seed << ", " << input.tenants[each.tenant].id.text;
            if (!can) each.last = due;
        }
    }
    std::printf("overfull days: %d with their slack, %d without\n", with_slack, without);
    EXPECT_GT(with_slack, 500);
    EXPECT_GT(without, 100);
}

}  // namespace
}  // namespace bienveille::test
