// Bytes that no honest editor writes: each ends in problems, in bounded time and memory.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "engine/problem_list.h"
#include "rules/built_in.h"
#include "rules/rules_json.h"
#include "tests/rules/rule_text.h"

namespace bienveille {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

Problems problems_of(std::string_view json) {
    const auto rules = read_rules(json);
    EXPECT_FALSE(rules);
    return rules ? Problems{} : rules.problems();
}

std::string repeated(std::string_view part, std::size_t times) {
    std::string text;
    for (std::size_t i = 0; i < times; ++i) text += part;
    return text;
}

TEST(HostileRules, empty_text_and_blanks_are_not_JSON) {
    for (const char* text : {"", " ", "\n\n"}) {
        const Problems problems = problems_of(text);
        ASSERT_EQ(problems.size(), 1u);
        EXPECT_THAT(problems[0].message, StartsWith("is not JSON: "));
        EXPECT_THAT(problems[0].message, HasSubstr("unexpected end of input"));
    }
}

TEST(HostileRules, what_is_JSON_but_no_object_is_refused) {
    EXPECT_THAT(problems_of("[]"), ElementsAre(problem("", "is a list; must be an object such as rules/default.json")));
    EXPECT_THAT(problems_of("null"), ElementsAre(problem_at("")));
    EXPECT_THAT(problems_of("\"{}\""), ElementsAre(problem_at("")));
}

TEST(HostileRules, where_reading_stopped_is_told_by_line_and_column_in_characters) {
    EXPECT_THAT(problems_of("{\n  \"name\": NaN\n}"), ElementsAre(problem_at("line 2, column 11")));  // at "N"
    EXPECT_THAT(problems_of("{\n\"name\": \"été\" x"), ElementsAre(problem_at("line 2, column 15")));
    EXPECT_THAT(problems_of("{} {}"), ElementsAre(problem_at("line 1, column 4")));
}

TEST(HostileRules, NaN_infinity_comments_trailing_commas_and_huge_numbers_are_not_JSON) {
    for (const char* high : {"NaN", "Infinity", "-Infinity", "1e999", "60, // points\n", "0x10", "060", "+60", "60."}) {
        SCOPED_TRACE(high);
        EXPECT_THAT(problems_of(default_reworded("\"high\": 60", "\"high\": " + std::string{high})),
                    ElementsAre(testing::Field(&Problem::path, StartsWith("line "))));
    }
    EXPECT_THAT(problems_of(default_reworded("\"medium\": 35", "\"medium\": 35,")),
                ElementsAre(testing::Field(&Problem::path, StartsWith("line "))));
}

TEST(HostileRules, numbers_beyond_any_integer_are_too_large) {
    for (const char* high : {"1e300", "99999999999999999999", "-99999999999999999999", "9223372036854775807", "1e15"}) {
        SCOPED_TRACE(high);
        EXPECT_THAT(problems_of(default_reworded("\"high\": 60", "\"high\": " + std::string{high})),
                    ElementsAre(problem("/bands/high", "is " + std::string{high} +
                                                           ", too large; must be a number with at most 2 decimals")));
    }
    EXPECT_THAT(problems_of(default_with("/duties/rest_days", "2147483648")),
                ElementsAre(problem("/duties/rest_days", "is 2147483648, too large; must be a whole number")));
    EXPECT_THAT(problems_of(default_reworded("\"high\": 60", "\"high\": 1e-300")),
                ElementsAre(problem("/bands/high", "is 1e-300; must be a number with at most 2 decimals")));
    EXPECT_THAT(
        problems_of(default_reworded("\"high\": 60", "\"high\": 60." + std::string(10'000, '0') + "1")),
        ElementsAre(problem("/bands/high", "is a number of many digits; must be a number with at most 2 decimals")));
}

TEST(HostileRules, a_name_given_twice_is_told) {
    EXPECT_THAT(problems_of(default_reworded("\"medium\": 35", "\"medium\": 35, \"high\": 70")),
                ElementsAre(problem("/bands/high", "is given twice; must be given once")));
    EXPECT_THAT(problems_of(default_reworded("\"name\"", "\"policy\": \"rank\", \"name\"")),
                ElementsAre(problem("/policy", "is given twice; must be given once")));
}

TEST(HostileRules, deep_nesting_is_refused_without_a_deep_stack) {
    for (const char* open : {"[", "{\"a\":", "[{\"a\":"}) {
        SCOPED_TRACE(open);
        EXPECT_THAT(problems_of(repeated(open, 150'000)),
                    ElementsAre(testing::Field(&Problem::message, StartsWith("is nested deeper than 24 levels"))));
    }
    EXPECT_THAT(problems_of(default_with("/bands/high", repeated("[", 10) + repeated("]", 10))),
                ElementsAre(problem_at("/bands/high")));
}

TEST(HostileRules, a_text_over_one_MiB_is_refused_and_one_of_a_MiB_is_read) {
    std::string text{default_rules_json()};
    text += std::string(kMostRuleBytes - text.size(), ' ');
    EXPECT_TRUE(read_rules(text));
    EXPECT_THAT(problems_of(text + " "), ElementsAre(problem("", "is 1048577 bytes; must be at most 1048576")));
}

TEST(HostileRules, truncated_anywhere_it_is_refused_and_never_crashes) {
    const std::string_view whole = default_rules_json();
    const std::size_t last_brace = whole.rfind('}');
    for (std::size_t size = 0; size <= last_brace; size += 7) {
        const auto rules = read_rules(whole.substr(0, size));
        ASSERT_FALSE(rules) << size;
        ASSERT_EQ(rules.problems().size(), 1u) << size;
    }
}

TEST(HostileRules, one_byte_changed_anywhere_gives_rules_or_problems) {
    const std::string_view whole = default_rules_json();
    int refused = 0;
    int read = 0;
    for (std::size_t at = 0; at < whole.size(); at += 5) {
        std::string text{whole};
        text[at] = static_cast<char>(text[at] ^ (1 << (at % 8)));
        (read_rules(text) ? read : refused) += 1;
    }
    EXPECT_GT(refused, 100);
    EXPECT_GT(read, 10);  // a changed letter of the description, a changed digit
}

TEST(HostileRules, text_that_is_not_UTF_8_is_told_in_words_that_are) {
    for (const char* bytes : {"\xE9t\xE9", "\xC0\x80", "\xED\xA0\x80", "\xFF", "\xF4\x90\x80\x80"}) {
        const Problems problems =
            problems_of(default_reworded("\"name\": \"default", "\"name\": \"" + std::string{bytes}));
        ASSERT_EQ(problems.size(), 1u);
        EXPECT_THAT(problems[0].message, HasSubstr("ill-formed UTF-8"));
        for (const char c : problems[0].message) ASSERT_TRUE(c >= 0x20 && c < 0x7F) << problems[0].message;
    }
}

TEST(HostileRules, a_byte_order_mark_of_a_windows_editor_is_no_problem) {
    EXPECT_TRUE(read_rules("\xEF\xBB\xBF" + std::string{default_rules_json()}));
}

TEST(HostileRules, names_of_control_characters_slashes_and_great_length_stay_on_one_line) {
    EXPECT_THAT(problems_of(default_with("/bands/x~1y~0z", "1")), ElementsAre(problem_at("/bands/x~1y~0z")));
    EXPECT_THAT(problems_of(default_reworded("\"medium\": 35", R"("medium": 35, "\u001b[31m\n": 1)")),
                ElementsAre(problem_at("/bands/?[31m?")));
    // 64 characters are shown; the 64th and 65th bytes are one letter, which is not cut in two.
    EXPECT_THAT(problems_of(default_with("/bands/" + std::string(63, 'x') + "é" + std::string(100'000, 'y'), "1")),
                ElementsAre(problem_at("/bands/" + std::string(63, 'x') + "...")));
}

TEST(HostileRules, a_name_of_a_NUL_is_not_the_name_before_it) {
    EXPECT_THAT(problems_of(default_reworded("\"medium\"", R"("medium\u0000x")")),
                ElementsAre(problem("/bands/medium?x", "is not a known field; did you mean `medium`?")));
    EXPECT_THAT(problems_of(default_reworded("\"default\"", R"("def\u0000ault")")), ElementsAre(problem_at("/name")));
}

// Each kind of problem in its tens of thousands: a list with an end, before anybody has waited.
TEST(HostileRules, countless_problems_are_counted_and_told_in_seconds) {
    const auto began = std::chrono::steady_clock::now();
    std::string unknown;
    for (int i = 0; i < 20'000; ++i) unknown += "\"half_life_day" + std::to_string(i) + "\": 1,";
    std::string profiles;
    for (int i = 0; i < 20'000; ++i) profiles += ", \"p" + std::to_string(i) + "\": \"x\"";
    for (const std::string& text :
         {default_reworded("\"half_life_days\"", unknown + "\"half_life_days\""),
          default_reworded("\"feasts\": [", "\"feasts\": [" + repeated("1,", 100'000)),
          default_reworded("\"renforce\": 300", "\"renforce\": 300" + profiles),
          default_reworded("\"name\"", repeated("\"policy\": \"rank\",", 20'000) + "\"name\"")}) {
        const Problems problems = problems_of(text);
        EXPECT_EQ(problems.size(), kMostProblems + 1);
        EXPECT_THAT(problems.back().message, HasSubstr("more problems are not listed"));
    }
    EXPECT_THAT(
        problems_of(default_reworded("\"easter_offsets\": [", "\"easter_offsets\": [" + repeated("1,", 100'000))),
        ElementsAre(problem("/calendar/easter_offsets", "has 100003 entries; must be at most 20")));
    EXPECT_THAT(problems_of(default_reworded("[[0, 1], [5, 1],", "[" + repeated("[0, 1],", 20'000))),
                ElementsAre(problem("/factors/isolation/lsns6", "has 20004 points; must have at most 100")));
    EXPECT_LT(std::chrono::steady_clock::now() - began,
              std::chrono::seconds{60});  // with sanitizers, on a busy machine
}

}  // namespace
}  // namespace bienveille
