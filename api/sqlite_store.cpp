#include "api/sqlite_store.h"

#include "api/sql_store.h"
#include "api/sqlite_pool_store.h"

namespace bienveille {

std::unique_ptr<Store> open_sqlite_store(const std::string& path) {
    return sql_store(std::make_unique<SqlitePool>(path));
}

}  // namespace bienveille
