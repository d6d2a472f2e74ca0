#include "api/postgres_store.h"

#include "api/postgres_pool_store.h"
#include "api/sql_store.h"

namespace bienveille {

std::unique_ptr<Store> open_postgres_store(const std::string& url) {
    return sql_store(std::make_unique<PostgresPool>(url));
}

}  // namespace bienveille
