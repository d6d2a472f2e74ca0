// A call's rank as two numbers, so that a million of them are sorted without looking at a tenant.
//
// Decides: how the parts of a rank are packed. Does not decide: what they are (facts.h).
//
// Model: the smaller pair comes first.
//   first   tier 3 bits, points 23 (reversed), deadline 18 (days from today), isolation 20 (reversed)
//   second  wait 18 (reversed), age 8 (reversed), the first 38 bits of the hash
// Only what is equal in both asks for the rest of the hash and the id. The validated ranges fit: 1,000,003 hundredths of a
// point, days from 1950 to 2149, millionths, years from 1900.
#pragma once

#include <cassert>
#include <cstdint>

#include "engine/model.h"

namespace bienveille {

struct RankKey {
    std::uint64_t first;
    std::uint64_t second;
    std::uint32_t candidate;  // index into the candidates, in the input's order
    std::uint8_t kind = 0;    // the candidate's, which sets its minutes
};

// Some bits of a word.
struct Bits {
    int at;
    int width;

    constexpr std::uint64_t most() const { return (std::uint64_t{1} << width) - 1; }
    std::uint64_t put(std::int64_t number) const {
        assert(number >= 0 && static_cast<std::uint64_t>(number) <= most());
        return static_cast<std::uint64_t>(number) << at;
    }
    std::uint64_t put_reversed(std::int64_t number) const { return put(static_cast<std::int64_t>(most()) - number); }
    std::uint64_t of(std::uint64_t word) const { return word >> at & most(); }
    std::int64_t of_reversed(std::uint64_t word) const { return static_cast<std::int64_t>(most() - of(word)); }
};

constexpr Bits kTierBits{61, 3};
constexpr Bits kPointBits{38, 23};
constexpr Bits kDeadlineBits{20, 18};
constexpr Bits kIsolationBits{0, 20};
constexpr Bits kWaitBits{46, 18};
constexpr Bits kAgeBits{38, 8};
constexpr int kHashBitsLeftOut = 26;

constexpr std::int64_t kNeverDue = static_cast<std::int64_t>(kDeadlineBits.most());
constexpr std::int64_t kNeverReached = static_cast<std::int64_t>(kWaitBits.most());

inline Tier tier_of(const RankKey& key) { return static_cast<Tier>(kTierBits.of(key.first) + 1); }
inline std::uint64_t without_tier(std::uint64_t first) { return first & ~(kTierBits.most() << kTierBits.at); }
inline std::uint64_t with_tier(std::uint64_t first, Tier tier) {
    return without_tier(first) | kTierBits.put(static_cast<std::int64_t>(tier) - 1);
}

}  // namespace bienveille
