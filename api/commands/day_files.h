// The files that a day is planned, scored or audited from.
//
// Decides: which file stands for what (a single file wins over the campaign's), and that all of them are read before
// anything is said. Does not decide: what is inside a file (datasets/, rules/).
//
// Promise: problems of every file come together, each under its file's name. The campaign's calendar wins over the
// rules' own; stamps with an offset become its local time.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "datasets/records.h"
#include "engine/model.h"
#include "engine/result.h"
#include "engine/ruleset.h"

namespace bienveille {

struct DayFiles {
    Day day;
    std::optional<std::string> campaign;  // a directory
    std::optional<std::string> tenants;   // "-" is standard input
    std::optional<std::string> advisors;
    std::optional<std::string> availability;
    std::optional<std::string> rules;
    std::optional<std::string> previous;  // a plan of the same day
    bool ignore_unknown_columns = false;
    bool team_needed = true;  // false where only tenants are scored
};

struct DayInHand {
    DayInput input;
    RuleSet rules;
    std::vector<TenantRecord> tenants;
    std::vector<AdvisorRecord> advisors;
};

// Says warnings (columns that were ignored) on standard error.
Result<DayInHand> read_day_files(const DayFiles& files);

}  // namespace bienveille
