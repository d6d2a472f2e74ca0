// What people should know before they activate a rule set: the lines that a change should not cross unseen.
//
// Decides: when a line is crossed. Does not decide: whether the rules may run; a person may, by name and with a reason.
//
// The lines, each of what the new rules do against those before them:
//   weights   they add up to 100, so that points stay 0 to 100
//   promises  none is newly missed
//   coverage  within areas, age bands, households and known or unknown isolation, among those owed a call: a group falls under four
//             fifths of the share of people called that the best group has, and that against the best is less than four fifths of what it
//             was under the rules before. Groups of fewer than kLeastGroup people are left out. One call more would still leave
//             both true: a single call is no fault.
// That a group is called less on a day is no line by itself: it may be owed less (no promise due, reached last week), and was under
// the rules before as well; on 21 days of seven campaigns some group always was (rules/README.md). That curves only rise or only fall is
// no line but a condition: validate() refuses the others.
// What was so before is told all the same (standing_lines): somebody should have looked at it, but the change does not ask anew.
// Promises: L1 equal rules cross no line of promises or coverage. L2 integers only: shares are compared by cross products.
// Danger: one day tells of that day; a replay tells of a wave. The lines ask people to look, they do not say that rules are wrong.
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
// Of coverage: groups under four fifths of the best that the change leaves no further behind.
std::vector<CrossedLine> standing_lines(const Comparison& comparison);

}  // namespace bienveille
