// The documents that the service keeps, as JSON: joins the service, which knows no JSON, with those that do.
#pragma once

#include "api/service.h"

namespace bienveille {

Documents json_documents();

}  // namespace bienveille
