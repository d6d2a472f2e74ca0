// How far two orders of the same people agree: Kendall's tau-b, exact until one last division.
//
// Decides: nothing about people. Model: pairs ordered alike less pairs ordered against each other, over the geometric mean of the pairs
// that either order tells apart. Promises: 1 for equal orders, -1 for opposite ones without ties; symmetric. Rounded towards 0.
// Cost: O(n log n). Source: Kendall 1945; Knight 1966.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/types.h"

namespace bienveille {

// The places of one person in both orders: equal numbers are ties, small ones come first. Both are below the number of pairs.
struct Places {
    std::uint32_t first;
    std::uint32_t second;
};

// `people` in order of `first`. None where an order tells nobody apart.
std::optional<Value> rank_agreement(std::vector<Places> people);

}  // namespace bienveille
