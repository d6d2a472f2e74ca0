// The store that a database's name stands for.
//
// Decides: which adapter: a URL is PostgreSQL's, anything else a SQLite file's path. Throws StoreError as that one does.
#pragma once

#include <memory>
#include <string>

#include "api/store.h"

namespace bienveille {

std::unique_ptr<Store> open_store(const std::string& database);

}  // namespace bienveille
