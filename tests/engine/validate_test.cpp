#include "engine/validate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/id_index.h"
#include "engine/problem_list.h"
#include "tests/support/builders.h"

namespace bienveille {
namespace {

using test::advisor;
using test::at;
using test::day;
using test::on;
using test::tenant;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* kToday = "2020-04-03";

Problems problems_of(const Tenant& tenant) { return validate(on(kToday, {tenant}, {})); }
Problems problems_of(const Advisor& advisor) { return validate(on(kToday, {}, {advisor})); }

TEST(ValidateInput, nobody_to_call_and_nobody_there_is_no_problem) {
    EXPECT_THAT(validate(on(kToday, {}, {})), IsEmpty());
}

TEST(ValidateInput, a_tenant_of_whom_nothing_is_known_is_no_problem) {
    EXPECT_THAT(problems_of(tenant("LOC-0001")), IsEmpty());
}

TEST(ValidateInput, everything_known_at_its_edges_is_no_problem) {
    Tenant edge =
        tenant("a.B_9-" + std::string(58, 'x')).anxious(3, kToday).isolated(30).born_in(2020);  // 64 characters
    edge.callback_requested_on = edge.callback_due_on = edge.last_reached_on = day(kToday);
    edge.last_attempt_at = Moment{day(kToday), at("23:59")};
    edge.callback_slot.time = at("00:00");
    edge.last_advisor = {"LEFT-THE-TEAM"};
    edge.joined_on = day("2020-05-01");
    edge.absent_until = day("2149-12-31");
    EXPECT_THAT(problems_of(edge), IsEmpty());
    Advisor zero = advisor("CONS-1").with_minutes(0).at_most(0).works_on({}).away(kToday, kToday);
    EXPECT_THAT(problems_of(zero), IsEmpty());
    EXPECT_THAT(problems_of(Advisor(advisor("CONS-1").with_minutes(1440))), IsEmpty());
}

TEST(ValidateInput, an_id_is_1_to_64_plain_characters) {
    const std::string right = "; must be 1 to 64 characters of A-Z a-z 0-9 . _ -";
    EXPECT_THAT(problems_of(tenant("")), ElementsAre(Problem{"tenants[0].id", "is \"\"" + right}));
    EXPECT_THAT(problems_of(tenant("LOC 1")), ElementsAre(Problem{"tenants[0].id", "is \"LOC 1\"" + right}));
    EXPECT_THAT(problems_of(tenant(std::string(65, 'a'))),
                ElementsAre(Problem{"tenants[0].id", "is \"" + std::string(40, 'a') + "...\"" + right}));
    EXPECT_THAT(problems_of(tenant("a\n\xE9")), ElementsAre(Problem{"tenants[0].id", "is \"a??\"" + right}));
    EXPECT_THAT(problems_of(advisor("a/b")), ElementsAre(Problem{"advisors[0].id", "is \"a/b\"" + right}));
    EXPECT_THAT(problems_of(tenant("t").called_by("a b")),
                ElementsAre(Problem{"tenants[0].last_advisor", "is \"a b\"" + right}));
}

TEST(ValidateInput, two_tenants_with_one_id_are_told_with_the_place_of_the_first) {
    EXPECT_THAT(validate(on(kToday, {tenant("a"), tenant("b"), tenant("a"), tenant("a")}, {})),
                ElementsAre(Problem{"tenants[2].id", "is \"a\" as tenants[0] is; must be given once"},
                            Problem{"tenants[3].id", "is \"a\" as tenants[0] is; must be given once"}));
    EXPECT_THAT(validate(on(kToday, {}, {advisor("a"), advisor("a")})),
                ElementsAre(Problem{"advisors[1].id", "is \"a\" as advisors[0] is; must be given once"}));
    EXPECT_THAT(validate(on(kToday, {tenant("a")}, {advisor("a")})), IsEmpty());
}

TEST(ValidateInput, levels_scales_and_years_have_their_ranges) {
    EXPECT_THAT(problems_of(tenant("t").anxious(4)),
                ElementsAre(Problem{"tenants[0].anxiety", "is 4; must be 0 to 3"}));
    EXPECT_THAT(problems_of(tenant("t").anxious(-1)),
                ElementsAre(Problem{"tenants[0].anxiety", "is -1; must be 0 to 3"}));
    EXPECT_THAT(problems_of(tenant("t").isolated(31)),
                ElementsAre(Problem{"tenants[0].lsns6", "is 31; must be 0 to 30"}));
    EXPECT_THAT(problems_of(tenant("t").born_in(2021)),
                ElementsAre(Problem{"tenants[0].birth_year", "is 2021; must be 1900 to 2020"}));
    EXPECT_THAT(problems_of(tenant("t").born_in(47)),
                ElementsAre(Problem{"tenants[0].birth_year", "is 47; must be 1900 to 2020"}));
}

TEST(ValidateInput, counts_are_not_negative) {
    Tenant t = tenant("t");
    t.attempts = t.level3_recalls = t.calm_in_a_row = -1;
    EXPECT_THAT(problems_of(t), ElementsAre(Problem{"tenants[0].attempts", "is -1; must be 0 to 1000000"},
                                            Problem{"tenants[0].level3_recalls", "is -1; must be 0 to 1000000"},
                                            Problem{"tenants[0].calm_in_a_row", "is -1; must be 0 to 1000000"}));
}

TEST(ValidateInput, what_was_seen_asked_reached_or_tried_is_not_after_the_day) {
    const std::string message = "is 2020-04-04; must not be after the day, 2020-04-03";
    EXPECT_THAT(problems_of(tenant("t").anxious(1, "2020-04-04")),
                ElementsAre(Problem{"tenants[0].anxiety_on", message}));
    EXPECT_THAT(problems_of(tenant("t").reached_on("2020-04-04")),
                ElementsAre(Problem{"tenants[0].last_reached_on", message}));
    EXPECT_THAT(problems_of(tenant("t").asked_on("2020-04-04")),
                ElementsAre(Problem{"tenants[0].callback_requested_on", message}));
    EXPECT_THAT(problems_of(tenant("t").tried("2020-04-04", "09:30", Outcome::busy)),
                ElementsAre(Problem{"tenants[0].last_attempt_at", message}));
}

TEST(ValidateInput, a_callback_is_not_promised_for_before_it_was_asked_for) {
    EXPECT_THAT(problems_of(tenant("t").asked_on("2020-04-02").promised_by("2020-04-01")),
                ElementsAre(Problem{"tenants[0].callback_due_on",
                                    "is 2020-04-01; must not be before the request, 2020-04-02"}));
}

TEST(ValidateInput, days_and_times_are_those_that_people_mean) {
    DayInput input = on("2199-12-31", {}, {});
    EXPECT_THAT(validate(input), ElementsAre(Problem{"day", "is 2199-12-31; must be 1950-01-01 to 2149-12-31"}));
    EXPECT_THAT(problems_of(tenant("t").promised_by("1949-12-31")),
                ElementsAre(Problem{"tenants[0].callback_due_on", "is 1949-12-31; must be 1950-01-01 to 2149-12-31"}));
    Tenant t = tenant("t");
    t.callback_slot.time = TimeOfDay{1440};
    EXPECT_THAT(problems_of(t),
                ElementsAre(Problem{"tenants[0].callback_slot", "is minute 1440 of the day; must be 00:00 to 23:59"}));
}

TEST(ValidateInput, an_advisor_has_minutes_of_one_day_and_days_of_one_week) {
    EXPECT_THAT(problems_of(advisor("a").with_minutes(-1)),
                ElementsAre(Problem{"advisors[0].minutes", "is -1; must be 0 to 1440"}));
    EXPECT_THAT(problems_of(advisor("a").with_minutes(1441)),
                ElementsAre(Problem{"advisors[0].minutes", "is 1441; must be 0 to 1440"}));
    EXPECT_THAT(problems_of(advisor("a").at_most(-3)),
                ElementsAre(Problem{"advisors[0].max_calls", "is -3; must be 0 to 1000000"}));
    EXPECT_THAT(problems_of(advisor("a").works_on({1, 8, 0})),
                ElementsAre(Problem{"advisors[0].works_on", "has 8; must be 1 (Monday) to 7 (Sunday)"},
                            Problem{"advisors[0].works_on", "has 0; must be 1 (Monday) to 7 (Sunday)"}));
    EXPECT_THAT(problems_of(advisor("a").away("2020-04-10", "2020-04-09")),
                ElementsAre(Problem{"advisors[0].absent_on",
                                    "ends on 2020-04-09, before it begins on 2020-04-10; must "
                                    "end on that day or later"}));
}

TEST(ValidateInput, availability_names_a_known_advisor_once_a_day) {
    DayInput input = on(kToday, {}, {advisor("a"), advisor("b")});
    input.availability = {{{"a"}, day(kToday), {60}},
                          {{"b"}, day(kToday), {60}},
                          {{"a"}, day("2020-04-04"), {60}},
                          {{"c"}, day(kToday), {60}},
                          {{"a"}, day(kToday), {-5}}};
    EXPECT_THAT(
        validate(input),
        ElementsAre(
            Problem{"availability[3].advisor", "is \"c\", who is not among the advisors; must be one of them"},
            Problem{"availability[4].minutes", "is -5; must be 0 to 1440"},
            Problem{"availability[4].day", "is 2020-04-03 for \"a\" as availability[0] is; must be given once"}));
}

TEST(ValidateInput, previous_calls_name_known_people_once) {
    DayInput input = on(kToday, {tenant("t")}, {advisor("a")});
    input.previous = {
        {{"t"}, {"a"}, at("09:30"), {9}, {0}}, {{"t"}, {"b"}, at("09:40"), {9}, {0}}, {{"u"}, {"a"}, {-1}, {-9}, {-1}}};
    EXPECT_THAT(
        validate(input),
        ElementsAre(Problem{"previous[1].advisor", "is \"b\", who is not among the advisors; must be one of them"},
                    Problem{"previous[1].tenant", "is \"t\" as previous[0] is; must be given once"},
                    Problem{"previous[2].tenant", "is \"u\", who is not among the tenants; must be one of them"},
                    Problem{"previous[2].starts_at", "is minute -1 of the day; must be 00:00 to 23:59"},
                    Problem{"previous[2].minutes", "is -9; must be 0 to 1440"},
                    Problem{"previous[2].pause", "is -1; must be 0 to 1440"}));
}

TEST(ValidateInput, the_campaigns_own_calendar_is_looked_at_too) {
    DayInput input = on(kToday, {}, {});
    input.calendar = Calendar{};
    input.calendar->windows = {{at("13:30"), at("17:45")}, {at("09:00"), at("12:15")}};
    input.calendar->working_days = {1, 2, 3, 4, 5, 9};
    EXPECT_THAT(validate(input),
                ElementsAre(Problem{"calendar.windows[1]",
                                    "begins at 09:00, before the window ahead of it ends; must begin "
                                    "at 17:45 or later"},
                            Problem{"calendar.working_days[5]", "is 9; must be 1 (Monday) to 7 (Sunday)"}));
}

TEST(ValidateInput, every_problem_is_told_in_the_order_of_the_input) {
    const auto problems =
        validate(on(kToday, {tenant("t").anxious(4).isolated(31), tenant("t")}, {advisor("a").with_minutes(-1)}));
    EXPECT_THAT(problems, ElementsAre(testing::Field(&Problem::path, "tenants[0].lsns6"),
                                      testing::Field(&Problem::path, "tenants[0].anxiety"),
                                      testing::Field(&Problem::path, "tenants[1].id"),
                                      testing::Field(&Problem::path, "advisors[0].minutes")));
}

TEST(ValidateInput, after_a_thousand_problems_the_rest_is_counted) {
    DayInput input = on(kToday, {}, {});
    for (int i = 0; i < 1234; ++i) input.tenants.push_back(tenant("t" + std::to_string(i)).anxious(9));
    const auto problems = validate(input);
    ASSERT_EQ(problems.size(), kMostProblems + 1);
    EXPECT_EQ(problems[999].path, "tenants[999].anxiety");
    EXPECT_EQ(problems.back(), (Problem{"", "234 more problems are not listed; correct these first"}));  // 1234 - 1000
}

TEST(IdIndex, finds_each_of_many_ids_and_no_other) {
    std::vector<std::string> ids;
    for (int i = 0; i < 20'000; ++i) ids.push_back("LOC-" + std::to_string(i));
    IdIndex index(ids.size());
    for (const auto& id : ids) ASSERT_EQ(index.add(id), std::nullopt);
    for (std::size_t i = 0; i < ids.size(); ++i) ASSERT_EQ(index.find(ids[i]), i);
    for (int i = 20'000; i < 40'000; ++i) ASSERT_EQ(index.find("LOC-" + std::to_string(i)), std::nullopt);
    EXPECT_EQ(IdIndex(0).find("a"), std::nullopt);
}

}  // namespace
}  // namespace bienveille
