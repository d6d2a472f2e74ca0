// Places for whom packing found none, one after the other (look_ahead.h).
#include <map>
#include <tuple>

#include "engine/gathering.h"
#include "engine/look_ahead.h"
#include "engine/refilling.h"
#include "engine/repacking.h"

namespace bienveille {
namespace {

constexpr std::size_t kMostLooks = 3'000'000;  // at calls that might make room
constexpr std::size_t kMostMixes = 6'000'000;  // with which lists are filled anew
constexpr std::int64_t kMostStepsOfRefilling = 2'000'000;

}  // namespace

// Those without a place get one by moving others, or instead of less important ones, unless that is proven impossible. How
// many are left of whom neither is known.
std::size_t LookAhead::place_the_rest(std::size_t most_lost) {
    std::size_t looks = kMostLooks, mixes = kMostMixes;
    std::int64_t steps = kMostStepsOfRefilling;
    const auto& jobs = packing_.jobs();
    // No move helps such jobs; whether nothing can.
    std::map<std::tuple<std::uint16_t, std::uint8_t, std::uint16_t, std::uint16_t>, bool> without;
    Refusals::Beside beside(last());
    std::size_t unknown = 0;
    for (JobIndex job = 0; job < jobs.size(); ++job) {
        const Job& what = jobs[job];
        if (what.first >= what.end || what.only == Job::kNowhere) continue;
        if (!packing_.cell_of(job)) {
            if (beside.against(job).by != Refusals::Proof::By::nothing) continue;
            bool placed = packing_.put(job, 0, what.end), impossible = false;
            if (const auto found = without.find({what.group, what.kind, what.first, what.end});
                !placed && found != without.end()) {
                impossible = found->second;
            } else if (!placed) {
                placed = packing_.put_by_moving(job, looks) || put_by_gathering(packing_, job, looks) ||
                         packing_.put_instead_of_last(job, looks);
                if (!placed && what.only == Job::kAnywhere && Crowds::may_try(horizon_, what.end)) {
                    impossible = last().crowds().against(job, packed()).has_value();
                    if (!impossible) {
                        const Refilled refilled = put_by_refilling(packing_, job, most_lost, steps);
                        impossible = refilled == Refilled::impossible;
                        placed = refilled == Refilled::placed;
                    }
                }
                if (!placed && !impossible) placed = put_by_repacking(packing_, job, most_lost, mixes);
            }
            if (placed)
                // Who found no room beside fewer finds none beside more.
                std::erase_if(without, [](const auto& each) { return !each.second; });
            else
                without[{what.group, what.kind, what.first, what.end}] = impossible;
            unknown += placed || impossible ? 0 : 1;
        }
        if (packing_.cell_of(job)) beside.keep(job);
    }
    return unknown;
}

std::vector<char> LookAhead::packed() const {
    std::vector<char> packed;
    packed.reserve(packing_.cells().size());
    for (const std::int32_t cell : packing_.cells()) packed.push_back(cell >= 0);
    return packed;
}

}  // namespace bienveille
