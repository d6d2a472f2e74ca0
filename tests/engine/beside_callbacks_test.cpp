// Deadlines that cannot be kept beside the callbacks of others: whoever is told so has no place, by every way to call those kept before
// her; her own callback, kept or not, takes no part in it.
#include <gtest/gtest.h>

#include <cstdio>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <vector>

#include "engine/audit.h"
#include "engine/plan.h"
#include "tests/support/builders.h"
#include "tests/support/random_input.h"
#include "tests/support/thorough.h"

namespace bienveille::test {
namespace {

// First calls that are due within some days, most of these people asked for a callback after that; one or two advisors with little time.
DayInput first_calls_and_callbacks(std::uint64_t seed) {
    Dice dice(seed);
    DayInput input = on("2020-04-06", {}, {});  // a Monday, four more days of work behind it
    for (int a = 0, all = dice.between(1, 2); a < all; ++a) {
        auto words = advisor(a == 0 ? "x" : "y").with_minutes(dice.between(8, 30));
        if (dice.percent(30)) words.speaks({"fr", "tr"});
        if (dice.percent(20)) words.at_most(dice.between(1, 2));
        input.advisors.push_back(words);
        for (int ahead = 1; ahead < 12; ++ahead)
            if (dice.percent(45)) input.availability.push_back({{a == 0 ? "x" : "y"}, input.day + ahead, Minutes{0}});
    }
    for (int t = 0, all = dice.between(3, 7); t < all; ++t) {
        auto words =
            tenant("t" + std::to_string(t)).isolated(dice.between(0, 30)).anxious(dice.between(0, 2)).cleared();
        if (dice.percent(25)) words.speaks("tr");
        Tenant each = words;
        // Due on the fifth working day after it.
        if (dice.percent(75)) each.joined_on = input.day - 7 + dice.between(-2, 3);
        if (!each.joined_on || dice.percent(75)) each.callback_due_on = input.day + dice.between(0, 4);
        input.tenants.push_back(each);
    }
    return input;
}

// By when a call is to be made that counts by the deadline or by the callback, in the order of keeping.
struct Counted {
    const Tenant* tenant;
    Day last;
};

// Read from the input by simple means; today's windows, which leave two hours more than anybody has, are left aside.
class EveryWay {
public:
    explicit EveryWay(const DayInput& input) : input_(input) {}

    bool all_can_be_called(const std::vector<Counted>& calls) {
        taken_.clear();
        return give_out(calls, 0);
    }

private:
    struct Taken {
        int minutes = 0, calls = 0;
    };

    int minutes_on(const Advisor& advisor, Day day) const {
        if (day.weekday() > 5) return 0;
        for (const Availability& row : input_.availability)
            if (row.advisor == advisor.id && row.day == day) return static_cast<int>(row.minutes.count);
        return static_cast<int>(advisor.minutes->count);
    }
    static bool speaks(const Advisor& advisor, const Tenant& tenant) {
        return tenant.language.empty() || advisor.languages.size() > 1;
    }
    bool give_out(const std::vector<Counted>& calls, std::size_t next) {
        if (next == calls.size()) return true;
        const auto& [tenant, last] = calls[next];
        const int needs = std::array{8, 10, 13}[static_cast<std::size_t>(*tenant->anxiety)];
        for (Day day = input_.day; day <= last; day = day + 1)
            for (const Advisor& advisor : input_.advisors) {
                Taken& taken = taken_[{day - input_.day, advisor.id.text}];
                if (!speaks(advisor, *tenant) || taken.minutes + needs > minutes_on(advisor, day) ||
                    taken.calls == advisor.max_calls.value_or(100))
                    continue;
                taken.minutes += needs;
                ++taken.calls;
                const bool rest = give_out(calls, next + 1);
                taken.minutes -= needs;
                --taken.calls;
                if (rest) return true;
            }
        return false;
    }

