#include "engine/sensitivity.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/plan.h"
#include "engine/staffing.h"
#include "tests/support/builders.h"

namespace bienveille {
namespace {

using namespace test;

const WeightRange& of(const Sensitivity& all, Factor factor) { return all.weights[static_cast<std::size_t>(factor)]; }

// One call of 9 minutes fits. Weights 35 isolation, 10 age, 10 waiting, which both have in full. Nobody waits longest.
DayInput two_people() {
    return on("2020-04-03", {tenant("a").isolated(5).born_in(1960), tenant("b").isolated(11).born_in(1935)},
              {advisor("CONS-1").with_minutes(9)});
}

RuleSet plain_rules() {
    RuleSet rules = small_rules();
    rules.duties.longest_waiting_share = Value{0};
    return rules;
}

TEST(Sensitivity, a_weight_moves_as_far_as_the_next_tie) {
    // a: isolation 1.0, age 60, 0: 35. b: isolation 0.7, age 85, 1: 24.5 + 10 = 34.5. a is called by half a point.
    // Isolation at w: w against 0.7 w + 10: equal at 33.33...; at 33.33 a has 33.33 and b 23.33 + 10 = 33.33, a tie that goes
    // on to isolation, where a is first; at 33.32 a has 33.32 and b 23.324 -> 23.32 + 10 = 33.32; at 33.31 a 33.31, b 23.317 ->
    // 23.32 + 10 = 33.32: b.
    // Age at w: b passes a when 24.5 + w > 35: from 10.51 on.
    const auto found = sensitivity(two_people(), plain_rules());
    ASSERT_TRUE(found);
    EXPECT_EQ(found->calls, 1);
    EXPECT_EQ(of(*found, Factor::isolation).anyone_below, Points{3'331});
    EXPECT_EQ(of(*found, Factor::isolation).anyone_above, std::nullopt);
    EXPECT_EQ(of(*found, Factor::age).anyone_above, Points{1'051});
    EXPECT_EQ(of(*found, Factor::age).anyone_below, std::nullopt);
    EXPECT_EQ(of(*found, Factor::waiting).anyone_above, std::nullopt);      // both have all of it
    EXPECT_EQ(of(*found, Factor::isolation).a_tenth_below, Points{3'331});  // one of one call
    ASSERT_EQ(found->closest.size(), 1u);
    const CutOffPair& pair = found->closest[0];
    EXPECT_EQ(pair.called.text, "a");
    EXPECT_EQ(pair.waiting.text, "b");
    EXPECT_EQ(pair.gap, Points{50});
    EXPECT_EQ(pair.by_factor[static_cast<std::size_t>(Factor::isolation)], Points{1'050});
    EXPECT_EQ(pair.by_factor[static_cast<std::size_t>(Factor::age)], Points{-1'000});
}

// N1: the plan itself says so: at the weight told it calls b, a hundredth nearer a.
TEST(Sensitivity, N1_what_it_tells_is_what_planning_says) {
    const auto called_with = [](Points age) {
        RuleSet rules = plain_rules();
        rules.factors.age.weight = age;
        return make_plan(two_people(), rules)->lists[0].calls[0].tenant.text;
    };
    const auto found = sensitivity(two_people(), plain_rules());
    ASSERT_TRUE(found);
    const Points told = of(*found, Factor::age).anyone_above.value();
    EXPECT_EQ(called_with(told), "b");
    EXPECT_EQ(called_with(told - Points{1}), "a");
}

// Ten calls of 9 minutes by the end of Friday: 90 minutes. Lists of 45 minutes hold five each.
DayInput ten_people(int advisors) {
    DayInput input = on("2020-04-03", {}, {});
    for (int i = 0; i < 10; ++i) input.tenants.push_back(tenant("t" + std::to_string(i)));
    for (int i = 0; i < advisors; ++i) input.advisors.push_back(advisor("A" + std::to_string(i)).with_minutes(45));
    return input;
}

// T1 and T2:
TEST(Staffing, T1T2_one_more_is_needed_and_the_minutes_say_why_none_is_not_enough) {
    const auto found = staffing(ten_people(1), plain_rules(), day("2020-04-03"), Minutes{45}, 100);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->people, 10);
    EXPECT_EQ(found->more, 1);
    EXPECT_EQ(found->needed(), 2);
    EXPECT_EQ(found->one_fewer.impossible, 5);
    ASSERT_FALSE(found->one_fewer.why.empty());
    EXPECT_EQ(found->one_fewer.why[0].measure, Measure::minutes);
    EXPECT_GT(found->one_fewer.why[0].needed, found->one_fewer.why[0].available);
    EXPECT_FALSE(found->minutes) << "the team is not enough";
    // The plan itself says so: with the one more advisor nothing is missed.
    DayInput two = ten_people(2);
    for (Tenant& each : two.tenants) each.callback_due_on = day("2020-04-03");
    EXPECT_EQ(make_plan(two, plain_rules())->promises.kept, 10);
}

TEST(Staffing, nobody_is_needed_where_all_fits_and_no_number_may_be_enough) {
    EXPECT_EQ(staffing(ten_people(2), plain_rules(), day("2020-04-03"), Minutes{45}, 100)->more, 0);
    // On two days one advisor of 45 minutes makes ten calls too.
    EXPECT_EQ(staffing(ten_people(1), plain_rules(), day("2020-04-06"), Minutes{45}, 100)->more, 0);
    // Lists of 8 minutes hold no call of 9: five of ten are beyond any number.
    EXPECT_EQ(staffing(ten_people(1), plain_rules(), day("2020-04-03"), Minutes{8}, 4)->beyond, 5);
    EXPECT_EQ(staffing(ten_people(1), plain_rules(), day("2020-04-03"), Minutes{8}, 4)->more, 0);
    EXPECT_EQ(staffing(ten_people(0), plain_rules(), day("2020-04-03"), Minutes{18}, 100)->more, 5);
    EXPECT_FALSE(staffing(ten_people(1), plain_rules(), day("2020-04-02"), Minutes{45}, 100));
}

std::vector<std::string> spare_of(const DayInput& input, const char* by = "2020-04-03") {
    const auto found = staffing(input, plain_rules(), day(by), {}, 100);
    EXPECT_TRUE(found);
    std::vector<std::string> ids;
    for (const AdvisorId& each : found->spare) ids.push_back(each.text);
    return ids;
}

using Ids = std::vector<std::string>;

// Ten calls of 9 minutes, lists of 45: two of four advisors hold them, one holds five.
TEST(Staffing, T1T2T4_two_of_four_would_do_and_the_minutes_say_why_one_would_not) {
    const auto found = staffing(ten_people(4), plain_rules(), day("2020-04-03"), {}, 100);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->team, 4);
    EXPECT_EQ(found->more, 0);
    EXPECT_EQ(found->spare, (std::vector<AdvisorId>{{"A2"}, {"A3"}}));
    EXPECT_EQ(found->needed(), 2);
    EXPECT_EQ(found->one_fewer.impossible, 5);
    ASSERT_FALSE(found->one_fewer.why.empty());
    EXPECT_GT(found->one_fewer.why[0].needed, found->one_fewer.why[0].available);
    // All four with three calls each or two: 27 minutes. With 26 each makes two: eight of ten.
    EXPECT_EQ(found->minutes, Minutes{27});
    EXPECT_EQ(found->one_minute_fewer.missed(), 2);
    EXPECT_FALSE(found->one_minute_fewer.why.empty());
}

TEST(Staffing, nobody_can_be_spared_where_all_are_needed) {
    const auto found = staffing(ten_people(2), plain_rules(), day("2020-04-03"), {}, 100);
    ASSERT_TRUE(found);
    EXPECT_TRUE(found->spare.empty());
    EXPECT_EQ(found->one_fewer.impossible, 5);
    EXPECT_EQ(found->minutes, Minutes{45});  // five of 9
}

TEST(Staffing, who_can_be_spared_depends_on_what_they_have_and_speak) {
    DayInput input = ten_people(2);
    input.advisors.push_back(advisor("B").with_minutes(18));
    EXPECT_EQ(spare_of(input), Ids{"B"});  // 90 minutes of A0 and A1
    input.advisors.push_back(advisor("C").with_minutes(18).speaks({"fr", "ar"}));
    EXPECT_EQ(spare_of(input), (Ids{"B", "C"}));
    input.tenants[0].language = "ar";
    EXPECT_EQ(spare_of(input), Ids{"B"});  // nobody else speaks Arabic; without A1 eight calls are left for 45 minutes
    // Of 45 minutes C makes five calls, so that one of A0 and A1 is enough beside them.
    input.advisors.back() = advisor("C").with_minutes(45).speaks({"fr", "ar"});
    EXPECT_EQ(spare_of(input), (Ids{"A1", "B"}));
}

TEST(Staffing, until_a_later_day_fewer_do_and_who_is_away_is_no_part_of_the_team) {
    EXPECT_EQ(spare_of(ten_people(2), "2020-04-06"), Ids{"A1"});  // two days of 45 minutes
    DayInput input = ten_people(3);
    input.advisors[2].absent_on = {{day("2020-04-01"), day("2020-04-30")}};
    EXPECT_EQ(spare_of(input), Ids{});
    EXPECT_EQ(staffing(input, plain_rules(), day("2020-04-03"), {}, 100)->team, 2);
    // A row of the day is what they have, and goes with them.
    input.availability = {{{"A2"}, day("2020-04-03"), Minutes{45}}};
    EXPECT_EQ(spare_of(input), Ids{"A2"});
    EXPECT_EQ(staffing(input, plain_rules(), day("2020-04-03"), {}, 100)->minutes, Minutes{36});  // 4 + 3 + 3 of 9
}

// T3: leaving out one more, whoever it is, is not enough.
TEST(Staffing, T3_of_those_who_stay_none_can_be_spared) {
    DayInput input = ten_people(5);
    input.advisors[1].minutes = Minutes{30};
    input.advisors[3].minutes = Minutes{20};
    const auto found = staffing(input, plain_rules(), day("2020-04-03"), {}, 100);
    ASSERT_TRUE(found);
    for (const Advisor& gone : input.advisors) {
        DayInput fewer = input;
        std::erase_if(fewer.advisors, [&](const Advisor& each) {
            return each.id == gone.id ||
                   std::find(found->spare.begin(), found->spare.end(), each.id) != found->spare.end();
        });
        for (Tenant& each : fewer.tenants) each.callback_due_on = day("2020-04-03");
        const bool spare = std::find(found->spare.begin(), found->spare.end(), gone.id) != found->spare.end();
        EXPECT_EQ(make_plan(fewer, plain_rules())->promises.kept == 10, spare) << gone.id.text;
    }
}

TEST(Staffing, where_nobody_is_owed_a_call_nobody_is_needed) {
    const auto found =
        staffing(on("2020-04-03", {}, {advisor("A0"), advisor("A1")}), plain_rules(), day("2020-04-03"), {}, 9);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->needed(), 0);
    EXPECT_EQ(found->one_fewer.missed(), 0);
    EXPECT_EQ(found->minutes, Minutes{0});
}

}  // namespace
}  // namespace bienveille
