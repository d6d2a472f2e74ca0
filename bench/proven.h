// How many deadlines are neither kept nor proven impossible, on weeks built to be tight (tight_weeks.h).
#pragma once

#include <string>
#include <vector>

#include "bench/report.h"

namespace bienveille::bench {

struct OfFamily {
    std::string family;
    int weeks = 0;
    Deadlines deadlines;
};

// Throws where a plan breaks C4 or P4.
std::vector<OfFamily> deadlines_of_tight_weeks();

std::string table(const std::vector<OfFamily>& families);
std::string summary(const std::vector<OfFamily>& families);  // for README.md
std::string json(const std::vector<OfFamily>& families);

}  // namespace bienveille::bench
