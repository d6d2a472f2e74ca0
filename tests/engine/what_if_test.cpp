#include "engine/what_if.h"

#include <gtest/gtest.h>

#include "engine/plan.h"
#include "tests/support/builders.h"
#include "tests/support/random_input.h"
#include "tests/support/thorough.h"

namespace bienveille {
namespace {

using namespace test;

// Calls of 9 minutes each; a list of 45 minutes holds five.
DayInput ten_waiting(int advisors) {
    DayInput input = on("2020-04-03", {}, {});
    for (int i = 0; i < 10; ++i) input.tenants.push_back(tenant("t" + std::to_string(i)));
    for (int i = 0; i < advisors; ++i) input.advisors.push_back(advisor("A" + std::to_string(i)).with_minutes(45));
    return input;
}

Result<WhatIf> asked(const DayInput& input, const DayChange& change, std::optional<Day> by = {}) {
    return what_if(input, small_rules(), small_rules(), change, by);
}

int calls_with(const DayInput& input, const DayChange& change) {
    const auto answer = asked(input, change);
    EXPECT_TRUE(answer) << answer.problems().front().path;
    return answer ? answer->comparison.after.calls : -1;
}

std::vector<std::string> paths(const DayInput& input, const DayChange& change) {
    std::vector<std::string> found;
    const auto answer = asked(input, change);
    if (answer) return found;
    for (const Problem& each : answer.problems()) found.push_back(each.path);
    return found;
}

// J2
TEST(WhatIf, one_more_advisor_calls_five_more) {
    DayChange change;
    change.advisors = 2;
    change.minutes_of_more = Minutes{45};
    const auto answer = asked(ten_waiting(1), change);
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->comparison.before.calls, 5);
    EXPECT_EQ(answer->comparison.after.calls, 10);
    EXPECT_EQ(answer->comparison.moves.size(), 5u);  // who waited enter
    EXPECT_EQ(answer->added, std::vector<AdvisorId>{{"MORE-1"}});
    EXPECT_TRUE(answer->left_out.empty());
    EXPECT_EQ(answer->comparison.before.lists, (std::vector<ComparedList>{{{"A0"}, Minutes{45}, Minutes{45}, 5}}));
    EXPECT_EQ(answer->comparison.after.lists, (std::vector<ComparedList>{{{"A0"}, Minutes{45}, Minutes{45}, 5},
                                                                         {{"MORE-1"}, Minutes{45}, Minutes{45}, 5}}));
}

TEST(WhatIf, J2_one_fewer_leaves_out_the_last_by_id_of_those_who_are_there) {
    DayChange change;
    change.advisors = 2;
    change.absent = {{"A1"}};
    const auto answer = asked(ten_waiting(4), change);  // A0, A2 and A3 are there
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->left_out, std::vector<AdvisorId>{{"A3"}});
    EXPECT_EQ(answer->comparison.after.lists.size(), 2u);
}

TEST(WhatIf, each_limit_does_what_it_says) {
    DayChange absent, shorter, windows, few;
    absent.absent = {{"A0"}};
    EXPECT_EQ(calls_with(ten_waiting(2), absent), 5);
    shorter.minutes = {{{"A0"}, Minutes{18}}};  // two calls, and five of the other
    EXPECT_EQ(calls_with(ten_waiting(2), shorter), 7);
    windows.windows = {{at("10:00"), at("10:20")}};  // twenty minutes each: two calls
    EXPECT_EQ(calls_with(ten_waiting(2), windows), 4);
    few.max_calls = 3;
    EXPECT_EQ(calls_with(ten_waiting(2), few), 6);

    // One of level 3 in each half of the day; of level 2 as many as fit.
    const auto of_level = [](int level) {
        DayInput input = on("2020-04-03", {}, {advisor("A0").with_minutes(240)});
        for (const char* id : {"a", "b"}) input.tenants.push_back(tenant(id).anxious(level, "2020-03-20"));
        return input;
    };
    DayChange caps;
    EXPECT_EQ(calls_with(of_level(3), caps), 2);
    caps.most_level3 = 1;
    EXPECT_EQ(calls_with(of_level(3), caps), 1);
    EXPECT_EQ(calls_with(of_level(2), caps), 2);
    caps.most_level2_and_3 = 1;
    EXPECT_EQ(calls_with(of_level(2), caps), 1);
}

