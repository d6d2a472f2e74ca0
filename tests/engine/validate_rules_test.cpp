#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "engine/validate.h"
#include "rules/built_in.h"

namespace bienveille {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Problems problems_of(const std::function<void(RuleSet&)>& change) {
    RuleSet rules = default_rules();
    change(rules);
    return validate(rules);
}

TEST(ValidateRules, the_default_rules_have_no_problem) { EXPECT_THAT(validate(default_rules()), IsEmpty()); }

TEST(ValidateRules, weights_are_not_negative_not_all_zero_and_bounded_in_sum) {
    const auto with_weights = [](Points isolation, Points each_other) {
        return [=](RuleSet& rules) {
            rules.factors.isolation.weight = isolation;
            rules.factors.anxiety.weight = rules.factors.callback.weight = each_other;
            rules.factors.age.weight = rules.factors.waiting.weight = each_other;
        };
    };
    EXPECT_THAT(problems_of(with_weights({-1}, {0})),
                ElementsAre(Problem{"factors.isolation.weight", "is -0.01; must be 0 to 10000"}));
    EXPECT_THAT(problems_of(with_weights({0}, {0})),
                ElementsAre(Problem{"factors", "has weights that are all 0; at least one must be more"}));
    EXPECT_THAT(problems_of(with_weights({1}, {0})), IsEmpty());
    EXPECT_THAT(problems_of(with_weights({200'000}, {200'000})), IsEmpty());  // 5 x 2,000 points
    EXPECT_THAT(problems_of(with_weights({200'001}, {200'000})),
                ElementsAre(Problem{"factors", "has weights of 10000.01 in sum; must be at most 10000"}));
    EXPECT_THAT(problems_of(with_weights({INT64_MAX}, {INT64_MAX})).size(), 5u);  // and no overflow
}

TEST(ValidateRules, curves_have_points_that_ascend_within_their_range) {
    EXPECT_THAT(problems_of([](RuleSet& rules) { rules.factors.age.years.points.clear(); }),
                ElementsAre(Problem{"factors.age.years", "has no points; must have at least one"}));
    EXPECT_THAT(problems_of([](RuleSet& rules) {
                    rules.factors.age.years.points = {{70, {0}}, {70, {0}}};
                }),
                ElementsAre(Problem{"factors.age.years[1][0]", "is 70 after 70; inputs must ascend"}));
    EXPECT_THAT(problems_of([](RuleSet& rules) {
                    rules.factors.isolation.lsns6.points = {{0, kOne}, {31, {0}}};
                }),
                ElementsAre(Problem{"factors.isolation.lsns6[1][0]", "is 31; must be 0 to 30"}));
    EXPECT_THAT(problems_of([](RuleSet& rules) {
                    rules.factors.age.years.points = {{60, {1'000'001}}};
                }),
                ElementsAre(Problem{"factors.age.years[0][1]", "is 1.000001; must be 0 to 1"}));
}

TEST(ValidateRules, isolation_and_callback_must_not_rise_age_and_waiting_must_not_fall) {
    const std::vector<CurvePoint> rising{{0, {0}}, {10, kOne}};
    const std::vector<CurvePoint> falling{{0, kOne}, {10, {0}}};
    const std::vector<CurvePoint> level{{0, {5}}, {10, {5}}};
    const Problems none;
    EXPECT_THAT(problems_of([&](RuleSet& rules) { rules.factors.isolation.lsns6.points = rising; }),
                ElementsAre(Problem{"factors.isolation.lsns6[1][1]", "is 1 after 0; values must not rise"}));
    EXPECT_THAT(problems_of([&](RuleSet& rules) { rules.factors.callback.days_left.points = rising; }),
                ElementsAre(Problem{"factors.callback.days_left[1][1]", "is 1 after 0; values must not rise"}));
    EXPECT_THAT(problems_of([&](RuleSet& rules) { rules.factors.age.years.points = falling; }),
                ElementsAre(Problem{"factors.age.years[1][1]", "is 0 after 1; values must not fall"}));
    EXPECT_THAT(problems_of([&](RuleSet& rules) { rules.factors.waiting.days.points = falling; }),
                ElementsAre(Problem{"factors.waiting.days[1][1]", "is 0 after 1; values must not fall"}));
    EXPECT_THAT(problems_of([&](RuleSet& rules) {
                    rules.factors.isolation.lsns6.points = rules.factors.waiting.days.points = level;
                }),
                IsEmpty());
}

TEST(ValidateRules, anxiety_does_not_fall_with_the_level_and_its_floor_is_within_level_3) {
    EXPECT_THAT(
        problems_of([](RuleSet& rules) { rules.factors.anxiety.levels[2] = {100'000}; }),
        ElementsAre(Problem{"factors.anxiety.levels[2]", "is 0.1, less than 0.35 of the level below; must not fall"}));
    EXPECT_THAT(
        problems_of([](RuleSet& rules) {
            rules.factors.anxiety.levels = {{{0}, {0}, {0}, {400'000}}};
        }),
        ElementsAre(Problem{"factors.anxiety", "has a floor of 0.5; must be at most the value of level 3, 0.4"}));
    EXPECT_THAT(problems_of([](RuleSet& rules) { rules.factors.anxiety.half_life_days = 0; }),
                ElementsAre(Problem{"factors.anxiety.half_life_days", "is 0; must be 1 to 3650"}));
}

TEST(ValidateRules, shares_are_0_to_1_and_proxy_terms_minus_1_to_1) {
    EXPECT_THAT(problems_of([](RuleSet& rules) { rules.duties.longest_waiting_share = {1'500'000}; }),
                ElementsAre(Problem{"duties.longest_waiting_share", "is 1.5; must be 0 to 1"}));
    EXPECT_THAT(problems_of([](RuleSet& rules) { rules.factors.isolation.proxy.most = {-1}; }),
                ElementsAre(Problem{"factors.isolation.proxy.most", "is -0.000001; must be 0 to 1"}));
    EXPECT_THAT(problems_of([](RuleSet& rules) { rules.factors.isolation.proxy.support_strong = {-1'000'001}; }),
                ElementsAre(Problem{"factors.isolation.proxy.support_strong", "is -1.000001; must be -1 to 1"}));
    EXPECT_THAT(problems_of([](RuleSet& rules) { rules.work.balance_tolerance = {-1}; }),
                ElementsAre(Problem{"work.balance_tolerance", "is -0.000001; must be 0 to 1"}));
}

TEST(ValidateRules, a_retry_policy_is_in_hours_or_in_working_days) {
    const std::string right = "must be either 1 to 720 hours or 1 to 60 working days";
    EXPECT_THAT(problems_of([](RuleSet& rules) { rules.retries.standard.within_hours = 48; }),
                ElementsAre(Problem{"retries.standard.within", right}));
    EXPECT_THAT(problems_of([](RuleSet& rules) { rules.retries.callback.within_hours = 0; }),
                ElementsAre(Problem{"retries.callback.within", right}));
    EXPECT_THAT(problems_of([](RuleSet& rules) { rules.retries.high_risk.tries = 0; }),
                ElementsAre(Problem{"retries.high_risk.tries", "is 0; must be 1 to 100"}));
}

TEST(ValidateRules, bands_and_caps_are_in_order_and_the_profile_exists) {
    EXPECT_THAT(problems_of([](RuleSet& rules) { rules.bands.medium = {6'001}; }),
                ElementsAre(Problem{"bands", "has medium from 60.01 on, above high; must be at most 60"}));
    EXPECT_THAT(problems_of([](RuleSet& rules) { rules.work.most_level3 = 11; }),
                ElementsAre(Problem{"work",
                                    "allows 11 calls of level 3 but 10 of level 2 and 3 together; "
                                    "most_level2_and_3 must be at least most_level3"}));
    EXPECT_THAT(problems_of([](RuleSet& rules) { rules.work.profile = "normal"; }),
                ElementsAre(Problem{"work.profile",
                                    "names no profile of this rule set; must be one of courant, crise, renforce"}));
    EXPECT_THAT(problems_of([](RuleSet& rules) { rules.work.profiles.clear(); }),
                ElementsAre(Problem{"work.profiles", "is empty; must hold at least one profile"}));
    EXPECT_THAT(problems_of([](RuleSet& rules) { rules.work.levels[3] = {0}; }),
                ElementsAre(Problem{"work.minutes.levels[3]", "is 0; must be 1 to 480"}));
}

TEST(ValidateRules, names_are_lines_and_versions_are_ids) {
    EXPECT_THAT(problems_of([](RuleSet& rules) { rules.name = ""; }),
                ElementsAre(Problem{"name", "must be 1 to 100 characters on one line"}));
    EXPECT_THAT(problems_of([](RuleSet& rules) {
                    rules.name.clear();
                    for (int i = 0; i < 100; ++i) rules.name += "é";  // 100 characters, 200 bytes
                }),
                IsEmpty());
    EXPECT_THAT(problems_of([](RuleSet& rules) { rules.version = "1/2"; }),
                ElementsAre(Problem{"version", "must be 1 to 64 characters of A-Z a-z 0-9 . _ -"}));
}

TEST(ValidateRules, a_calendar_has_windows_in_order_and_a_working_day_in_every_year) {
    EXPECT_THAT(problems_of([](RuleSet& rules) { rules.calendar.windows.clear(); }),
                ElementsAre(Problem{"calendar.windows", "is empty; must hold at least one window"}));
    EXPECT_THAT(problems_of([](RuleSet& rules) { rules.calendar.windows[0].to = {570}; }),
                ElementsAre(Problem{"calendar.windows[0]", "is 09:30-09:30; must end after it begins"}));
    EXPECT_THAT(problems_of([](RuleSet& rules) { rules.calendar.working_days.clear(); }),
                ElementsAre(Problem{"calendar.working_days",
                                    "is empty; must name at least one weekday, 1 Monday to 7 Sunday"}));
    EXPECT_THAT(problems_of([](RuleSet& rules) {
                    rules.calendar.working_days = {1, 1};
                }),
                ElementsAre(Problem{"calendar.working_days[1]", "is 1 after 1; must ascend, each weekday once"}));
    EXPECT_THAT(problems_of([](RuleSet& rules) {
                    rules.calendar.working_days = {7};
                    rules.calendar.easter_offsets.clear();
                    for (int sunday = -70; sunday <= 245; sunday += 7) rules.calendar.easter_offsets.push_back(sunday);
                }),
                // (245 + 70) / 7 + 1 = 46 Sundays
                ElementsAre(Problem{"calendar.easter_offsets", "has 46 entries; must be at most 20"}));
    EXPECT_THAT(
        problems_of([](RuleSet& rules) { rules.calendar.easter_offsets = {251}; }),
        ElementsAre(Problem{"calendar.easter_offsets[0]", "is 251; must be -80 to 250 days from Easter Sunday"}));
    EXPECT_THAT(problems_of([](RuleSet& rules) {
                    rules.calendar.feasts = {{2, 30}, {7, 14}, {7, 14}};
                }),
                ElementsAre(Problem{"calendar.feasts[0]", "is month 2, day 30; must be a date of the year"},
                            Problem{"calendar.feasts[2]", "is there already; must be given once"}));
    EXPECT_THAT(
        problems_of([](RuleSet& rules) { rules.calendar.time_zone = "Europe / Paris"; }),
        ElementsAre(Problem{"calendar.time_zone", "is not the name of a time zone; must be one such as Europe/Paris"}));
}

}  // namespace
}  // namespace bienveille
