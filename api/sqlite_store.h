// The store in one SQLite file.
//
// Decides: nothing beyond store.h. Cost: one durable commit a write; 300,000 tenants imported in one transaction.
#pragma once

#include <memory>
#include <string>

#include "api/store.h"

namespace bienveille {

// Creates the file, or brings an older one up to date. Throws StoreError when it is not ours, too new or not there.
std::unique_ptr<Store> open_sqlite_store(const std::string& path);

}  // namespace bienveille
