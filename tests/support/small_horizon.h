// A few days of a few advisors, as the engine looks ahead, on which every way to call can be tried.
#pragma once

#include <array>

#include "engine/fit.h"
#include "engine/horizon.h"
#include "tests/support/random_input.h"

namespace bienveille::test {

constexpr std::array<int, kKinds> kLengthsOfKinds{9, 8, 10, 13, 33};  // minutes

struct Between {
    int least, most;
};

// Up to three advisors, each of whom may call some of three groups. Half of the first days keep level-3 calls apart.
struct SmallHorizon {
    Between days;
    int most_minutes;       // of a list, and
    Between minutes_apart;  // of one of a first day that keeps them apart
    int most_calls_if_capped;
};
Horizon small_horizon(const SmallHorizon& shape, Dice& dice);

}  // namespace bienveille::test
