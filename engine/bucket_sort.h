// Sorting many things whose place is nearly known: a bucket by bucket sort.
//
// Decides: nothing; the order is the caller's. Why not std::sort alone: a million keys are sorted in a few passes over
// memory instead of twenty, and what is left to compare lies close together.
//
// Promises: bucket_by() keeps the order within a bucket. sort_by_bucket() puts items in the order of `before`, provided that a
// smaller bucket never holds what comes later.
// Cost: O(n + buckets) and the sorts inside the buckets: O(m) for m items that are nearly in order, else m log m.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace bienveille {

// Where each bucket ends. What is in `scratch` is lost; its memory is used again from one call to the next.
template <class T, class BucketOf>
std::vector<std::uint32_t> bucket_by(std::vector<T>& items, std::vector<T>& scratch, std::size_t buckets,
                                     BucketOf bucket_of) {
    std::vector<std::uint32_t> ends(buckets + 1, 0);  // of the items placed so far
    for (const T& item : items) ++ends[bucket_of(item) + 1];
    for (std::size_t b = 1; b <= buckets; ++b) ends[b] += ends[b - 1];
    scratch.resize(items.size());
    for (T& item : items) scratch[ends[bucket_of(item)]++] = std::move(item);
    items.swap(scratch);
    ends.pop_back();
    return ends;
}

// By insertion while little moves, else by std::sort.
template <class Iterator, class Before>
void sort_nearly_sorted(Iterator from, Iterator to, Before before) {
    constexpr std::ptrdiff_t kMovesEach = 8;
    std::ptrdiff_t moves = kMovesEach * (to - from);
    for (Iterator next = from; next != to; ++next) {
        if (next == from || !before(*next, *(next - 1))) continue;
        auto item = std::move(*next);
        Iterator hole = next;
        do {
            *hole = std::move(*(hole - 1));
            --hole;
            --moves;
        } while (hole != from && before(item, *(hole - 1)));
        *hole = std::move(item);
        if (moves < 0) return std::sort(from, to, before);
    }
}

template <class T, class BucketOf, class Before>
void sort_by_bucket(std::vector<T>& items, std::vector<T>& scratch, std::size_t buckets, BucketOf bucket_of,
                    Before before) {
    const std::vector<std::uint32_t> ends = bucket_by(items, scratch, buckets, bucket_of);
    auto from = items.begin();
    for (const std::uint32_t end : ends) {
        const auto to = items.begin() + static_cast<std::ptrdiff_t>(end);
        if (to - from > 1) sort_nearly_sorted(from, to, before);
        from = to;
    }
}

}  // namespace bienveille
