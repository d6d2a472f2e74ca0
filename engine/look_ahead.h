// The days ahead: which calls with a deadline are kept, where, and the proof for those that cannot be.
//
// Decides: the kept set, a place (advisor and day) for each call that is not made today, which calls must be made today although
// they are due later. Does not decide: who else is called today (selection.h).
//
// Kept set: duties in the order of Facts::duties. Those that cannot be kept beside more important ones even if calls could be cut
// are refused (refusals.h); where a callback is promised for later than the deadline that cannot be kept, the promise still counts
// and takes its own place in the order. The others are packed whole (packing.h); what finds no place, not even by moving calls or
// by leaving out a less important one, is unproven unless what calls are worth, every filling or full days prove it (settling.cpp). A kept call that only today has room for is needed today (C4).
// A call of today's list can wait when a later day has room for it, the first by (day, advisor id); selection asks wait() before it
// takes one off, so that C4 holds at every step.
//
// Promises: C4, and P4 of plan.h. Places are within capacity and caps; a kept call's is no later than its deadline.
// Cost: see packing.h and refusals.h.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/at_once.h"
#include "engine/board.h"
#include "engine/cures.h"
#include "engine/facts.h"
#include "engine/horizon.h"
#include "engine/packing.h"
#include "engine/refusals.h"

namespace bienveille {

// What became of one tenant's deadlines.
struct Outlook {
    std::optional<Keeping> keeping;  // of the earliest deadline
    std::optional<Keeping> promise;  // of the callback
    std::optional<CellIndex> place;
};

// Somebody whose deadline is kept: on today's list, or by a place later.
struct CallInTime {
    JobIndex job = 0;               // while today is chosen
    std::optional<CallIndex> call;  // of those owed a call today
    std::uint16_t group = 0;
    std::uint8_t kind = 0;
    Horizon::Days days{};            // after today, by the deadline; none where only today is left
    std::optional<CellIndex> place;  // none: on a list
};

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
    std::size_t missed(const Board& board) const;  // of them, how many are on no list
    // How many are on no list and have no place, of those whose deadline leaves them later days.
    std::size_t lost(const Board& board) const;
    // Whether they go first, whatever their rank: some are due later, or today's own order lost one.
    bool forces_today() const { return forces_today_; }
    void force_today(bool forced) { forces_today_ = forced; }

    std::optional<CellIndex> place_of(CallIndex c) const;
    // Where everything with a deadline has its place, to come back to: first room is made, today is changed, then the rest follows.
    struct Places {
        bool forces_today;
        std::vector<std::int32_t> of_jobs;
    };
    Places places() const { return {forces_today_, packing_.cells()}; }
    void leave_all_but(const Places& places);
    void back_to(const Places& places);
    // What sets a waiting call with a deadline apart from others of its language and length; none of a call without.
    std::optional<std::int64_t> own_case(CallIndex c) const;
    void comes_today(CallIndex c);  // its later place is free
    // Whether `c` may leave today's list: nobody must make it, or a later day takes it, where it now has its place.
    bool wait(CallIndex c);
    bool has_said_no() const { return has_said_no_; }  // wait(), since forget_answers()
    void forget_answers() { has_said_no_ = false; }
    // Whether it has a later place by its earliest deadline; one that cannot be kept by that may have one until its callback's day.
    bool has_place_in_time(CallIndex c) const;
    // Whether `c`, which cannot wait, gives way to `u`, which has no place in time and is to be kept before it, by all its deadlines.
    bool gives_way(CallIndex c, CallIndex u) const;
    void back_to(CallIndex c, std::optional<CellIndex> place);  // undoes comes_today() and wait()
    // Everybody whose deadline is kept as things stand, in the order in which they are; none who has the promised time.
    std::vector<CallInTime> kept_calls(const Board& board) const;
    // Whether anybody who may call it is there on a later day by its earliest deadline; of one without a deadline true.
    bool has_day_later(CallIndex c) const;
    void leave_place(JobIndex job) { packing_.take(job); }
    bool take_place(JobIndex job, CellIndex cell);  // false: no room there

