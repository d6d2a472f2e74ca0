#include "api/commands/open_service.h"

#include "api/documents.h"
#include "api/sqlite_store.h"

namespace bienveille {

Exit with_store(const std::string& path, const std::function<Exit(Store&)>& use) {
    try {
        const auto store = open_sqlite_store(path);
        return use(*store);
    } catch (const StoreError& error) { return refuse({{path, error.what()}}, Exit::unavailable); }
}

Exit with_service(const std::string& path, const std::function<Exit(Service&)>& use) {
    return with_store(path, [&](Store& store) {
        Service service(store, json_documents(), wall_clock());
        return use(service);
    });
}

Asker manager_at_the_keyboard(const std::string& command) { return {"manager", "command-" + command}; }

}  // namespace bienveille
