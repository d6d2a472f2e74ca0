#include "engine/sensitivity.h"

#include <algorithm>
#include <tuple>

#include "engine/plan.h"
#include "engine/score.h"

namespace bienveille {
namespace {

class Moving {
public:
    Moving(const DayInput& input, const RuleSet& rules, const std::vector<OwedCall>& today)
        : input_(input), rules_(rules), was_called_(input.tenants.size()) {
        for (const OwedCall& call : today) {
            was_called_[call.tenant] = call.called ? 1 : 0;
            calls_ += call.called ? 1 : 0;
        }
    }

    WeightRange range_of(Factor factor) {
        WeightRange range;
        range.factor = factor;
        range.weight = weight_of(rules_, factor);
        const int tenth = std::max(1, (calls_ + 9) / 10);
        range.anyone_below = nearest(factor, -1, 1);
        range.anyone_above = nearest(factor, 1, 1);
        range.a_tenth_below = range.anyone_below ? nearest(factor, -1, tenth) : std::nullopt;
        range.a_tenth_above = range.anyone_above ? nearest(factor, 1, tenth) : std::nullopt;
        return range;
    }

private:
    // How many of today's calls are other people's.
    int others(Factor factor, Points weight) {
        RuleSet moved = rules_;
        weight_of(moved, factor) = weight;
        const auto day = plan_day(input_, moved);
        if (!day) return 0;  // all weights 0: no rule set
        int others = 0;
        for (const OwedCall& call : day->order) others += call.called && was_called_[call.tenant] == 0 ? 1 : 0;
        int fewer = calls_;
        for (const OwedCall& call : day->order) fewer -= call.called && was_called_[call.tenant] == 1 ? 1 : 0;
        return std::max(others, fewer);
    }

    std::optional<Points> nearest(Factor factor, int direction, int people) {
        constexpr Points kStep{100};
        Points same = weight_of(rules_, factor);
        const Points end = direction < 0 ? Points{0} : std::max(kMostWeight, same);
        while (same != end) {
            Points other = same + kStep * direction;
            if (direction < 0 ? other < end : other > end) other = end;
            if (others(factor, other) >= people) return between(factor, same, other, people);
            same = other;
        }
        return std::nullopt;
    }

    Points between(Factor factor, Points same, Points other, int people) {
        while (std::max(same, other) - std::min(same, other) > Points{1}) {
            const Points middle{(same.count + other.count) / 2};
            (others(factor, middle) >= people ? other : same) = middle;
        }
        return other;
    }

    const DayInput& input_;
    RuleSet rules_;
    std::vector<char> was_called_;  // by tenant
    int calls_ = 0;
};

std::vector<CutOffPair> closest_pairs(const DayInput& input, const RuleSet& rules, const std::vector<OwedCall>& order) {
    const WorkingDays working(input.calendar.value_or(rules.calendar), input.day);
    CardTable cards(rules, working, input.day);
    std::vector<CutOffPair> pairs;
    // For each who waits, the called one of the tier whose points are nearest: ranked before, the last such, or the next after.
    const auto add = [&](const OwedCall& called, const OwedCall& waiting) {
        CutOffPair pair{
            input.tenants[called.tenant].id, input.tenants[waiting.tenant].id, called.points - waiting.points, {}};
        const ScoreCard up = cards.of(input.tenants[called.tenant]);
        const ScoreCard down = cards.of(input.tenants[waiting.tenant]);
        for (std::size_t f = 0; f < pair.by_factor.size(); ++f)
            pair.by_factor[f] = up.lines[f].points - down.lines[f].points;
        pairs.push_back(pair);
    };
    for (Tier tier = Tier::emergency; tier <= Tier::score; tier = static_cast<Tier>(static_cast<int>(tier) + 1)) {
        const OwedCall* last_called = nullptr;
        std::size_t waiting = 0;
        for (const OwedCall& call : order) {
            if (call.tier != tier) continue;
            if (call.called)
                last_called = &call;
            else if (last_called != nullptr && waiting++ < kClosest)
                add(*last_called, call);
        }
    }
    const auto size = [](Points gap) { return gap < Points{0} ? Points{-gap.count} : gap; };
    std::sort(pairs.begin(), pairs.end(), [&](const CutOffPair& a, const CutOffPair& b) {
        return std::tuple(size(a.gap), a.called, a.waiting) < std::tuple(size(b.gap), b.called, b.waiting);
    });
    if (pairs.size() > kClosest) pairs.resize(kClosest);
    return pairs;
}

}  // namespace

Result<Sensitivity> sensitivity(const DayInput& input, const RuleSet& rules, const TellStep& tell) {
    const auto today = plan_day(input, rules);
    if (!today) return today.problems();
    Sensitivity result;
    for (const OwedCall& call : today->order) result.calls += call.called ? 1 : 0;
    Moving moving(input, rules, today->order);
    for (std::size_t f = 0; f < result.weights.size(); ++f) {
        tell_step(tell, f, result.weights.size());
        result.weights[f] = moving.range_of(static_cast<Factor>(f));
    }
    result.closest = closest_pairs(input, rules, today->order);
    return result;
}

}  // namespace bienveille
