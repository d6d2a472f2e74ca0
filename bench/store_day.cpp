#include "bench/store_day.h"

#include <stdlib.h>  // mkdtemp

#include <stdexcept>

#include "api/documents.h"
#include "api/import_store.h"
#include "api/open_store.h"
#include "api/service.h"

namespace bienveille::bench {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kCallsOfAnAdvisor = 35;
const Day kDay = *day_from_iso("2020-04-03");

template <class Record>
Import<Record> numbered(std::size_t count, const Record& like, const std::string& letter) {
    Import<Record> import;
    for (std::size_t i = 0; i < count; ++i) {
        import.rows.push_back(like);
        import.rows.back().facts.id = {letter + std::to_string(i)};
    }
    return import;
}

AttemptWrite reached(const KeptCall& call, const Kept<TenantRecord>& tenant) {
    AttemptWrite write;
    write.attempt.id = "a" + call.id;
    write.attempt.call = call.id;
    write.attempt.day = call.day;
    write.attempt.tenant = call.tenant;
    write.attempt.advisor = call.advisor;
    write.attempt.recorded_at = kByAdvisor.at;
    write.attempt.outcome = Outcome::reached;
    write.attempt.minutes = {9};
    write.attempt.anxiety = 1;
    write.attempt.needs = "courses";
    write.attempt.follow_ups = "none";
    write.attempt.note = "va bien, demande qui passe pour les courses";
    write.attempt.tenant_before = text_of_record(tenant.record);
    write.tenant_before = tenant.record;
    write.tenant_after = tenant.record;
    write.tenant_after.facts.last_reached_on = call.day;
    write.tenant_after.facts.last_advisor = call.advisor;
    write.tenant_after.facts.anxiety = 1;
    write.tenant_revision = tenant.revision;
    write.ends_ladder = true;
    return write;
}

}  // namespace

Place::Place() {
    std::string pattern = (fs::temp_directory_path() / "bienveille-bench-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no directory for the benchmark");
    directory_ = pattern;
}

Place::~Place() {
    std::error_code ignored;
    fs::remove_all(directory_, ignored);
}

StoreDay store_day(const std::string& database, std::size_t count) {
    StoreDay day{database, {}};
    const auto store = open_store(database);
    Service service(*store, json_documents(), [] { return std::int64_t{1585895400}; });
    TenantRecord tenant;
    tenant.label = "Locataire";
    tenant.phone = "+33353010203";
    tenant.facts.has_phone = true;
    AdvisorRecord advisor;
    advisor.facts.minutes = Minutes{400};
    service.import_tenants(numbered(count, tenant, "T"), {"manager", "bench"});
    service.import_advisors(numbered(count / kCallsOfAnAdvisor + 1, advisor, "A"), {"manager", "bench"});
    if (const auto made = service.generate_plan(kDay, {"manager", "bench"}); !made)
        throw std::runtime_error(made.refusal().message);
    for (const KeptCall& call : store->calls(kDay))
        day.outcomes.push_back(reached(call, store->tenant(call.tenant).value()));
    store->checkpoint();
    return day;
}

std::string copy_of(const StoreDay& day, const std::string& path) {
    fs::copy_file(day.database, path);
    return path;
}

}  // namespace bienveille::bench
