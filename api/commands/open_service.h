// The service on the database that a command names.
//
// Decides: how a database that cannot be used ends a command (exit code 4, with the reason). Does not decide: what is
// done with it.
#pragma once

#include <functional>
#include <string>

#include "api/commands/exit.h"
#include "api/service.h"

namespace bienveille {

// Opens the file (made when missing), runs `use` and answers its exit code; StoreError from either ends with 4.
Exit with_store(const std::string& path, const std::function<Exit(Store&)>& use);
Exit with_service(const std::string& path, const std::function<Exit(Service&)>& use);

// Of the commands, for the log of changes.
Asker manager_at_the_keyboard(const std::string& command);

}  // namespace bienveille
