#include "api/wire_staffing.h"

#include "api/shortfall_text.h"
#include "api/staffing_report.h"
#include "engine/names.h"
#include "rules/json_text.h"

namespace bienveille {
namespace {

void write(JsonText& out, std::string_view field, const NotEnough& told) {
    out.key(field).object().field("impossible", told.impossible).field("unproven", told.unproven).key("why").array();
    for (const Shortfall& each : told.why) {
        out.line().object().field("measure", std::string{name(each.measure)});
        out.field("people", each.tenants.size()).field("needed", each.needed).field("available", each.available);
        out.field("en", shortfall_text(each, Language::english)).field("fr", shortfall_text(each, Language::french));
        out.end_object();
    }
    out.end_array().end_object();
}

}  // namespace

std::string staffing_to_json(const Staffing& staffing) {
    JsonText out;
    out.object().field("by", staffing.by).field("people", staffing.people).field("beyond", staffing.beyond);
    out.field("team", staffing.team).field("needed", staffing.needed()).field("more_advisors", staffing.more);
    out.key("spare").array();
    for (const AdvisorId& each : staffing.spare) out.string(each.text);
    out.end_array();
    write(out, "one_fewer", staffing.one_fewer);
    out.field("minutes", staffing.minutes);
    write(out, "one_minute_fewer", staffing.one_minute_fewer);
    out.field("en", staffing_text(staffing, Language::english)).field("fr", staffing_text(staffing, Language::french));
    return out.end_object().take();
}

}  // namespace bienveille
