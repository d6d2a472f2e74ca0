// `bienveille rules compare A B`, `rules sensitivity A`, `rules unknowns A`: what rule sets do on a day. Nothing is saved.
//
// Decides: nothing but the layout. Does not decide: the answers (engine/compare.h, sensitivity.h, unknowns.h).
#pragma once

#include <string>

#include "api/commands/day_files.h"
#include "api/commands/exit.h"
#include "api/commands/output.h"

namespace bienveille {

struct RulesDayCommand {
    enum class Question : std::uint8_t { compare, sensitivity, unknowns };
    Question question = Question::compare;
    std::string rules;
    std::string other;  // of compare
    DayFiles files;
    Output output;  // table or json
};

Exit run(const RulesDayCommand& command);

}  // namespace bienveille
