#include "api/wire_changes.h"

#include <string>

#include "api/change_text.h"
#include "engine/names.h"

namespace bienveille {
namespace {

void write_appointment(JsonText& out, std::string_view field, const std::optional<Appointment>& at) {
    out.key(field);
    if (!at) {
        out.null();
        return;
    }
    out.object()
        .field("advisor", at->advisor.text)
        .field("half_day", std::string{name(at->half_day)})
        .field("starts_at", at->starts_at)
        .end_object();
}

}  // namespace

void write_changes(JsonText& out, const std::vector<Change>& changes, std::optional<Language> language) {
    out.array();
    for (const Change& change : changes) {
        out.line().object();
        out.field("tenant", change.tenant.text).field("change", std::string{name(change.kind)});
        write_appointment(out, "from", change.from);
        write_appointment(out, "to", change.to);
        out.field("why", std::string{name(change.why)});
        if (change.other) out.field("other", change.other->text);
        if (change.excluded_as) out.field("excluded_as", std::string{name(*change.excluded_as)});
        if (change.unplanned_as) out.field("unplanned_as", std::string{name(*change.unplanned_as)});
        if (language) out.field("text", change_reason_text(change, *language));
        out.end_object();
    }
    out.end_array();
}

}  // namespace bienveille
