#include "api/commands/demo.h"

#include "api/commands/open_service.h"
#include "datasets/campaign_2020.h"
#include "engine/digest.h"

namespace bienveille {
namespace {

template <class Record>
Import<Record> everything(std::vector<Record> rows, const std::string& source) {
    Import<Record> import;
    import.rows = std::move(rows);
    for (const Column<Record>& column : columns<Record>()) import.columns.push_back(&column);
    import.source_digest = digest_of_text(source);
    return import;
}

}  // namespace

Day demo_day() { return *day_from_iso("2020-04-03"); }

Problems fill_with_demo(Store& store, Service& service) {
    DrawnCampaign demo = campaign_2020();
    const std::string marker = write_campaign(demo.campaign);
    const std::string campaign = store.campaign();
    const bool has_tenants = !service.tenants("", 1).empty();
    const bool has_people = has_tenants || !service.advisors("", 1).empty();
    if (campaign != marker && (has_people || !campaign.empty()))
        return {{"--db", "holds another campaign than the demo, and stays as it is; must be a new file"}};
    if (has_tenants) return {};
    // The campaign first and the tenants last: whoever stops in between begins again with the same.
    const Asker by = manager_at_the_keyboard("demo");
    const auto kept = service.put_campaign(marker, by);
    if (!kept) return kept.refusal().problems;
    service.import_advisors(everything(std::move(demo.advisors), marker), by);
    service.import_tenants(everything(std::move(demo.after), marker), by);
    return {};
}

}  // namespace bienveille
