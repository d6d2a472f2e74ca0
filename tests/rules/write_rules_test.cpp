#include <gmock/gmock.h>
#include <gtest/gtest.h>
// rapidcheck needs gtest first
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

#include "engine/digest.h"
#include "engine/validate.h"
#include "rules/built_in.h"
#include "rules/rules_json.h"
#include "tests/support/draw.h"

namespace bienveille {
namespace {

Value any_share() { return {draw(0, 1'000'000)}; }
Points any_weight() { return {draw(1, 199'999)}; }

Curve any_curve(int least, int most, bool rising) {
    std::set<int> inputs;
    for (int i = draw(1, 100); i > 0; --i) inputs.insert(draw(least, most));
    std::vector<Value> values;
    for (std::size_t i = 0; i < inputs.size(); ++i) values.push_back(any_share());
    std::sort(values.begin(), values.end());
    if (!rising) std::reverse(values.begin(), values.end());
    Curve curve;
    for (const int input : inputs) curve.points.push_back({input, values[curve.points.size()]});
    return curve;
}

RuleSet any_rules() {
    RuleSet rules = default_rules();
    rules.name = "Règles \"d'été\" \\ ";
    for (int i = draw(0, 60); i > 0; --i) rules.name += static_cast<char>(draw(' ', '~'));
    rules.description = "line one\nline two\ttab";
    rules.factors.isolation.weight = any_weight();
    rules.factors.isolation.lsns6 = any_curve(0, 30, false);
    rules.factors.isolation.proxy.support_strong = {-any_share().count};
    rules.factors.anxiety.half_life_days = draw(1, 3'650);
    rules.factors.anxiety.floor = any_share();
    rules.factors.callback.days_left = any_curve(0, 30, false);
    rules.factors.age.years = any_curve(50, 110, true);
    rules.factors.waiting.days = any_curve(0, 60, true);
    rules.duties.longest_waiting_share = any_share();
    RetryPolicy& retry = rules.retries.callback;
    const bool in_hours = draw_yes();
    retry.within_hours = in_hours ? draw(1, 720) : 0;
    retry.within_working_days = in_hours ? 0 : draw(1, 60);
    retry.alternate_half_days = draw_yes();
    rules.retries.wait_working_days[Outcome::busy] = draw(0, 60);
    rules.retries.busy_gap_minutes = draw(0, 1'440);
    rules.work.profiles["x.y"] = {draw(0, 1'440)};
    rules.calendar.closed_days = {{draw(0, 59'999)}};
    rules.calendar.feasts = {{2, 29}, {12, 24}};
    rules.calendar.easter_offsets = {-2, 1};
    if (draw_yes()) rules.revision = Revision{"M. B.", {draw(0, 59'999)}, "après l'été \"2020\"", digest(rules)};
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
    RC_ASSERT(digest(*read) == digest(rules));
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
    EXPECT_THAT(write_rules(rules), testing::HasSubstr("\"wait_working_days\": {},\n"));
    EXPECT_EQ(*read_rules(write_rules(rules)), rules);
}

}  // namespace
}  // namespace bienveille
