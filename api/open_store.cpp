#include "api/open_store.h"

#include "api/postgres_store.h"
#include "api/postgres_url_store.h"
#include "api/sqlite_store.h"

namespace bienveille {

std::unique_ptr<Store> open_store(const std::string& database) {
    return is_postgres_url(database) ? open_postgres_store(database) : open_sqlite_store(database);
}

}  // namespace bienveille
