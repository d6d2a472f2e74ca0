// Lists that are full until a day, as a proof shows, and what the days after it prove.
//
// Decides: who is impossible since nobody who asks as much has room until some day. Does not decide: what proves it on those days
// (refusals.h).
//
// Model: where somebody due on a day is proven to have no place beside those due by then, nobody who comes after her and asks no less
// has any until then. Whoever is due later is left the days after it, and asked for on these alone, beside whom the same holds for.
// Cost: nothing where all is proven; else one reading of the duties a full day.
#pragma once

#include <array>
#include <functional>
#include <vector>

#include "engine/horizon.h"
#include "engine/refusals.h"

namespace bienveille {

// The days after full ones, whose last day is told; what is found of the duties left there, who of them are kept and who were asked for.
using TellAfterFullDays =
    std::function<void(const Refusals& after, const std::vector<Refusals::Proof>& found, const std::vector<char>& kept,
                       const std::vector<char>& asked, Day full_until)>;

// Adds to `proofs` those of duties `asked` for. At most half of `by_filling_left`, which `tell` may lower, are by every filling.
void prove_after_full_days(const Refusals& refusals, const Horizon& horizon, const std::array<int, kKinds>& minutes,
                           const std::vector<char>& kept, const std::vector<char>& asked,
                           std::vector<Refusals::Proof>& proofs, const std::size_t& by_filling_left,
                           const TellAfterFullDays& tell);

}  // namespace bienveille
