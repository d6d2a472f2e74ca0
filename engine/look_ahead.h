// The days ahead: which calls with a deadline are kept, where, and the proof for those that cannot be.
//
// Decides: the kept set, a place (advisor and day) for each kept call that is not made today, which calls must be made today
// although they are due later, and the shortfalls. Does not decide: who else is called today (selection.h).
//
// Kept set: duties in the order of Facts::duties. Those that no calls cut at will could keep beside the more important ones are
// impossible, each by a shortfall. The others are packed whole (packing.h); what finds no place, not even by moving a call or by
// leaving out a less important one, is unproven. A kept call that only today has room for is needed today (C4).
// A call of today's list can wait when a later day has room for it, the first by (day, advisor id); selection asks wait() before it
// takes one off, so that C4 holds at every step.
//
// Promises: C4, and P4 of plan.h. L1 every place keeps its deadline, within capacity and caps. L2 every impossible call is
// in a shortfall that the audit can add up.
// Cost: see packing.h and shortage.h; the shortfalls cost O(n log n) for each that is found.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/board.h"
#include "engine/facts.h"
#include "engine/horizon.h"
#include "engine/packing.h"
#include "engine/shortage.h"

namespace bienveille {

class LookAhead {
public:
    LookAhead(const DayInput& input, const RuleSet& rules, const Roster& roster, const Presence& presence,
              const Facts& facts);

    // ---- while today is chosen ---------------------------------------------------------------------
    // Kept calls that only today has room for, with the advisor with whom all of them fit; by rank.
    struct Needed {
        CallIndex call;
        std::uint32_t advisor;
    };
    const std::vector<Needed>& needed_today() const { return needed_today_; }
    bool misses_any(const Board& board) const;
    // Whether they go first, whatever their rank: some are due later, or today's own order lost one.
    bool forces_today() const { return forces_today_; }
    void force_today() { forces_today_ = true; }

    std::optional<CellIndex> place_of(CallIndex c) const;
    void comes_today(CallIndex c);  // its later place is free
    // Whether `c` may leave today's list: nobody must make it, or a later day takes it, where it now has its place.
    bool wait(CallIndex c);
    // Whether `c`, which cannot wait, gives way to `u`, which is to be kept before it and has no place.
    bool gives_way(CallIndex c, CallIndex u) const;
    void back_to(CallIndex c, std::optional<CellIndex> place);  // undoes comes_today() and wait()

    // ---- once today is chosen ----------------------------------------------------------------------
    // Finds places for what is left, then for everyone else who is owed a call, by rank.
    void finish(const Board& board);
    std::optional<Keeping> keeping(std::uint32_t tenant) const;
    std::optional<CellIndex> place(std::uint32_t tenant) const;
    const Horizon& horizon() const { return horizon_; }
    std::vector<Shortfall> shortfalls() const;
    std::span<const Duty> duties() const { return facts_.duties; }
    std::optional<CellIndex> place_of_duty(std::size_t duty) const {
        return packing_.cell_of(static_cast<JobIndex>(duty));
    }
    Minutes minutes_of(std::uint8_t kind) const { return Minutes{minutes_[kind]}; }
    Keeping keeping_of_duty(std::size_t duty) const { return keeping_[duty]; }

private:
    static constexpr std::int32_t kNone = -1;

    std::vector<Job> jobs() const;
    void find_demands();
    void find_impossible();
    void pack();
    bool proven(std::size_t duty);

    const DayInput& input_;
    const Facts& facts_;
    std::array<int, kKinds> minutes_;
    int slack_;
    Day last_;  // of the horizon
    Horizon horizon_;
    std::vector<std::int32_t> demand_of_;  // by duty; none when no day is left to it
    std::vector<Demand> demands_;
    std::vector<std::int32_t> refused_by_;  // by duty: the shortage that proves it impossible
    std::vector<Shortage> shortages_;
    std::optional<Shortages> flows_;
    std::vector<Amounts> everything_;  // by demand
    Packing packing_;
    std::vector<std::int32_t> duty_of_call_;
    std::vector<Needed> needed_today_;
    bool forces_today_ = false;
    std::vector<Keeping> keeping_;                // by duty, once finished
    std::vector<std::int64_t> kept_of_shortage_;  // by the duties before counted_
    std::size_t counted_ = 0;
    std::vector<std::int32_t> duty_of_tenant_;  // once finished
    std::vector<std::int32_t> place_of_tenant_;
};

}  // namespace bienveille
