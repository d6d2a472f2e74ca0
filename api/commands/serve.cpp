#include "api/commands/serve.h"

#include <memory>

#include "api/commands/demo.h"
#include "api/commands/open_service.h"
#include "api/documents.h"
#include "api/log.h"
#include "api/metrics.h"
#include "api/routes.h"
#include "api/server.h"
#include "rules/built_in.h"
#include "rules/rules_json.h"

namespace bienveille {
namespace {

// A rule file named on the command line is the first of a new database. Later ones are activated by a person.
Problems take_rules(Store& store, const std::string& file) {
    const auto rules = rules_named_or_file(file);
    if (!rules) return rules.problems();
    const std::string id = rules_id(*rules);
    for (const KeptRules& kept : store.rules())
        if (kept.active && kept.id != id)
            return {{"--rules", "is " + id + ", but the database runs " + kept.id +
                                    "; must be left out, or name a new database with --db"}};
    const std::string at = utc_stamp(wall_clock()());
    store.keep_rules({id, rules->name, rules->version, write_rules(*rules), at, false},
                     {at, "manager", "command-serve"});
    return {};
}

Exit print_demo_plan(Service& service, const Output& output) {
    const auto stored = service.generate_plan(demo_day(), manager_at_the_keyboard("demo"));
    if (!stored) {
        Problems problems = stored.refusal().problems;
        problems.insert(problems.begin(), {demo_day().iso(), stored.refusal().message});
        return refuse(problems);
    }
    constexpr std::size_t kMostRows = 1'000'000;
    const auto tenants = service.tenants("", kMostRows);
    const auto advisors = service.advisors("", kMostRows);
    return deliver_plan(stored->plan, People(tenants, advisors), output);
}

// Listening on the port, or for the demo on one of the next; null when there is none.
std::unique_ptr<Server> listening(Routes& routes, Metrics& metrics, const ServeCommand& command) {
    constexpr int kPortsTried = 50;
    for (int next = 0; next < kPortsTried; ++next) {
        ServerOptions options;
        options.host = command.host;
        options.port = command.port + next;
        auto server = std::make_unique<Server>(routes, metrics, options);
        const auto refused = server->listen();
        if (!refused) return server;
        const std::string where = command.host + ":" + std::to_string(options.port);
        if (!command.demo || command.port == 0 || options.port == 65'535) {
            refuse({{"--listen", where + ": " + *refused}}, Exit::unavailable);
            return nullptr;
        }
        tell(where + ": " + *refused + "; trying the next port");
    }
    tell("no port is free; --listen names another one");
    return nullptr;
}

Exit serve(Service& service, const ServeCommand& command) {
    Metrics metrics;
    Routes routes(service, metrics);
    const auto server = listening(routes, metrics, command);
    if (!server) return Exit::unavailable;
    const std::string host = command.host.find(':') == std::string::npos ? command.host : "[" + command.host + "]";
    tell("http://" + host + ":" + std::to_string(server->port()) +
         "/ answers this machine alone, until there are accounts");
    tell("database " + shown_database(*command.database) + "; end with Ctrl-C");
    server->run_until_signal();
    service.checkpoint();
    tell("stopped");
    return Exit::fine;
}

}  // namespace

Exit run(const ServeCommand& command) {
    if (command.once) log_quietly();
    return with_store(*command.database, [&](Store& store) {
        if (command.rules)
            if (const Problems problems = take_rules(store, *command.rules); !problems.empty()) return refuse(problems);
        Service service(store, json_documents(), wall_clock());
        if (command.demo) {
            if (const Problems problems = fill_with_demo(store, service); !problems.empty()) return refuse(problems);
            if (const Exit printed = print_demo_plan(service, command.output); printed != Exit::fine) return printed;
        }
        return command.once ? Exit::fine : serve(service, command);
    });
}

}  // namespace bienveille
