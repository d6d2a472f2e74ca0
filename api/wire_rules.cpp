#include "api/wire_rules.h"

#include "api/rule_text.h"
#include "engine/digest.h"

namespace bienveille {
namespace {

void write_side(JsonText& out, std::string_view field, const std::optional<std::string>& json) {
    out.key(field);
    if (json)
        out.raw(*json);
    else
        out.null();
}

}  // namespace

void write_revision(JsonText& out, const RuleSet& rules) {
    if (const auto& revision = rules.revision)
        out.object()
            .field("author", revision->author)
            .field("on", revision->on)
            .field("reason", revision->reason)
            .field("parent", revision->parent)
            .end_object();
    else
        out.null();
}

void write_version(JsonText& out, const RuleSet& rules) {
    out.object().field("name", rules.name).field("version", rules.version).field("digest", digest(rules));
    write_revision(out.key("revision"), rules);
    out.end_object();
}

std::string differences_to_json(const RuleSet& from, const RuleSet& to,
                                const std::vector<RuleDifference>& differences) {
    JsonText out;
    out.object().key("from");
    write_version(out, from);
    write_version(out.key("to"), to);
    out.key("changes").array();
    for (const RuleDifference& each : differences) {
        out.line().object().field("field", each.field).field("input", each.input);
        write_side(out, "from", each.from);
        write_side(out, "to", each.to);
        out.field("en", difference_text(each, Language::english)).field("fr", difference_text(each, Language::french));
        out.end_object();
    }
    return out.end_array().end_object().take();
}

}  // namespace bienveille
