#include "api/score_cards.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "api/display.h"
#include "tests/support/builders.h"

namespace bienveille {
namespace {

using test::day;
using test::on;
using test::tenant;

std::vector<std::string> ranked(const std::vector<Tenant>& tenants) {
    const DayInput input = on("2020-04-03", tenants, {});
    std::vector<std::string> ids;
    for (const RankedCard& each : score_cards(input, test::small_rules()).cards) ids.push_back(each.tenant.text);
    return ids;
}

TEST(ScoreCards, more_points_come_first) {
    EXPECT_EQ(ranked({tenant("calm").isolated(24), tenant("isolated").isolated(4)}),
              (std::vector<std::string>{"isolated", "calm"}));
}

TEST(ScoreCards, equal_points_go_to_the_older_and_never_by_name) {
    // 85 and more are all worth 1.0: only the tie-break can tell 1935 from 1925.
    EXPECT_EQ(ranked({tenant("a").born_in(1935), tenant("b").born_in(1925)}), (std::vector<std::string>{"b", "a"}));
}

TEST(ScoreCards, the_order_does_not_depend_on_the_input) {
    std::vector<Tenant> tenants;
    for (int i = 0; i < 40; ++i) tenants.push_back(tenant("t" + std::to_string(i)));
    const auto first = ranked(tenants);
    std::reverse(tenants.begin(), tenants.end());
    EXPECT_EQ(ranked(tenants), first);
    EXPECT_FALSE(std::is_sorted(first.begin(), first.end())) << "equal tenants must not stand by name";
}

TEST(ScoreCards, nobody_who_asked_not_to_be_called_is_weighed_up) {
    const DayInput input =
        on("2020-04-03", {tenant("in"), tenant("out").who(Status::opted_out), tenant("away").away_until("2020-04-14")},
           {});
    const ScoreCards cards = score_cards(input, test::small_rules());
    ASSERT_EQ(cards.cards.size(), 1u);
    ASSERT_EQ(cards.excluded.size(), 2u);
    EXPECT_EQ(cards.excluded[0].tenant.text, "away");
    EXPECT_EQ(cards.excluded[0].until, day("2020-04-14"));
    EXPECT_EQ(cards.excluded[1].reason, ExcludedReason::opted_out);
}

TEST(ScoreCards, every_row_fits_the_width) {
    const DayInput input = on(
        "2020-04-03", {tenant("a-tenant-with-a-very-long-id").isolated(4).born_in(1930).anxious(3, "2020-04-01")}, {});
    const ScoreCards cards = score_cards(input, test::small_rules());
    TableStyle style;
    style.width = 100;
    std::istringstream lines(score_table(cards, People(), style));
    for (std::string line; std::getline(lines, line);) EXPECT_LE(display_width(line), 100u) << line;
}

}  // namespace
}  // namespace bienveille
