// The fewest people of a shortfall who still prove it: without any one of them less would be missing, or nothing proven.
//
// Decides: who is left out. Does not decide: which shortfalls there are (refusals.h).
//
// Model: whoever is proven impossible by a shortfall stays in it. Of the others whoever can be left out so that no less is missing and
// all of these are still proven is: those due on the same days in one language together, then those of them of one length, then one
// by one, the least important first, until nobody can be. Whose need is small beside the room that only they may use goes this way.
// Cost: the sums of a shortfall once a try, as far as Effort::counted goes; beyond, more people are named than it takes.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "engine/call_prices.h"
#include "engine/shortage.h"

namespace bienveille {

// One of a shortfall's people.
struct ShortOf {
    std::size_t duty = 0;
    std::size_t demand = 0;
    std::uint8_t kind = 0;
    std::uint16_t last_day = 0;
    std::int64_t amount = 0;
    bool kept = false;
    bool impossible = false;  // and proven so, by whatever
    bool proven_here = false;
};

class SmallestSet {
public:
    // `prices` where calls are weighted.
    SmallestSet(Measure measure, const Shortages& flows, const CallPrices* prices, std::size_t demands,
                std::size_t cells, std::int64_t& counted)
        : measure_(measure), flows_(flows), prices_(prices), demands_(demands), cells_(cells), counted_(counted) {}

    // `people` in the order of keeping.
    void reduce(std::vector<ShortOf>& people);

    struct Figures {
        std::int64_t needed = 0;
        std::int64_t available = 0;
        std::int64_t unusable = 0;
        bool proves = true;  // all that are proven here
    };
    Figures figures(const std::vector<ShortOf>& people) const;
    Shortage as_shortage(const std::vector<ShortOf>& people) const;

private:
    template <class Is>
    bool leave_out(std::vector<ShortOf>& people, Is is);

    Measure measure_;
    const Shortages& flows_;
    const CallPrices* prices_;
    std::size_t demands_;
    std::size_t cells_;
    std::int64_t& counted_;
    Figures now_;
};

}  // namespace bienveille
