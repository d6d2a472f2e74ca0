// The table of leases: who has which call in hand, until when, and how that ended. For sql_store.cpp only.
//
// Decides: its statements. Does not decide: who is given which call (next_call.h), nor transactions (sql_store.cpp).
// An advisor or a call that is empty stands for any; a `where` is ours and has one named value.
#pragma once

#include <soci/soci.h>

#include <optional>
#include <string>
#include <vector>

#include "api/store.h"

namespace bienveille {

std::vector<PastLease> read_leases(soci::session& sql, const std::string& where, const std::string& value);
std::optional<Lease> open_lease(soci::session& sql, const std::string& call, const AdvisorId& advisor);
// Those whose time is over at by.at.
void end_past_leases(soci::session& sql, const ChangeBy& by);
LeaseTaken take_lease(soci::session& sql, const Lease& lease, CallState seen, const ChangeBy& by);
LeaseTaken take_unplanned(soci::session& sql, const Lease& lease, const ChangeBy& by);
std::optional<Lease> renew_lease(soci::session& sql, const std::string& call, const AdvisorId& advisor,
                                 const std::string& until, const ChangeBy& by);
std::optional<Lease> release_lease(soci::session& sql, const std::string& call, const AdvisorId& advisor,
                                   const std::string& reason, const ChangeBy& by);
void end_leases_by_outcome(soci::session& sql, const std::string& call, const AdvisorId& advisor);

void cancel_lease(soci::session& sql, const std::string& call, const ChangeBy& by);
// Calls of before that day that are planned or to be retried are cancelled, in whoever's hands they are.
void cancel_calls(soci::session& sql, const std::string& tenant, const std::string& before, const ChangeBy& by);

}  // namespace bienveille
