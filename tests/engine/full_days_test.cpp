// Days that are full, as one shortfall shows: who is due later is left the days after them, and another shortfall counts these alone.
#include <gtest/gtest.h>

#include <cstdio>

#include <algorithm>

#include "bench/tight_weeks.h"
#include "engine/audit.h"
#include "engine/plan.h"
#include "tests/support/builders.h"

namespace bienveille::test {
namespace {

bool says(const std::vector<Finding>& findings, const std::string& what) {
    return std::any_of(findings.begin(), findings.end(), [&](const Finding& each) {
        return each.promise == "P4" && each.path.find(what) != std::string::npos;
    });
}

// A week of a few calls an advisor a day, with twice as many promises, and one of short lists: what is left over on the days before is too
// little for whole calls, which only every filling of all lists together would tell at once.
class FullDays : public testing::TestWithParam<std::pair<bench::Family, std::uint64_t>> {
protected:
    FullDays() : input(bench::tight_week(GetParam().first, GetParam().second)), plan(*make_plan(input, rules)) {
        for (std::size_t s = 0; s < plan.promises.shortfall.size(); ++s)
            if (plan.promises.shortfall[s].full_until) told.push_back(s);
    }

    std::string path(std::size_t s, const char* field) const {
        return "promises.shortfall[" + std::to_string(s) + "]" + field;
    }

    RuleSet rules = small_rules();
    DayInput input;
    Plan plan;
    std::vector<std::size_t> told;  // of the shortfalls
};

TEST_P(FullDays, ProveWhatIsDueLater) {
    ASSERT_FALSE(told.empty());
    EXPECT_TRUE(audit(plan, input, rules).empty());
    int proven = 0;
    for (const Unplanned& row : plan.unplanned) {
        if (row.keeping != Keeping::impossible) continue;
        const auto names = [&](std::size_t s) {
            const auto& tenants = plan.promises.shortfall[s].tenants;
            return std::binary_search(tenants.begin(), tenants.end(), row.tenant);
        };
        proven += std::any_of(told.begin(), told.end(), names) ? 1 : 0;
    }
    std::printf("%zu of %zu shortfalls after full days, which name %d whom they prove; %d unproven\n", told.size(),
                plan.promises.shortfall.size(), proven, plan.promises.unproven);
    for (const std::size_t s : told) {
        const Shortfall& shortfall = plan.promises.shortfall[s];
        EXPECT_LT(*shortfall.full_until, shortfall.days.front());
        for (const Cure& cure : shortfall.cures) EXPECT_LT(*shortfall.full_until, cure.day);
    }
}

TEST_P(FullDays, AreNotTakenOnTrust) {
    ASSERT_FALSE(told.empty());
    for (const std::size_t s : told) {
        const auto forged = [&](auto change) {
            Plan changed = plan;
            change(changed);
            return audit(changed, input, rules);
        };
        EXPECT_TRUE(says(forged([&](Plan& p) { p.promises.shortfall[s].full_until.reset(); }), path(s, ".days")));
        for (const int days : {-1, 1, 2, 7})
            EXPECT_TRUE(says(forged([&](Plan& p) {
                                 auto& until = p.promises.shortfall[s].full_until;
                                 until = *until + days;
                             }),
                             path(s, "")))
                << days;
        // Whoever shows it is gone.
        EXPECT_TRUE(says(forged([&](Plan& p) {
                             std::erase_if(p.promises.shortfall,
                                           [](const Shortfall& each) { return !each.full_until.has_value(); });
                         }),
                         ".full_until"));
        // Somebody is counted who is due on a full day.
        const auto early = std::find_if(input.tenants.begin(), input.tenants.end(), [&](const Tenant& each) {
            return each.callback_due_on && *each.callback_due_on <= *plan.promises.shortfall[s].full_until;
        });
        ASSERT_NE(early, input.tenants.end());
        EXPECT_TRUE(says(forged([&](Plan& p) {
                             auto& tenants = p.promises.shortfall[s].tenants;
                             tenants.insert(std::upper_bound(tenants.begin(), tenants.end(), early->id), early->id);
                         }),
                         path(s, "")));
    }
}

INSTANTIATE_TEST_SUITE_P(Weeks, FullDays,
                         testing::Values(std::pair{bench::Family::few_calls, std::uint64_t{55}},
                                         std::pair{bench::Family::one_hour, std::uint64_t{53}}));

}  // namespace
}  // namespace bienveille::test
