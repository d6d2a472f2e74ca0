// How many more advisors would it take to keep every deadline and to call everybody by a day?
//
// Decides: nothing. Does not decide: any plan; each answer is a whole plan with so many more advisors.
//
// Model: everybody owed a call on the day gets a deadline, the day asked for or an earlier one that they have already. More advisors are all alike: they
// are there every working day, speak whatever anybody of the team speaks, and have so many minutes. The fewest are found by doubling and halving.
// Beyond are those whom even the most advisors allowed do not keep: they rest after their tries, or their call is longer than any list.
// Promises: T1 with the number told the plan keeps every deadline of the others. T2 with one fewer it does not, and where that is proven the
// shortfalls say why; what is only unproven is counted apart.
// Limits: more advisors of another kind, or other absences, are another question: change the team and plan.
// Cost: one plan for each number tried, about twice log2 of the answer.
#pragma once

#include <optional>
#include <vector>

#include "engine/model.h"
#include "engine/result.h"
#include "engine/ruleset.h"

namespace bienveille {

struct Staffing {
    int people = 0;  // with a deadline by the day asked for
    int beyond = 0;  // with a deadline that no number keeps: the retry rule, or a call longer than any list
    int more = 0;    // with which everybody else is kept
    // With one fewer, none where no more are needed: who then is not kept, and why.
    int impossible = 0;
    int unproven = 0;
    std::vector<Shortfall> why;
};

// `minutes`: of each more advisor; none: the rules' profile.
Result<Staffing> staffing(const DayInput& input, const RuleSet& rules, Day by, std::optional<Minutes> minutes,
                          int most);

}  // namespace bienveille
