// Sorting many things whose place is nearly known: a bucket by bucket sort.
//
// Decides: nothing; the order is the caller's. Why not std::sort alone: a million keys are sorted in a few passes over
// memory instead of twenty, and what is left to compare lies close together.
//
// Promise: items end up in the order of `before`, provided that a smaller bucket never holds what comes later.
// Cost: O(n + buckets) and the sorts inside the buckets: n log(n / buckets) when they are filled evenly, n log n at worst.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace bienveille {

template <class T, class BucketOf, class Before>
void sort_by_bucket(std::vector<T>& items, std::size_t buckets, BucketOf bucket_of, Before before) {
    std::vector<std::uint32_t> ends(buckets + 1, 0);  // of the items placed so far
    for (const T& item : items) ++ends[bucket_of(item) + 1];
    for (std::size_t b = 1; b <= buckets; ++b) ends[b] += ends[b - 1];
    std::vector<T> order(items.size());
    for (T& item : items) order[ends[bucket_of(item)]++] = std::move(item);
    auto from = order.begin();
    for (std::size_t b = 0; b < buckets; ++b) {
        const auto to = order.begin() + static_cast<std::ptrdiff_t>(ends[b]);
        if (to - from > 1) std::sort(from, to, before);
        from = to;
    }
    items = std::move(order);
}

}  // namespace bienveille
