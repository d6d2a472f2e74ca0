// Which calls with a deadline cannot be kept, calls cut at will: each by a shortage that proves it.
//
// Decides: who is refused. Does not decide: whether whole calls fit (packing.h).
//
// Model: duties come in the order in which they are kept. Whose language nobody speaks on any day left is refused at once. The most important ones that flow together, in every measure, are accepted;
// one that does not flow beside those accepted before it, or for which these leave only minutes that no whole call can use
// (leftover.h), is refused by a smallest shortage. A shortage once found refuses everyone else whom it leaves no room for, so that few
// flows are solved. Once it is known who is kept, those whom no shortage proves impossible are asked for by what calls are worth
// (call_prices.h), and where that tells nothing by every filling (crowds.h).
// Cost: one flow a measure where everything can be kept; else O(log n) flows and O(n) for each shortage found, kMostShortages at most;
// kMostLooksAtRooms for the worths, more where there are few lists. After full days kStepsAfterFullDays for fillings, each day.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "engine/crowds.h"
#include "engine/facts.h"
#include "engine/horizon.h"
#include "engine/leftover.h"
#include "engine/model.h"
#include "engine/shortage.h"

namespace bienveille {

class Renumbering;

class Refusals {
public:
    // Before refuse() only those are refused whom nobody may call: where whole calls fit, they need no flow.
    // Nobody is called on days before the index `from`.
    Refusals(const Horizon& horizon, const std::array<int, kKinds>& minutes, std::vector<Duty> duties,
             std::uint16_t from = 0);
    // Those for whom `has_place` is false take nothing from others.
    void refuse(const std::vector<char>& has_place);

    const std::vector<Duty>& duties() const { return duties_; }
    void renumber(const Renumbering& renumbering);  // the duties' calls
    // The days' indices left to a duty; empty when there are none, or no number to dial.
    Horizon::Days days_of(std::size_t duty) const;
    bool refused(std::size_t duty) const { return refused_[duty] != 0; }
    bool nobody_may_call(std::size_t duty) const {
        return demand_of_[duty] != kNobody && nobody_for_[demand(duty)] != 0;
    }
    Crowds& crowds();
    // What proves a duty impossible beside those kept before it: having no day at all, nobody there on these days who may call, or what a
    // shortage leaves until a day, or every filling; or what any of these shows of the days after full ones; or what at_once.h shows.
    struct Proof {
        enum class By : std::uint8_t { nothing, no_day, nobody, shortage, every_filling, full_days, at_once };
        By by = By::nothing;
        std::uint16_t until =
            0;  // index of the first day until when too much is asked for; after full days, of those due by then
        std::size_t shortage = 0;  // or which proof by every filling
    };
    // What those kept so far leave, shortage by shortage.
    class Beside {
    public:
        explicit Beside(const Refusals& refusals) : refusals_(refusals) { meet_shortages({}); }
        void meet_shortages(const std::vector<std::size_t>& kept);  // those found since
        void keep(std::size_t duty);
        void drop(std::size_t duty);
        Proof against(std::size_t duty) const;

    private:
        // Of what a duty takes: each shortage known, from which day on, how much.
        template <class Look>
        void at_each(std::size_t duty, Look look) const;

        const Refusals& refusals_;
        std::vector<Leftover> left_;
    };
    // Of those who are not kept, beside those who are. For those `asked` whom no shortage known so far proves impossible worths of
    // calls are sought that do.
    // At most so many by every filling.
    std::vector<Proof> proofs(const std::vector<char>& kept, const std::vector<char>& asked,
                              std::size_t most_by_filling);
    // Who shows by these proofs that lists until a day are full: due that day, and proven impossible beside those due by then alone. Of
    // several whom the most of the `open` ask no less than who are due later and come after.
    std::optional<std::size_t> full_for(std::uint16_t day, const std::vector<char>& open,
                                        const std::vector<Proof>& proofs) const;
    // Whether all whom a proof counts are due by a day.
    bool is_of_days_until(std::uint16_t day, const Proof& proof) const;
    // Whether a call asks no less than another, its last day left aside: so that the other could have its place.
    bool asks_no_less(std::size_t duty, std::size_t than) const;

private:
    friend class Shortfalls;
    static constexpr std::int32_t kNobody = -1;

    void find_demands();
    void refuse_whom_nobody_may_call();
    void add(Shortage shortage);
    void add_those_of_each_group();
    void find_proofs_by_filling(const std::map<std::size_t, std::vector<std::size_t>>& by_filling, std::size_t most,
                                std::vector<Proof>& proofs);
    std::vector<ByDemand> beginnings(std::size_t duty) const;
    Shortage weighted(ByDemand worths, const CallPrices& prices) const;
    std::size_t demand(std::size_t duty) const { return static_cast<std::size_t>(demand_of_[duty]); }
    std::size_t last_day(std::size_t duty) const { return days_of(duty).end - 1U; }
    // From when on a shortage counts what a duty takes. Weighted calls are counted once for all days.
    std::size_t counted_from(const Shortage& shortage, std::size_t duty) const {
        return shortage.measure == Measure::weighted_calls ? 0 : last_day(duty);
    }
    std::vector<std::optional<AskedCall>> asked_calls() const;
    Amounts amounts(std::size_t duty) const;
    std::int64_t amount(std::size_t duty, const Shortage& shortage) const;
    std::vector<std::int64_t> lengths_of(const Shortage& shortage) const;  // its calls', in its measure
    Shortage part_until(const Shortage& shortage, std::uint16_t day) const;
    bool concerns(const Shortage& shortage, std::size_t duty) const;

    const Horizon& horizon_;
    std::array<int, kKinds> minutes_;
    std::vector<Duty> duties_;
    std::uint16_t from_;
    std::vector<std::int32_t> demand_of_;  // by duty; none when no day is left to it
    std::vector<Demand> demands_;
    std::vector<std::uint8_t> kinds_;  // by demand: a bit for each that occurs
    std::vector<char> nobody_for_;     // by demand: nobody is there on its days who may call; in no shortage
    std::vector<Amounts> everything_;  // by demand
    std::optional<Shortages> flows_;
    std::vector<Shortage> shortages_;
    std::map<std::vector<std::int64_t>, WholeCalls> whole_calls_;  // by their lengths
    std::vector<Leftover> untouched_;                              // by shortage: what it leaves while nobody is kept
    std::optional<Crowds> crowds_;                                 // who are impossible as every filling shows
    std::vector<Crowds::Proof> proofs_by_filling_;
    std::vector<char> refused_;  // by duty
};

}  // namespace bienveille
