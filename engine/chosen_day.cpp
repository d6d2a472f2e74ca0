#include "engine/chosen_day.h"

#include <utility>

#include "engine/choice.h"
#include "engine/digest.h"
#include "engine/id_index.h"
#include "engine/summary.h"
#include "engine/tenant_facts.h"
#include "engine/writing.h"

namespace bienveille {
namespace {

Roster roster_of(const DayInput& input, const RuleSet& rules, const Calendar& calendar, const Presence& presence,
                 const Known& known) {
    Team team = known.team != nullptr ? *known.team : make_team(input, rules);
    if (known.tenants == nullptr)
        return make_roster(input, rules, calendar, presence, std::move(team), tenants_of_previous(input));
    std::vector<std::optional<std::uint32_t>> previous;
    previous.reserve(input.previous.size());
    for (const PreviousCall& call : input.previous) previous.emplace_back(known.tenants->find(call.tenant.text));
    return make_roster(input, rules, calendar, presence, std::move(team), std::move(previous));
}

}  // namespace

ChosenDay::ChosenDay(const DayInput& input, const RuleSet& rules, const Wish* wish, const Known& known)
    : calendar(input.calendar ? *input.calendar : rules.calendar),
      working(calendar, input.day),
      presence(input, rules, calendar, working),
      roster(roster_of(input, rules, calendar, presence, known)),
      facts(known.facts != nullptr ? make_facts(*known.facts, input, rules, roster, working)
                                   : make_facts(input, rules, roster, working, wish)),
      ahead(input, rules, roster, presence, facts),
      board(input, rules, roster, facts, ahead),
      solved_exactly(choose(board, rules.work.balance_tolerance)) {}

Plan account_of(ChosenDay& day, const DayInput& input, const RuleSet& rules, const Known& known) {
    day.ahead.finish(day.board);
    Plan plan;
    plan.day = input.day;
    plan.engine = kEngineVersion;
    plan.rules_name = rules.name;
    plan.rules_version = rules.version;
    plan.policy = rules.policy;
    plan.lists = Writing(input, rules, day.working, day.board, day.facts).lists();
    plan.unplanned = Unplanning(day.board, day.ahead, input, day.facts).all();
    plan.excluded = day.facts.excluded;
    sum_up(plan, day, input, rules, known);
    return plan;
}

void sum_up(Plan& plan, const ChosenDay& day, const DayInput& input, const RuleSet& rules, const Known& known) {
    plan.digest = known.digest != nullptr ? digest(input, rules, *known.digest) : digest(input, rules);
    plan.promises = promises_of(plan, day.ahead, day.facts);
    plan.balance = balance_of(day.board, input, rules.work.balance_tolerance, day.solved_exactly);
    plan.certificate = certificate_of(plan, day.board, input);
}

}  // namespace bienveille
