// Calls that stay at one minute, one over the other or without length: who is next to whom is one answer, for the planner, its list and the
// audit. By start, then end, then tenant.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "engine/audit.h"
#include "engine/plan.h"
#include "tests/support/builders.h"
#include "tests/support/random_input.h"
#include "tests/support/thorough.h"

namespace bienveille::test {
namespace {

std::string told(const Finding& finding) { return finding.promise + ' ' + finding.path + ": " + finding.message; }

// One or two advisors whose day is full of calls that stay, most of level 3, at few minutes of two short windows; others wait.
RandomDay day_of_calls_at_once(std::uint64_t seed) {
    Dice dice(seed);
    RandomDay random{seed, {}, small_rules()};
    RuleSet& rules = random.rules;
    rules.work.levels = {Minutes{dice.between(3, 6)}, Minutes{5}, Minutes{7}, Minutes{dice.between(5, 8)}};
    rules.work.pause_after_level3 = Minutes{dice.one_of<int>({0, 2, 5})};
    rules.calendar.windows = {{at("09:00"), at("09:40")}, {at("10:00"), at("10:30")}};
    if (dice.percent(30)) rules.policy = Policy::value;
    DayInput& input = random.input;
    input = on("2020-04-06", {}, {});
    for (int a = 0, all = dice.between(1, 2); a < all; ++a)
        input.advisors.push_back(advisor(a == 0 ? "x" : "y").with_minutes(dice.between(30, 70)));
    for (int t = 0, all = dice.between(4, 14); t < all; ++t) {
        // Ids whose order is not that of the rows.
        const std::string id = std::string(1, static_cast<char>('a' + (7 * t + 3) % 26)) + std::to_string(t);
        auto words = tenant(id).isolated(dice.between(0, 30)).cleared();
        if (const int level = dice.between(-1, 5); level >= 0) words.anxious(std::min(level, 3));
        Tenant each = words;
        if (dice.percent(30)) each.callback_due_on = input.day + dice.between(0, 2);
        if (each.callback_due_on && dice.percent(30))
            each.callback_slot.time = at(dice.percent(50) ? "09:10" : "10:00");
        input.tenants.push_back(each);
        if (!dice.percent(55)) continue;
        static const std::vector<const char*> kMinutes{"08:50", "09:00", "09:00", "09:10", "09:10", "09:12",
                                                       "09:40", "09:45", "10:00", "10:00", "10:05", "10:30"};
        PreviousCall call{each.id,
                          dice.one_of(input.advisors).id,
                          at(dice.one_of(kMinutes)),
                          Minutes{dice.one_of<int>({0, 0, 2, 5, 12})},
                          Minutes{dice.one_of<int>({0, 0, 3})},
                          CallState::done,
                          false};
        if (dice.percent(40)) {
            call.state = CallState::planned;
            call.pinned = true;
        }
        input.previous.push_back(call);
    }
    if (dice.percent(30)) input.now = at("09:10");
    return random;
}

// Whether a level-3 call comes right after two that begin at 9, of which the one with `severe` is of level 3.
bool is_called_after(const char* severe, int severe_lasts, const char* calm, int calm_lasts) {
    RuleSet rules = small_rules();
    rules.calendar.windows = {{at("09:00"), at("09:45")}};
    DayInput input =
        on("2020-04-06",
           {tenant(severe).anxious(3).cleared(), tenant(calm).anxious(1).cleared(), tenant("u").anxious(3).cleared()},
           {advisor("x").with_minutes(480)});
    input.previous = {
        {{severe}, {"x"}, at("09:00"), Minutes{severe_lasts}, Minutes{0}, CallState::done, false},
        {{calm}, {"x"}, at("09:00"), Minutes{calm_lasts}, Minutes{0}, CallState::done, false},
    };
    const Plan plan = make_plan(input, rules).value();
    for (const Finding& finding : audit(plan, input, rules)) ADD_FAILURE() << told(finding);
    return plan.lists[0].calls.size() == 3;
}

// Between two that are begun at one minute the audit took the one that its sort had last, the planner that of the later id.
TEST(CallsThatStay, OfTwoThatStartTogetherWhoEndsLastIsNextToTheCallAfterThem) {
    EXPECT_TRUE(is_called_after("z", 4, "a", 5));
    EXPECT_FALSE(is_called_after("a", 5, "z", 4));
    EXPECT_FALSE(is_called_after("z", 5, "a", 5));
    EXPECT_TRUE(is_called_after("a", 5, "z", 5));
}

// The planner left out who has no length at the minute where the window opens; the audit did not.
TEST(CallsThatStay, OneWithoutLengthIsNextToTheCallAfterIt) {
    EXPECT_FALSE(is_called_after("z", 0, "a", 0));
    EXPECT_TRUE(is_called_after("a", 0, "z", 0));
}

TEST(CallsThatStay, AtOneMinuteOrWithoutLengthAreInOneOrderForPlanAndAudit) {
    for (std::uint64_t seed = 1; seed <= (kThorough ? 12'000 : 1'500); ++seed) {
        const RandomDay random = day_of_calls_at_once(seed);
        const auto plan = make_plan(random.input, random.rules);
        ASSERT_TRUE(plan.ok()) << seed;
        for (const Finding& finding : audit(*plan, random.input, random.rules))
            EXPECT_TRUE(finding.promise == "O2" && !plan->balance.proven) << "seed " << seed << ": " << told(finding);
        if (seed % 4 != 0) continue;
        const DayInput other = shuffled(random.input, seed);
        ASSERT_TRUE(*make_plan(other, random.rules) == *plan) << "seed " << seed << ": P2";
    }
}

}  // namespace
}  // namespace bienveille::test
