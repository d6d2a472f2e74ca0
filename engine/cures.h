// What would cure a shortfall: so much more on one day, or due days moved.
//
// Decides: the least of each. Does not decide: who falls short (shortfalls.h).
//
// Model: so much more on a day is what people more, whoever may call them, need for whole calls, so that all whom the shortfall names,
// and nobody else, can be called in time: minutes, or calls where calls fall short. Due days moved: the fewest, then the fewest days
// of delay, then the least important, so that these people and all others who are kept, if only by their callback, can be called, in
// time or by the new day.
// Who is kept and is owed more than a promise (an emergency, a time, a recall at risk) does not move for others.
// How: where calls are few, all fillings (kept_whole.h); else what is missing is the least there may be, a way found is enough, and
// where the two meet nothing is left to search. What is not proven to be the least says so. With due days moved it is told who is called
// elsewhere than planned, so that anybody may check in one pass that all have places.
// Cost: nothing without a shortfall; what Effort holds for all shortfalls of a plan, and a flow for each of them and each of its days.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/facts.h"
#include "engine/horizon.h"
#include "engine/kept_whole.h"
#include "engine/model.h"
#include "engine/packing.h"
#include "engine/promised_times.h"
#include "engine/todays_lists.h"

namespace bienveille {

// What is left of the effort that a plan may spend on its shortfalls.
struct Effort {
    std::int64_t steps = 100'000;      // fillings looked at
    std::int64_t packed = 20'000;      // calls put into places
    std::int64_t counted = 4'000'000;  // sums made anew (smallest_set.h)
};

// Everybody with a deadline, as one reading of the deadlines has it.
struct Deadlines {
    const std::vector<Duty>& duties;         // in the order of keeping
    const std::vector<Horizon::Days>& days;  // of each, in time; empty when none is left
    const std::vector<char>& kept;           // of each
    const std::vector<std::optional<CellIndex>>&
        places;                              // of each, as planned, also a late one; none where there is none
    const std::vector<PromisedTime>& times;  // of some
    // Of whom this reading has an earlier deadline, not kept, and whose callback is kept: the days until the callback.
    const std::vector<std::optional<Horizon::Days>>& until_callback;
};

// As far as cures ask about it.
struct Short {
    Measure measure = Measure::minutes;
    std::vector<std::size_t> people;    // duties, in the order of keeping
    std::vector<std::int64_t> amounts;  // of each
    std::int64_t missing = 0;           // beyond all there is, usable or not; may be below 0
    std::vector<std::uint16_t> days;    // on which something may be enough, calls cut at will
    bool days_are_all = false;          // on others nothing is enough
    bool nobody = false;                // nobody there may call any of them
};

class Cures {
public:
    Cures(const Horizon& horizon, const std::array<int, kKinds>& minutes, const TodaysLists& today,
          const Deadlines& deadlines, Effort& effort);

    std::vector<Cure> on_days(const Short& shortage);
    // Empty where no due days moved are known to be enough.
    struct Moves {
        std::vector<std::pair<std::size_t, Day>> to;  // duties, in the order of keeping
        bool proven = false;                          // no fewer would do
        // Who is called elsewhere than planned, so that all are.
        std::vector<std::pair<std::size_t, CellIndex>> elsewhere;
    };
    Moves moves(const Short& shortage);
    // Those not kept to the places that the plan has for them.
    Moves moves_as_planned(const Short& shortage) const;

private:
    static bool in_minutes(const Short& shortage) {
        return shortage.measure == Measure::minutes || shortage.measure == Measure::weighted_calls ||
               shortage.measure == Measure::whole_calls;
    }
    bool may_move(std::size_t duty) const;
    std::uint16_t first_late(std::size_t duty) const;
    Job job_of(std::size_t duty, Horizon::Days days) const;
    bool can_be_searched(const std::vector<std::size_t>& people) const;
    KeptWhole searched(const Short& shortage, const std::vector<std::size_t>& all,
                       const std::vector<char>& may_move) const;
    std::optional<std::int64_t> all_not_kept_on(const Short& shortage, std::uint16_t day) const;
    std::optional<Cure> found_on(const Short& shortage, std::uint16_t day);
    std::int64_t least_by_sums(const Short& shortage, std::uint16_t day, std::int64_t enough);
    bool is_enough(const Short& shortage, std::uint16_t day, std::int64_t amount);
    bool fits_today(const Packing& packing, const std::vector<std::size_t>& people) const;
    bool all_packed(Packing& packing, const std::vector<std::size_t>& people);
    std::vector<std::size_t> kept_and(const std::vector<std::size_t>& people) const;
    Horizon::Days days_beside(const std::vector<std::size_t>& people, std::size_t duty) const;
    std::size_t fewest_by_sums(const Short& shortage) const;
    Moves those_not_kept(const Short& shortage) const;
    void tell_elsewhere(Moves& moves, const Short& shortage, const std::vector<std::size_t>& all,
                        std::vector<CellIndex> cells) const;
    Moves moved_instead(const Short& shortage, std::size_t number);

    const Horizon& horizon_;
    std::array<int, kKinds> minutes_;
    const TodaysLists& today_;
    Deadlines all_;
    std::vector<std::int32_t> only_;            // by duty: Job::only
    std::vector<std::optional<TimeOfDay>> at_;  // by duty: the time promised
    Effort& effort_;
};

}  // namespace bienveille
