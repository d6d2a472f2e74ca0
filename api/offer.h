// A call that may be made today, now or later, as next_call.h weighs it; and those of an advisor's calls that this advisor cannot
// reach any more, while what they follow from stays the same.
//
// Decides: what is remembered. Does not decide: any of it (next_call.h), nor when it is forgotten (running_day.h).
#pragma once

#include <string>
#include <vector>

#include "engine/model.h"

namespace bienveille {

struct Offer {
    const Tenant* tenant = nullptr;
    Tier tier = Tier::score;
    int level = 0;
    Minutes length;  // with the pause
    TimeOfDay time;
    bool retry = false;
    bool promised_time = false;  // in the plan, or asked for since
    bool given_back = false;     // by the advisor who asks
};

struct OutOfReach {
    TimeOfDay from, to;        // of the day: while it is asked from `from` on and before `to`
    std::string since, until;  // the same of the moments by which leases are over
    bool given_back = false;   // one of the calls was, by anybody: then the order depends on who asks
    std::vector<Offer> offers;
};

}  // namespace bienveille