TEST(WhatIf, a_change_is_of_that_day_alone) {
    DayChange change;
    change.advisors = 3;
    const auto more = other_day(ten_waiting(2), small_rules(), change);
    ASSERT_TRUE(more);
    EXPECT_EQ(more->input.advisors.back().absent_on, (std::vector<DayRange>{{day("2020-04-04"), day("2149-12-31")}}));
    change.advisors = 1;
    const auto fewer = other_day(ten_waiting(2), small_rules(), change);
    ASSERT_TRUE(fewer);
    EXPECT_EQ(fewer->input.availability, (std::vector<Availability>{{{"A1"}, day("2020-04-03"), Minutes{0}}}));
}

TEST(WhatIf, says_how_many_more_would_call_everybody_and_why_one_fewer_do_not) {
    DayChange change;
    change.minutes_of_more = Minutes{45};
    change.absent = {{"A0"}};  // ten people, nobody there: two of 45 minutes
    const auto answer = asked(ten_waiting(1), change, day("2020-04-03"));
    ASSERT_TRUE(answer && answer->staffing);
    EXPECT_EQ(answer->staffing->people, 10);
    EXPECT_EQ(answer->staffing->more, 2);
    const NotEnough& fewer = answer->staffing->one_fewer;
    ASSERT_EQ(fewer.why.size(), 1u);
    EXPECT_GT(fewer.why[0].needed, fewer.why[0].available);
}

TEST(WhatIf, says_how_many_fewer_would_do_with_what_is_changed) {
    DayChange change;
    EXPECT_EQ(asked(ten_waiting(4), change, day("2020-04-03"))->staffing->spare.size(), 2u);  // 2 x 5 calls
    change.max_calls = 3;
    EXPECT_TRUE(asked(ten_waiting(4), change, day("2020-04-03"))->staffing->spare.empty());  // 3 x 3 are nine
    change.max_calls.reset();
    change.windows = {{at("10:00"), at("10:30")}};  // three each
    EXPECT_TRUE(asked(ten_waiting(4), change, day("2020-04-03"))->staffing->spare.empty());
    change.windows.reset();
    change.minutes = {{{"A0"}, Minutes{90}}};
    EXPECT_EQ(asked(ten_waiting(4), change, day("2020-04-03"))->staffing->spare.size(), 3u);  // A0 calls all
}

// Four calls whose people know A0: where loads may differ as they like, A0 keeps them; else two each.
TEST(WhatIf, a_wider_tolerance_leaves_people_with_who_called_them) {
    DayInput input = ten_waiting(2);
    input.tenants.resize(4);
    for (Tenant& each : input.tenants) each.last_advisor = {"A0"};
    DayChange change;
    change.tolerance = kOne;
    const auto answer = asked(input, change);
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->comparison.before.same_advisor, 2);
    EXPECT_EQ(answer->comparison.after.same_advisor, 4);
    EXPECT_EQ(answer->comparison.before.lists[0].calls, 2);
    EXPECT_EQ(answer->comparison.after.lists[0].calls, 4);
}

TEST(WhatIf, other_rules_count_too) {
    RuleSet longer = small_rules();
    longer.work.unknown_level = Minutes{15};
    const auto answer = what_if(ten_waiting(1), small_rules(), longer, {}, {});
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->comparison.after.calls, 3);  // 3 x 15
}

TEST(WhatIf, everything_that_is_wrong_is_said) {
    DayChange change;
    change.absent = {{"Z"}, {"A0"}, {"A0"}};
    change.minutes = {{{"A1"}, Minutes{2'000}}};
    change.advisors = kMostAdvisorsOfADay + 1;
    change.max_calls = -1;
    change.most_level3 = -1;
    EXPECT_EQ(paths(ten_waiting(2), change),
              (std::vector<std::string>{"max_calls", "absent[0]", "absent[2]", "advisors", "work.most_level3",
                                        "availability[0].minutes"}));
    DayChange windows;
    windows.windows.emplace();
    EXPECT_EQ(paths(ten_waiting(1), windows), std::vector<std::string>{"calendar.windows"});
}

// J1
TEST(WhatIf, J1_a_change_of_nothing_moves_nobody) {
    for (std::uint64_t seed = 1; seed <= (kThorough ? 200 : 20); ++seed) {
        SCOPED_TRACE(seed);
        const RandomDay random = medium_day(seed);
        const auto answer = what_if(random.input, random.rules, random.rules, {}, {});
        ASSERT_TRUE(answer);
        EXPECT_TRUE(answer->comparison.moves.empty());
        EXPECT_EQ(answer->comparison.before, answer->comparison.after);
    }
}

}  // namespace
}  // namespace bienveille
