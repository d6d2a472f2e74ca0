// One day of one size: this planner, what it is made of, and other people's solvers on the same day.
//
// Decides: which lines a situation has. Does not decide: sizes and situations (main.cpp).
#pragma once

#include "bench/options.h"

namespace bienveille::bench {

// Throws where a plan breaks a promise, or is further from its own bound than allowed.
Section compare(Situation situation, Size size, const Options& options);

}  // namespace bienveille::bench
