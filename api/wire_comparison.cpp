#include "api/wire_comparison.h"

#include "api/guard_rail_text.h"
#include "engine/names.h"
#include "rules/json_text.h"

namespace bienveille {
namespace {

void write_side(JsonText& out, std::string_view field, const ComparedSide& side) {
    out.key(field).object().key("rules").object();
    out.field("name", side.rules_name).field("version", side.rules_version).field("digest", side.rules_digest);
    out.end_object().field("owed", side.owed).field("calls", side.calls);
    out.field("planned_minutes", side.planned).field("pause_minutes", side.pauses);
    out.field("promises_open", side.promises_open).field("promises_kept", side.promises_kept);
    out.field("largest_gap", side.largest_gap).field("follow_ups", side.follow_ups);
    out.field("same_advisor", side.same_advisor).end_object();
}

void write_stand(JsonText& out, std::string_view field, const std::optional<RuleMove::Stand>& stand) {
    out.key(field);
    if (stand)
        out.object()
            .field("days_ahead", stand->turn)
            .field("tier", std::string{name(stand->tier)})
            .field("points", stand->points)
            .end_object();
    else
        out.null();
}

void write_tenants(JsonText& out, std::string_view field, const std::vector<TenantId>& tenants) {
    out.key(field).array();
    for (const TenantId& each : tenants) out.string(each.text);
    out.end_array();
}

}  // namespace

std::string crossed_lines_to_json(const std::vector<CrossedLine>& crossed) {
    JsonText out;
    out.array();
    for (const CrossedLine& line : crossed) {
        out.line().object().field("line", std::string{name(line.kind)});
        if (line.kind == CrossedLine::Kind::weights) out.field("sum", line.sum);
        if (line.kind == CrossedLine::Kind::promises) out.field("promises", line.promises);
        if (line.kind == CrossedLine::Kind::coverage)
            out.field("by", std::string{name(line.group.kind)})
                .field("group", line.group.name)
                .field("best", line.best.name);
        out.field("en", crossed_text(line, Language::english)).field("fr", crossed_text(line, Language::french));
        out.end_object();
    }
    return out.end_array().take();
}

std::string comparison_to_json(const Comparison& comparison, const std::vector<CrossedLine>& crossed) {
    JsonText out;
    out.object().field("day", comparison.day);
    write_side(out, "before", comparison.before);
    write_side(out, "after", comparison.after);
    out.field("called_in_both", comparison.called_in_both).field("tau", comparison.tau);
    write_tenants(out, "promises_newly_kept", comparison.promises_newly_kept);
    write_tenants(out, "promises_newly_missed", comparison.promises_newly_missed);
    out.key("moves").array();
    for (const RuleMove& move : comparison.moves) {
        out.line().object().field("tenant", move.tenant.text).field("move", std::string{name(move.kind)});
        write_stand(out, "before", move.before);
        write_stand(out, "after", move.after);
        out.field("cause", std::string{name(move.cause)});
        if (move.factor) out.field("factor", std::string{name(*move.factor)}).field("points", move.change);
        out.end_object();
    }
    out.end_array().key("groups").array();
    for (const ComparedGroup& group : comparison.groups)
        out.line()
            .object()
            .field("by", std::string{name(group.kind)})
            .field("group", group.name)
            .field("people", group.people)
            .field("called_before", group.called_before)
            .field("called_after", group.called_after)
            .field("enters", group.enters)
            .field("leaves", group.leaves)
            .end_object();
    out.end_array().key("crossed_lines").raw(crossed_lines_to_json(crossed));
    out.key("standing_lines").raw(crossed_lines_to_json(standing_lines(comparison)));
    return out.end_object().take();
}

}  // namespace bienveille
