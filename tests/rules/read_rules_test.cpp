#include "rules/rules_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "rules/built_in.h"
#include "tests/rules/rule_text.h"

namespace bienveille {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

Problems problems_of(std::string_view json) {
    const auto rules = read_rules(json);
    return rules ? Problems{} : rules.problems();
}

TEST(ReadRules, a_changed_weight_needs_no_compiler) {
    const auto rules = read_rules(default_with("/factors/isolation/weight", "40.25"));
    ASSERT_TRUE(rules);
    EXPECT_EQ(rules->factors.isolation.weight, Points{4025});  // 40.25 points are 4,025 hundredths
}

TEST(ReadRules, a_changed_curve_cap_profile_holiday_and_retry_policy_need_no_compiler) {
    EXPECT_EQ(read_rules(default_with("/factors/age/years", "[[70, 0], [90, 1]]"))->factors.age.years,
              (Curve{{{70, Value{0}}, {90, kOne}}}));
    EXPECT_EQ(read_rules(default_with("/work/most_level3", "3"))->work.most_level3, 3);
    EXPECT_EQ(read_rules(default_with("/work/profile", "\"crise\""))->work.profile, "crise");
    EXPECT_EQ(read_rules(default_with("/work/profiles/nuit", "90"))->work.profiles.at("nuit"), Minutes{90});
    EXPECT_EQ(read_rules(default_with("/calendar/closed_days", R"(["2020-05-22"])"))->calendar.closed_days,
              std::vector{*day_from(2020, 5, 22)});
    const auto within = read_rules(default_with("/retries/standard/within", R"({"hours": 24})"));
    EXPECT_EQ(within->retries.standard.within_hours, 24);
    EXPECT_EQ(within->retries.standard.within_working_days, 0);
    const auto wait = read_rules(default_with("/retries/wait_working_days/refused_today", "1"));
    EXPECT_EQ(wait->retries.wait_working_days.at(Outcome::refused_today), 1);
}

TEST(ReadRules, decimals_are_exact) {
    // 0.1 + 0.2 style numbers that no binary float holds.
    EXPECT_EQ(read_rules(default_reworded("\"floor\": 0.5", "\"floor\": 0.1"))->factors.anxiety.floor, Value{100'000});
    EXPECT_EQ(read_rules(default_reworded("\"floor\": 0.5", "\"floor\": 0.123457"))->factors.anxiety.floor,
              Value{123'457});
    EXPECT_EQ(
        read_rules(default_reworded("\"floor\": 0.5", "\"floor\": 0.3500000000000000000000000"))->factors.anxiety.floor,
        Value{350'000});
    EXPECT_EQ(read_rules(default_reworded("\"weight\": 35", "\"weight\": 3.5e1"))->factors.isolation.weight,
              Points{3'500});
}

TEST(ReadRules, too_many_decimals_are_refused_not_rounded) {
    EXPECT_THAT(
        problems_of(default_reworded("\"floor\": 0.5", "\"floor\": 0.1234567")),
        ElementsAre(problem("/factors/anxiety/floor", "is 0.1234567; must be a number with at most 6 decimals")));
    EXPECT_THAT(
        problems_of(default_reworded("\"weight\": 35", "\"weight\": 35.125")),
        ElementsAre(problem("/factors/isolation/weight", "is 35.125; must be a number with at most 2 decimals")));
    EXPECT_THAT(problems_of(default_reworded("\"tries\": 4", "\"tries\": 4.5")),
                ElementsAre(problem("/retries/standard/tries", "is 4.5; must be a whole number")));
}

TEST(ReadRules, a_misspelt_name_is_told_once_with_the_name_that_was_meant) {
    EXPECT_THAT(problems_of(default_reworded("half_life_days", "half_live_days")),
                ElementsAre(problem("/factors/anxiety/half_live_days",
                                    "is not a known field; did you mean `half_life_days`?")));
    EXPECT_THAT(problems_of(default_reworded("\"bands\"", "\"band\"")),
                ElementsAre(problem("/band", "is not a known field; did you mean `bands`?")));
    EXPECT_THAT(problems_of(default_with("/retries/wait_working_days/refused_to_day", "1")),
                ElementsAre(problem("/retries/wait_working_days/refused_to_day",
                                    "is not an outcome; did you mean `refused_today`?")));
}

TEST(ReadRules, a_name_like_no_other_is_told_all_that_would_be_right) {
    EXPECT_THAT(problems_of(default_with("/bands/rent_arrears", "1")),
                ElementsAre(problem("/bands/rent_arrears", "is not a known field; must be one of high, medium")));
    EXPECT_THAT(problems_of(default_with("/retries/wait_working_days/zzz", "1")),
                ElementsAre(testing::Field(&Problem::message, HasSubstr("must be one of reached, reached_brief"))));
}

TEST(ReadRules, a_missing_field_is_told_with_what_would_be_right) {
    EXPECT_THAT(problems_of(default_without("/work/minutes/levels")),
                ElementsAre(problem("/work/minutes/levels",
                                    "is missing; must be a list of four numbers, for the levels 0 to 3")));
    EXPECT_THAT(problems_of(default_without("/calendar")),
                ElementsAre(problem("/calendar", "is missing; must be an object")));
}

TEST(ReadRules, an_empty_object_misses_everything) {
    EXPECT_THAT(problems_of("{}"),
                ElementsAre(problem_at("/name"), problem_at("/version"), problem_at("/description"),
                            problem_at("/factors"), problem_at("/duties"), problem_at("/retries"), problem_at("/bands"),
                            problem_at("/work"), problem_at("/policy"), problem_at("/calendar")));
}

TEST(ReadRules, a_wrong_kind_is_told_with_what_it_is_and_what_would_be_right) {
    const auto message = [](const std::string& pointer, const std::string& json) {
        const Problems problems = problems_of(default_with(pointer, json));
        EXPECT_EQ(problems.size(), 1u) << pointer << " " << json;
        EXPECT_EQ(problems.at(0).path, pointer);
        return problems.at(0).message;
    };
    EXPECT_EQ(message("/name", "7"), "is 7; must be a text");
    EXPECT_EQ(message("/factors/age/weight", "\"ten\""), "is \"ten\"; must be a number with at most 2 decimals");
    EXPECT_EQ(message("/factors/age/weight", "null"), "is null; must be a number with at most 2 decimals");
    EXPECT_EQ(message("/factors/age", "[]"), "is a list; must be an object");
    EXPECT_EQ(message("/factors/age/years", "{}"),
              "is an object; must be a list of points [input, value] such as [[0, 1], [11, 0.7]]");
    EXPECT_EQ(message("/factors/age/years/1", "[65]"), "is a list; must be a point [input, value] such as [11, 0.7]");
    EXPECT_EQ(message("/factors/anxiety/levels", "[0, 1]"),
              "is a list of 2; must be a list of four numbers, for the levels 0 to 3");
    EXPECT_EQ(message("/retries/standard/alternate_half_days", "1"), "is 1; must be true or false");
    EXPECT_EQ(message("/retries/standard/within", R"({"hours": 1, "working_days": 1})"),
              R"(is an object; must be {"hours": 48} or {"working_days": 5})");
    EXPECT_EQ(message("/work/profiles", "300"), "is 300; must be an object of names and minutes");
    EXPECT_EQ(message("/calendar/windows/0", "\"9:30-12:00\""),
              "is \"9:30-12:00\"; must be two times such as \"09:30-12:00\"");
    EXPECT_EQ(message("/calendar/windows/0", "\"09:30-24:00\""),
              "is \"09:30-24:00\"; must be two times such as \"09:30-12:00\"");
    EXPECT_EQ(message("/calendar/feasts/0", "\"02-30\""), "is \"02-30\"; must be a month and a day such as \"07-14\"");
    EXPECT_EQ(message("/calendar/closed_days", R"("2020-05-22")"), "is \"2020-05-22\"; must be a list");
    EXPECT_EQ(message("/$schema", "1"), "is 1; must be a text");
}

TEST(ReadRules, a_leap_day_may_be_a_feast_and_31_February_may_not_be_closed) {
    EXPECT_TRUE(read_rules(default_with("/calendar/feasts", R"(["02-29"])")));
    EXPECT_THAT(
        problems_of(default_with("/calendar/closed_days", R"(["2020-02-31"])")),
        ElementsAre(problem("/calendar/closed_days/0", "is \"2020-02-31\"; must be a day such as \"2020-04-13\"")));
}

TEST(ReadRules, what_the_engine_refuses_is_told_with_a_pointer_too) {
    EXPECT_THAT(problems_of(default_with("/factors/isolation/lsns6/2/1", "0.4")),
                ElementsAre(problem("/factors/isolation/lsns6/3/1", "is 0.5 after 0.4; values must not rise")));
    EXPECT_THAT(problems_of(default_with("/work/profiles/a.b", "1441")),
                ElementsAre(problem("/work/profiles/a.b", "is 1441; must be 0 to 1440")));
    EXPECT_THAT(problems_of(default_with("/retries/wait_working_days/busy", "-1")),
                ElementsAre(problem("/retries/wait_working_days/busy", "is -1; must be 0 to 60")));
    EXPECT_THAT(problems_of(default_with("/factors/age/weight", "-1")),
                ElementsAre(problem("/factors/age/weight", "is -1; must be 0 to 10000")));
}

TEST(ReadRules, the_policy_is_rank_or_value) {
    EXPECT_THAT(problems_of(default_with("/policy", "\"value\"")), IsEmpty());
    EXPECT_THAT(problems_of(default_with("/policy", "\"ranks\"")),
                ElementsAre(problem("/policy", "is \"ranks\"; must be \"rank\" or \"value\"")));
}

TEST(ReadRules, every_problem_is_told_at_once) {
    std::string text = default_with("/factors/age/years/0", "[60, 2]");
    const auto reword = [&](std::string_view from, std::string_view to) {
        text.replace(text.find(from), from.size(), to);
    };
    reword("\"half_life_days\"", "\"half_lif_days\"");
    reword("\"weight\":20", "\"weight\":true");
    reword("\"09:30-12:00\"", "\"09:30-14:30\"");
    reword("\"courant\",\"", "\"kourant\",\"");
    EXPECT_THAT(
        problems_of(text),
        UnorderedElementsAre(problem_at("/factors/anxiety/half_lif_days"), problem_at("/factors/callback/weight"),
                             problem_at("/factors/age/years/0/1"),  // 2 is more than 1,
                             problem_at("/factors/age/years/1/1"),  // and 0.2 after it falls
                             problem_at("/work/profile"), problem_at("/calendar/windows/1")));
}

TEST(ReadRules, nothing_is_said_that_only_follows_from_a_field_that_could_not_be_read) {
    // The other four weights are 0: with an unreadable fifth one nobody knows whether all are.
    std::string text = default_with("/factors/isolation/weight", "\"35\"");
    for (const char* weight : {"\"weight\":25", "\"weight\":20", "\"weight\":10", "\"weight\":10"})
        text.replace(text.find(weight), std::string_view{weight}.size(), "\"weight\":0");
    EXPECT_THAT(problems_of(text), ElementsAre(problem_at("/factors/isolation/weight")));
    // A window that could not be read says nothing about the order of the others.
    EXPECT_THAT(problems_of(default_with("/calendar/windows/0", "\"noon\"")),
                ElementsAre(problem_at("/calendar/windows/0")));
    EXPECT_THAT(problems_of(default_without("/work/profiles")), ElementsAre(problem_at("/work/profiles")));
    EXPECT_THAT(problems_of(default_with("/work/profiles/courant", "\"4 h\"")),
                ElementsAre(problem_at("/work/profiles/courant")));
}

TEST(LoadRules, reads_a_file_and_names_one_that_cannot_be_read) {
    const std::string file = testing::TempDir() + "bienveille_load_rules_test.json";
    std::ofstream(file) << default_with("/name", "\"of a file\"");
    const auto rules = load_rules(file);
    ASSERT_TRUE(rules);
    EXPECT_EQ(rules->name, "of a file");
    std::filesystem::remove(file);
    EXPECT_THAT(load_rules(file).problems(),
                ElementsAre(problem(file, "cannot be read: No such file or directory; must be a rule file")));
    EXPECT_THAT(load_rules(testing::TempDir()).problems(),
                ElementsAre(problem(testing::TempDir(), "cannot be read: Is a directory; must be a rule file")));
}

}  // namespace
}  // namespace bienveille
