// How many advisors does it take to keep every deadline and to call everybody by a day: more than there are, or fewer?
//
// Decides: which of several teams of one size is tried. Does not decide: any plan; each answer is a whole plan with that team.
//
// Model: everybody owed a call on the day gets a deadline, the day asked for or an earlier one that they have already. The team: whoever is there on
// some day until then. More advisors are all alike: they are there every working day, speak whatever anybody of the team speaks, and have so
// many minutes. The fewest are found by doubling and halving. Where the team is enough: how many of each kind (minutes, calls, languages, days)
// could be away on all these days, the last by id first, kind by kind; and with how many minutes an advisor and day at most the whole team
// would still do. Beyond are those whom even the most advisors allowed do not keep: they rest after their tries, or their call is longer
// than any list.
// Promises: T1 with the number told the plan keeps every deadline of the others. T2 with one fewer it does not, and where that is proven the
// shortfalls say why; what is only unproven counts as not kept, and is told apart. T3 nobody of those who stay can be spared as well, by the
// same measure (of kCostliestKinds kinds; the others stay). T4 with a minute less than told the team does not do.
// Limits: which advisors are spared is one choice of several: another may spare as many. Advisors of another kind are another
// question: change the team and plan.
// Cost: one plan for each number tried: about twice log2 of the answer; where the team is enough log2 of the advisors of each kind, and of
// the minutes of a day.
#pragma once

#include <optional>
#include <vector>

#include "engine/model.h"
#include "engine/result.h"
#include "engine/ruleset.h"

namespace bienveille {

constexpr std::size_t kCostliestKinds = 64;

// Who is not kept, and why.
struct NotEnough {
    int impossible = 0;
    int unproven = 0;
    std::vector<Shortfall> why;

    int missed() const { return impossible + unproven; }
};

struct Staffing {
    Day by;
    int people = 0;  // with a deadline by the day asked for
    int beyond = 0;  // with a deadline that no number keeps: the retry rule, or a call longer than any list
    int team = 0;
    int more = 0;                    // with which everybody else is kept
    std::vector<AdvisorId> spare;    // by id; without whom everybody else is kept
    NotEnough one_fewer;             // than that; nothing where nobody is needed
    std::optional<Minutes> minutes;  // an advisor and day at most, where the team is enough
    NotEnough one_minute_fewer;      // than that

    int needed() const { return team + more - static_cast<int>(spare.size()); }
};

// `minutes`: of each more advisor; none: the rules' profile.
Result<Staffing> staffing(const DayInput& input, const RuleSet& rules, Day by, std::optional<Minutes> minutes,
                          int most);

}  // namespace bienveille
