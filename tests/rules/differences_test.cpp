#include "rules/differences.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/digest.h"
#include "rules/built_in.h"
#include "rules/rules_json.h"
#include "tests/rules/rule_text.h"

namespace bienveille {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

RuleSet changed(const std::string& pointer, const std::string& json) {
    return *read_rules(default_with(pointer, json));
}

TEST(RuleDifferences, equal_rules_have_none) { EXPECT_THAT(differences(default_rules(), default_rules()), IsEmpty()); }

TEST(RuleDifferences, a_number_is_told_by_its_field_with_both_values) {
    EXPECT_THAT(differences(default_rules(), changed("/factors/isolation/weight", "30")),
                ElementsAre(RuleDifference{"/factors/isolation/weight", {}, "35", "30"}));
    EXPECT_THAT(differences(default_rules(), changed("/work/minutes/levels/3", "25")),
                ElementsAre(RuleDifference{"/work/minutes/levels/3", {}, "23", "25"}));
    EXPECT_THAT(
        differences(default_rules(), changed("/retries/callback/within", R"({"working_days": 2})")),
        ElementsAre(RuleDifference{"/retries/callback/within", {}, R"({"hours": 48})", R"({"working_days": 2})"}));
}

TEST(RuleDifferences, a_curve_is_compared_where_either_has_a_point) {
    // From 2 to 5 days the default falls from 0.9 to 0.6. A value of 0.95 at 2 days:
    EXPECT_THAT(differences(default_rules(),
                            changed("/factors/callback/days_left", "[[0, 1], [2, 0.95], [5, 0.6], [10, 0.3]]")),
                ElementsAre(RuleDifference{"/factors/callback/days_left", 2, "0.9", "0.95"}));
    // Without its point at 5 it is straight from 2 to 10: 0.9 - 0.6 * 3 / 8 = 0.675 there.
    EXPECT_THAT(differences(default_rules(), changed("/factors/callback/days_left", "[[0, 1], [2, 0.9], [10, 0.3]]")),
                ElementsAre(RuleDifference{"/factors/callback/days_left", 5, "0.6", "0.675"}));
    // A point on the line changes no value, yet the rule set is another one: 0 to 14 days is 0 to 1, so 7 is 0.5.
    EXPECT_THAT(differences(default_rules(), changed("/factors/waiting/days", "[[0, 0], [7, 0.5], [14, 1]]")),
                ElementsAre(RuleDifference{"/factors/waiting/days", 7, "0.5", "0.5"}));
}

TEST(RuleDifferences, what_only_one_has_has_one_value) {
    const RuleSet more = changed("/work/profiles/nuit", "120");
    EXPECT_THAT(differences(default_rules(), more), ElementsAre(RuleDifference{"/work/profiles/nuit", {}, {}, "120"}));
    EXPECT_THAT(differences(more, default_rules()), ElementsAre(RuleDifference{"/work/profiles/nuit", {}, "120", {}}));
}

TEST(RuleDifferences, swapping_the_two_swaps_from_and_to) {
    std::vector<RuleDifference> there = differences(default_rules(), heatwave_rules());
    EXPECT_GT(there.size(), 20u);
    for (RuleDifference& each : there) std::swap(each.from, each.to);
    EXPECT_EQ(differences(heatwave_rules(), default_rules()), there);
}

TEST(Revision, is_read_written_and_part_of_the_digest) {
    RuleSet rules = default_rules();
    const std::string unsigned_digest = digest(rules);
    rules.revision = Revision{"M. B.", *day_from_iso("2020-04-14"), "isolation weighs less by phone", unsigned_digest};
    const auto again = read_rules(write_rules(rules));
    ASSERT_TRUE(again);
    EXPECT_EQ(again->revision, rules.revision);
    EXPECT_EQ(digest(*again), digest(rules));
    EXPECT_NE(digest(rules), unsigned_digest);
    rules.revision->reason = "another reason";
    EXPECT_NE(digest(rules), digest(*again));
    EXPECT_THAT(differences(*again, rules),
                ElementsAre(RuleDifference{
                    "/revision/reason", {}, "\"isolation weighs less by phone\"", "\"another reason\""}));
}

TEST(Revision, has_an_author_a_reason_and_a_parent_that_is_a_digest) {
    const auto read = read_rules(default_with(
        "/revision", R"({"author": "", "on": "2020-04-31", "reason": "a\nb", "parent": "default-1.0.0"})"));
    ASSERT_FALSE(read);
    EXPECT_THAT(read.problems(),
                testing::UnorderedElementsAre(
                    problem("/revision/on", "is \"2020-04-31\"; must be a day such as \"2020-04-13\""),
                    problem("/revision/author", "must be 1 to 100 characters on one line"),
                    problem("/revision/reason", "must be 1 to 500 characters on one line"),
                    problem("/revision/parent",
                            "must be the digest of a version, 32 characters of 0-9 a-f, or empty for the first")));
}

}  // namespace
}  // namespace bienveille
