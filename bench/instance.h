// The days that the benchmark plans: seeded, of any size, no real person.
//
// Decides: how many tenants of which kind. Does not decide: what they are worth (rules/default.json).
//
// Every advisor has 240 minutes, the main language and four of 23 others; areas are shared by four advisors. About one
// tenant in ten can be called. Four situations:
//   equal    every call takes 9 minutes, no caps, no slots: the exact solvers solve the very same problem
//   real     minutes, pauses and caps of the default rules, one tenant in 200 with a promised time
//   slack    as real, but so many were reached lately that the calls owed fill four fifths of the day
//   overfull as real, but three in five are promised a callback within four working days, which hold two in five
#pragma once

#include <cstdint>
#include <string>

#include "engine/model.h"
#include "engine/ruleset.h"

namespace bienveille::bench {

enum class Situation : std::uint8_t { equal, real, slack, overfull };

struct Size {
    int tenants;
    int advisors;
};

struct Instance {
    DayInput input;
    RuleSet rules;
};

Instance instance(Situation situation, Size size, std::uint64_t seed);

}  // namespace bienveille::bench
