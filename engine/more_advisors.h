// More advisors than there are: all alike, for questions about how many it would take.
//
// They are there every working day, speak whatever anybody of the team speaks, and have so many minutes. Their ids are MORE-1,
// MORE-2, …, without those that the team has.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/model.h"
#include "engine/ruleset.h"

namespace bienveille {

inline std::vector<Advisor> more_advisors(const DayInput& input, const RuleSet& rules, int count,
                                          std::optional<Minutes> minutes) {
    std::set<AdvisorId> ids;
    std::set<std::string> languages{rules.work.default_language};
    for (const Advisor& advisor : input.advisors) {
        ids.insert(advisor.id);
        languages.insert(advisor.languages.begin(), advisor.languages.end());
    }
    std::vector<Advisor> more;
    for (int number = 1; static_cast<int>(more.size()) < count; ++number) {
        Advisor advisor;
        advisor.id = {"MORE-" + std::to_string(number)};
        if (ids.contains(advisor.id)) continue;
        advisor.languages.assign(languages.begin(), languages.end());
        advisor.minutes = minutes;
        more.push_back(std::move(advisor));
    }
    return more;
}

}  // namespace bienveille
