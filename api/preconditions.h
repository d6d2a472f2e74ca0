// A write that insists on what its caller saw: If-Match, or If-None-Match: * for what must not be there yet.
//
// Decides: whether the resource still stands as the caller saw it, looked at and written in one transaction; else 412 and who
// changed what. Does not decide: what is written. Without either header the write is made as it comes.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "api/exchange.h"
#include "api/service.h"

namespace bienveille {

// `subject`: as the log of changes names it. `tag_now`: of the resource as it stands, none where there is none.
Reply if_unchanged(Service& service, const Request& request, const std::string& subject,
                   const std::function<std::optional<std::string>()>& tag_now, const std::function<Reply()>& write);

}  // namespace bienveille
