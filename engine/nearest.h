// The known word that a misspelt one was probably meant to be, for messages that say what would be right.
//
// Decides: how near is near (at most a third of the letters wrong, two neighbours swapped counts as one). Does not
// decide: what happens with the word.
// Cost: O(a b) for words of a and b letters, a and b capped at 64: a hostile name cannot make it slow.
// Source: Damerau 1964, in the restricted form (optimal string alignment).
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace bienveille {

inline std::size_t edits_between(std::string_view a, std::string_view b) {
    constexpr std::size_t kMost = 64;
    a = a.substr(0, kMost);
    b = b.substr(0, kMost);
    std::array<std::array<std::size_t, kMost + 1>, 3> row{};
    for (std::size_t j = 0; j <= b.size(); ++j) row[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto& now = row[i % 3];
        const auto& above = row[(i + 2) % 3];
        const auto& above2 = row[(i + 1) % 3];
        now[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            now[j] = std::min({above[j] + 1, now[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                now[j] = std::min(now[j], above2[j - 2] + 1);
        }
    }
    return row[a.size() % 3][b.size()];
}

// The nearest known word, or empty when none is near. Equal distances: the first known word.
template <class Words>
std::string_view nearest_word(std::string_view word, const Words& known) {
    std::string_view best;
    std::size_t least = std::max<std::size_t>(1, word.size() / 3) + 1;
    for (const std::string_view each : known) {
        const std::size_t apart = edits_between(word, each);
        if (apart < least) {
            least = apart;
            best = each;
        }
    }
    return best;
}

// ", did you mean anxiety?", or nothing when no known word is near.
template <class Words>
std::string did_you_mean(std::string_view word, const Words& known) {
    const std::string_view best = nearest_word(word, known);
    return best.empty() ? std::string{} : ", did you mean " + std::string{best} + "?";
}

}  // namespace bienveille
