// The table of escalations. For sql_store.cpp only.
//
// Decides: its statements. Does not decide: what is proposed (escalations.h), nor transactions (sql_store.cpp).
#pragma once

#include <soci/soci.h>

#include <string>
#include <vector>

#include "api/store.h"

namespace bienveille {

// After this id, in the order of time; only the open ones, or all.
std::vector<Escalation> read_escalations(soci::session& sql, const std::string& after, std::size_t limit,
                                         bool only_open);
std::optional<Escalation> find_escalation(soci::session& sql, const std::string& id);
// Unless the same step is open for that tenant already.
void propose(soci::session& sql, const Escalation& escalation, const ChangeBy& by);
void overtake_ladder(soci::session& sql, const TenantId& tenant, const ChangeBy& by);
bool decide(soci::session& sql, const Escalation& decided, StepState seen, const ChangeBy& by);

}  // namespace bienveille
