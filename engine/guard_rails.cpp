#include "engine/guard_rails.h"

namespace bienveille {
namespace {

// called / people of a is less than that of b, both times their factors; exact.
bool less(const ComparedGroup& a, std::int64_t times_a, const ComparedGroup& b, std::int64_t times_b) {
    return std::int64_t{a.called_after} * b.people * times_a < std::int64_t{b.called_after} * a.people * times_b;
}

}  // namespace

std::vector<CrossedLine> crossed_lines(const RuleSet& after, const Comparison& comparison) {
    std::vector<CrossedLine> crossed;
    const Factors& factors = after.factors;
    const Points sum = factors.isolation.weight + factors.anxiety.weight + factors.callback.weight +
                       factors.age.weight + factors.waiting.weight;
    constexpr Points kWhole{10'000};
    if (sum != kWhole) crossed.push_back({CrossedLine::Kind::weights, sum, 0, {}, {}});
    if (const auto missed = comparison.promises_newly_missed.size(); missed > 0)
        crossed.push_back({CrossedLine::Kind::promises, {}, static_cast<int>(missed), {}, {}});
    for (const ComparedGroup& group : comparison.groups) {
        const ComparedGroup* best = &group;
        for (const ComparedGroup& other : comparison.groups)
            if (other.kind == group.kind && less(*best, 1, other, 1)) best = &other;
        if (less(group, 5, *best, 4))  // under 4/5 of the best
            crossed.push_back({CrossedLine::Kind::coverage, {}, 0, group, *best});
    }
    return crossed;
}

}  // namespace bienveille
