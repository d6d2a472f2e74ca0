// The body of POST /v1/solve: everything a day is made from, in one message.
#include "api/wire.h"
#include "api/wire_plan.h"
#include "api/wire_records.h"
#include "api/wire_rule_versions.h"
#include "rules/json_weekday.h"

namespace bienveille {
namespace {

using Kind = JsonValue::Kind;

// The form of campaign.json: its windows and holidays take the place of the rules' own.
Calendar read_calendar(const JsonValue& value, const Path& path, Findings& findings) {
    Fields fields{value, path, findings};
    Calendar calendar;
    fields.text("name");
    fields.day("first_day");
    fields.day("last_day");
    calendar.time_zone = fields.text("time_zone").value_or("Europe/Paris");
    calendar.windows = read_windows(fields, "windows");
    fields.items("holidays", false, [&](const JsonValue& each, const Path& here) {
        const auto day = each.is(Kind::string) ? day_from_iso(each.text()) : std::nullopt;
        if (day)
            calendar.closed_days.push_back(*day);
        else
            findings.add(here, "is not a day; must be a string YYYY-MM-DD");
    });
    fields.items("working_days", false, [&](const JsonValue& each, const Path& here) {
        if (auto wrong = add_weekday(each, calendar.working_days)) findings.add(here, *std::move(wrong));
    });
    if (calendar.working_days.empty()) calendar.working_days = {1, 2, 3, 4, 5};
    fields.finish();
    return calendar;
}

}  // namespace

Result<SolveRequest> solve_from_json(std::string_view text) {
    return read_body(text, [&](Fields& fields) {
        SolveRequest request;
        request.input.day = fields.need("day", fields.day("day"));
        request.input.now = fields.time("now");
        if (const auto rules = fields.take("rules")) {
            if (rules->is(Kind::string))
                request.rules_version = std::string{rules->text()};
            else
                request.rules = read_rules_member(fields, "rules");
        }
        if (const auto calendar = fields.take("calendar"))
            request.input.calendar = read_calendar(*calendar, fields.path().field("calendar"), fields.findings());
        const std::string zone = request.input.calendar ? request.input.calendar->time_zone
                                 : request.rules        ? request.rules->calendar.time_zone
                                                        : "Europe/Paris";
        for (TenantRecord& each : read_records<TenantRecord>(fields, "tenants", true, zone).rows)
            request.input.tenants.push_back(std::move(each.facts));
        for (AdvisorRecord& each : read_records<AdvisorRecord>(fields, "advisors", true, zone).rows)
            request.input.advisors.push_back(std::move(each.facts));
        request.input.availability = read_records<Availability>(fields, "availability", false, zone).rows;
        if (const auto previous = fields.take("previous"))
            request.input.previous =
                previous_calls(read_plan(*previous, fields.path().field("previous"), fields.findings()));
        return request;
    });
}

}  // namespace bienveille
