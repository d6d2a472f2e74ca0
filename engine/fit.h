// Can these calls be placed into these free parts of an advisor's windows, and how?
//
// Decides: C2's windows and C3's "no two level-3 calls next to each other", for one advisor and day. Does not decide: capacity and
// caps (board.h), order and preferences (timetable.h).
//
// Model: calls differ only by kind (level unknown, 0, 1, 2, 3), so a list is five counts. A Gap is a free part of one window,
// between standing calls (begun, pinned or at a promised time) or the window's ends. A gap of length L takes counts whose
// minutes sum to at most L; with k level-3 calls and m others in it, they can be kept apart if and only if
// k <= m + 1 - (a level-3 call stands before) - (one stands after).
//
// Promises: fits() is exact both ways. loosely ignores C3's order: later calls may still come between.
// Cost: a greedy filling settles most questions in O(gaps x calls); else all splits are tried with a memo of failures, at most
// product of (count + 1) a gap. Questions about whole windows are remembered for the life of the Fit.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/model.h"

namespace bienveille {

constexpr std::size_t kKinds = 5;
constexpr std::size_t kLevel3 = 4;  // the kind of a level-3 call

using Kinds = std::array<std::uint16_t, kKinds>;

struct Gap {
    int from = 0;  // minutes since midnight
    int to = 0;
    bool severe_before = false;
    bool severe_after = false;
    bool may_stay_empty = true;  // false between two level-3 calls of which one was put there by the planner

    int length() const { return to - from; }
    int spare_separators() const { return 1 - severe_before - severe_after; }
};

// A call that stands at its time.
struct Standing {
    int from = 0;
    int to = 0;  // the pause included
    bool severe = false;
    bool fixed = false;      // begun or pinned
    std::int32_t call = -1;  // index into Facts::owed, or into Seat::fixed when fixed
};

// Behind all that start before it, or with it and end no later.
void insert_in_time(const Standing& call, std::vector<Standing>& standing);

// The free parts between standing calls, which are in order of time: what of them lies within the hours, which may be nothing.
std::vector<Gap> gaps_between(std::span<const Window> windows, const Window& hours, std::span<const Standing> standing);

class Fit {
public:
    explicit Fit(const std::array<int, kKinds>& minutes) : minutes_(minutes) {}

    enum class Order { kept, loosely };

    bool fits(std::span<const Gap> gaps, const Kinds& kinds, Order order) const;
    // Like fits() for whole windows, remembered.
    bool fits_windows(std::span<const Gap> windows, const Kinds& kinds, Order order) const;
    // One way to place them: counts for each gap.
    std::optional<std::vector<Kinds>> place(std::span<const Gap> gaps, const Kinds& kinds, Order order) const;

    int minutes_of(const Kinds& kinds) const;
    int minutes_of(std::size_t kind) const { return minutes_[kind]; }
    static int others_in(const Kinds& kinds) { return kinds[0] + kinds[1] + kinds[2] + kinds[3]; }

private:
    // Answers by question: open addressing with linear probing, less than half full.
    class Memory {
    public:
        Memory() : entries_(256) {}

        std::optional<bool> find(std::uint64_t question) const;
        void add(std::uint64_t question, bool answer);

    private:
        struct Entry {
            std::uint64_t question = 0;
            enum class State : std::uint8_t { free, no, yes } state = State::free;
        };
        std::size_t place_of(std::uint64_t question) const;

        std::vector<Entry> entries_;  // a power of two
        std::size_t count_ = 0;
    };

    std::array<int, kKinds> minutes_;
    mutable Memory remembered_;
};

}  // namespace bienveille
