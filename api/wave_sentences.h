// The sentences of the report of a wave: what a landlord would publish of it.
//
// Decides: what is said first, of callbacks and of people's mood, each number agreeing with its words. Does not decide: figures
// (engine/wave_report.h), nor where the sentences stand (wave_page.h).
#pragma once

#include <string>
#include <vector>

#include "api/text.h"
#include "engine/wave_report.h"

namespace bienveille {

// "944 tenants called in 6 days by 4 advisors; 897 reached. 437 (46 %) want another call, within 10 days. How it stands: ..."
std::string wave_lead(const WaveReport& report, Language language);

// "Around Froncles and Chalindrey: 10 show great anxiety among 136 reached; ...". Of a row that is not hidden.
std::string mood_sentence(const MoodRow& row, const std::vector<std::string>& around, Language language);

}  // namespace bienveille
