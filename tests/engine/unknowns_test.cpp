#include "engine/unknowns.h"

#include <gtest/gtest.h>

#include "tests/support/builders.h"
#include "tests/support/random_input.h"
#include "tests/support/thorough.h"

namespace bienveille {
namespace {

using namespace test;

// Everything known, 85 and over, alone or not unknown: isolation 35, anxiety level 0: 0, no callback 0, age 10, never reached 10.
Tenant known(int number) {
    return tenant("k" + std::to_string(number)).lives_in("Nord").isolated(5).anxious(0, "2020-03-20").born_in(1930);
}
// Nothing known: the proxy's base 0.20, living alone unknown 0.13, support unknown 0.04: 0.37 x 35 = 12.95; anxiety 0; age
// 0.35 x 10 = 3.5; never reached 10.
Tenant unknown(int number) { return tenant("u" + std::to_string(number)).lives_in("Sud"); }

DayInput twenty_people() {
    DayInput input = on("2020-04-03", {}, {advisor("ANA").with_minutes(90)});
    for (int i = 0; i < 10; ++i) {
        input.tenants.push_back(known(i));
        input.tenants.push_back(unknown(i));
    }
    return input;
}

// Q2
TEST(Unknowns, add_up_by_hand) {
    const auto found = unknowns(twenty_people(), small_rules());
    ASSERT_TRUE(found);
    // 10 x 55 + 10 x 26.45
    EXPECT_EQ(found->all, (RestsOn{20, 10, Points{81'450}, Points{12'950}, Points{3'500}}));
    // Ten calls of 8 minutes, and one of 9 in the ten that are left.
    EXPECT_EQ(found->called, (RestsOn{11, 1, Points{57'645}, Points{1'295}, Points{350}}));
    const auto factor = [&](Factor which) { return found->factors[static_cast<std::size_t>(which)]; };
    EXPECT_EQ(factor(Factor::isolation), (RestsOn{20, 10, Points{47'950}, Points{12'950}, {}}));
    EXPECT_EQ(factor(Factor::anxiety), (RestsOn{20, 10, {}, {}, {}}));  // a stand-in of 0 points is an unknown too
    EXPECT_EQ(factor(Factor::callback), (RestsOn{20, 0, {}, {}, {}}));
    EXPECT_EQ(factor(Factor::age), (RestsOn{20, 10, Points{13'500}, {}, Points{3'500}}));
    EXPECT_EQ(factor(Factor::waiting), (RestsOn{20, 0, Points{20'000}, {}, {}}));
}

TEST(Unknowns, are_told_of_groups_that_are_not_too_small) {
    DayInput input = twenty_people();
    input.tenants.push_back(tenant("x").lives_in("Est").isolated(5));
    const auto found = unknowns(input, small_rules());
    ASSERT_TRUE(found);
    std::string names;
    for (const auto& group : found->groups) names += group.name + std::to_string(group.all.with_unknown) + " ";
    // Areas; age bands; households; LSNS-6. x has no age and was never assessed.
    EXPECT_EQ(names, "Nord0 Sud10 85_and_over0 unknown11 unknown11 known1 unknown10 ");
    EXPECT_EQ(found->groups[1].all, (RestsOn{10, 10, Points{26'450}, Points{12'950}, Points{3'500}}));
}

// Q1
TEST(Unknowns, Q1_of_factors_add_up_to_all) {
    for (std::uint64_t seed = 1; seed <= (kThorough ? 200 : 20); ++seed) {
        SCOPED_TRACE(seed);
        const RandomDay random = medium_day(seed);
        const auto found = unknowns(random.input, random.rules);
        ASSERT_TRUE(found);
        Points points, estimated, unknown;
        for (const RestsOn& factor : found->factors) {
            points += factor.points;
            estimated += factor.estimated;
            unknown += factor.unknown;
        }
        EXPECT_EQ(points, found->all.points);
        EXPECT_EQ(estimated, found->all.estimated);
        EXPECT_EQ(unknown, found->all.unknown);
        EXPECT_LE(estimated + unknown, points);
        EXPECT_LE(found->called.people, found->all.people);
    }
}

}  // namespace
}  // namespace bienveille
