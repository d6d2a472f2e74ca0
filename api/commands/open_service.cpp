#include "api/commands/open_service.h"

#include "api/sqlite_store.h"
#include "api/wire.h"
#include "datasets/campaign.h"

namespace bienveille {

Documents documents() {
    const auto calendar = [](std::string_view text) -> Result<Calendar> {
        auto campaign = read_campaign(text);
        if (!campaign) return campaign.problems();
        return std::move(campaign->calendar);
    };
    return {[](const Plan& plan) { return plan_to_json(plan); },
            [](std::string_view text) { return plan_from_json(text); }, calendar};
}

Exit with_store(const std::string& path, const std::function<Exit(Store&)>& use) {
    try {
        const auto store = open_sqlite_store(path);
        return use(*store);
    } catch (const StoreError& error) { return refuse({{path, error.what()}}, Exit::unavailable); }
}

Exit with_service(const std::string& path, const std::function<Exit(Service&)>& use) {
    return with_store(path, [&](Store& store) {
        Service service(store, documents(), wall_clock());
        return use(service);
    });
}

Asker manager_at_the_keyboard(const std::string& command) { return {"manager", "command-" + command}; }

}  // namespace bienveille
