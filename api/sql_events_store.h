// What listeners are told, in its table. For sql_store.cpp only.
#pragma once

#include <soci/soci.h>

#include <string>
#include <vector>

#include "api/store.h"
#include "api/told_store.h"

namespace bienveille {

// Those that are older than a day are forgotten on the way.
void tell(soci::session& sql, const ChangeBy& by, const std::vector<Event>& told);
EventsKept read_events_kept(soci::session& sql);
std::vector<Event> read_events(soci::session& sql, std::int64_t after, std::size_t limit);
// Promises whose day is over before this one.
std::vector<Event> missed_promises(soci::session& sql, Day day);

}  // namespace bienveille
