// Due days moved are shown to be enough place by place: by the plan's own places, or by those told to be elsewhere.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <set>

#include "bench/tight_weeks.h"
#include "engine/audit.h"
#include "engine/plan.h"
#include "tests/support/builders.h"
#include "tests/support/random_input.h"
#include "tests/support/thorough.h"

namespace bienveille::test {
namespace {

using Look = std::function<void(const RandomDay&, const Plan&, const std::string& which)>;

// Up to ninety tenants with promised times, pinned calls and half-run days.
void on_days_short_of_room(std::uint64_t days, const Look& look) {
    for (std::uint64_t seed = 1; seed <= days; ++seed) {
        RandomDay random = seed % 3 == 0 ? medium_day(seed) : scarce_day(seed);
        if (seed % 5 == 0) random.input.now = TimeOfDay{10 * 60 + 30};
        const Plan plan = make_plan(random.input, random.rules).value();
        if (!plan.promises.shortfall.empty()) look(random, plan, "seed " + std::to_string(seed));
    }
}

// Of a hundred tenants and more.
void on_tight_weeks(std::uint64_t weeks, const Look& look) {
    for (const bench::Family family : bench::kFamilies)
        for (std::uint64_t seed = 1; seed <= weeks; ++seed) {
            const RandomDay random{seed, bench::tight_week(family, seed), small_rules()};
            const Plan plan = make_plan(random.input, random.rules).value();
            look(random, plan, bench::name(family) + std::string(" ") + std::to_string(seed));
        }
}

std::vector<Finding> of_shortfalls(const Plan& plan, const RandomDay& day) {
    std::vector<Finding> all = audit(plan, day.input, day.rules);
    std::erase_if(all, [](const Finding& each) { return !each.path.starts_with("promises.shortfall"); });
    return all;
}

std::size_t counted(const Plan& plan, const Shortfall& shortfall) {
    std::set<TenantId> all(shortfall.tenants.begin(), shortfall.tenants.end());
    for (const Unplanned& row : plan.unplanned)
        if (row.keeping == Keeping::kept) all.insert(row.tenant);
    return all.size();
}

// How far the audit of these plans finds what it must, and how often each way is taken.
struct Seen {
    int shortfalls = 0, moved = 0, as_planned = 0, elsewhere = 0, of_many = 0;
    std::size_t rows = 0;

