// What people should know before they activate a rule set: the lines that a change should not cross unseen.
//
// Decides: when a line is crossed. Does not decide: whether the rules may run; a person may, by name and with a reason.
//
// The lines: weights add up to 100, so that points stay 0 to 100; no promise is newly missed; within areas, age bands, households and
// known or unknown isolation no group has fewer than four fifths of the share of people called that the best group has. That curves only
// rise or only fall is no line but a condition: validate() refuses the others.
// Danger: a group may be called less because less is owed to it; the line asks people to look, it does not say that they are wrong.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/compare.h"
#include "engine/ruleset.h"

namespace bienveille {

struct CrossedLine {
    enum class Kind : std::uint8_t { weights, promises, coverage };
    Kind kind = Kind::weights;
    Points sum;           // of weights
    int promises = 0;     // newly missed
    ComparedGroup group;  // of coverage: the group that is called less
    ComparedGroup best;   // and the one called most

    bool operator==(const CrossedLine&) const = default;
};

// `after` is the rule set that `comparison` looked at as the new one. In the order of the kinds, groups in their order.
std::vector<CrossedLine> crossed_lines(const RuleSet& after, const Comparison& comparison);

}  // namespace bienveille
