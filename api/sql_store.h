// The store on a SQL database: every statement once, in words that SQLite and PostgreSQL both have.
//
// Decides: the statements (the sql_*_store files, a table each). Does not decide: connections, transactions, the schema's
// wording (sql_pool_store.h).
//
// The dialect: parameters by name; `cast(x as t)`; upserts by key, with the table's name before a column that stands;
// numbers given by next_number(), never by the database; yes and no as 1 and 0; days and times as text.
#pragma once

#include <memory>

#include "api/sql_pool_store.h"
#include "api/store.h"

namespace bienveille {

std::unique_ptr<Store> sql_store(std::unique_ptr<SqlPool> pool);

}  // namespace bienveille
