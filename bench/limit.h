// Scoring every tenant and picking the best tenth, against what memory allows.
//
// Decides: the limit: to read once, from the input's rows as they lie in memory, every field that scoring needs, and to pick
// the top tenth by a histogram of 16-bit points. Nothing that scores can be faster than this without another layout.
// Beside it, with the same picking: the engine's points of each tenant; and all that a plan needs of them before it chooses: duties,
// tiers, who called last, and everybody owed a call in the order of rank, not only a tenth, for a plan tells them all in that order.
#pragma once

#include "bench/options.h"

namespace bienveille::bench {

// The limit, then the engine: points alone, and all facts.
std::vector<Line> scoring_lines(const Instance& day, const Options& options);

}  // namespace bienveille::bench
