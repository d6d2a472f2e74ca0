// Decimals as people write them <-> integers of a fixed unit, exactly.
//
// Decides: how 0.35 becomes 350,000 millionths and back. No float is in between, so nothing is rounded: a number that
// is finer than the unit is refused, not cut.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/types.h"

namespace bienveille {

struct DecimalRead {
    enum class Fault { none, not_a_number, too_fine, too_large };
    Fault fault = Fault::none;
    std::int64_t count = 0;  // in units of 10^-decimals
};

// A number in JSON's notation ("35", "-0.2", "3.5e1"). Zeros at the end are not finer: 0.3500000 has two decimals.
// Below 10^15 units in size; more is too large.
DecimalRead read_decimal(std::string_view number, int decimals);

// The shortest decimal: "0.35", "-0.2", "1".
std::string decimal_text(std::int64_t count, int decimals);
std::string decimal_text(Points points);
std::string decimal_text(Value value);

}  // namespace bienveille
