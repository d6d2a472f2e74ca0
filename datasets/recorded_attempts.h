// waveN.csv of a campaign: what was dialled, when, and how it ended, as it was recorded.
//
// Decides: its columns. Does not decide: what a report makes of them (engine/wave_report.h).
//
// Columns: at;advisor;tenant;try;outcome;minutes. Of one tenant at one moment there is one attempt. `try` is counted anew by whoever counts.
#pragma once

#include <string>
#include <vector>

#include "datasets/columns.h"
#include "datasets/table.h"
#include "engine/wave_record.h"

namespace bienveille {

template <>
std::span<const Column<RecordedAttempt>> columns<RecordedAttempt>();

// All of the directory's wave1.csv, wave2.csv, ...: at least the first. Every problem's path begins with the file's.
Result<std::vector<RecordedAttempt>> read_recorded_attempts(const std::string& directory, const std::string& time_zone);

}  // namespace bienveille
