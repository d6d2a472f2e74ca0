// The body of POST /v1/solve: everything a day is made from, in one message.
#include "api/wire.h"
#include "api/wire_plan.h"
#include "api/wire_records.h"
#include "rules/rules_json.h"

namespace bienveille {
namespace {

using Kind = JsonValue::Kind;

std::optional<Window> window_from(std::string_view text) {
    if (text.size() != 11 || text[5] != '-') return std::nullopt;
    const auto from = time_from_hhmm(text.substr(0, 5));
    const auto to = time_from_hhmm(text.substr(6));
    if (!from || !to || *to <= *from) return std::nullopt;
    return Window{*from, *to};
}

void read_windows(Fields& fields, Calendar& calendar) {
    calendar.windows.clear();
    fields.items("windows", true, [&](const JsonValue& each, const Path& here) {
        const auto window = each.is(Kind::string) ? window_from(each.text()) : std::nullopt;
        if (!window) {
            fields.findings().add(here, "is not a window; must be a string \"HH:MM-HH:MM\" that ends after it begins");
        } else if (!calendar.windows.empty() && window->from < calendar.windows.back().to) {
            fields.findings().add(here, "begins before the one before it ends; windows must be in order");
        } else {
            calendar.windows.push_back(*window);
        }
    });
}

// The form of campaign.json: its windows and holidays take the place of the rules' own.
Calendar read_calendar(const JsonValue& value, const Path& path, Findings& findings) {
    Fields fields{value, path, findings};
    Calendar calendar;
    fields.text("name");
    fields.day("first_day");
    fields.day("last_day");
    calendar.time_zone = fields.text("time_zone").value_or("Europe/Paris");
    calendar.working_days = {1, 2, 3, 4, 5};
    read_windows(fields, calendar);
    fields.items("holidays", false, [&](const JsonValue& each, const Path& here) {
        const auto day = each.is(Kind::string) ? day_from_iso(each.text()) : std::nullopt;
        if (day)
            calendar.closed_days.push_back(*day);
        else
            findings.add(here, "is not a day; must be a string YYYY-MM-DD");
    });
    fields.finish();
    return calendar;
}

std::optional<RuleSet> read_embedded_rules(const JsonValue& value, const Path& path, Findings& findings) {
    Result<RuleSet> rules = read_rules(value);
    if (rules) return std::move(rules).value();
    for (const Problem& each : rules.problems()) findings.add(path.field("rules" + each.path), each.message);
    return std::nullopt;
}

}  // namespace

Result<SolveRequest> solve_from_json(std::string_view text) {
    return read_body(text, [&](Fields& fields) {
        SolveRequest request;
        request.input.day = fields.need("day", fields.day("day"));
        if (const auto rules = fields.take("rules")) {
            if (rules->is(Kind::string))
                request.rules_version = std::string{rules->text()};
            else
                request.rules = read_embedded_rules(*rules, fields.path(), fields.findings());
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
