#include "api/wire_pins.h"

#include "api/outcomes.h"
#include "api/wire_fields.h"
#include "rules/json_text.h"

namespace bienveille {
namespace {

void read_reason(Fields& fields, PinQuestion& question) {
    const auto reason = fields.text("reason");
    question.reason = fields.need("reason", reason);
    if (reason && !is_short_reason(*reason)) fields.wrong("reason", "must be 1 to 120 characters of plain text");
}

}  // namespace

Result<PinQuestion> move_from_json(std::string_view text, Day day) {
    const Result<JsonTree> tree = read_json(text);
    if (!tree) return tree.problems();
    Findings findings;
    const Path root;
    Fields fields{tree->root(), root, findings};
    PinQuestion question;
    question.day = day;
    question.moves = true;
    question.tenant = {fields.need_id("tenant")};
    question.advisor = AdvisorId{fields.need_id("advisor")};
    read_reason(fields, question);
    fields.finish();
    if (!findings.none()) return findings.take();
    return question;
}

Result<PinQuestion> pin_from_json(std::string_view text, Day day, const TenantId& tenant) {
    const Result<JsonTree> tree = read_json(text);
    if (!tree) return tree.problems();
    Findings findings;
    const Path root;
    Fields fields{tree->root(), root, findings};
    PinQuestion question;
    question.day = day;
    question.tenant = tenant;
    if (const auto advisor = fields.id("advisor")) question.advisor = AdvisorId{*advisor};
    question.starts_at = fields.time("starts_at");
    read_reason(fields, question);
    fields.finish();
    if (!findings.none()) return findings.take();
    return question;
}

std::string pin_to_json(const PinDone& done) {
    const Pin& pin = done.pin;
    JsonText out;
    out.object().field("day", pin.day).field("tenant", pin.tenant.text).field("advisor", pin.advisor.text);
    out.field("starts_at", pin.starts_at).field("minutes", pin.minutes).field("pause_minutes", pin.pause);
    out.field("reason", pin.reason).field("at", pin.at).field("by", pin.by).field("overrides", done.overrides);
    out.end_object();
    return out.take() + "\n";
}

}  // namespace bienveille
