#include "rules/built_in.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>

#include "engine/validate.h"
#include "rules/rules_json.h"
#include "tests/rules/rule_text.h"
#include "tests/support/builders.h"

namespace bienveille {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Points sum_of_weights(const RuleSet& rules) {
    const Factors& factors = rules.factors;
    return factors.isolation.weight + factors.anxiety.weight + factors.callback.weight + factors.age.weight +
           factors.waiting.weight;
}

// The published and assumed numbers of the domain, section 3, written once more by hand.
TEST(DefaultRules, say_what_the_domain_says_of_the_factors) {
    const Factors& factors = default_rules().factors;
    EXPECT_EQ(factors.isolation.weight, Points{3500});
    EXPECT_EQ(
        factors.isolation.lsns6,
        (Curve{
            {{0, kOne}, {5, kOne}, {11, Value{700'000}}, {12, Value{500'000}}, {18, Value{150'000}}, {24, Value{0}}}}));
    EXPECT_EQ(factors.isolation.proxy, (IsolationProxy{.base = Value{200'000},
                                                       .lives_alone = Value{200'000},
                                                       .lives_alone_unknown = Value{130'000},
                                                       .support_weak = Value{300'000},
                                                       .support_strong = Value{-200'000},
                                                       .support_unknown = Value{40'000},
                                                       .no_contact_person = Value{150'000},
                                                       .relatives_at_risk = Value{100'000},
                                                       .most = Value{800'000}}));
    EXPECT_EQ(factors.anxiety.weight, Points{2500});
    EXPECT_THAT(factors.anxiety.levels, ElementsAre(Value{0}, Value{350'000}, Value{700'000}, kOne));
    EXPECT_EQ(factors.anxiety.half_life_days, 14);
    EXPECT_EQ(factors.anxiety.floor, Value{500'000});
    EXPECT_EQ(factors.anxiety.unknown, Value{0});
    EXPECT_EQ(factors.callback.weight, Points{2000});
    EXPECT_EQ(factors.callback.days_left,
              (Curve{{{0, kOne}, {2, Value{900'000}}, {5, Value{600'000}}, {10, Value{300'000}}}}));
    EXPECT_EQ(factors.callback.none_asked, Value{0});
    EXPECT_EQ(factors.callback.default_due_days, 10);
    EXPECT_EQ(factors.age.weight, Points{1000});
    EXPECT_EQ(factors.age.years,
              (Curve{{{60, Value{0}}, {65, Value{200'000}}, {75, Value{450'000}}, {80, Value{700'000}}, {85, kOne}}}));
    EXPECT_EQ(factors.age.unknown, Value{350'000});
    EXPECT_EQ(factors.waiting.weight, Points{1000});
    EXPECT_EQ(factors.waiting.days, (Curve{{{0, Value{0}}, {14, kOne}}}));
    EXPECT_EQ(factors.waiting.never_reached, kOne);
}

TEST(DefaultRules, know_nothing_of_a_tenant_for_037_of_isolation) {
    const IsolationProxy& proxy = default_rules().factors.isolation.proxy;
    // 0.20 + 0.13 + 0.04
    EXPECT_EQ(proxy.base + proxy.lives_alone_unknown + proxy.support_unknown, Value{370'000});
}

TEST(DefaultRules, say_what_the_domain_says_of_duties_and_retries) {
    const Duties& duties = default_rules().duties;
    EXPECT_EQ(duties.first_recall_working_days, 2);
    EXPECT_EQ(duties.recall_every_working_days, 5);
    EXPECT_EQ(duties.calm_level, 1);
    EXPECT_EQ(duties.calm_times, 2);
    EXPECT_EQ(duties.mandatory_working_days, 5);
    EXPECT_EQ(duties.slack_working_days, 1);
    EXPECT_EQ(duties.rest_days, 14);
    EXPECT_EQ(duties.longest_waiting_share, Value{100'000});
    EXPECT_EQ(duties.high_risk, (HighRisk{3, Value{700'000}, 80, 2}));
    const Retries& retries = default_rules().retries;
    EXPECT_EQ(retries.standard.tries, 4);
    EXPECT_EQ(retries.standard.within_working_days, 5);
    EXPECT_EQ(retries.standard.gap_minutes, 180);
    EXPECT_TRUE(retries.standard.alternate_half_days);
    EXPECT_EQ(retries.callback.tries, 4);
    EXPECT_EQ(retries.callback.within_hours, 48);
    EXPECT_EQ(retries.high_risk.tries, 3);
    EXPECT_EQ(retries.high_risk.most_a_day, 2);  // a third next morning
    EXPECT_EQ(retries.busy_gap_minutes, 30);
    EXPECT_EQ(retries.wait_working_days,
              (std::map<Outcome, int>{{Outcome::reached_brief, 2}, {Outcome::prefers_switchboard, 2}}));
}

TEST(DefaultRules, say_what_the_domain_says_of_work_and_the_calendar) {
    const Work& work = default_rules().work;
    EXPECT_EQ(work.unknown_level, Minutes{9});
    EXPECT_THAT(work.levels, ElementsAre(Minutes{8}, Minutes{10}, Minutes{13}, Minutes{23}));
    EXPECT_EQ(work.pause_after_level3, Minutes{10});
    EXPECT_EQ(work.debrief, Minutes{20});
    EXPECT_EQ(work.most_level3, 5);
    EXPECT_EQ(work.most_level2_and_3, 10);
    EXPECT_EQ(work.profiles, (std::map<std::string, Minutes>{
                                 {"courant", Minutes{240}}, {"renforce", Minutes{300}}, {"crise", Minutes{360}}}));
    EXPECT_EQ(work.balance_tolerance, Value{100'000});
    const Calendar& calendar = default_rules().calendar;
    EXPECT_EQ(calendar.time_zone, "Europe/Paris");
    EXPECT_THAT(calendar.windows, ElementsAre(Window{{570}, {720}}, Window{{840}, {1050}}));  // 9:30-12:00, 14:00-17:30
    EXPECT_THAT(calendar.working_days, ElementsAre(1, 2, 3, 4, 5));
    EXPECT_THAT(calendar.feasts,
                ElementsAre(FixedFeast{1, 1}, FixedFeast{5, 1}, FixedFeast{5, 8}, FixedFeast{7, 14}, FixedFeast{8, 15},
                            FixedFeast{11, 1}, FixedFeast{11, 11}, FixedFeast{12, 25}));
    EXPECT_THAT(calendar.easter_offsets, ElementsAre(1, 39, 50));  // Easter Monday, Ascension, Whit Monday
}

TEST(BuiltInRules, weights_sum_to_100_points) {
    EXPECT_EQ(sum_of_weights(default_rules()), Points{10'000});
    EXPECT_EQ(sum_of_weights(heatwave_rules()), Points{10'000});
}

TEST(BuiltInRules, pass_validate) {
    EXPECT_THAT(validate(default_rules()), IsEmpty());
    EXPECT_THAT(validate(heatwave_rules()), IsEmpty());
}

TEST(HeatwaveRules, call_everybody_every_day_of_the_week) {
    const RuleSet& rules = heatwave_rules();
    EXPECT_EQ(rules.duties.rest_days, 1);
    EXPECT_THAT(rules.calendar.working_days, ElementsAre(1, 2, 3, 4, 5, 6, 7));
    EXPECT_THAT(rules.calendar.feasts, IsEmpty());
    EXPECT_THAT(rules.calendar.easter_offsets, IsEmpty());
    EXPECT_NE(rules.factors, default_rules().factors);
}

// What is in the program is what is in the tree, and as the writer would write it but for the line for editors.
TEST(BuiltInRules, are_the_files_in_the_one_form_of_the_writer) {
    for (const auto& [name, json] : {std::pair{"default", default_rules_json()}, {"heatwave", heatwave_rules_json()}}) {
        std::string written = write_rules(*read_rules(json));
        written.insert(written.find('\n'), "\n  \"$schema\": \"./rules.schema.json\",");
        EXPECT_EQ(written, json) << "rules/" << name << ".json";
    }
}

TEST(RulesNamedOrFile, takes_a_name_or_a_file) {
    EXPECT_EQ(*rules_named_or_file("default"), default_rules());
    EXPECT_EQ(*rules_named_or_file("heatwave"), heatwave_rules());
    const std::string file = testing::TempDir() + "bienveille_named_or_file_test.json";
    std::ofstream(file) << default_with("/name", "\"ours\"");
    EXPECT_EQ(rules_named_or_file(file)->name, "ours");
    std::remove(file.c_str());
}

TEST(RulesNamedOrFile, suggests_the_name_that_was_meant) {
    EXPECT_THAT(
        rules_named_or_file("heat-wave").problems(),
        ElementsAre(problem("heat-wave",
                            "is neither a built-in rule set nor a file; must be default, heatwave or the path of "
                            "a rule file, did you mean heatwave?")));
    EXPECT_FALSE(rules_named_or_file(""));
}

// Most tests of the engine plan with small_rules(): what they show is then true of the rules that people get.
TEST(BuiltInRules, the_tests_own_rules_are_the_default_ones_by_another_name) {
    RuleSet rules = test::small_rules();
    rules.name = default_rules().name;
    rules.version = default_rules().version;
    rules.description = default_rules().description;
    EXPECT_EQ(write_rules(rules), write_rules(default_rules()));
}

}  // namespace
}  // namespace bienveille
