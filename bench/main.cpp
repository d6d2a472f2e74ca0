// bienveille_bench: the planner against other people's solvers, on the same days, in one run.
//
// Decides: which situations in which sizes. README.md beside it says how to read the tables.
// Exit: 0 fine, 2 bad usage, 3 when a plan breaks a promise or misses the best that a rival found.
#include <fmt/format.h>

#include <cstdio>
#include <stdexcept>

#include "bench/compare.h"
#include "bench/options.h"
#include "bench/proven.h"
#include "bench/small_days.h"
#include "bench/summary.h"
#include "bench/waves.h"

namespace bienveille::bench {
namespace {

bool planner_is_best(const Section& section) {
    return section.lines.front().verdict->allowed && section.lines.front().gap.value_or(0) == 0;
}

int run(const Options& options) {
    if (options.waves_alone) {
        fmt::print("{}", table(waves_replayed(options)));
        return 0;
    }
    const bool tables = options.format == Options::Format::tables;
    std::vector<Section> sections;
    bool best = true;
    for (const Situation situation : {Situation::equal, Situation::real, Situation::slack, Situation::overfull})
        for (const Size size : options.sizes) {
            sections.push_back(compare(situation, size, options));
            best = best && planner_is_best(sections.back());
            if (tables) fmt::print("{}\n", table(sections.back()));
            std::fflush(stdout);
        }
    const Gaps gaps = gaps_on_small_days(options);
    if (tables) fmt::print("{}\n", table(gaps));
    const std::vector<OfFamily> tight = deadlines_of_tight_weeks();
    if (tables) fmt::print("{}\n", table(tight));
    const Waves waves = waves_replayed(options);
    if (tables) fmt::print("{}\n", table(waves));
    if (options.format == Options::Format::json)
        fmt::print("{{\"days\": {},\n\"value_gaps\": {},\n\"tight_weeks\": {},\n\"waves\": {}}}\n", json(sections),
                   json(gaps), json(tight), json(waves));
    else
        fmt::print("{}\n{}\n{}\n{}", summary(sections), summary(gaps), summary(tight), summary(waves));
    if (!best) fmt::print(stderr, "bench: a plan is not allowed, or a rival found more\n");
    return best ? 0 : 3;
}

}  // namespace
}  // namespace bienveille::bench

int main(int count, char** words) {
    try {
        return bienveille::bench::run(bienveille::bench::options_from(count, words));
    } catch (const std::invalid_argument& wrong) {
        fmt::print(stderr, "bench: {}\n", wrong.what());
        return 2;
    } catch (const std::exception& wrong) {
        fmt::print(stderr, "bench: {}\n", wrong.what());
        return 3;
    }
}
