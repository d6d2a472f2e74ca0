// All that a report of a wave is made from, whatever its form.
#pragma once

#include <string>
#include <vector>

#include "engine/wave_report.h"

namespace bienveille {

struct WaveDocument {
    std::string name;
    WaveReport report;
    std::vector<std::string> words;        // of tenants, who agreed to be quoted
    std::vector<std::string> impressions;  // of the team
    bool name_missed = false;              // whose callbacks were missed, by id
};

}  // namespace bienveille
