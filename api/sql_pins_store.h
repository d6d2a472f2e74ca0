// Calls that people fixed, and the log of those decisions. For sql_store.cpp only.
//
// Decides: its statements. Does not decide: transactions (sql_store.cpp).
#pragma once

#include <soci/soci.h>

#include <vector>

#include "api/store.h"

namespace bienveille {

std::vector<Pin> read_pins(soci::session& sql, Day day);
Put put_pin(soci::session& sql, const Pin& pin, const std::string& action, const ChangeBy& by);
bool remove_pin(soci::session& sql, Day day, const TenantId& tenant, const ChangeBy& by);
std::int64_t count_overrides(soci::session& sql, Day day);

}  // namespace bienveille
