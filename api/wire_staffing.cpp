#include "api/wire_staffing.h"

#include "api/shortfall_text.h"
#include "engine/names.h"
#include "rules/json_text.h"

namespace bienveille {

std::string staffing_to_json(const Staffing& staffing) {
    JsonText out;
    out.object()
        .field("people", staffing.people)
        .field("beyond", staffing.beyond)
        .field("more_advisors", staffing.more);
    out.key("one_fewer").object().field("impossible", staffing.impossible).field("unproven", staffing.unproven);
    out.key("why").array();
    for (const Shortfall& each : staffing.why) {
        out.line().object().field("measure", std::string{name(each.measure)});
        out.field("people", each.tenants.size()).field("needed", each.needed).field("available", each.available);
        out.field("en", shortfall_text(each, Language::english)).field("fr", shortfall_text(each, Language::french));
        out.end_object();
    }
    return out.end_array().end_object().end_object().take();
}

}  // namespace bienveille
