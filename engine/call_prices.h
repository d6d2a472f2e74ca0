// What calls are worth, so that lists hold less than is asked for: the proof that whole calls do not all fit.
//
// Decides: whole numbers, one for the calls of a demand and a kind, such that those asked for are worth more than all lists together
// can hold, however they are filled. Does not decide: who is asked for (refusals.h).
//
// Model: an advisor's day is filled with calls that it may take: by language, by their days, within its minutes, its calls, its
// level-3 calls and those of level 2 and 3. Whatever calls are worth, the best filling of each day says what it holds at most. Where
// the calls are worth more than all days hold, some of them find no room, whoever plans. Minutes, numbers of calls and level-3 calls
// are such worths too; others see what these do not: of calls of 33 and of 13 minutes an hour holds one and two, so that, worth 2
// and 1, nobody's hour holds more than 4.
// How: prices. What too few lists take gets dearer, what more take than there is gets cheaper, by steps that aim a little
// beyond a proof: often nothing is gained for hundreds of them, and then all. Then the smallest numbers that still prove it. These are
// the duals of the best mix of fillings; rounding cannot make a proof wrong, since its sums are made anew of whole numbers.
// Where the fillings met on the way, each for a part of the time, take all that is asked for, no worths prove anything: the search ends.
// Not finding a proof proves nothing.
//
// Cost: a table of minutes and a look at each sort of room, for each team on each day and each step; counted.
// Source: Gilmore and Gomory 1961 (prices of patterns), Polyak 1969 (the steps), Fekete and Schepers 2001 (dual feasible functions).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/best_filling.h"
#include "engine/horizon.h"

namespace bienveille {

struct Demand {
    std::uint16_t group;
    Horizon::Days days;
};

using ByDemand = std::vector<std::array<std::int64_t, kKinds>>;  // numbers of calls, or what each is worth

class CallPrices {
public:
    CallPrices(const Horizon& horizon, const std::array<int, kKinds>& minutes, const std::vector<Demand>& demands);

    // Worths with which these calls are worth more than all lists hold, from where some begin. Looks while there are `looks` left, at
    // rooms.
    std::optional<ByDemand> proof(const ByDemand& wanted, std::vector<ByDemand> begin, std::int64_t& looks);
    // The most that all lists hold, at these worths.
    std::int64_t held(const ByDemand& worths) const;

private:
    struct Rooms {
        Room room;
        std::int64_t count;
    };
    // A team on a day.
    struct Taker {
        std::vector<std::size_t> demands;
        std::vector<Rooms> rooms;
    };
    struct Weighed {
        std::int64_t asked = 0;
        std::int64_t held = 0;
        ByDemand taken;  // by the best fillings
    };

    struct Climb {
        std::optional<ByDemand> proof;
        bool hopeless = false;  // no worths prove it
    };

    void find_concerned(const ByDemand& wanted);
    Worths best_worths(const Taker& taker, const ByDemand& worths) const;
    Weighed weigh(const ByDemand& worths, const ByDemand& wanted) const;
    Climb climb(ByDemand prices, const ByDemand& wanted, int steps, std::int64_t& looks);
    ByDemand smallest(const ByDemand& worths, const ByDemand& wanted) const;

    std::array<int, kKinds> minutes_;
    std::vector<Taker> takers_;
    std::vector<Taker> concerned_;   // those of the question at hand, with the demands of which it wants calls
    std::int64_t looks_of_one_ = 1;  // weighing
    ByDemand last_;                  // prices: the next question is often much the same
};

}  // namespace bienveille
