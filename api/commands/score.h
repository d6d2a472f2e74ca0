// `bienveille score`: the ranked score cards of a day, with the reasons.
//
// Decides: the order of the cards (score_cards.h) and their layout. Does not decide: points (engine/score.h). Points
// alone are no plan: duties come before them and minutes bound them; `plan` does that.
#pragma once

#include "api/commands/day_files.h"
#include "api/commands/exit.h"
#include "api/commands/output.h"

namespace bienveille {

struct ScoreCommand {
    DayFiles files;
    Output output;  // table, json or csv
};

Exit run(const ScoreCommand& command);

}  // namespace bienveille
