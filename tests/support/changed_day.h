// A day that was planned, and what has happened since: calls done or under way, calls that a person fixed or moved, an
// advisor who fell ill, somebody who opted out, newcomers, a level seen anew.
//
// Same seed, same changes, on every machine.
#pragma once

#include "engine/model.h"
#include "tests/support/random_input.h"

namespace bienveille::test {

// The plan's calls as `previous` gives them.
std::vector<PreviousCall> previous_of(const Plan& plan);

// Plans the day, takes that plan as the previous one and lets a few things happen. Nobody is added beyond `most_tenants`.
RandomDay changed_day(RandomDay day, std::size_t most_tenants);

}  // namespace bienveille::test
