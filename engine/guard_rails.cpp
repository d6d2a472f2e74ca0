#include "engine/guard_rails.h"

#include <utility>

namespace bienveille {
namespace {

// Whether a share called/people of a is below that of b, both times their factors; exact.
bool less(std::int64_t called_a, std::int64_t people_a, std::int64_t times_a, std::int64_t called_b,
          std::int64_t people_b, std::int64_t times_b) {
    return called_a * people_b * times_a < called_b * people_a * times_b;
}

bool under_four_fifths(const ComparedGroup& group, std::int64_t called, const ComparedGroup& best) {
    return less(called, group.people, 5, best.called_after, best.people, 4);
}

// The share beside the best group's is less than four fifths of what it was; the people of both cancel out.
bool further_behind(const ComparedGroup& group, std::int64_t called, const ComparedGroup& best) {
    return 5 * called * best.called_before < 4 * std::int64_t{group.called_before} * best.called_after;
}

const ComparedGroup& best_beside(const ComparedGroup& group, const Comparison& comparison) {
    const ComparedGroup* best = &group;
    for (const ComparedGroup& other : comparison.groups)
        if (other.kind == group.kind && less(best->called_after, best->people, 1, other.called_after, other.people, 1))
            best = &other;
    return *best;
}

// Groups under four fifths of the best: those that fall behind, or those that were as far behind before.
std::vector<CrossedLine> coverage_lines(const Comparison& comparison, bool falls_behind) {
    std::vector<CrossedLine> lines;
    for (const ComparedGroup& group : comparison.groups) {
        const ComparedGroup& best = best_beside(group, comparison);
        const std::int64_t one_more = std::int64_t{group.called_after} + 1;
        if (under_four_fifths(group, one_more, best) && further_behind(group, one_more, best) == falls_behind)
            lines.push_back({CrossedLine::Kind::coverage, {}, 0, group, best});
    }
    return lines;
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
    for (CrossedLine& line : coverage_lines(comparison, true)) crossed.push_back(std::move(line));
    return crossed;
}

std::vector<CrossedLine> standing_lines(const Comparison& comparison) { return coverage_lines(comparison, false); }

}  // namespace bienveille
