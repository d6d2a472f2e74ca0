#include "api/wire_unknowns.h"

#include "engine/names.h"
#include "rules/json_text.h"

namespace bienveille {
namespace {

JsonText& write(JsonText& out, const RestsOn& sum) {
    return out.object()
        .field("people", sum.people)
        .field("with_unknown", sum.with_unknown)
        .field("points", sum.points)
        .field("estimated", sum.estimated)
        .field("unknown", sum.unknown)
        .end_object();
}

}  // namespace

std::string unknowns_to_json(const Unknowns& unknowns) {
    JsonText out;
    write(out.object().key("owed"), unknowns.all);
    write(out.key("called"), unknowns.called);
    out.key("factors").object();
    for (std::size_t f = 0; f < unknowns.factors.size(); ++f)
        write(out.key(name(static_cast<Factor>(f))), unknowns.factors[f]);
    out.end_object().key("groups").array();
    for (const Unknowns::Group& group : unknowns.groups) {
        out.line().object().field("by", std::string{name(group.kind)}).field("group", group.name);
        write(out.key("owed"), group.all);
        write(out.key("called"), group.called);
        out.end_object();
    }
    return out.end_array().end_object().take();
}

}  // namespace bienveille
