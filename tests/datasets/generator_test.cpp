#include "datasets/generator.h"

#include <gtest/gtest.h>

#include <chrono>
#include <map>
#include <set>

#include "datasets/read.h"
#include "engine/names.h"
#include "engine/validate.h"
#include "tests/datasets/records.h"
#include "tests/datasets/scratch.h"

namespace bienveille {
namespace {

const Day kFriday = *day_from(2020, 4, 3);

TEST(ASyntheticCampaign, IsTheSameForTheSameSeedOnly) {
    const Synthetic a = make_synthetic(1, 200, 8, kFriday);
    const Synthetic b = make_synthetic(1, 200, 8, kFriday);
    const Synthetic c = make_synthetic(2, 200, 8, kFriday);
    EXPECT_EQ(texts_of(a.tenants), texts_of(b.tenants));
    EXPECT_EQ(texts_of(a.advisors), texts_of(b.advisors));
    EXPECT_NE(texts_of(a.tenants), texts_of(c.tenants));
}

TEST(ASyntheticCampaign, KeepsItsRowsWhenItGrows) {
    const Synthetic small = make_synthetic(1, 50, 8, kFriday);
    const Synthetic large = make_synthetic(1, 100, 8, kFriday);
    const std::vector<TenantRecord> first(large.tenants.begin(), large.tenants.begin() + 50);
    EXPECT_EQ(texts_of(first), texts_of(small.tenants));
}

TEST(ASyntheticCampaign, MayBePlanned) {
    for (const std::uint64_t seed : {1u, 2u, 3u}) {
        const Synthetic synthetic = make_synthetic(seed, 2000, 20, kFriday);
        CampaignDay day{synthetic.campaign, synthetic.tenants, synthetic.advisors, synthetic.availability, {}};
        for (const Problem& problem : validate(day.input(kFriday)))
            ADD_FAILURE() << problem.path << " " << problem.message;
    }
}

TEST(ASyntheticCampaign, HasTheSharesThatAreDocumented) {
    // 20,000 tenants: one standard deviation of a share of 20 % is 0.3 points; four are allowed.
    const Synthetic synthetic = make_synthetic(11, 20'000, 400, kFriday);
    const auto percent = [&](auto keep) {
        return 100.0 * static_cast<double>(std::count_if(synthetic.tenants.begin(), synthetic.tenants.end(), keep)) /
               20'000;
    };
    // 0.85 reached x 0.97 active x 0.24
    EXPECT_NEAR(percent([](const TenantRecord& t) { return t.facts.callback_due_on.has_value(); }), 19.8, 1.2);
    EXPECT_NEAR(percent([](const TenantRecord& t) { return t.facts.last_reached_on.has_value(); }), 85, 1.0);
    EXPECT_NEAR(percent([](const TenantRecord& t) { return t.facts.language == "fr"; }), 92, 0.8);
    EXPECT_NEAR(percent([](const TenantRecord& t) { return t.phone.empty(); }), 1.5, 0.4);
    EXPECT_NEAR(percent([](const TenantRecord& t) { return t.facts.status == Status::active; }), 97, 0.5);
    // Level 3 by the quotas of 2020, 40 of 944, among the reached: 3.6 %.
    EXPECT_NEAR(percent([](const TenantRecord& t) { return t.facts.anxiety == 3; }), 3.6, 0.6);

    std::set<std::string> areas;
    for (const AdvisorRecord& advisor : synthetic.advisors) areas.insert(advisor.facts.area);
    EXPECT_EQ(areas.size(), 40u) << "one for ten advisors";
    const auto part_time = std::count_if(
        synthetic.advisors.begin(), synthetic.advisors.end(),
        [](const AdvisorRecord& a) { return a.facts.works_on.size() < 5 || a.facts.minutes == Minutes{150}; });
    EXPECT_NEAR(static_cast<double>(part_time), 80, 32) << "20 % of 400";
    EXPECT_TRUE(std::any_of(synthetic.advisors.begin(), synthetic.advisors.end(),
                            [](const AdvisorRecord& a) { return !a.facts.absent_on.empty(); }));
    EXPECT_FALSE(synthetic.availability.empty());
}

TEST(ThePromisesOfASyntheticCampaign, AreSpreadOverTenWorkingDays) {
    const Synthetic synthetic = make_synthetic(5, 20'000, 40, kFriday);
    const WorkingDays working(synthetic.campaign.calendar, kFriday);
    std::map<Day, int> due;
    for (const TenantRecord& tenant : synthetic.tenants) {
        if (!tenant.facts.callback_due_on) continue;
        EXPECT_TRUE(working.is_working(*tenant.facts.callback_due_on));
        EXPECT_LE(*tenant.facts.callback_requested_on, *tenant.facts.callback_due_on);
        ++due[*tenant.facts.callback_due_on];
    }
    ASSERT_EQ(due.size(), 10u);
    EXPECT_EQ(due.begin()->first, kFriday);
    EXPECT_EQ(due.rbegin()->first, *day_from(2020, 4, 17)) << "Easter Monday, 13 April, is closed";
    for (const auto& [day, number] : due) EXPECT_NEAR(number, 396, 100) << day.iso() << ": a tenth of 19.8 % of 20,000";
}

TEST(ASyntheticDirectory, IsReadBackAsItWasDrawn) {
    const Scratch directory;
    const SyntheticCampaign synthetic(3, 3000, 12, kFriday);
    ASSERT_EQ(write_synthetic(synthetic, directory.path()), Problems{});
    const auto loaded = load_campaign(directory.path(), kFriday);
    ASSERT_TRUE(loaded) << loaded.problems()[0].path << loaded.problems()[0].message;
    const Synthetic drawn = make_synthetic(3, 3000, 12, kFriday);
    EXPECT_EQ(texts_of(loaded->tenants), texts_of(drawn.tenants));
    EXPECT_EQ(texts_of(loaded->advisors), texts_of(drawn.advisors));
    EXPECT_EQ(texts_of(loaded->availability), texts_of(drawn.availability));
    EXPECT_EQ(loaded->campaign, drawn.campaign);

    const Problems again = write_synthetic(synthetic, directory.path());
    EXPECT_EQ(again.size(), 4u) << "nothing is overwritten";
}

TEST(ASyntheticDirectory, MayBeEmpty) {
    const Scratch directory;
    ASSERT_EQ(write_synthetic(SyntheticCampaign(3, 0, 0, kFriday), directory.path()), Problems{});
    EXPECT_TRUE(load_campaign(directory.path(), kFriday)->tenants.empty());
}

TEST(SizesOutOfBounds, AreRefused) {
    EXPECT_EQ(problems_of_sizes(1'000'000, 4'000), Problems{});
    EXPECT_EQ(problems_of_sizes(-1, 4'001),
              (Problems{{"tenants", "is -1; must be 0 to 1000000"}, {"advisors", "is 4001; must be 0 to 4000"}}));
}

TEST(AMillionTenants, AreDrawnInSeconds) {
    const SyntheticCampaign synthetic(1, 1'000'000, 4'000, kFriday);
    const auto start = std::chrono::steady_clock::now();
    int reached = 0;
    for (int i = 0; i < 1'000'000; i += 10)
        reached += synthetic.tenant(i).facts.last_reached_on ? 1 : 0;  // a tenth of them
    const auto seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    std::printf("100,000 of a million tenants drawn in %.2f s\n", seconds);
    EXPECT_NEAR(reached, 85'000, 1'000);
    EXPECT_LT(seconds, 30) << "even with sanitizers on a busy machine";
}

}  // namespace
}  // namespace bienveille
