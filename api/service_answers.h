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
Escalation proposal(const Attempt& attempt, Step step, std::int64_t now);

inline Refusal not_found(std::string message) { return {Refusal::Kind::not_found, std::move(message), {}}; }
inline Refusal conflict(std::string message) { return {Refusal::Kind::conflict, std::move(message), {}}; }
inline Refusal changed_meanwhile() {
    return {Refusal::Kind::changed_meanwhile, "it was changed by somebody else; read it again", {}};
}
inline Refusal wrong(Problems problems) {
    return {Refusal::Kind::wrong, "the request can be read, but not carried out as it stands", std::move(problems)};
}

}  // namespace bienveille
