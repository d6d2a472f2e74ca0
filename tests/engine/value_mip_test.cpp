// Policy value on small days of real minutes against an exact solver of mixed integer programs (bench/mip_rival.h).
#include <gtest/gtest.h>

#include <array>
#include <cstdio>

#include "bench/mip_rival.h"
#include "engine/plan.h"
#include "tests/support/thorough.h"
#include "tests/support/value_days.h"

namespace bienveille::test {
namespace {

TEST(Value, OfRealMinutesItNeverBeatsTheExactOptimumNorDoesTheOptimumBeatTheBound) {
    constexpr int kDays = kThorough ? 600 : 120;
    constexpr std::array<double, 6> kGaps{0, 0.001, 0.0025, 0.005, 0.01, 0.02};  // histogram, upper ends
    std::array<int, kGaps.size() + 1> of_plan{}, of_bound{};
    const auto count = [&](auto& histogram, double gap) {
        std::size_t i = 0;
        while (i < kGaps.size() && gap > kGaps[i] + 1e-12) ++i;
        ++histogram[i];
    };
    int solved = 0;
    for (std::uint64_t seed = 1; seed <= kDays; ++seed) {
        RandomDay random = day_of_unlike_calls(seed);
        random.rules.policy = Policy::value;
        const auto plan = make_plan(random.input, random.rules);
        ASSERT_TRUE(plan);
        const auto best = bench::most_points(*plan, random.input, random.rules);
        if (!best) continue;
        ++solved;
        const Certificate& certificate = plan->certificate;
        ASSERT_LE(certificate.points.count, *best) << "seed " << seed;
        ASSERT_GE(certificate.upper_bound.count, *best) << "seed " << seed;
        count(of_plan,
              *best == 0 ? 0 : static_cast<double>(*best - certificate.points.count) / static_cast<double>(*best));
        count(of_bound,
              *best == 0 ? 0 : static_cast<double>(certificate.upper_bound.count - *best) / static_cast<double>(*best));
        if (certificate.points.count < *best)
            std::printf("  seed %llu: %lld of %lld hundredths\n", static_cast<unsigned long long>(seed),
                        static_cast<long long>(certificate.points.count), static_cast<long long>(*best));
    }
    std::printf("%d days; points missing to the exact optimum, and bound above it, as a share of the optimum:\n",
                solved);
    for (std::size_t i = 0; i <= kGaps.size(); ++i)
        std::printf("  %s %.2f %%: plan %d, bound %d\n", i < kGaps.size() ? "up to" : "above",
                    kGaps[std::min(i, kGaps.size() - 1)] * 100, of_plan[i], of_bound[i]);
    EXPECT_GE(solved, kDays * 95 / 100);
    // Two lists at a time are shared out as well as can be; where three would have to change at once, some points are missed.
    EXPECT_GE(of_plan[0], solved * 95 / 100) << "the exact optimum is reached on nearly all small days";
}

}  // namespace
}  // namespace bienveille::test
