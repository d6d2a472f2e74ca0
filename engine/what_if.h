// One day otherwise: another team, other hours, other limits, other rules. What would it change?
//
// Decides: what each change means for the day. Does not decide: any plan (plan.h), what is compared and how (compare.h), how many
// advisors would be enough (staffing.h).
//
// Model: the day is planned as it is and as it would be; nothing is kept. `minutes` and `absent` are of that day alone. With
// `advisors` that many are there on that day: of those who would be, the first by id stay; where that is too few, more come, all
// alike (more_advisors.h), for that day. Windows are those of every day, as calendars have them; limits and tolerance those of the rules.
// Promises: J1 a change of nothing moves nobody. J2 the team that is there is told: who was added, who was left out.
// Errors: the problems of the change, by path; of the input and of both rule sets.
// Cost: two plans, as compare().
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/compare.h"
#include "engine/model.h"
#include "engine/result.h"
#include "engine/ruleset.h"
#include "engine/staffing.h"

namespace bienveille {

struct DayChange {
    struct Hours {
        AdvisorId advisor;
        Minutes minutes;  // 0: not there
    };
    std::vector<Hours> minutes;
    std::vector<AdvisorId> absent;
    std::optional<int> advisors;
    std::optional<Minutes> minutes_of_more;  // of each who is added; empty: the rules' profile
    std::optional<int> max_calls;            // of each advisor
    std::optional<std::vector<Window>> windows;
    std::optional<int> most_level3;
    std::optional<int> most_level2_and_3;
    std::optional<Value> tolerance;  // of the gap between loads
};
constexpr int kMostAdvisorsOfADay = 4'000;

struct OtherDay {
    DayInput input;
    RuleSet rules;
    std::vector<AdvisorId> added;     // by number
    std::vector<AdvisorId> left_out;  // by id: would be there, and are not
};
Result<OtherDay> other_day(const DayInput& input, const RuleSet& rules, const DayChange& change);

struct WhatIf {
    Comparison comparison;
    std::vector<AdvisorId> added;
    std::vector<AdvisorId> left_out;
    std::optional<Staffing> staffing;  // of the day as it would be
};

// `otherwise`: the rules it would be planned with. `everybody_by`: with how many advisors, more than there are or fewer,
// everybody is called by then, and why one fewer is not enough.
Result<WhatIf> what_if(const DayInput& input, const RuleSet& rules, const RuleSet& otherwise, const DayChange& change,
                       std::optional<Day> everybody_by);

}  // namespace bienveille
