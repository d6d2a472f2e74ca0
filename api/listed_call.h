// A call as an advisor's list shows it.
//
// Decides: which calls a list has, in which order, and what is said of one that the plan has not. Does not decide: whose list it
// is (service.h), in which words it is told (wire_service.h).
// `kept` is the call as it stands (as_of), `planned` its place in the plan, null beside the plan; the tenant is null when the
// register has lost them.
#pragma once

#include <optional>

#include "api/service.h"

namespace bienveille {

bool is_listed(const KeptCall& kept, const Call* planned, const Tenant* tenant);
TimeOfDay listed_at(const KeptCall& kept, const Call* planned, const Tenant* tenant, const Calendar& calendar);

ListedCall listed(const KeptCall& kept, Call call, std::optional<TenantRecord> tenant);
// What the plan would say of a call that it has not. `unplanned`: what it says of the tenant, null if nothing.
Call call_beside_plan(const KeptCall& kept, const Unplanned* unplanned, const Tenant& tenant, const RuleSet& rules,
                      const Calendar& calendar);
// The last one that was dialled, of any day.
void show_last(ListedCall& call, const Attempt& last);

}  // namespace bienveille
