#include "api/wire_pins.h"

#include "api/wire_fields.h"
#include "rules/json_text.h"

namespace bienveille {

Result<PinQuestion> move_from_json(std::string_view text, Day day) {
    return read_body(text, [&](Fields& fields) {
        PinQuestion question;
        question.day = day;
        question.moves = true;
        question.tenant = {fields.need_id("tenant")};
        question.advisor = AdvisorId{fields.need_id("advisor")};
        question.reason = need_remark(fields, "reason");
        return question;
    });
}

Result<PinQuestion> pin_from_json(std::string_view text, Day day, const TenantId& tenant) {
    return read_body(text, [&](Fields& fields) {
        PinQuestion question;
        question.day = day;
        question.tenant = tenant;
        if (const auto advisor = fields.id("advisor")) question.advisor = AdvisorId{*advisor};
        question.starts_at = fields.time("starts_at");
        question.reason = need_remark(fields, "reason");
        return question;
    });
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
