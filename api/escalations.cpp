#include "api/escalations.h"

#include <array>

#include "engine/calendar.h"
#include "engine/facts.h"

namespace bienveille {
namespace {

constexpr std::array<std::pair<Step, std::string_view>, 7> kSteps{{{Step::contact_person, "contact_person"},
                                                                   {Step::visit, "visit"},
                                                                   {Step::letter, "letter"},
                                                                   {Step::other_channel, "other_channel"},
                                                                   {Step::fix_number, "fix_number"},
                                                                   {Step::social, "social"},
                                                                   {Step::emergency, "emergency"}}};
constexpr std::array<std::pair<StepState, std::string_view>, 6> kStates{{{StepState::proposed, "proposed"},
                                                                         {StepState::accepted, "accepted"},
                                                                         {StepState::settled, "settled"},
                                                                         {StepState::failed, "failed"},
                                                                         {StepState::declined, "declined"},
                                                                         {StepState::overtaken, "overtaken"}}};
constexpr std::array<std::pair<Decision, std::string_view>, 4> kDecisions{{{Decision::accept, "accept"},
                                                                           {Decision::decline, "decline"},
                                                                           {Decision::settle, "settle"},
                                                                           {Decision::fail, "fail"}}};

Step first_rung(const Tenant& tenant) {
    return tenant.has_contact_person == false ? Step::visit : Step::contact_person;
}

// The tries count anew after each rest.
std::vector<Step> after_unanswered(const Tenant& before, const Consequence& done, const RuleSet& rules,
                                   const Calendar& calendar, Day day) {
    const RetryPolicy& policy = retry_policy(before, rules, WorkingDays(calendar, day), day);
    if (policy.tries <= 0) return {};
    const bool over = done.state == CallState::unreachable;  // also when their time is over before their number is
    const int left = over ? 0 : (policy.tries - done.tenant.attempts % policy.tries) % policy.tries;
    const bool at_risk = &policy == &rules.retries.high_risk;
    if (left == 0) return {at_risk ? Step::visit : first_rung(before)};
    if (at_risk && left == 1) return {first_rung(before)};
    return {};
}

}  // namespace

template <>
NameTable<Step> names<Step>() {
    return kSteps;
}
template <>
NameTable<StepState> names<StepState>() {
    return kStates;
}
template <>
NameTable<Decision> names<Decision>() {
    return kDecisions;
}

std::vector<Step> steps_after(const AttemptReport& report, const Tenant& before, const Consequence& done,
                              const RuleSet& rules, const Calendar& calendar, Day day) {
    std::vector<Step> steps;
    switch (report.outcome) {
        case Outcome::no_answer:
        case Outcome::busy:
        case Outcome::voicemail:
        case Outcome::reached_third_party: steps = after_unanswered(before, done, rules, calendar, day); break;
        case Outcome::language_or_hearing: steps = {Step::other_channel}; break;
        case Outcome::wrong_number:
        case Outcome::unassigned_number: steps = {Step::fix_number}; break;
        default: break;
    }
    for (const FollowUp& each : report.follow_ups) {
        if (each.kind == FollowUp::Kind::escalate_social) steps.push_back(Step::social);
        if (each.kind == FollowUp::Kind::escalate_emergency) steps.push_back(Step::emergency);
    }
    return steps;
}

std::optional<StepState> state_after(StepState state, Decision decision) {
    const bool proposed = state == StepState::proposed;
    if (!is_open(state)) return std::nullopt;
    switch (decision) {
        case Decision::accept: return proposed ? std::optional(StepState::accepted) : std::nullopt;
        case Decision::decline: return proposed ? std::optional(StepState::declined) : std::nullopt;
        case Decision::fail: return proposed ? std::nullopt : std::optional(StepState::failed);
        case Decision::settle: break;
    }
    return StepState::settled;
}

std::optional<Step> rung_after(Step step) {
    if (step == Step::contact_person) return Step::visit;
    if (step == Step::visit) return Step::letter;
    return std::nullopt;
}

}  // namespace bienveille
