#include "api/wire_what_if.h"

#include <map>

#include "api/wire_comparison.h"
#include "api/wire_fields.h"
#include "api/wire_rule_versions.h"
#include "api/wire_staffing.h"
#include "rules/json_text.h"

namespace bienveille {
namespace {

constexpr int kMostMinutes = 24 * 60;
constexpr int kMostCalls = 10'000;

std::optional<int> number(Fields& fields, std::string_view name, int most) {
    const auto found = fields.integer(name, 0, most);
    return found ? std::optional(static_cast<int>(*found)) : std::nullopt;
}

void read_team(Fields& fields, DayChange& change) {
    change.advisors = number(fields, "advisors", kMostAdvisorsOfADay);
    fields.items("minutes", false, [&](const JsonValue& value, const Path& path) {
        Fields row{value, path, fields.findings()};
        change.minutes.push_back(
            {{row.need_id("advisor")}, Minutes{row.need("minutes", row.integer("minutes", 0, kMostMinutes))}});
        row.finish();
    });
    fields.items("absent", false, [&](const JsonValue& value, const Path& path) {
        if (value.is(JsonValue::Kind::string) && is_valid_id(value.text()))
            change.absent.push_back({std::string{value.text()}});
        else
            fields.findings().add(path, "must be the id of an advisor");
    });
    if (const auto minutes = fields.integer("minutes_of_more", 0, kMostMinutes)) change.minutes_of_more = {*minutes};
}

void write_list(JsonText& out, std::string_view field, const ComparedList* list) {
    out.key(field);
    if (list)
        out.object()
            .field("capacity_minutes", list->capacity)
            .field("planned_minutes", list->planned)
            .field("calls", list->calls)
            .end_object();
    else
        out.null();
}

void write_ids(JsonText& out, std::string_view field, const std::vector<AdvisorId>& ids) {
    out.key(field).array();
    for (const AdvisorId& each : ids) out.string(each.text);
    out.end_array();
}

}  // namespace

Result<WhatIfQuestion> what_if_from_json(std::string_view text) {
    return read_body(text, [](Fields& fields) {
        WhatIfQuestion question;
        DayChange& change = question.change;
        question.day = fields.day("day");
        read_team(fields, change);
        change.max_calls = number(fields, "max_calls", kMostCalls);
        if (fields.take("windows")) change.windows = read_windows(fields, "windows");
        change.most_level3 = number(fields, "most_level3", kMostCalls);
        change.most_level2_and_3 = number(fields, "most_level2_and_3", kMostCalls);
        change.tolerance = fields.value("tolerance");
        if (fields.take("rules")) question.rules = read_rules_choice(fields, "rules");
        question.everybody_by = fields.day("everybody_by");
        return question;
    });
}

std::string what_if_to_json(const WhatIf& answer) {
    const Comparison& comparison = answer.comparison;
    struct Both {
        const ComparedList* before = nullptr;
        const ComparedList* after = nullptr;
    };
    std::map<AdvisorId, Both> lists;
    for (const ComparedList& each : comparison.before.lists) lists[each.advisor].before = &each;
    for (const ComparedList& each : comparison.after.lists) lists[each.advisor].after = &each;
    JsonText out;
    out.object().field("day", comparison.day);
    write_ids(out, "added", answer.added);
    write_ids(out, "left_out", answer.left_out);
    out.key("lists").array();
    for (const auto& [advisor, both] : lists) {
        out.line().object().field("advisor", advisor.text);
        write_list(out, "before", both.before);
        write_list(out, "after", both.after);
        out.end_object();
    }
    out.end_array().key("comparison").raw(comparison_to_json(comparison, {})).key("staffing");
    answer.staffing ? out.raw(staffing_to_json(*answer.staffing)) : out.null();
    return out.end_object().take();
}

}  // namespace bienveille
