// A cell of the report of a wave as people read it.
//
// Decides: decimals, the decimal comma, what stands for a small group. Does not decide: the cells (wave_tables.h).
#pragma once

#include <string>

#include "api/wave_tables.h"

namespace bienveille {

// "46.3 %", "0.75", "944", 03/04/2020, "yes" or nothing; "–" where nothing is known, "hidden" for a group that is not shown.
std::string page_text(const WaveCell& cell, const WaveColumn& column, bool hidden, Language language);

// For a French spreadsheet, in either language: shares and ratios as decimals with a comma, four of them; nothing where nothing is known.
std::string csv_text(const WaveCell& cell, const WaveColumn& column, bool hidden, Language language);

// Rounded half up to so many decimals, one at least: "2.0", "2,0".
std::string decimal_text(Value value, int decimals, Language language);

}  // namespace bienveille
