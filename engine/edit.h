// Taking things out of a long list and putting others in, in its own memory.
//
// Decides: nothing. What stays keeps its order, and is moved once, if at all.
// Cost: O(n) moves between the first and the last edit, for n things; nothing is allocated beyond what the list grows by.
#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>
#include <vector>

namespace bienveille {

// `out` are positions as they are, `in` positions as they will be, both ascending.
template <class T>
void edit(std::vector<T>& all, const std::vector<std::size_t>& out, std::vector<std::pair<std::size_t, T>> in) {
    struct Stretch {
        std::size_t from, to, length;
    };
    const std::size_t before = all.size();
    std::vector<Stretch> stretches;  // of what stays
    std::size_t from = 0, to = 0, gone = 0, come = 0;
    while (from < before) {
        if (gone < out.size() && out[gone] == from) {
            ++gone, ++from;
        } else if (come < in.size() && in[come].first == to) {
            ++come, ++to;
        } else {
            std::size_t length = (gone < out.size() ? out[gone] : before) - from;
            if (come < in.size()) length = std::min(length, in[come].first - to);
            stretches.push_back({from, to, length});
            from += length, to += length;
        }
    }
    const std::size_t after = before - out.size() + in.size();
    if (after > before) all.resize(after);
    const auto at = [&](std::size_t position) { return all.begin() + static_cast<std::ptrdiff_t>(position); };
    // To the left from the left, to the right from the right: nothing is overwritten that is still to be moved.
    for (const Stretch& each : stretches)
        if (each.to < each.from) std::move(at(each.from), at(each.from + each.length), at(each.to));
    for (auto each = stretches.rbegin(); each != stretches.rend(); ++each)
        if (each->to > each->from)
            std::move_backward(at(each->from), at(each->from + each->length), at(each->to + each->length));
    for (auto& [position, thing] : in) all[position] = std::move(thing);
    all.resize(after);
}

}  // namespace bienveille
