// What use cases share: the refusals that they give, in words that read well aloud, and new ids.
#pragma once

#include <string>
#include <utility>

#include "api/service.h"

namespace bienveille {

constexpr int kTriesOnChange = 64;  // when somebody else was faster

std::string new_id();                        // of an attempt: says nothing of anybody
std::string timed_id(std::int64_t seconds);  // in the order of time

// What is kept of a report, and of a step that is proposed after it.
Attempt attempt_of(const AttemptReport& report, const KeptCall& call, CallState state, std::string stamp);
// What was reported, from what is kept; note and needs left out.
AttemptReport report_of(const Attempt& attempt);
Escalation proposal(const Attempt& attempt, Step step, std::int64_t now);

inline Refusal not_found(std::string message) { return {Refusal::Kind::not_found, std::move(message), {}}; }
inline Refusal conflict(std::string message) { return {Refusal::Kind::conflict, std::move(message), {}}; }
// Who changed what, where the log knows.
inline Refusal changed_meanwhile(const std::optional<LoggedChange>& by = std::nullopt) {
    std::string message = "it was changed by somebody else; read it again";
    if (by)
        message = "it was changed at " + by->by.at + " by " + by->by.actor +
                  (by->detail.empty() ? "" : " (" + by->detail + ")") + "; read it again";
    return {Refusal::Kind::changed_meanwhile, std::move(message), {}};
}
inline Refusal wrong(Problems problems) {
    return {Refusal::Kind::wrong, "the request can be read, but not carried out as it stands", std::move(problems)};
}

}  // namespace bienveille
