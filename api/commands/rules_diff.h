// `bienveille rules show A`, which prints a rule set in its one form, and `bienveille rules diff A B`, which says what B
// says otherwise.
//
// Decides: nothing but the layout. Does not decide: what differs (rules/differences.h), whom it moves (`rules compare`).
#pragma once

#include <string>

#include "api/commands/exit.h"
#include "api/commands/output.h"

namespace bienveille {

struct RulesShowCommand {
    std::string file;
    Output output;
};

struct RulesDiffCommand {
    std::string from;
    std::string to;
    Output output;  // table or json
};

Exit run(const RulesShowCommand& command);
Exit run(const RulesDiffCommand& command);

}  // namespace bienveille
