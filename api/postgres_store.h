// The store in a PostgreSQL database, shared by as many processes as want to.
//
// Decides: nothing beyond store.h; how is in postgres_pool_store.h.
#pragma once

#include <memory>
#include <string>

#include "api/store.h"

namespace bienveille {

// Makes the tables in an empty database, or brings older ones up to date. Throws StoreError when it is not ours, too new or
// not there.
std::unique_ptr<Store> open_postgres_store(const std::string& url);

}  // namespace bienveille
