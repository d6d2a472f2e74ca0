// Every tenant's score card on a day, ranked by points.
//
// Decides: the order among equal points: earliest callback, higher isolation, longest wait, older, then a hash of
// tenant and day; never a name. Does not decide: points (engine/score.h), nor who is called (the plan).
// Promises: the order is total and does not depend on the input's. Excluded tenants have no card: nobody weighs up
// people who asked not to be called. Cost: O(n log n).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/people.h"
#include "api/plan_table.h"
#include "engine/model.h"
#include "engine/ruleset.h"

namespace bienveille {

struct RankedCard {
    TenantId tenant;
    ScoreCard card;
    std::optional<Day> due_on;  // of an open callback
};

struct ScoreCards {
    Day day;
    std::string digest;
    std::string rules_name;
    std::string rules_version;
    std::vector<RankedCard> cards;
    std::vector<Excluded> excluded;
};

// The input and rules must be without problems (engine/validate.h).
ScoreCards score_cards(const DayInput& input, const RuleSet& rules);

std::string score_table(const ScoreCards& cards, const People& people, const TableStyle& style);
std::string score_csv(const ScoreCards& cards, const People& people, Language language);

}  // namespace bienveille
