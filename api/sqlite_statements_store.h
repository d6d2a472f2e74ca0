// Statements that SQLite has parsed once, kept with their connection for the next time: SOCI would have each parsed anew,
// which costs more than to run it.
//
// Decides: how many are kept. Does not decide: what they say. A connection is used by one thread at a time, as SOCI's are: SQLite is
// told so, and locks none of them.
#pragma once

#include <soci/soci.h>

namespace bienveille {

// For soci::session::open, in the place of soci::sqlite3.
const soci::backend_factory& sqlite_with_kept_statements();

}  // namespace bienveille
