// What one list holds at most, where each call is worth so much by its kind.
//
// Decides: the best filling of a list with whole calls, within its minutes, its calls, its level-3 calls and those of level 2 and 3.
// Does not decide: what calls are worth (call_prices.h).
//
// Promise: exact.
// Cost: a table of minutes, by calls where max_calls binds; then one look for each number of level-3 and level-2 calls.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/fit.h"
#include "engine/horizon.h"

namespace bienveille {

using Worths = std::array<std::int64_t, kKinds>;  // of a call, by kind; 0 for kinds that are not there

struct FilledList {
    std::int64_t worth = 0;
    std::array<std::int64_t, kKinds> calls{};
};

class BestFilling {
public:
    BestFilling(const Worths& worths, const std::array<int, kKinds>& minutes) : worths_(worths), minutes_(minutes) {}

    FilledList of(const Room& room);

private:
    using Row = std::vector<std::int64_t>;  // the most that light calls are worth, by minutes

    void grow(int minutes);
    bool binds(int minutes, int calls) const;
    const Row& within(int calls);
    void take_light(FilledList& filling, int minutes, int calls);

    Worths worths_;
    std::array<int, kKinds> minutes_;
    Row any_;                // however many calls
    std::vector<Row> rows_;  // by number of calls
};

}  // namespace bienveille
