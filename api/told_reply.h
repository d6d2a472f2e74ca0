// Long work over HTTP: answered when it is done, or, to whoever asks for lines, told step by step.
//
// Decides: the form of the lines. Does not decide: what is long (routes*.cpp), nor how lines are sent (server.cpp).
//
// `Accept: application/x-ndjson` gets 200 and a line of JSON for each step, {"step": "comparing", "done": 1, "of": 3}, and at the end one
// with the answer as it would have been, {"status": 200, "body": ...}: of JSON the value, of a page its text. What is wrong with a
// question is answered before, as ever. Under an Idempotency-Key nothing is told: the answer is kept for whoever sends it again.
#pragma once

#include <functional>
#include <string>

#include "api/exchange.h"
#include "engine/steps.h"

namespace bienveille {

bool asks_for_steps(const Request& request);

// `work` may run after this has returned.
Reply told_reply(const Request& request, const std::string& step, std::function<Reply(const TellStep&)> work);

// What this throws as an answer.
Reply answer_of(const Request& request, const std::function<Reply()>& work);

}  // namespace bienveille
