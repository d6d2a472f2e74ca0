// The store in memory: a fake that keeps the same promises, for tests of what stands on a store.
#pragma once

#include <memory>

#include "api/store.h"

namespace bienveille {

std::unique_ptr<Store> memory_store();

}  // namespace bienveille
