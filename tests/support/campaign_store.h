// A small campaign in a store: for tests of the service and the server.
#pragma once

#include "api/documents.h"
#include "api/service.h"

namespace bienveille {

inline const Day kThird = *day_from_iso("2020-04-03");  // a Friday

// Friday 3 April 2020, 08:30 in Paris.
inline Clock still_clock() {
    return [] { return std::int64_t{1585895400}; };
}

inline TenantRecord tenant_record(const std::string& id) {
    TenantRecord record;
    record.facts.id = {id};
    record.label = "Locataire " + id;
    record.phone = "+33353010203";
    record.facts.has_phone = true;
    record.commune = "Chaumont";
    return record;
}

inline AdvisorRecord advisor_record(const std::string& id) {
    AdvisorRecord record;
    record.facts.id = {id};
    record.facts.minutes = Minutes{100};
    return record;
}

// Twelve tenants, the first promised a callback for the third; two advisors.
inline void fill(Store& store) {
    const ChangeBy by{"2020-04-03T06:00:00Z", "test", "fill"};
    for (int i = 1; i <= 12; ++i) {
        TenantRecord record = tenant_record("T" + std::to_string(i));
        if (i == 1) {
            record.facts.last_reached_on = kThird - 7;
            record.facts.callback_requested_on = kThird - 7;
            record.facts.callback_due_on = kThird;
            record.facts.anxiety = 2;
        }
        store.put_tenant(record, {}, by);
    }
    store.put_advisor(advisor_record("CONS-1"), {}, by);
    store.put_advisor(advisor_record("CONS-2"), {}, by);
}

}  // namespace bienveille