    // ---- once today is chosen ----------------------------------------------------------------------
    // Finds places for what is left, then for everyone else who is owed a call, by rank.
    void finish(const Board& board);
    const Outlook& of(CallIndex c) const { return outlook_[c]; }
    const Outlook& of(const Duty& duty) const { return outlook_[place_in_outlook(duty.call)]; }
    Outlook of(const NotOwed& tenant) const {
        return tenant.duty ? outlook_[place_in_outlook(*tenant.duty)] : Outlook{};
    }
    // The first part of it: places for those with a deadline, nothing proven. By tenant, then: whose callback is kept.
    void place_duties(const Board& board);
    std::vector<char> kept_promises(const Board& board) const;
    const std::vector<Shortfall>& shortfalls() const { return shortfalls_; }
    // Everybody of whom a deadline is told to be kept: the earliest where it is, else the callback.
    std::vector<CallInTime> told_kept(const Board& board) const;
    // How many have a deadline or a callback that is not kept.
    std::size_t not_kept() const { return not_kept_; }
    // Whether none is refused for want of room or counted by a later promise, and none forces a call on today.
    bool is_ample() const { return !promised_ && !forces_today_ && !is_short_of_room_; }
    const Horizon& horizon() const { return horizon_; }
    const std::vector<Duty>& duties() const { return facts_.duties; }
    Minutes minutes_of(std::uint8_t kind) const { return Minutes{minutes_[kind]}; }

    // ---- once more, after finish(), where the day has changed ---------------------------------------
    void advisor_leaves(std::uint32_t advisor);  // today; everybody else's room is again as before finish()
    void renumber(const Renumbering& renumbering);

private:
    static constexpr std::int32_t kNone = -1;

    // Those owed a call, then those held back.
    std::size_t place_in_outlook(std::int32_t call_of_duty) const {
        const auto call = static_cast<std::size_t>(call_of_duty);
        return call_of_duty >= 0 ? call : facts_.owed.size() + ~call;
    }
    Outlook& outlook_of(const Duty& duty) { return outlook_[place_in_outlook(duty.call)]; }
    static bool on_list(const Board& board, const Duty& duty);
    std::vector<Duty> until_promised() const;
    std::vector<std::uint32_t> positions_in_strict(const std::vector<Duty>& duties) const;
    const Refusals& last() const { return promised_ ? *promised_ : strict_; }
    Refusals& last() { return promised_ ? *promised_ : strict_; }
    std::vector<char> has_place(const std::vector<Duty>& duties) const;
    std::vector<Job> jobs() const;
    bool fits();
    bool counts_until_promise(std::size_t duty) const;
    void pack();
    std::size_t place_the_rest(std::size_t most_lost);
    std::vector<char> packed() const;  // by job: whether it has a place
    void find_needed();
    std::optional<JobIndex> job_of(CallIndex c) const;
    const Duty& earliest(JobIndex job) const;
    void place_in_time(const Board& board);
    bool is_kept_by(const Board& board, const Duty& duty, Day last) const;
    void tell_deadline(const Board& board, const Duty& duty, Keeping keeping);
    void settle(const Board& board);
    bool can_be_told_again() const;
    bool counts_at_a_moment(std::uint32_t advisor) const;
    void settle_anew(const Board& board, std::vector<char> kept_in_strict);
    void tell_shortfalls(const Board& board, const Refusals& refusals, const std::vector<Refusals::Proof>& proofs,
                         const std::vector<char>& kept, const std::vector<char>& asked,
                         const std::vector<TooManyAtOnce>& at_once, std::optional<Day> full_until = std::nullopt);
    std::vector<std::optional<CellIndex>> places_of(const Board& board, const std::vector<Duty>& duties) const;
    bool settle_beside_callbacks(const Board& board);
    enum class After : std::uint8_t { nothing, full_days };
    std::vector<Keeping> settle_by(const Board& board, Refusals& refusals, const std::vector<char>& kept,
                                   const std::vector<char>& speaks, After after = After::full_days);
    void place_late(const Board& board);
    void place_others(const Board& board);

    const DayInput& input_;
    const Roster& roster_;
    const Facts& facts_;
    std::array<int, kKinds> minutes_;
    int slack_;
    Day end_;  // of the days looked at
    Horizon horizon_;
    Refusals strict_;                       // by the earliest deadline
    std::optional<Refusals> promised_;      // where that refuses calls with a later promise: by the promise
    std::vector<std::uint32_t> strict_of_;  // by duty of promised_
    Packing packing_;                       // jobs are the duties of last()
    std::vector<std::int32_t> job_of_call_;
    std::vector<Needed> needed_today_;
    bool forces_today_ = false;
    bool has_said_no_ = false;
    Packing::Rooms rooms_;          // before those without a deadline had their places
    std::vector<Outlook> outlook_;  // by call, then of those held back
    Effort effort_;
    std::vector<Shortfall> shortfalls_;
    bool is_short_of_room_ = false;
    std::size_t by_filling_left_ = 0;  // of the proofs by every filling that a plan may tell
    std::size_t not_kept_ = 0;
    // What settle() found, by duty: as long as the same are kept it is said again. Advisors who leave today make nothing possible.
    struct Settled {
        std::vector<char> kept;
        std::vector<Keeping> keeping;
        std::vector<std::size_t> not_kept;
    };
    std::optional<Settled> settled_;  // where it is all that there is to be told again
};

}  // namespace bienveille
