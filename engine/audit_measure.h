// What a shortfall counts of calls, and the most that an advisor's day holds of it.
//
// Decides: the sums of one shortfall. Does not decide: what they prove (audit_proof.cpp).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "engine/audit_detail.h"

namespace bienveille::audit_detail {

// What a call of each kind counts, at most, of those whom an advisor may call on a day.
using Waiting = std::array<std::int64_t, kKinds>;

class Counting {
public:
    Counting(const Audited& audited, const Shortfall& shortfall);

    std::int64_t of(std::uint32_t tenant) const;  // this one's call
    // Weighted calls are counted once for all days, others by each day.
    bool is_once_for_all_days() const { return shortfall_.measure == Measure::weighted_calls; }
    // Nothing is summed: lists are filled with whole calls.
    bool is_of_whole_calls() const { return shortfall_.measure == Measure::whole_calls; }
    // One advisor on one day, where these wait. Calls are bounded by the minutes too: by how many of the shortest these hold.
    // Weighted calls: the best filling with whole calls, each cap kept.
    std::int64_t room(std::size_t seat, Day day, Minutes capacity, const Waiting& waiting);
    // What calls that stay leave of it.
    struct Left {
        std::int64_t minutes, calls, level3, heavy;

        auto operator<=>(const Left&) const = default;
    };
    Left left(std::size_t seat, Day day, Minutes capacity) const;
    // How many level-3 calls a list holds with none between them, and of the others owed a call, which may be, the minutes of the
    // shortest and their number. Later days count in full.
    struct Apart {
        std::int64_t alone, shortest, others;
    };
    Apart apart(std::size_t seat, Day day) const;
    // The most that whole calls count in so much room, each cap kept.
    std::int64_t best_filling(const Left& left, const Waiting& waiting);

private:
    std::int64_t light_calls(std::int64_t minutes, std::int64_t calls, const Waiting& waiting);
    std::int64_t of_kind(int kind) const;  // but for weighted calls

    const Audited& audited_;
    const Shortfall& shortfall_;
    std::map<std::uint32_t, std::int64_t> weights_;  // by tenant
    std::map<std::pair<Left, Waiting>, std::int64_t> fillings_;
    // By what waits: the most of calls below level 2, by number of calls, then minutes; the last row is that of any number.
    std::map<Waiting, std::vector<std::vector<std::int64_t>>> light_;
};

// The most that whole calls of some lengths add up to within `left`.
class WholeCalls {
public:
    explicit WholeCalls(std::set<std::int64_t> lengths);

    std::int64_t most_within(std::int64_t left);

private:
    static constexpr std::int64_t kAllIsUsed = 512;  // more is not rounded
    std::set<std::int64_t> lengths_;
    std::vector<bool> is_sum_;
};

}  // namespace bienveille::audit_detail
