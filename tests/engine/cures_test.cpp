// What would cure a shortfall, tried: so much more on one of the days, or the due days moved, planned again.
#include <gtest/gtest.h>

#include <cstdio>

#include <algorithm>
#include <map>
#include <string>

#include "engine/plan.h"
#include "tests/support/builders.h"
#include "tests/support/random_input.h"
#include "tests/support/thorough.h"

namespace bienveille::test {
namespace {

const char* const kDays[] = {"2020-04-06", "2020-04-07", "2020-04-08"};  // Monday to Wednesday

// Two or three advisors, one of whom speaks Portuguese too; minutes of each day in steps of `step`, calls of at most `level`.
DayInput short_of_time(Dice& dice, int step, int level) {
    DayInput input = on(kDays[0], {}, {advisor("x"), advisor("y").speaks({"fr", "pt"})});
    if (dice.percent(50)) input.advisors.push_back(advisor("z"));
    for (const Advisor& who : input.advisors)
        for (const char* each : kDays)
            input.availability.push_back({who.id, day(each), Minutes{step * dice.between(0, 3)}});
    for (int t = 0, calls = dice.between(5, 14); t < calls; ++t) {
        auto words = tenant("t" + std::to_string(t)).promised_by(kDays[dice.between(0, 2)]);
        if (level >= 0) words.anxious(dice.between(0, level)).cleared();
        if (dice.percent(30)) words.speaks("pt");
        input.tenants.push_back(words);
    }
    return input;
}

std::map<std::string, Keeping> keeping_of(const Plan& plan) {
    std::map<std::string, Keeping> all;
    for (const AdvisorList& list : plan.lists)
        for (const Call& call : list.calls) all[call.tenant.text] = Keeping::kept;
    for (const Unplanned& row : plan.unplanned)
        if (row.keeping) all[row.tenant.text] = *row.keeping;
    return all;
}

// Only these people, and somebody who speaks both languages and has so many minutes on one day.
bool keeps_all(const DayInput& input, const Shortfall& shortfall, Day when, std::int64_t minutes,
               const RuleSet& rules) {
    DayInput with = input;
    std::erase_if(with.tenants, [&](const Tenant& each) {
        return std::find(shortfall.tenants.begin(), shortfall.tenants.end(), each.id) == shortfall.tenants.end();
    });
    with.advisors.push_back(advisor("zz-helper").speaks({"fr", "pt"}));
    for (const char* each : kDays)
        with.availability.push_back(
            {{"zz-helper"}, day(each), Minutes{day(each) == when ? static_cast<int>(minutes) : 0}});
    const auto plan = make_plan(with, rules);
    EXPECT_TRUE(plan.ok());
    return plan->promises.kept == plan->promises.open;
}

// Calls of nine minutes and lists that hold whole ones: on each of the days that are told so much more is enough, and one call less
// is not; on the others so much more is not enough.
TEST(Cures, SoMuchMoreOnADayIsEnoughAndLessIsNot) {
    const RuleSet rules = small_rules();
    int cures = 0, none = 0;
    for (std::uint64_t seed = 1; seed <= (kThorough ? 2000 : 150); ++seed) {
        Dice dice(seed);
        const DayInput input = short_of_time(dice, 9, -1);
        const auto plan = make_plan(input, rules);
        ASSERT_TRUE(plan.ok());
        for (const Shortfall& shortfall : plan->promises.shortfall) {
            if (shortfall.measure != Measure::minutes || shortfall.days.empty() || shortfall.unusable > 0) continue;
            const std::int64_t missing = shortfall.needed - shortfall.available;
            ASSERT_EQ(missing % 9, 0) << "seed " << seed;
            for (const char* each : kDays) {
                const bool told = std::find(shortfall.cured_on.begin(), shortfall.cured_on.end(), day(each)) !=
                                  shortfall.cured_on.end();
                ASSERT_EQ(keeps_all(input, shortfall, day(each), missing, rules), told)
                    << "seed " << seed << ", " << each;
                ASSERT_FALSE(keeps_all(input, shortfall, day(each), missing - 9, rules))
                    << "seed " << seed << ", " << each;
                ++(told ? cures : none);
            }
        }
    }
    std::printf("cures: %d days are enough, %d are not\n", cures, none);
    EXPECT_GT(cures, 100);
    EXPECT_GT(none, 30);
}

// Calls of 8, 10 and 13 minutes: with those due days moved all who are kept still are, and those who moved are too.
TEST(Cures, WithTheDueDaysMovedEverybodyIsKept) {
    const RuleSet rules = small_rules();
    int moved = 0;
    for (std::uint64_t seed = 1; seed <= (kThorough ? 4000 : 400); ++seed) {
        Dice dice(seed);
        const DayInput input = short_of_time(dice, 11, 2);
        const auto plan = make_plan(input, rules);
        ASSERT_TRUE(plan.ok());
        const auto before = keeping_of(*plan);
        for (const Shortfall& shortfall : plan->promises.shortfall) {
            if (shortfall.moved.empty()) continue;
            DayInput later = input;
            for (const LaterDue& each : shortfall.moved)
                for (Tenant& who : later.tenants)
                    if (who.id == each.tenant) who.callback_due_on = each.to;
            const auto again = make_plan(later, rules);
            ASSERT_TRUE(again.ok());
            auto after = keeping_of(*again);
            for (const auto& [who, keeping] : before) {
                if (keeping != Keeping::kept) continue;
                ASSERT_EQ(after[who], Keeping::kept) << "seed " << seed << ", " << who;
            }
            for (const LaterDue& each : shortfall.moved) {
                ASSERT_EQ(after[each.tenant.text], Keeping::kept) << "seed " << seed << ", " << each.tenant.text;
                ++moved;
            }
        }
    }
    std::printf("cures: %d due days moved\n", moved);
    EXPECT_GT(moved, 50);
}

}  // namespace
}  // namespace bienveille::test
