// The gap of relative loads that no assignment of the same calls goes below, and why.
//
// Decides: the bound, with a proof that is added up again in one pass (the audit does). Does not decide: who makes which call.
//
// Proof: some advisors can carry only so much together (carry.h), so one of them has no greater a load than their share of it;
// some leave so much to all others that one of these has no less than theirs. The gap is at least the difference.
//
// Which advisors: let calls be cut at will between those who may make them (calls that stay and slots stay). From the common load up,
// a flow calls -> advisors tells whether everybody can stay at or below it; if not, its minimum cut names those who are left with
// more, whose share is the next load to ask for, until everybody can. The same way down for the least load (Newton's method on a
// fraction: few flows, an exact answer). Beside that, whole calls within caps: of each advisor, of those who cannot fill their
// time, and at a close look of everybody else and of the first so many in the order of how full they can be.
//
// Promise: no assignment of the same calls has a gap below the bound.
// Cost: some flows on a graph of languages and kinds of seats; seats alike are one node. A close look, on days of up to
// kSeatsForFlows seats: ten flows more a seat.
// Source: Dinkelbach 1967 (fractions); Boykov and Kolmogorov 2004, in Boost.Graph.
#pragma once

#include <vector>

#include "engine/balance.h"
#include "engine/carry.h"

namespace bienveille {

struct GapBound {
    Value value;  // rounded down
    std::vector<ChargingSeat> cannot_fill, cannot_relieve;
};

enum class Look : std::uint8_t { quick, close };

GapBound gap_bound(const Board& board, Look look);

// As a plan carries it.
BalanceProof proof_told(const GapBound& bound, const Board& board, const DayInput& input);

}  // namespace bienveille
