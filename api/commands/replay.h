// `bienveille replay`: a campaign day by day against its hidden truth, under the rules and under the orders people use without them.
//
// Decides: the seeds, and how the work is shared among threads (the engine has none). Does not decide: what happens
// (engine/replay.h). Promise: the same campaign, rules and seeds give the same bytes, whatever the number of threads.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "api/commands/exit.h"
#include "api/commands/output.h"

namespace bienveille {

struct ReplayCommand {
    std::string campaign;  // a directory with a truth.csv
    std::optional<std::string> rules;
    std::optional<std::string> advisors;  // another team
    std::optional<std::string> calendar;  // another campaign.json, of which the calendar counts
    std::optional<Day> last;              // default: the campaign's
    std::optional<std::uint64_t> seed;
    std::uint64_t seeds = 0;  // how many; 0: as the truth has it
    Output output;            // table or json
};

Exit run(const ReplayCommand& command);

}  // namespace bienveille
