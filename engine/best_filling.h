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
    using Row = std::vector<std::int64_t>;  // the most that light calls are worth, by minutes

    bool has_better(std::size_t kind) const;
    void grow(int minutes);
    void add_calls(std::size_t kind, const Row& beside, Row& row) const;
    bool binds(int minutes, int calls) const;
    const Row& within(int calls);
    void take_light(FilledList& filling, int minutes, int calls);

    Worths worths_{};
    std::array<int, kKinds> minutes_;
    std::vector<std::size_t> light_;  // kinds of light calls of which the best fillings are made
    Row any_;                         // however many calls
    std::vector<Row> rows_;           // by number of calls
};

}  // namespace bienveille
