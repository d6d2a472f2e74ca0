// Can everything that is due be kept over the days ahead, and if not, who cannot, for want of what?
//
// Decides: how the question is timed, in three parts: counting the room (who is there on which day), counting the classes
// (calls of one language that may be made on the same days are one), and then the engine's own answer on these: a flow in
// each measure, and the smallest cut where not everything flows (engine/shortage.h).
#pragma once

#include "bench/options.h"

namespace bienveille::bench {

// Three lines: room, classes, flow.
std::vector<Line> ahead_lines(const Instance& day, const Options& options);

}  // namespace bienveille::bench
