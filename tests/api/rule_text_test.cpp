#include "api/rule_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/builders.h"

namespace bienveille {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string english(const RuleDifference& difference) { return difference_text(difference, Language::english); }
std::string french(const RuleDifference& difference) { return difference_text(difference, Language::french); }

TEST(RuleText, weights_curves_spans_and_choices_read_as_sentences) {
    const RuleDifference weight{"/factors/isolation/weight", {}, "35", "30"};
    EXPECT_EQ(english(weight), "isolation 35 -> 30");
    EXPECT_EQ(french(weight), "isolement 35 -> 30");
    const RuleDifference callback{"/factors/callback/days_left", 2, "0.9", "0.95"};
    EXPECT_EQ(english(callback), "callbacks due within 2 days now count 0.95, was 0.9");
    EXPECT_EQ(french(callback), "les rappels dus sous 2 jours comptent maintenant 0,95 au lieu de 0,9");
    const RuleDifference span{"/retries/callback/within", {}, R"({"hours": 48})", R"({"working_days": 2})"};
    EXPECT_EQ(english(span), "tries of a callback, within 48 h -> 2 working days");
    EXPECT_EQ(french(span), "essais d'un rappel, en 48 h -> 2 jours ouvrés");
    EXPECT_EQ(english({"/work/profiles/nuit", {}, {}, "120"}), "minutes a day, profile nuit none -> 120");
    EXPECT_EQ(french({"/retries/standard/alternate_half_days", {}, "true", "false"}),
              "essais habituels, matin et après-midi en alternance oui -> non");
    EXPECT_EQ(english({"/retries/wait_working_days/busy", {}, "0", "1"}), "working days of rest after busy 0 -> 1");
    EXPECT_EQ(english({"/factors/waiting/days", 7, "0.5", "0.5"}), "7 days since the last call count 0.5 as before");
    EXPECT_EQ(english({"/factors/waiting/days", 1, "0.5", "0.5"}), "1 day since the last call counts 0.5 as before");
    EXPECT_EQ(french({"/factors/waiting/days", 1, "0.5", "0.6"}),
              "1 jour depuis le dernier appel compte maintenant 0,6 au lieu de 0,5");
    EXPECT_EQ(english({"/factors/callback/days_left", 1, "0.9", "0.95"}),
              "callbacks due within 1 day now count 0.95, was 0.9");
    EXPECT_EQ(french({"/retries/callback/within", {}, R"({"hours": 48})", R"({"working_days": 1})"}),
              "essais d'un rappel, en 48 h -> 1 jour ouvré");
}

// A rule set that says nothing as the default ones do: each of their fields is a difference.
TEST(RuleText, every_field_has_words_in_both_languages) {
    RuleSet rules = test::small_rules();
    rules.description = "something";
    rules.calendar.closed_days = {test::day("2020-05-22")};
    rules.revision = Revision{"M. B.", test::day("2020-04-14"), "a first", "0"};
    RuleSet nothing;
    for (Curve* curve : {&nothing.factors.isolation.lsns6, &nothing.factors.callback.days_left,
                         &nothing.factors.age.years, &nothing.factors.waiting.days})
        curve->points = {{0, Value{3}}};
    nothing.calendar.time_zone = "UTC";
    nothing.policy = Policy::value;
    nothing.duties.high_risk = {0, {}, 0, 0};
    nothing.duties.calm_level = 9;
    int told = 0;
    for (const RuleDifference& each : differences(nothing, rules)) {
        EXPECT_THAT(english(each), Not(HasSubstr(each.field)));
        EXPECT_NE(english(each), french(each)) << each.field;
        ++told;
    }
    EXPECT_GT(told, 60);
}

TEST(RuleText, what_a_file_says_cannot_move_the_cursor) {
    EXPECT_EQ(english({"/name", {}, "\"a\"", "\"b\x1b[2J\""}), "name a -> b\xEF\xBF\xBD[2J");
}

}  // namespace
}  // namespace bienveille
