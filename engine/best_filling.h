// What one list holds at most, where each call is worth so much by its kind.
//
// Decides: the best filling of a list with whole calls, within its minutes, its calls, its level-3 calls and those of level 2 and 3.
// Does not decide: what calls are worth (call_prices.h).
//
// Promise: exact.
// Cost: a table of minutes, then one look for each number of level-3 and level-2 calls; where max_calls binds and the table does not
// say enough, one for each number of calls of two light kinds.
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
    bool operator==(const FilledList&) const = default;
};

class BestFilling {
public:
    BestFilling(const Worths& worths, const std::array<int, kKinds>& minutes) : minutes_(minutes) {
        set_worths(worths);
    }

    FilledList of(const Room& room);
    // From now on. The table stays where light calls are worth the same.
    void set_worths(const Worths& worths);

private:
    bool has_better(std::size_t kind) const;
    void grow(int minutes);
    bool binds(int minutes, int calls) const;
    FilledList light(int minutes, int calls) const;
    FilledList light_of_few(int minutes, int calls) const;

    Worths worths_{};
    std::array<int, kKinds> minutes_;
    std::vector<std::size_t> light_;  // kinds of light calls of which the best fillings are made
    std::vector<std::int64_t> any_;   // the most that light calls are worth, however many, by minutes
};

}  // namespace bienveille
