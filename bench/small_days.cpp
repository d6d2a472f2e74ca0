#include "bench/small_days.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "bench/mip_rival.h"
#include "engine/plan.h"

namespace bienveille::bench {
namespace {

constexpr Size kSize{60, 2};  // two days of 240 minutes for 60 people who wait: two in five are called

Instance small_day(std::uint64_t seed) {
    Instance day = instance(Situation::real, kSize, seed);
    for (Tenant& tenant : day.input.tenants) tenant.callback_slot.time.reset();
    day.rules.policy = Policy::value;
    return day;
}

}  // namespace

Gaps gaps_on_small_days(const Options& options) {
    Gaps gaps;
    gaps.size = kSize;
    for (int n = 0; n < options.small_days; ++n) {
        const Instance day = small_day(options.seed + static_cast<std::uint64_t>(n));
        const auto plan = make_plan(day.input, day.rules);
        if (!plan) throw std::runtime_error("a small day has no plan");
        const auto best = most_points(*plan, day.input, day.rules);
        if (!best) {
            ++gaps.unsolved;
            continue;
        }
        const Certificate& certificate = plan->certificate;
        if (certificate.points.count > *best || *best > certificate.upper_bound.count)
            throw std::runtime_error(fmt::format("small day {}: {} points planned, {} are the optimum, {} the bound", n,
                                                 certificate.points.count, *best, certificate.upper_bound.count));
        ++gaps.days;
        const double gap =
            *best == 0 ? 0 : static_cast<double>(*best - certificate.points.count) / static_cast<double>(*best);
        gaps.worst = std::max(gaps.worst, gap);
        std::size_t range = 0;
        while (range < Gaps::kUpTo.size() && (range == 0 ? gap > 0 : gap >= Gaps::kUpTo[range])) ++range;
        ++gaps.counts[range];
    }
    return gaps;
}

std::string gap_range(std::size_t i) {
    if (i == 0) return "none";
    if (i == Gaps::kUpTo.size()) return "more";
    return fmt::format("< {:g} %", Gaps::kUpTo[i] * 100);
}

std::string table(const Gaps& gaps) {
    std::string text = fmt::format(
        "Policy value against the exact optimum (GLPK): {} days of {} tenants x {} advisors, real minutes{}\n  ",
        gaps.days, gaps.size.tenants, gaps.size.advisors,
        gaps.unsolved > 0 ? fmt::format(", {} more not solved in time", gaps.unsolved) : "");
    for (std::size_t i = 0; i < gaps.counts.size(); ++i) text += fmt::format("{}: {}   ", gap_range(i), gaps.counts[i]);
    return text + fmt::format("worst: {:.2f} %\n", gaps.worst * 100);
}

std::string json(const Gaps& gaps) {
    std::string text = fmt::format(R"({{"tenants": {}, "advisors": {}, "days": {}, "unsolved": {}, "worst": {:.6f})",
                                   gaps.size.tenants, gaps.size.advisors, gaps.days, gaps.unsolved, gaps.worst);
    for (std::size_t i = 0; i < gaps.counts.size(); ++i)
        text += fmt::format(R"(, "{}": {})", gap_range(i), gaps.counts[i]);
    return text + "}";
}

}  // namespace bienveille::bench
