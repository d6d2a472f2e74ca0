// How much hangs on each weight: how far it can move before today's lists change, and who is next to the cut-off.
//
// Decides: nothing. Does not decide: any plan; each answer is found by planning the day again with another weight.
//
// Model: one weight is moved alone, in steps of one point, from where it is to 0 and to kMostWeight. The first step whose day calls other
// people is cut in halves to a hundredth. "A tenth": that many of today's calls are other people's.
// Promises: N1 at the weight told the lists do change, a hundredth nearer they do not. N2 at every whole step nearer they do not either.
// Limits: a change that comes and goes within one step of a point is not seen. Other weights stay as they are: the sum moves too, which
// changes points but no order.
// Cost: up to one plan a point of weight, and a few more, each way.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "engine/model.h"
#include "engine/result.h"
#include "engine/ruleset.h"
#include "engine/steps.h"

namespace bienveille {

constexpr Points kMostWeight{10'000};

struct WeightRange {
    Factor factor = Factor::isolation;
    Points weight;
    // The nearest weights with other people on the lists; none up to the end.
    std::optional<Points> anyone_below;
    std::optional<Points> anyone_above;
    std::optional<Points> a_tenth_below;
    std::optional<Points> a_tenth_above;

    bool operator==(const WeightRange&) const = default;
};

// Somebody called today and somebody of the same tier who is not, with the fewest points between them.
struct CutOffPair {
    TenantId called;
    TenantId waiting;
    Points gap;                              // called less waiting: never below 0, who is called ranks first
    std::array<Points, kFactors> by_factor;  // adds up to the gap

    bool operator==(const CutOffPair&) const = default;
};

struct Sensitivity {
    int calls = 0;
    std::array<WeightRange, kFactors> weights;
    std::vector<CutOffPair> closest;  // at most kClosest, by gap, then ids
};
constexpr std::size_t kClosest = 10;

Result<Sensitivity> sensitivity(const DayInput& input, const RuleSet& rules, const TellStep& tell = {});

}  // namespace bienveille
