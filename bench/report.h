// The table that people read, and the same as JSON.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bench/judge.h"

namespace bienveille::bench {

struct Line {
    std::string solver;
    std::optional<double> seconds;  // none: not within the limit
    int runs = 0;
    double peak_mib = 0;
    std::optional<Verdict> verdict;     // none where nobody is seated
    std::optional<double> gap;          // objective missing to the best known, 0 to 1
    std::optional<double> bound_gap{};  // points missing to the plan's own bound, 0 to 1: policy value
};

struct Section {
    std::string title;
    std::string situation;  // equal, real, slack
    int tenants = 0;
    int advisors = 0;
    int owed = 0;
    int follow_ups = 0;  // owed calls whose last caller is there
    std::string plan_digest;
    std::vector<Line> lines;  // the first is the planner: ratios are to its time
};

std::string table(const Section& section);
std::string json(const std::vector<Section>& sections);

}  // namespace bienveille::bench
