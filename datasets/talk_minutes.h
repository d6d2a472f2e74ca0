// How long a welfare call lasts: log-normal, medians by level as the population has them, sigma 0.5 (0.45 at level 3),
// within 1 to 60 minutes. All of it an assumption, calibrated on published ranges (datasets/README.md).
//
// Integers only: a draw interpolates a table of 64 quantiles, so that the same seed gives the same minutes everywhere.
#pragma once

#include <array>

#include "datasets/random.h"
#include "engine/types.h"

namespace bienveille {

Minutes draw_talk_minutes(Random& random, int level, const std::array<int, 4>& median_tenths);

}  // namespace bienveille
