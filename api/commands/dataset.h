// `bienveille dataset`: synthetic campaigns of any size, and those drawn from a population's quotas, as files.
//
// Decides: which files are written where. Does not decide: what is in them (datasets/). Same seed, same bytes.
// Promise: a directory that holds anything this command would not write itself is refused, and left as it was.
#pragma once

#include <cstdint>
#include <string>

#include "api/commands/exit.h"
#include "datasets/population.h"
#include "engine/types.h"

namespace bienveille {

struct DatasetCommand {
    std::uint64_t seed = 0;
    std::uint64_t tenants = 0;
    std::uint64_t advisors = 0;
    Day day;                                 // as known on its morning
    const Population* population = nullptr;  // instead of sizes
    std::string directory;
};

Exit run(const DatasetCommand& command);

}  // namespace bienveille
