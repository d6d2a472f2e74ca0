#include "api/commands/open_service.h"

#include <filesystem>
#include <memory>

#include "api/documents.h"
#include "api/open_store.h"
#include "api/postgres_url_store.h"

namespace bienveille {

Exit with_store(const std::string& database, const std::function<Exit(Store&)>& use) {
    std::string shown = "--db";
    try {
        shown = shown_database(database);
        const auto store = open_store(database);
        return use(*store);
    } catch (const StoreError& error) { return refuse({{shown, error.what()}}, Exit::unavailable); }
}

Exit with_service(const std::string& database, const std::function<Exit(Service&)>& use) {
    return with_store(database, [&](Store& store) {
        Service service(store, json_documents(), wall_clock());
        return use(service);
    });
}

bool is_there(const std::string& database) { return is_postgres_url(database) || std::filesystem::exists(database); }

std::string shown_database(const std::string& database) {
    return is_postgres_url(database) ? read_postgres_url(database).shown : database;
}

Asker manager_at_the_keyboard(const std::string& command) { return {"manager", "command-" + command}; }

}  // namespace bienveille
