// How much of a day's points rests on what nobody knows, and in which groups.
//
// Decides: which points rest on an unknown. Does not decide: any order; the points are those of score.h.
//
// Model: of everybody owed a call, each line of the score card is one of three: *known*, *estimated* (isolation where LSNS-6 was never
// asked: the proxy's terms) or *unknown* (anxiety never assessed, age not on the list: the rules' stand-in value). Never reached, or no
// callback asked, is known.
// Promises: Q1 known, estimated and unknown points add up to all points, in each factor and in each group. Q2 integers only.
// Limits: of a group of fewer than kLeastGroup people nothing is told. An estimate may be right; this counts it, it does not check it.
// Cost: one plan (who is owed a call), and one score card a person.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "engine/groups.h"
#include "engine/result.h"
#include "engine/ruleset.h"

namespace bienveille {

struct RestsOn {
    int people = 0;
    int with_unknown = 0;  // with at least one line unknown or estimated
    Points points;
    Points estimated;  // of these points
    Points unknown;    // of these points

    bool operator==(const RestsOn&) const = default;
};

struct Unknowns {
    struct Group {
        GroupKind kind = GroupKind::area;
        std::string name;  // as of ComparedGroup
        RestsOn all;       // owed a call
        RestsOn called;    // of them, on today's lists

        bool operator==(const Group&) const = default;
    };
    RestsOn all;
    RestsOn called;
    std::array<RestsOn, kFactors> factors;  // of everybody owed a call
    std::vector<Group> groups;              // by kind and name
};

// The problems of the input or of the rules, or the answer.
Result<Unknowns> unknowns(const DayInput& input, const RuleSet& rules);

}  // namespace bienveille
