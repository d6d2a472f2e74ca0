// What a wave looks like under several orders of calls, side by side, for people and as numbers.
//
// Decides: which figures are told, in which order, and the interval over seeds: median, and the values that a twentieth of the
// seeds is below and above (nearest rank). Does not decide: the figures (engine/replay.h).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/text.h"
#include "engine/replay.h"

namespace bienveille {

struct ReplayOfOrder {
    CallOrder order = CallOrder::rules;
    std::vector<ReplayFigures> figures;  // one as the truth has it, or one a seed
};

struct ReplayReport {
    std::string campaign;
    Day first;
    Day last;
    std::string rules_name;
    std::string rules_version;
    std::string rules_digest;
    std::optional<std::uint64_t> first_seed;  // none: who answers is as the truth has it
    std::vector<ReplayOfOrder> orders;
};

struct FigureLine {
    std::string_view name;  // of JSON
    std::string_view english;
    std::string_view french;
    std::optional<int> (*value)(const ReplayFigures&);  // none: not reached
    std::optional<int> (*of)(const ReplayFigures&);     // out of how many, where that says something
};
const std::vector<FigureLine>& figure_lines();

// Not reached is above every number.
struct Interval {
    std::optional<int> low;
    std::optional<int> median;
    std::optional<int> high;
};
Interval interval_of(const FigureLine& line, const std::vector<ReplayFigures>& figures);
// Out of how many: the median, where seeds differ.
std::optional<int> whole_of(const FigureLine& line, const std::vector<ReplayFigures>& figures);

std::string replay_table(const ReplayReport& report, Language language);

}  // namespace bienveille
