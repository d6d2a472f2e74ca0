// What the service says and is told over HTTP, as JSON: the register, rules, lists, attempts, imports, problems.
//
// Decides: names of fields. Does not decide: statuses (routes.h). Each reader reports every problem with its path.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/outcomes.h"
#include "api/service.h"
#include "api/text.h"

namespace bienveille {

std::string tenant_to_json(const TenantRecord& record);
std::string advisor_to_json(const AdvisorRecord& record, const std::vector<Availability>& availability);
// {"tenants": [...], "next_cursor": id or null}; `more` says that there are some behind the last one.
std::string tenants_to_json(const std::vector<TenantRecord>& records, bool more);
std::string advisors_to_json(const std::vector<AdvisorRecord>& records, bool more);
std::string availability_to_json(const Availability& row);

// The id may be left out of the body; when there, it must be the path's.
Result<TenantRecord> tenant_from_json(std::string_view text, const TenantId& id, const std::string& time_zone);
Result<AdvisorRecord> advisor_from_json(std::string_view text, const AdvisorId& id);
// {"minutes": 0 to 1440, "from"?: HH:MM, "until"?: HH:MM}
// campaign.json as it was sent, if it is JSON at all; what it says is read by the campaign's own reader.
Result<std::string> campaign_from_json(const std::string& text);
Result<Availability> availability_from_json(std::string_view text, const AdvisorId& advisor, Day day);

// {"tenants": [...]} and {"advisors": [...]}
Result<Import<TenantRecord>> tenants_import_from_json(std::string_view text, const std::string& time_zone);
Result<Import<AdvisorRecord>> advisors_import_from_json(std::string_view text);
std::string import_to_json(std::string_view kind, const ImportCounts& counts, bool dry_run, const Problems& warnings);

std::string stored_plan_to_json(const StoredPlan& plan);
std::string list_to_json(const AdvisorsList& list, Language language);

Result<AttemptReport> attempt_from_json(std::string_view text);
// POST /v1/tenants/{id}/incoming: {"day", ...a report}, or {"day", "call_at"} when they ask for a time of that day.
struct IncomingQuestion {
    IncomingReport incoming;
    std::optional<TimeOfDay> call_at;
};
Result<IncomingQuestion> incoming_from_json(std::string_view text);
struct EmergencyQuestion {
    Day day;
    bool open = true;
};
Result<EmergencyQuestion> emergency_from_json(std::string_view text);  // {"day", "open"?}
// What of a tenant these change.
std::string tenant_standing_to_json(const TenantRecord& record);

// With a callback that was agreed: whether it can be kept, where that was looked at.
std::string attempt_to_json(const Attempt& attempt, const std::optional<AgreedCallback>& agreed = {});
// With what it was before, and without notes: those are their advisor's.
std::string corrected_attempt_to_json(const CorrectedAttempt& attempt);

// RFC 9457.
std::string problem_to_json(int status, std::string_view title, std::string_view detail, std::string_view request_id,
                            const Problems& errors);

}  // namespace bienveille
