// The least and the most that each list may charge for a call on a day of equal minutes, and who could change places where no charges
// are right (cap_prices.h).
//
// Decides: charges for today's lists (charges.cpp); by cycles (charge_cycles.cpp), and beside the days ahead for theirs, too
// (charges_ahead.cpp). Does not decide: what follows from them.
//
// Model: amounts and arcs of cap_prices.h. Of the days ahead every advisor's day is one more list, with nested caps and nobody to be kept
// apart. Those whose deadline is kept are alike where they share language, level and the days left to them: z(alike) is what it costs
// to call one of them later. For y(g, k, d), the least charge of a language on day d: z <= y(g, k, d) on each of these days, with equality
// where one of them has a place; and y(g, k, today) - z is at least the points of whoever waits for that place, and at most those of whoever
// is called today and could have one. So an arc may have a weight, and charges are right unless a cycle of arcs weighs more than
// nothing: following it brings as many points. It is found by following arcs from all amounts at once until nothing rises (Bellman and Ford).
//
// Where the cap of levels 2 and 3 crosses places apart, which cost u, q = x(l, 1) + u, r = x(l, 2) - x(l, 1), t = x(l, 3) - x(l, 2) - 2 u.
// None of these may be below 0, and what is not used up is 0. That ties three charges to each other, but for a given u arcs say it. At first
// each u is 0. Where a cycle would weigh less if places apart cost more, they cost as much more as it takes, and all begins anew; so
// no u is above what it must be, as long as each such cycle names one list. A cycle of which this is not true tells that there are no
// charges: followed alone, or together with those before it, it may bring points. Charges may not be there although no plan has more
// points: they would prove the same of plans with halves of calls.
//
// Promise: charges, or cycles that stand against them, but for kMostLooks; all in whole numbers, the same for the same board. Where caps
// cross, prices of places are rounded up, and charges may be missed: on none of 6,000 days built for it.
// Cost: O(n + arcs); with cycles O(arcs) a round, mostly few, for arcs = advisors x days x languages + alike x days; where caps cross all
// that for each list whose places apart must cost more.
// Source: as cap_prices.h; Klein 1967 (cycles).
#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "engine/bound_parts.h"
#include "engine/cap_prices.h"
#include "engine/look_ahead.h"
#include "engine/prices.h"

namespace bienveille {

// Those whose deadline is kept, for whom one is as good as another but for points.
struct KeptAlike {
    std::uint16_t group = 0;
    CapLevel level = CapLevel::light;
    std::uint16_t first = 0, end = 0;  // of the days left to them after today

    auto operator<=>(const KeptAlike&) const = default;
};
KeptAlike alike_of(const CallInTime& call);
// Whether their calls take as long as today's, so that charges can be found.
bool take_equally_long(const std::vector<CallInTime>& kept, const Board& board);

// One move of a cycle: from a list to the calls of its day, from these to others who are alike, or to being called no more; or back.
struct Spot {
    enum class Where : std::uint8_t { nowhere, list, day, alike };
    Where where = Where::nowhere;
    std::size_t index = 0;  // of a list: the seat, or of later days the cell; of a day; of those alike
    bool later = false;     // of a list
    std::size_t group = 0;
    CapLevel level = CapLevel::light;
};
struct Move {
    Spot from, to;
};
using Cycle = std::vector<Move>;

class Charges {
public:
    static constexpr std::size_t kLevels = 3;

    Charges(const Board& board, const Stocks& stocks);
    Charges(const Board& board, const Stocks& stocks, const std::vector<CallInTime>& kept, std::int64_t spare = 0);

    // ---- of today ---------------------------------------------------------------------------------------
    bool find();  // whether there are such charges
    std::vector<Route> routes() const;
    SeatPrice price(SeatIndex s) const { return price_of_list(s); }

    // ---- with the days ahead, and with caps that cross --------------------------------------------------
    // What find() does not: somebody has no day later, a later day is full, or a list has used up both the cap of levels 2 and 3 and
    // its places apart.
    bool see_more() const { return days_ahead_matter_ || caps_cross(); }
    bool caps_cross() const { return !arcs_apart_.empty(); }
    bool find_all();  // whether there are such charges, which kMostLooks may be too few to know
    // Met on the way, in their order: of the last ones some bring points, or ask for more than kMostTimesAnybody; those before them would
    // where places apart cost less.
    const std::vector<Cycle>& cycles() const { return cycles_; }
    SeatPrice price_later(CellIndex cell) const { return price_of_list(list_of(cell)); }
    CellIndex end_of_cells() const { return end_of_cells_; }
    const std::vector<KeptAlike>& alike() const { return alike_; }

private:
    // A charge, or its opposite: an even number and the odd one after it.
    using Amount = std::size_t;
    static constexpr Amount kFromNowhere = std::numeric_limits<Amount>::max();
    static Amount opposite(Amount amount) { return amount ^ 1; }
    struct Arc {
        Amount above;
        std::int64_t by;

