#include <gmock/gmock.h>
#include <gtest/gtest.h>
// rapidcheck needs gtest first
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

#include "engine/validate.h"
#include "rules/built_in.h"
#include "rules/rules_json.h"

namespace bienveille {
namespace {

Value any_share() { return {*rc::gen::inRange(0, 1'000'001)}; }
Points any_weight() { return {*rc::gen::inRange(1, 200'000)}; }

Curve any_curve(int least, int most, bool rising) {
    const auto inputs = *rc::gen::nonEmpty(rc::gen::container<std::set<int>>(rc::gen::inRange(least, most + 1)));
    std::vector<Value> values;
    for (std::size_t i = 0; i < inputs.size(); ++i) values.push_back(any_share());
    std::sort(values.begin(), values.end());
    if (!rising) std::reverse(values.begin(), values.end());
    Curve curve;
    for (const int input : inputs) curve.points.push_back({input, values[curve.points.size()]});
    if (curve.points.size() > 100) curve.points.resize(100);
    return curve;
}

RuleSet any_rules() {
    RuleSet rules = default_rules();
    rules.name = "Règles \"d'été\" \\ " + *rc::gen::container<std::string>(rc::gen::inRange<char>(' ', '~'));
    rules.name.resize(std::min<std::size_t>(rules.name.size(), 90));
    rules.description = "line one\nline two\ttab";
    rules.factors.isolation.weight = any_weight();
    rules.factors.isolation.lsns6 = any_curve(0, 30, false);
    rules.factors.isolation.proxy.support_strong = {-any_share().count};
    rules.factors.anxiety.half_life_days = *rc::gen::inRange(1, 3651);
    rules.factors.anxiety.floor = any_share();
    rules.factors.callback.days_left = any_curve(0, 30, false);
    rules.factors.age.years = any_curve(50, 110, true);
    rules.factors.waiting.days = any_curve(0, 60, true);
    rules.duties.longest_waiting_share = any_share();
    RetryPolicy& retry = rules.retries.callback;
    const bool in_hours = *rc::gen::arbitrary<bool>();
    retry.within_hours = in_hours ? *rc::gen::inRange(1, 721) : 0;
    retry.within_working_days = in_hours ? 0 : *rc::gen::inRange(1, 61);
    retry.alternate_half_days = *rc::gen::arbitrary<bool>();
    rules.retries.wait_working_days[Outcome::busy] = *rc::gen::inRange(0, 61);
    rules.work.profiles["x.y"] = {*rc::gen::inRange(0, 1441)};
    rules.calendar.closed_days = {{*rc::gen::inRange(0, 60'000)}};
    rules.calendar.feasts = {{2, 29}, {12, 24}};
    rules.calendar.easter_offsets = {-2, 1};
    return rules;
}

RC_GTEST_PROP(WriteRules, what_is_written_reads_as_the_same_rules, ()) {
    const RuleSet rules = any_rules();
    RC_ASSERT(validate(rules).empty());
    const std::string written = write_rules(rules);
    const auto read = read_rules(written);
    RC_ASSERT(read.ok());
    RC_ASSERT(*read == rules);
    RC_ASSERT(write_rules(*read) == written);
}

TEST(WriteRules, writes_decimals_shortest_and_lists_on_one_line) {
    const std::string written = write_rules(default_rules());
    EXPECT_THAT(written, testing::HasSubstr("\n      \"weight\": 35,\n"));
    EXPECT_THAT(written, testing::HasSubstr("\n        \"support_strong\": -0.2,\n"));
    EXPECT_THAT(written,
                testing::HasSubstr("\"lsns6\": [[0, 1], [5, 1], [11, 0.7], [12, 0.5], [18, 0.15], [24, 0]],\n"));
    EXPECT_THAT(written, testing::HasSubstr("\"within\": {\"hours\": 48},\n"));
    EXPECT_TRUE(written.ends_with("\n}\n"));
}

TEST(WriteRules, writes_nothing_into_what_is_empty) {
    RuleSet rules = default_rules();
    rules.retries.wait_working_days.clear();
    EXPECT_THAT(write_rules(rules), testing::HasSubstr("\"wait_working_days\": {}\n"));
    EXPECT_EQ(*read_rules(write_rules(rules)), rules);
}

}  // namespace
}  // namespace bienveille
