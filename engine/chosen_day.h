// A day as it was chosen: each part looks at those before it.
//
// Decides: nothing; it holds together what roster.h to choice.h decide, for who accounts for it (plan.cpp) or goes on from it
// (mending.h).
#pragma once

#include "engine/board.h"
#include "engine/calendar.h"
#include "engine/facts.h"
#include "engine/look_ahead.h"
#include "engine/plan.h"
#include "engine/roster.h"

namespace bienveille {

struct ChosenDay {
    // `input` and `rules` are without problems and stay where they are.
    ChosenDay(const DayInput& input, const RuleSet& rules, const Wish* wish, const Known& known);
    ChosenDay(const ChosenDay&) = delete;
    ChosenDay& operator=(const ChosenDay&) = delete;

    const Calendar& calendar;
    WorkingDays working;
    Presence presence;  // not to be asked once the input has changed
    Roster roster;
    Facts facts;
    LookAhead ahead;
    Board board;
    bool solved_exactly;
};

// The plan that tells of it.
Plan account_of(ChosenDay& day, const DayInput& input, const RuleSet& rules, const Known& known);
// What it says of the day as a whole: digest, promises, balance, certificate.
void sum_up(Plan& plan, const ChosenDay& day, const DayInput& input, const RuleSet& rules, const Known& known);

}  // namespace bienveille