        auto operator<=>(const Arc&) const = default;
    };
    struct UsedUp {
        bool calls = false, level2_and_3 = false, level3 = false, apart = false;

        bool crossing() const { return level2_and_3 && apart; }
    };
    // `above` is at least `below` and so many times the price of a list's places apart.
    struct ArcApart {
        Amount below, above;
        std::size_t list;
        std::int64_t times;
    };
    // Over which arc an amount was raised last; `by` without the price of places apart.
    struct Raised {
        Amount from = kFromNowhere;
        std::int64_t by = 0;
        const ArcApart* apart = nullptr;
    };
    using Circle = std::vector<Amount>;  // each raised from the one before it, the first from the last
    struct Counts {
        std::int64_t light = 0, heavy = 0, severe = 0;

        void add(CapLevel level);
    };

    // Lists, then by day the calls of each group; of each level. Then those alike, and nothing.
    Amount list(std::size_t l, CapLevel level) const { return 2 * (l * kLevels + static_cast<std::size_t>(level)); }
    Amount group(std::size_t day, std::size_t g, CapLevel level) const {
        return 2 * ((lists_ + day * groups_ + g) * kLevels + static_cast<std::size_t>(level));
    }
    Amount alike(std::size_t a) const { return 2 * ((lists_ + days_ * groups_) * kLevels + a); }
    Amount nothing() const { return alike(alike_.size()); }
    std::size_t list_of(CellIndex cell) const { return board_.seats() + (cell - first_cell_); }
    bool has_price_apart(std::size_t l) const { return ahead_ && used_up_[l].crossing(); }
    CapLevel level(CallIndex c) const { return cap_level(board_.brief(c).kind); }

    void is_at_least(Amount a, Amount b, std::int64_t by = 0);
    void bound(Amount amount, std::int64_t least);
    void require_of_today(const Stocks& stocks);
    void require_of_list(std::size_t l, const Counts& calls, const Stock& stock);
    void require_of_call(CallIndex c);
    void sort_arcs();
    void raise(Amount first, std::int64_t least);
    bool is_too_high(Amount amount) const { return least_[amount] > -least_[opposite(amount)]; }
    Route route_over(Amount amount) const;
    std::vector<Amount> way_to(Amount amount) const;
    std::int64_t charge(std::size_t l, CapLevel level) const;
    SeatPrice price_of_list(std::size_t l) const;

    void know(const std::vector<CallInTime>& kept);
    void require_of_days_ahead(const std::vector<CallInTime>& kept);
    void require_at_price_apart(std::size_t l);
    std::vector<Circle> circles(std::size_t& looks);
    std::vector<Circle> circles_raised() const;
    bool makes_apart_dearer(const Circle& circle);
    Cycle moves_of(const Circle& circle) const;
    std::optional<Move> move_of(Amount from, Amount to) const;
    Spot spot(std::size_t number) const;

    const Board& board_;
    std::size_t lists_, groups_, days_ = 1;
    CellIndex first_cell_ = 0, end_of_cells_ = 0;  // of the days ahead
    std::vector<KeptAlike> alike_;
    std::vector<std::int32_t> alike_of_call_;  // -1 none; empty where nobody is
    std::vector<std::vector<Arc>> below_;      // by amount: those that are at least that
    std::vector<UsedUp> used_up_;              // by list
    std::vector<ArcApart> arcs_apart_;         // of lists where caps cross
    std::vector<std::int64_t> apart_;          // by list: the price of these
    std::vector<std::pair<std::int64_t, Amount>> bounds_;
    std::vector<std::int64_t> least_;  // by amount, in millionths
    std::vector<Amount> raised_from_;  // by amount: the one before it, or itself where it is bounded
    std::vector<Raised> raised_;       // the same of cycles
    std::vector<Cycle> cycles_;
    std::int64_t spare_ = 0;  // places apart that a list with none left may have
    std::int64_t most_ = 0;   // that anybody is worth
    bool in_the_middle_ = false;
    bool ahead_ = false, days_ahead_matter_ = false;
};

}  // namespace bienveille
