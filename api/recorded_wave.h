// From what was recorded to the record that a report is made from: files of a campaign and rows of the service's store alike.
//
// Decides: what was known of somebody before the wave and what its last talk left; their priority on its first morning. Does not decide: any
// figure (engine/wave_report.h).
#pragma once

#include <string>
#include <vector>

#include "datasets/records.h"
#include "engine/ruleset.h"
#include "engine/wave_record.h"

namespace bienveille {

// What a wave is made from, beside its people and attempts.
struct WaveFrame {
    Day first;
    Day last;
    Day as_of;
    Calendar calendar;
    std::vector<std::string> around;
};

// People of `after`; whoever is not in `before` is taken as they are in `after`. Attempts, lists and the rest are the caller's.
WaveRecord wave_record(const WaveFrame& frame, const RuleSet& rules, const std::vector<TenantRecord>& before,
                       const std::vector<TenantRecord>& after);

// Files record dials only. What a talk showed and promised is in the list of the next morning: it goes to the last talk of that day.
void add_findings(std::vector<RecordedAttempt>& attempts, const std::vector<TenantRecord>& after);

}  // namespace bienveille
