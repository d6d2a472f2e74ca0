// The demo: the synthetic campaign of 2020 as it stood on the morning of Friday 3 April 2020.
//
// Decides: when a database may be filled with it. Does not decide: who is in it (datasets/campaign_2020.h).
// Promise: only a database without tenants and advisors is filled; one that holds any other campaign is refused and
// left as it was. What people have done with the demo since stays.
#pragma once

#include "api/service.h"
#include "engine/result.h"

namespace bienveille {

Day demo_day();

// Nothing when the database holds the demo now.
Problems fill_with_demo(Store& store, Service& service);

}  // namespace bienveille
