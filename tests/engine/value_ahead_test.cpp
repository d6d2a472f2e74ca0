// Policy value on days of equal minutes where the days ahead are so full that who is called today hangs on them.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <string>

#include "engine/audit.h"
#include "engine/plan.h"
#include "tests/support/builders.h"
#include "tests/support/thorough.h"
#include "tests/support/value_days.h"

namespace bienveille::test {
namespace {

bool finds(const Plan& plan, const RandomDay& random, const std::string& message = "") {
    const auto findings = audit(plan, random.input, random.rules);
    return std::any_of(findings.begin(), findings.end(), [&](const Finding& f) {
        return f.promise == "P5" && f.message.find(message) != std::string::npos;
    });
}

bool is_later(const Price& price) { return price.day.has_value(); }

// x has room for two calls a day, and five callbacks are due by Tuesday: four on Monday and Tuesday, so that one must be made today
// although two others have more points. Only what places on these days are worth says that this cannot be helped.
RandomDay five_promised_by_tuesday() {
    RandomDay random{0, {}, small_rules()};
    random.rules.policy = Policy::value;
    random.rules.work.unknown_level = Minutes{10};
    random.rules.duties.longest_waiting_share = {};
    std::vector<Tenant> tenants;
    for (int i = 0; i < 5; ++i)
        tenants.push_back(
            tenant("promised-" + std::to_string(i)).isolated(30).born_in(1955 + i).promised_by("2020-04-07"));
    for (int i = 0; i < 3; ++i) tenants.push_back(tenant("other-" + std::to_string(i)).isolated(i).born_in(1920));
    random.input = on("2020-04-03", tenants, {advisor("x").with_minutes(20)});
    return random;
}

TEST(Value, P5WhoMustBeCalledTodaySinceLaterDaysAreFullIsProvenByWhatThoseAreWorth) {
    const RandomDay random = five_promised_by_tuesday();
    const Plan plan = make_plan(random.input, random.rules).value();
    ASSERT_EQ(plan.lists[0].calls.size(), 2U);
    EXPECT_EQ(plan.promises.kept, 5);
    EXPECT_TRUE(plan.certificate.optimal)
        << plan.certificate.points.count << " of at most " << plan.certificate.upper_bound.count;
    EXPECT_TRUE(std::any_of(plan.certificate.prices.begin(), plan.certificate.prices.end(), is_later));
    EXPECT_TRUE(audit(plan, random.input, random.rules).empty());
}

TEST(Value, P5TheAuditFindsEveryPriceOfALaterDayThatCannotBe) {
    const RandomDay random = five_promised_by_tuesday();
    const Plan good = make_plan(random.input, random.rules).value();
    const Price price{{}, {50}, {}, {}, {}, {{"x"}}, day("2020-04-07")};
    const auto says = [&](std::vector<Price> prices, const char* message) {
        Plan plan = good;
        plan.certificate.prices = std::move(prices);
        return finds(plan, random, message);
    };
    const auto with = [&](auto change) {
        Price changed = price;
        change(changed);
        return std::vector<Price>{changed};
    };
    EXPECT_FALSE(says({price}, "is for") || says({price}, "second") || says({price}, "is no"));
    EXPECT_TRUE(says({price, price}, "second price"));
    EXPECT_TRUE(says({price, {{1}, {}, {}, {}, {}, {}}}, "for a day before"));
    EXPECT_TRUE(says(with([](Price& p) { p.day = day("2020-04-03"); }), "must be after the plan's day"));
    EXPECT_TRUE(says(with([](Price& p) { p.day = day("2020-05-03"); }), "must be after the plan's day"));
    EXPECT_TRUE(says(with([](Price& p) { p.day = day("2020-04-05"); }), "who is not there on 2020-04-05"));
    EXPECT_TRUE(says(with([](Price& p) { p.advisors = {{"nobody"}}; }), "who is not there"));
    EXPECT_TRUE(says(with([](Price& p) { p.advisors.clear(); }), "for nobody"));
    EXPECT_TRUE(says(with([](Price& p) { p.per_place_apart = Value{1}; }), "places apart"));
    EXPECT_TRUE(says(with([](Price& p) { p.per_call = Value{}; }), "is no price"));
    EXPECT_TRUE(says(with([](Price& p) { p.per_call = Value{-1}; }), "must be 0 to"));
    RandomDay by_rank = random;
    by_rank.rules.policy = Policy::rank;
    Plan plan = make_plan(by_rank.input, by_rank.rules).value();
    plan.certificate.prices.push_back(price);
    EXPECT_TRUE(finds(plan, by_rank, "by rank there is none"));
}

// Before later days had prices, 85, 146 and 957 were best and not told to be; on the others points were missing, which calls moved over later
// days bring.
TEST(Value, P5OfEqualMinutesWhereTheDaysAheadAreFullThePlanIsToldToBeOptimal) {
    constexpr std::uint64_t kDays = kThorough ? 200 : 40;
    int days = 0, told_optimal = 0, priced = 0;
    const auto look = [&](const RandomDay& random) {
        const Plan plan = make_plan(random.input, random.rules).value();
        EXPECT_FALSE(finds(plan, random)) << "seed " << random.seed;
        EXPECT_TRUE(plan.certificate.optimal) << "seed " << random.seed << ": " << plan.certificate.points.count
                                              << " of at most " << plan.certificate.upper_bound.count;
        ++days;
        told_optimal += plan.certificate.optimal ? 1 : 0;
        priced += std::any_of(plan.certificate.prices.begin(), plan.certificate.prices.end(), is_later) ? 1 : 0;
    };
    for (const std::uint64_t seed : {85, 146, 330, 482, 623, 786, 819, 957})
        look(day_of_equal_calls_with_full_days_ahead(seed));
    for (const std::uint64_t seed : {1029, 1509, 1677, 1763, 1781})
        look(day_of_equal_calls_with_deadlines_of_all_kinds(seed));
    // Advisors who are there later, but not for as long as a call takes.
    for (const std::uint64_t seed : {546, 606}) look(day_of_equal_calls_with_tight_days_ahead(seed));
    for (std::uint64_t seed = 1; seed <= kDays; ++seed) {
        look(day_of_equal_calls_with_full_days_ahead(seed));
        look(day_of_equal_calls_with_deadlines_of_all_kinds(seed));
        look(day_of_equal_calls_with_tight_days_ahead(seed));
    }
    std::printf("days ahead full: told to be optimal on %d of %d days; with prices of later days %d\n", told_optimal,
                days, priced);
    EXPECT_GE(priced, 15);
}

// On 504 a list that two caps fill has no room apart either (value_caps_cross_test.cpp).
TEST(Value, P5OfEqualMinutesWhereTheDaysAheadAreFullAndTheDayRunsThePlanIsToldToBeOptimal) {
    constexpr std::uint64_t kDays = kThorough ? 200 : 40;
    const auto look = [](std::uint64_t seed) {
        const RandomDay random = while_it_runs(day_of_equal_calls_with_deadlines_of_all_kinds(seed), seed % 2 == 0);
        const Plan plan = make_plan(random.input, random.rules).value();
        EXPECT_FALSE(finds(plan, random)) << "seed " << random.seed;
        EXPECT_TRUE(plan.certificate.optimal) << "seed " << random.seed;
    };
    look(504);
    for (std::uint64_t seed = 1; seed <= kDays; ++seed) look(seed);
}

// Each price of a later day alone a hundredth of a point lower or higher, another day's, or left out, the bound told as it was.
TEST(Value, P5TheAuditFindsEveryForgedPriceOfALaterDay) {
    int tried = 0, found = 0;
    for (const std::uint64_t seed : {85, 146, 482, 623, 786, 819, 957}) {
        const RandomDay random = day_of_equal_calls_with_full_days_ahead(seed);
        const Plan good = make_plan(random.input, random.rules).value();
        const auto forge = [&](auto change) {
            Plan plan = good;
            if (!change(plan.certificate.prices)) return;
            ++tried;
            found += finds(plan, random) ? 1 : 0;
        };
        for (std::size_t row = 0; row < good.certificate.prices.size(); ++row) {
            if (!is_later(good.certificate.prices[row])) continue;
            for (Value Price::*price : {&Price::per_call, &Price::per_level2_or_3, &Price::per_level3})
                for (const std::int64_t by : {-10'000, 10'000})
                    forge([&](std::vector<Price>& prices) {
                        Value& forged = prices[row].*price;
                        if (forged == Value{} || forged.count + by < 0) return false;
                        forged.count += by;
                        return true;
                    });
            forge([&](std::vector<Price>& prices) {
                prices[row].day = *prices[row].day + 1;
                return true;
            });
            forge([&](std::vector<Price>& prices) {
                prices.erase(prices.begin() + static_cast<std::ptrdiff_t>(row));
                return true;
            });
        }
    }
    std::printf("forged prices of later days: %d found of %d\n", found, tried);
    EXPECT_GT(tried, 30);
    EXPECT_GT(found * 2, tried);
}

}  // namespace
}  // namespace bienveille::test
