// A running day whole, or only what changed of it, read by the log of changes. For sql_store.cpp only.
//
// Decides: which rows a logged change may have touched. Does not decide: what is logged (each table's file).
// Every write logs what it changes, in its own transaction: so the log since a moment names all that a reader of that moment
// has to read again. A word that this file does not know stands for the whole day: a new kind of change makes reading slower,
// never wrong.
#pragma once

#include <soci/soci.h>

#include "api/store.h"

namespace bienveille {

LiveDay read_live_day(soci::session& sql, Day day);
LiveDayChanges read_live_day_since(soci::session& sql, Day day, std::int64_t moment);

}  // namespace bienveille
