// Reproducible chance: the same seed gives the same bytes on every machine and compiler.
//
// Decides: how a seed becomes integers. Does not decide: what is drawn. Integers only: the standard library's
// distributions differ between implementations, and floating functions between mathematical libraries.
// Source: xoshiro256** and splitmix64, Blackman and Vigna, public domain.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace bienveille {

class Random {
public:
    // Different streams of one seed are independent: one for each row that is drawn by itself.
    explicit Random(std::uint64_t seed, std::uint64_t stream = 0) {
        std::uint64_t state = seed;
        state = splitmix(state) ^ stream;
        for (std::uint64_t& word : words_) word = splitmix(state);
    }

    std::uint64_t next() {
        const std::uint64_t result = rotated(words_[1] * 5, 7) * 9;
        const std::uint64_t shifted = words_[1] << 17;
        words_[2] ^= words_[0];
        words_[3] ^= words_[1];
        words_[1] ^= words_[2];
        words_[0] ^= words_[3];
        words_[2] ^= shifted;
        words_[3] = rotated(words_[3], 45);
        return result;
    }

    // 0 to n - 1, each as likely; n >= 1. Draws again rather than favour the small ones.
    int below(int n) {
        const auto bound = static_cast<std::uint64_t>(n);
        std::uint64_t mask = bound - 1;
        for (int shift = 1; shift < 64; shift *= 2) mask |= mask >> shift;
        std::uint64_t drawn = next() & mask;
        while (drawn >= bound) drawn = next() & mask;
        return static_cast<int>(drawn);
    }

    int between(int least, int most) { return least + below(most - least + 1); }
    bool percent(int chance) { return below(100) < chance; }

    // The index of a weight, as likely as the weight says.
    int weighted(std::span<const int> weights) {
        int sum = 0;
        for (const int weight : weights) sum += weight;
        int left = below(sum);
        int index = 0;
        while (left >= weights[static_cast<std::size_t>(index)]) left -= weights[static_cast<std::size_t>(index++)];
        return index;
    }

    template <class T>
    void shuffle(std::vector<T>& values) {
        for (std::size_t i = values.size(); i > 1; --i)
            std::swap(values[i - 1], values[static_cast<std::size_t>(below(static_cast<int>(i)))]);
    }

private:
    static std::uint64_t rotated(std::uint64_t word, int by) { return word << by | word >> (64 - by); }

    static std::uint64_t splitmix(std::uint64_t& state) {
        std::uint64_t z = state += 0x9E3779B97F4A7C15u;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
        z = (z ^ z >> 27) * 0x94D049BB133111EBu;
        return z ^ z >> 31;
    }

    std::uint64_t words_[4];
};

}  // namespace bienveille
