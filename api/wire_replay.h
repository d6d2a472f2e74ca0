// A replay's figures as JSON.
//
// Decides: names of fields. Does not decide: the figures (engine/replay.h) nor their intervals (replay_report.h).
#pragma once

#include <string>

#include "api/replay_report.h"

namespace bienveille {

// {campaign, first_day, last_day, rules, first_seed, replays, orders: [{order, figures: {NAME: {low, median, high, of}}}]}
std::string replay_to_json(const ReplayReport& report);

}  // namespace bienveille
