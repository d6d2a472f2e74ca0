// What a seating is worth, measured the same way whoever made it.
#pragma once

#include <cstdint>
#include <string>

#include "bench/rivals.h"

namespace bienveille::bench {

struct Verdict {
    int calls = 0;
    std::int64_t weight = 0;  // tiers before points, summed: the objective of the exact solvers
    std::int64_t points = 0;  // hundredths
    int spread_minutes = 0;   // the fullest list less the emptiest
    int same_caller = 0;      // with the advisor who called last
    bool allowed = true;      // nobody beyond the minutes, nobody with an advisor who does not speak the language
    std::string digest;       // of who calls whom
};

Verdict judge(const RivalDay& day, const Seating& seating);

}  // namespace bienveille::bench
