// `bienveille serve`: the HTTP service and its page, on a database.
//
// Decides: which database and which port are taken, and what --demo puts into an empty one. Does not decide: routes
// (server.h), use cases (service.h).
//
// Promises: --demo fills only a database that is empty, and refuses one that holds anything else than the demo; its
// port may be the next free one, and says so. Without --demo a busy port or an unusable database ends with 4. SIGTERM
// and SIGINT end gracefully with 0.
#pragma once

#include <optional>
#include <string>

#include "api/commands/exit.h"
#include "api/commands/output.h"

namespace bienveille {

struct ServeCommand {
    std::optional<std::string> database;  // default: bienveille.sqlite, or bienveille-demo.sqlite for --demo
    std::string host = "127.0.0.1";
    int port = 8080;
    bool demo = false;
    bool once = false;  // --demo: print the plan and end
    std::optional<std::string> rules;
    Output output;  // of the demo's table
};

Exit run(const ServeCommand& command);

}  // namespace bienveille
