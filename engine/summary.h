// What a plan says about itself beside its lists: reasons of those not called, promises, balance, certificate.
//
// Decides: nothing about who is called; it accounts for what was decided.
//
// Model: promises as in model.h; the callback of a call that has begun or is fixed is kept. The certificate's bound
// follows from prices (prices.h).
// Cost: O(n) for n tenants owed a call, and that of prices.h.
#pragma once

#include <vector>

#include "engine/board.h"
#include "engine/look_ahead.h"

namespace bienveille {

std::vector<Unplanned> unplanned_of(const Board& board, const LookAhead& ahead, const DayInput& input,
                                    const Facts& facts);

PromiseSummary promises_of(const Plan& plan, const LookAhead& ahead, const Facts& facts);

Balance balance_of(const Board& board, const DayInput& input, Value tolerance, bool solved_exactly);

Certificate certificate_of(const Plan& plan, const Board& board, const DayInput& input);

}  // namespace bienveille
