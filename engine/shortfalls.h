// The account of what cannot be kept: each shortfall that proves a deadline impossible, with its people and what would cure it.
//
// Decides: which part of a shortage is told, up to which day, with whom (smallest_set.h). Does not decide: who is refused
// (refusals.h), what would be enough (cures.h).
// Cost: nothing where no deadline is proven impossible; else that of the files named.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "engine/at_once.h"
#include "engine/cures.h"
#include "engine/model.h"
#include "engine/refusals.h"
#include "engine/smallest_set.h"

namespace bienveille {

class Shortfalls {
public:
    // `proofs`, those of `asked` to be told, `places` (as planned, also late ones) and `until_callback` (cures.h) by duty.
    Shortfalls(const Refusals& refusals, const std::vector<Refusals::Proof>& proofs, const std::vector<char>& asked,
               const std::vector<char>& kept, const std::vector<std::optional<CellIndex>>& places,
               const std::vector<PromisedTime>& times, const std::vector<std::optional<Horizon::Days>>& until_callback,
               const TodaysLists& today, Effort& effort, std::optional<Day> full_until);

    std::vector<Shortfall> all(const DayInput& input, const std::vector<TooManyAtOnce>& at_once);

private:
    // The part of a shortage until a day, and the duties that it proves impossible.
    struct Part {
        Shortage shortage;
        std::vector<std::size_t> proven;
    };
    std::vector<Part> tightest() const;
    std::vector<ShortOf> people_of(const Part& part) const;
    void add_whom_nobody_calls(const DayInput& input);
    void add_alone(const std::vector<std::size_t>& people, const DayInput& input);
    void add(const TooManyAtOnce& proof, const DayInput& input);
    void add(const Part& part, const DayInput& input);
    void add(const Crowds::Proof& proof, const DayInput& input);
    void tell_where(Shortfall& shortfall, const Shortage& shortage, const DayInput& input) const;
    bool would_be_called_until(Day day, const std::vector<std::size_t>& people) const;
    void tell_cures(Shortfall& shortfall, const Short& shortage, const DayInput& input);
    void tell_moves(Shortfall& shortfall, const Cures::Moves& moves, const DayInput& input) const;

    const Refusals& refusals_;
    const std::vector<Refusals::Proof>& proofs_;
    const std::vector<char>& asked_;
    const std::vector<char>& kept_;
    const std::vector<std::optional<Horizon::Days>>& until_callback_;
    std::vector<Horizon::Days> days_;
    Effort& effort_;
    std::optional<Day> full_until_;
    Cures cures_;
    std::optional<CallPrices> prices_;
    std::vector<Shortfall> told_;
};

}  // namespace bienveille
