// Every field of a plan, one by one, and a random change of one of them.
//
// Whoever adds a field to the plan adds it here: without it this does not compile.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/model.h"
#include "tests/support/random_input.h"

namespace bienveille::test {

// The names of all fields as they stand, rows without their numbers: "lists.calls.minutes".
std::vector<std::string> fields_of(const Plan& plan);

// Changes the field that stands there in fields_of(); to something else, but for what comes by chance.
void change_field(Plan& plan, std::size_t field, Dice& dice);

}  // namespace bienveille::test
