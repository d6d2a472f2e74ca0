// What is proposed to a human when the telephone alone does not do.
//
// Decides: which step follows which outcome, and which one follows a step that was declined or failed. Does not decide:
// whether a step is taken: people do (service.h); visits and emergencies are never automatic.
//
// The ladder, when the tries of the retry policy are used up or their time is over (retry_span.h): the contact person (unless it is known that there is none),
// then a visit by the caretaker or the social centre, then a letter. At high risk the contact person after the last but one
// try already, and the visit after the last. Beside it: another channel after a call that could not be understood, the number
// to be put right after a wrong one, and what an advisor asked for by a follow-up.
// Source: domain, section 4; the cities' heat-wave registers named there.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/outcomes.h"
#include "engine/model.h"
#include "engine/names.h"
#include "engine/ruleset.h"

namespace bienveille {

enum class Step { contact_person, visit, letter, other_channel, fix_number, social, emergency };

// Overtaken: the tenant was reached, or the emergency closed, before anybody decided.
enum class StepState { proposed, accepted, settled, failed, declined, overtaken };

enum class Decision { accept, decline, settle, fail };

template <>
NameTable<Step> names<Step>();
template <>
NameTable<StepState> names<StepState>();
template <>
NameTable<Decision> names<Decision>();

struct Escalation {
    std::string id;    // in the order of time
    std::string call;  // after which it was proposed
    Day day;
    TenantId tenant;
    Step step = Step::contact_person;
    StepState state = StepState::proposed;
    std::string proposed_at;  // RFC 3339 in UTC
    std::string decided_at;   // empty while proposed
    std::string decided_by;
    std::string note;  // of the decision

    bool operator==(const Escalation&) const = default;
};

constexpr bool is_open(StepState state) { return state == StepState::proposed || state == StepState::accepted; }

// What the ladder proposes after this outcome.
std::vector<Step> steps_after(const AttemptReport& report, const Tenant& before, const Consequence& done,
                              const RuleSet& rules, const Calendar& calendar, Day day);
// What reaching the tenant makes needless.
constexpr bool ends_when_reached(Step step) { return step != Step::social && step != Step::emergency; }

// Where a decision leads; none: not from there.
std::optional<StepState> state_after(StepState state, Decision decision);
// The next rung, when this one led nowhere.
std::optional<Step> rung_after(Step step);

}  // namespace bienveille
