// P1: everyone is in exactly one of a list, unplanned with its reason, excluded with its reason.
#include <string>

#include "engine/audit_detail.h"
#include "engine/names.h"

namespace bienveille::audit_detail {
namespace {

// Marks those who are there.
void check_excluded(const Audited& audited, std::vector<char>& excluded, Findings& findings) {
    const DayFacts& facts = audited.facts;
    const auto& rows = audited.plan.excluded;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const Excluded& row = rows[i];
        const auto wrong = [&](const char* field, const std::string& message) {
            findings.add("P1", RowPath{"excluded", i} + field, message);
        };
        const auto found = facts.tenant_of.find(row.tenant.text);
        if (!found) {
            wrong("", row.tenant.text + " is not a tenant of the input");
            continue;
        }
        const Standing& standing = facts.standings[*found];
        if (excluded[*found]++) wrong("", row.tenant.text + " is here twice");
        if (i > 0 && !(rows[i - 1].tenant < row.tenant)) wrong("", "excluded tenants stand in the order of their ids");
        if (audited.places[*found].list >= 0) wrong("", row.tenant.text + " is on a list too");
        if (!standing.excluded) {
            wrong("", row.tenant.text + " is not excluded by anything in its row");
            continue;
        }
        if (row.reason != *standing.excluded)
            wrong(".reason",
                  "is " + std::string(name(row.reason)) + "; must be " + std::string(name(*standing.excluded)));
        const bool until_a_day =
            standing.excluded == ExcludedReason::absent || standing.excluded == ExcludedReason::hospitalised;
        if (row.until != (until_a_day ? facts.input.tenants[*found].absent_until : std::nullopt))
            wrong(".until", "is not the day of the tenant's row");
    }
}

}  // namespace

void check_everyone(const Audited& audited, Findings& findings) {
    const DayFacts& facts = audited.facts;
    std::vector<char> excluded(facts.standings.size());
    check_excluded(audited, excluded, findings);
    for (std::size_t t = 0; t < facts.standings.size(); ++t) {
        const Standing& standing = facts.standings[t];
        const bool listed = audited.places[t].list >= 0;
        const bool unplanned = audited.places[t].row >= 0;
        if (standing.excluded ? (listed || excluded[t]) && !unplanned : listed || unplanned || standing.held())
            continue;
        const std::string& id = facts.input.tenants[t].id.text;
        if (!standing.excluded) {
            findings.add("P1", "unplanned", id + " is missing");
            continue;
        }
        if (!listed && !excluded[t])
            findings.add("P1", "excluded", id + " is missing: " + std::string(name(*standing.excluded)));
        if (unplanned) findings.add("P1", "unplanned", id + " is excluded: " + std::string(name(*standing.excluded)));
    }
}

}  // namespace bienveille::audit_detail