    void operator()(const RandomDay& random, const Plan& plan, const std::string& which) {
        for (const Finding& each : of_shortfalls(plan, random))
            ADD_FAILURE() << which << ": " << each.promise << ' ' << each.path << ' ' << each.message;
        for (const Shortfall& each : plan.promises.shortfall) {
            ++shortfalls;
            moved += each.moved.empty() ? 0 : 1;
            as_planned += !each.moved.empty() && each.elsewhere.empty() ? 1 : 0;
            elsewhere += each.elsewhere.empty() ? 0 : 1;
            of_many += !each.elsewhere.empty() && counted(plan, each) > kMostCallsSearched ? 1 : 0;
            rows += each.elsewhere.size();
        }
    }
    void print(const char* where) const {
        std::printf(
            "%s: %d shortfalls, %d with due days moved, %d of these as planned, %d with %zu people elsewhere, %d of "
            "them of more calls than are searched\n",
            where, shortfalls, moved, as_planned, elsewhere, rows, of_many);
    }
};

TEST(Elsewhere, P4ShowsThatDueDaysMovedAreEnough) {
    Seen seen;
    on_days_short_of_room(kThorough ? 1200 : 60, std::ref(seen));
    seen.print("random days");
    EXPECT_GT(seen.as_planned, kThorough ? 1000 : 20);
    EXPECT_GT(seen.elsewhere, kThorough ? 300 : 5);
}

TEST(Elsewhere, P4ShowsItOfMoreCallsThanAreSearched) {
    Seen seen;
    on_tight_weeks(kThorough ? 10 : 1, std::ref(seen));
    seen.print("tight weeks");
    EXPECT_GT(seen.of_many, kThorough ? 20 : 0);
}

// Each row of `moved` left out, and each day another.
TEST(Elsewhere, P4FindsEveryDueDayThatIsNotMoved) {
    int left_out = 0, otherwise = 0;
    on_days_short_of_room(
        kThorough ? 150 : 12, [&](const RandomDay& random, const Plan& plan, const std::string& which) {
            for (std::size_t s = 0; s < plan.promises.shortfall.size(); ++s)
                for (std::size_t m = 0; m < plan.promises.shortfall[s].moved.size(); m += kThorough ? 1 : 5) {
                    Plan alone = plan;
                    alone.promises.shortfall = {plan.promises.shortfall[s]};
                    Plan changed = alone;
                    std::vector<LaterDue>& moved = changed.promises.shortfall[0].moved;
                    const LaterDue row = moved[m];
                    moved.erase(moved.begin() + static_cast<std::ptrdiff_t>(m));
                    EXPECT_FALSE(of_shortfalls(changed, random).empty()) << which << ": without " << row.tenant.text;
                    ++left_out;
                    for (const int days : {-7, -1, 1, 3}) {
                        changed = alone;
                        changed.promises.shortfall[0].moved[m].to = row.to + days;
                        EXPECT_FALSE(of_shortfalls(changed, random).empty()) << which << ": " << row.tenant.text;
                        ++otherwise;
                    }
                }
        });
    EXPECT_GT(std::min(left_out, otherwise), kThorough ? 1000 : 20);
}

// One due day moved is the fewest; of more calls than are searched nothing is but what sums tell.
TEST(Elsewhere, P4JudgesWhetherFewerMovesWouldDo) {
    int fewest = 0, too_many = 0;
    const auto judge = [&](const RandomDay& random, const Plan& plan, const std::string& which) {
        for (const Shortfall& each : plan.promises.shortfall) {
            const bool one = each.moved.size() == 1 && each.moved_proven;
            const bool many = each.tenants.size() > kMostCallsSearched && !each.moved_proven;
            if (!one && !many) continue;
            Plan changed = plan;
            changed.promises.shortfall = {each};
            changed.promises.shortfall[0].moved_proven = !each.moved_proven;
            EXPECT_FALSE(of_shortfalls(changed, random).empty()) << which;
            ++(one ? fewest : too_many);
        }
    };
    on_days_short_of_room(kThorough ? 600 : 30, judge);
    on_tight_weeks(kThorough ? 5 : 1, judge);
    std::printf("%d times one due day, %d times too many calls\n", fewest, too_many);
    EXPECT_GT(fewest, kThorough ? 100 : 2);
    EXPECT_GT(too_many, kThorough ? 20 : 1);
}

// Nobody is there on Friday and Monday. Both are new, so that they are due on Friday, and asked to be called by Monday. Neither day's
// minutes are there: 2 x 8 of 0 until Friday, and 2 x 8 of 0 until Monday, which a cure on either day ends.
TEST(Elsewhere, P4FindsACureOfTheCallbacksDayThatIsLeftOut) {
    const Day friday = day("2020-04-03"), monday = day("2020-04-06");
    RandomDay these{0,
                    on("2020-04-03",
                       {tenant("a").anxious(0).cleared().joined_on("2020-03-27").promised_by("2020-04-06"),
                        tenant("b").anxious(0).cleared().joined_on("2020-03-27").promised_by("2020-04-06")},
                       {advisor("x").with_minutes(60).away("2020-04-03", "2020-04-06")}),
                    small_rules()};
    const Plan plan = make_plan(these.input, these.rules).value();
    ASSERT_TRUE(audit(plan, these.input, these.rules).empty());
    ASSERT_EQ(plan.promises.shortfall.size(), 2u);
    const auto& [by_friday, by_monday] = std::tie(plan.promises.shortfall[0], plan.promises.shortfall[1]);
    EXPECT_EQ(by_friday.cures, (std::vector<Cure>{{friday, 16, true}}));
    EXPECT_EQ(by_monday.cures, (std::vector<Cure>{{friday, 16, true}, {monday, 16, true}}));
    EXPECT_TRUE(by_friday.until_callback.empty());
    EXPECT_EQ(by_monday.until_callback, by_monday.tenants);
    for (const std::size_t left_out : {0u, 1u}) {
        Plan changed = plan;
        auto& cures = changed.promises.shortfall[1].cures;
        cures.erase(cures.begin() + static_cast<std::ptrdiff_t>(left_out));
        EXPECT_FALSE(of_shortfalls(changed, these).empty()) << left_out;
    }
    // Read by the deadlines of Friday a cure on Monday comes too late.
    Plan changed = plan;
    changed.promises.shortfall[1].until_callback.clear();
    EXPECT_FALSE(of_shortfalls(changed, these).empty());
    changed = plan;
    changed.promises.shortfall[1].until_callback.pop_back();
    EXPECT_FALSE(of_shortfalls(changed, these).empty());
}

// Nobody is there on Friday; x has 10 minutes on Monday, which c's callback takes, and an hour on Tuesday. c was due on Friday as a first
// call, which is not kept; a, promised for Friday, moves to Tuesday all the same: beside everybody whose callback is kept.
TEST(Elsewhere, P4FindsAKeptCallbackThatGivesWay) {
    const Day monday = day("2020-04-06"), tuesday = day("2020-04-07");
    RandomDay these{
        0,
        on("2020-04-03",
           {tenant("a").anxious(0).cleared().promised_by("2020-04-03"),
            tenant("c").anxious(0).cleared().speaks("pt").joined_on("2020-03-27").promised_by("2020-04-06")},
           {advisor("x").speaks({"fr", "pt"}).with_minutes(60).away("2020-04-03", "2020-04-03"),
            advisor("y").away("2020-04-03", "2020-12-31")}),
        small_rules()};
    these.input.availability = {{{"x"}, monday, Minutes{10}}};
    const Plan plan = make_plan(these.input, these.rules).value();
    ASSERT_TRUE(audit(plan, these.input, these.rules).empty());
    const auto of_a = std::find_if(plan.promises.shortfall.begin(), plan.promises.shortfall.end(),
                                   [](const Shortfall& each) { return each.tenants.front().text == "a"; });
    ASSERT_NE(of_a, plan.promises.shortfall.end());
    EXPECT_EQ(of_a->moved, (std::vector<LaterDue>{{{"a"}, tuesday}}));
    Plan changed = plan;
    Shortfall& forged = changed.promises.shortfall[static_cast<std::size_t>(of_a - plan.promises.shortfall.begin())];
    forged.moved = {{{"a"}, monday}};
    forged.elsewhere = {{{"a"}, monday, {"x"}}};
    EXPECT_FALSE(of_shortfalls(changed, these).empty());
}

// Each cure told left out where all who are not kept may be called that day, or told with a minute or a call less than sums allow; of
// people so few that every way was looked at, also with anything less than the least.
TEST(Elsewhere, P4FindsACureThatIsLeftOutOrTooSmall) {
    int left_out = 0, too_small = 0, less = 0;
    on_days_short_of_room(kThorough ? 200 : 12, [&](const RandomDay& random, const Plan& plan, const auto& which) {
        for (const Shortfall& each : plan.promises.shortfall)
            for (std::size_t c = 0; c < each.cures.size(); ++c) {
                Plan changed = plan;
                changed.promises.shortfall = {each};
                std::vector<Cure>& cures = changed.promises.shortfall[0].cures;
                const std::int64_t missing = each.needed - each.available - each.unusable;
                if (each.measure != Measure::weighted_calls && each.measure != Measure::whole_calls && missing > 1) {
                    cures[c].amount = missing - 1;
                    EXPECT_FALSE(of_shortfalls(changed, random).empty()) << which;
                    ++too_small;
                }
                const bool searched = each.cures[c].exact && each.tenants.size() <= kMostCallsSearched;
                for (std::int64_t by = 1; searched && by <= 20 && by < each.cures[c].amount; ++by) {
                    cures[c].amount = each.cures[c].amount - by;
                    EXPECT_FALSE(of_shortfalls(changed, random).empty()) << which << ": " << cures[c].amount;
                    ++less;
                }
                // All of them on that day: nobody is kept, and each has it.
                if (each.available > 0 || each.cures[c].amount != each.needed) continue;
                cures = each.cures;
                cures.erase(cures.begin() + static_cast<std::ptrdiff_t>(c));
                EXPECT_FALSE(of_shortfalls(changed, random).empty()) << which;
                ++left_out;
            }
    });
    std::printf("%d cures left out, %d too small, %d less than the least\n", left_out, too_small, less);
    EXPECT_GT(less, kThorough ? 5000 : 100);
    EXPECT_GT(left_out, kThorough ? 50 : 1);
    EXPECT_GT(too_small, kThorough ? 100 : 2);
}

// Minutes and pauses of these people's calls.
std::int64_t asked(const Plan& plan, const std::vector<CalledAt>& rows) {
    std::int64_t sum = 0;
    const auto add = [&](const TenantId& tenant, Minutes minutes) {
        const auto is = [&](const CalledAt& each) { return each.tenant == tenant; };
        if (std::any_of(rows.begin(), rows.end(), is)) sum += minutes.count;
    };
    for (const Unplanned& row : plan.unplanned) add(row.tenant, row.needs);
    for (const AdvisorList& list : plan.lists)
        for (const Call& call : list.calls) add(call.tenant, call.minutes + call.pause);
    return sum;
}

// The most that anybody has on a day.
std::int64_t most_minutes(const RandomDay& random) {
    std::int64_t most = 0;
    for (const Window& window : random.rules.calendar.windows) most += window.length().count;
    return most;
}

// All people of a shortfall come to one list that somebody comes to: more than anybody has minutes for.
TEST(Elsewhere, P4FindsAListWithMoreCallsThanItHolds) {
    int forged = 0;
    on_days_short_of_room(kThorough ? 600 : 40, [&](const RandomDay& random, const Plan& plan, const auto& which) {
        for (std::size_t s = 0; s < plan.promises.shortfall.size(); ++s) {
            const Shortfall& shortfall = plan.promises.shortfall[s];
            if (shortfall.elsewhere.empty()) continue;
            Plan changed = plan;
            std::vector<CalledAt>& rows = changed.promises.shortfall[s].elsewhere;
            const CalledAt one = rows.front();
            for (CalledAt& each : rows) each.day = one.day, each.advisor = one.advisor;
            for (const TenantId& tenant : shortfall.tenants)
                if (std::none_of(rows.begin(), rows.end(), [&](const CalledAt& each) { return each.tenant == tenant; }))
                    rows.push_back({tenant, one.day, one.advisor});
            std::sort(rows.begin(), rows.end(),
                      [](const CalledAt& a, const CalledAt& b) { return a.tenant < b.tenant; });
            if (asked(plan, rows) <= most_minutes(random)) continue;
            EXPECT_FALSE(of_shortfalls(changed, random).empty()) << which;
            ++forged;
        }
    });
    std::printf("%d lists with more calls than they hold\n", forged);
    EXPECT_GT(forged, kThorough ? 20 : 0);
}

}  // namespace
}  // namespace bienveille::test
