// The service on the database that a command names.
//
// Decides: which store a name is of (a PostgreSQL URL, or the path of a SQLite file); how a database that cannot be used
// ends a command (exit code 4, with the reason). Does not decide: what is done with it.
// Promise: what is said of a database never has a password in it.
#pragma once

#include <functional>
#include <string>

#include "api/commands/exit.h"
#include "api/service.h"

namespace bienveille {

// Opens it (a file is made when missing), runs `use` and answers its exit code; StoreError from either ends with 4.
Exit with_store(const std::string& database, const std::function<Exit(Store&)>& use);
Exit with_service(const std::string& database, const std::function<Exit(Service&)>& use);

// False: opening it would make it. Whether a PostgreSQL database is there, only opening tells.
bool is_there(const std::string& database);
// What people are told of it.
std::string shown_database(const std::string& database);

// Of the commands, for the log of changes.
Asker manager_at_the_keyboard(const std::string& command);

}  // namespace bienveille