    const DayInput& input_;
    std::map<std::pair<int, std::string>, Taken> taken_;
};

struct Told {
    std::optional<Keeping> keeping, promise;
    std::optional<Day> due_on;
};

TEST(BesideCallbacks, WhoseDeadlineIsToldImpossibleHasNoPlaceByEveryWay) {
    const RuleSet rules = small_rules();
    int proven = 0, own_is_kept = 0, unproven = 0;
    for (std::uint64_t seed = 1; seed <= (kThorough ? 20'000 : 4'000); ++seed) {
        const DayInput input = first_calls_and_callbacks(seed);
        const auto plan = make_plan(input, rules);
        ASSERT_TRUE(plan.ok());
        for (const Finding& finding : audit(*plan, input, rules))
            if (finding.promise == "P4")
                ADD_FAILURE() << "seed " << seed << ": " << finding.path << ' ' << finding.message;
        std::map<std::string, Told> told;
        for (const Unplanned& row : plan->unplanned) {
            told[row.tenant.text] = {row.keeping, row.promise, row.due_on};
            unproven += row.keeping == Keeping::unproven ? 1 : 0;
        }
        for (const Shortfall& shortfall : plan->promises.shortfall) {
            if (shortfall.until_callback.empty()) continue;
            std::vector<Counted> kept, deadlines;
            for (const Tenant& each : input.tenants) {
                const auto named = [&](const std::vector<TenantId>& ids) {
                    return std::find(ids.begin(), ids.end(), each.id) != ids.end();
                };
                if (!named(shortfall.tenants)) continue;
                const auto row = told.find(each.id.text);
                if (row == told.end() || row->second.keeping == Keeping::kept) {
                    // On a list, or by its earliest deadline.
                    Day last = each.callback_due_on.value_or(input.day + 30);
                    if (each.joined_on) last = std::min(last, *each.joined_on + 7);
                    kept.push_back({&each, std::max(last, input.day)});
                } else if (named(shortfall.until_callback)) {
                    if (row->second.promise == Keeping::kept)
                        kept.push_back({&each, std::max(*each.callback_due_on, input.day)});
                } else if (each.callback_due_on && *each.callback_due_on > *row->second.due_on) {
                    deadlines.push_back({&each, std::max(*row->second.due_on, input.day)});
                }
            }
            EveryWay every_way(input);
            ASSERT_TRUE(every_way.all_can_be_called(kept)) << "seed " << seed;
            for (const Counted& each : deadlines) {
                if (told[each.tenant->id.text].keeping != Keeping::impossible) continue;
                std::vector<Counted> with = kept;
                with.push_back(each);
                ASSERT_FALSE(every_way.all_can_be_called(with)) << "seed " << seed << ' ' << each.tenant->id.text;
                ++proven;
                own_is_kept += told[each.tenant->id.text].promise == Keeping::kept ? 1 : 0;
            }
        }
    }
    std::printf("%d deadlines cannot be kept beside callbacks, %d of them of people whose own is kept; %d unproven\n",
                proven, own_is_kept, unproven);
    EXPECT_GT(proven, 50);
    EXPECT_GT(own_is_kept, 10);
}

// x works on Monday and Thursday, 24 minutes each. First calls: t0 late, t2 by Tuesday; promised: t3 Monday, t0, t2 and t4 Thursday, t1 Friday.
// Called on Monday are t3, t1 and t2, on Thursday t0 and t4, so that all five callbacks are kept. Were t0 called on Monday, as her first call
// asks, 8 + 8 + 10 minutes would be left for Thursday: the audit had t2 leave for her without a place until her callback.
TEST(BesideCallbacks, WhoGivesADeadlineUpKeepsACallbackThatComesFirst) {
    DayInput input =
        on("2020-04-06",
           {tenant("t0").anxious(2).cleared().isolated(22).joined_on("2020-03-28").promised_by("2020-04-09"),
            tenant("t1").anxious(0).cleared().isolated(9).promised_by("2020-04-10"),
            tenant("t2").anxious(0).cleared().isolated(12).joined_on("2020-03-31").promised_by("2020-04-09"),
            tenant("t3").anxious(0).cleared().isolated(15).promised_by("2020-04-06"),
            tenant("t4").anxious(1).cleared().isolated(19).promised_by("2020-04-09")},
           {advisor("x").with_minutes(24)});
    for (const char* absent : {"2020-04-07", "2020-04-08", "2020-04-10", "2020-04-14", "2020-04-17"})
        input.availability.push_back({{"x"}, day(absent), Minutes{0}});
    const RuleSet rules = small_rules();
    const Plan plan = *make_plan(input, rules);
    for (const Finding& finding : audit(plan, input, rules)) ADD_FAILURE() << finding.path << ' ' << finding.message;
    EXPECT_EQ(plan.lists[0].calls.size(), 3U);
    for (const Unplanned& each : plan.unplanned) EXPECT_EQ(each.promise, Keeping::kept) << each.tenant.text;
}

// x has 8 minutes a day, which is one call. r is promised Monday. The first call of q is due on Monday and cannot be kept; her callback is,
// on Tuesday. Beside deadlines alone Tuesday would be free for p, whose first call is due then: beside r and q 3 x 8 minutes of 16 are asked.
TEST(BesideCallbacks, ASpoiltProofIsFound) {
    DayInput input = on("2020-04-06",
                        {tenant("p").anxious(0).cleared().joined_on("2020-03-31").promised_by("2020-04-08"),
                         tenant("q").anxious(0).cleared().joined_on("2020-03-30").promised_by("2020-04-07"),
                         tenant("r").anxious(0).cleared().promised_by("2020-04-06")},
                        {advisor("x").with_minutes(8)});
    const RuleSet rules = small_rules();
    const Plan plan = *make_plan(input, rules);
    for (const Finding& finding : audit(plan, input, rules)) ADD_FAILURE() << finding.path << ' ' << finding.message;
    const auto told = std::find_if(plan.promises.shortfall.begin(), plan.promises.shortfall.end(),
                                   [](const Shortfall& each) { return !each.until_callback.empty(); });
    ASSERT_NE(told, plan.promises.shortfall.end());
    EXPECT_EQ(told->tenants, (std::vector<TenantId>{{"p"}, {"q"}, {"r"}}));
    EXPECT_EQ(told->until_callback, std::vector<TenantId>{{"q"}});
    EXPECT_EQ(told->days, (std::vector<Day>{day("2020-04-06"), day("2020-04-07")}));
    EXPECT_EQ(told->needed, 24);
    EXPECT_EQ(told->available, 16);
    const Unplanned& p = *std::find_if(plan.unplanned.begin(), plan.unplanned.end(),
                                       [](const Unplanned& each) { return each.tenant.text == "p"; });
    EXPECT_EQ(p.keeping, Keeping::impossible);
    EXPECT_EQ(p.promise, Keeping::kept);

    for (const std::vector<TenantId>& spoilt : std::vector<std::vector<TenantId>>{
             {}, {{"p"}}, {{"p"}, {"q"}}, {{"q"}, {"q"}}, {{"q"}, {"r"}}, {{"r"}}, {{"z"}}, {{"q"}, {"z"}}}) {
        Plan changed = plan;
        changed.promises.shortfall[static_cast<std::size_t>(told - plan.promises.shortfall.begin())].until_callback =
            spoilt;
        const auto findings = audit(changed, input, rules);
        EXPECT_TRUE(std::any_of(findings.begin(), findings.end(), [](const Finding& each) {
            return each.promise == "P4";
        })) << (spoilt.empty() ? "nobody" : spoilt[0].text + " first");
    }
}

}  // namespace
}  // namespace bienveille::test
