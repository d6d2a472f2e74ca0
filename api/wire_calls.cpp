#include "api/wire_calls.h"

#include "api/call_hints.h"
#include "api/wire_fields.h"
#include "api/wire_plan.h"

namespace bienveille {
namespace {

void write_lease(JsonText& out, const Lease& lease) {
    out.field("id", lease.call)
        .field("day", lease.day)
        .field("advisor", lease.advisor.text)
        .field("lease_until", lease.until);
}

void write_escalation(JsonText& out, const Escalation& each, Language language) {
    const auto maybe = [&](std::string_view field, const std::string& text) {
        out.key(field);
        text.empty() ? out.null() : out.string(text);
    };
    out.object().field("id", each.id).field("tenant", each.tenant.text).field("call", each.call).field("day", each.day);
    out.field("step", name(each.step)).field("state", name(each.state)).field("text", step_text(each.step, language));
    out.field("proposed_at", each.proposed_at);
    maybe("decided_at", each.decided_at);
    maybe("decided_by", each.decided_by);
    out.field("note", each.note).end_object();
}

}  // namespace

void write_listed_call(JsonText& out, const ListedCall& call, std::size_t position, Language language) {
    out.field("label", call.tenant ? call.tenant->label : std::string{});
    out.field("phone", call.tenant ? call.tenant->phone : std::string{});
    out.field("commune", call.tenant ? call.tenant->commune : std::string{});
    out.key("last_needs").array();
    for (const std::string& need : call.last_needs) out.string(need);
    out.end_array();
    out.field("doubled", call.doubled);
    write_call_fields(out, call.call, position, language);
}

Result<NextQuestion> next_question_from_json(std::string_view text) {
    return read_body(text, [&](Fields& fields) {
        NextQuestion question;
        question.day = fields.need("day", fields.day("day"));
        question.advisor = {fields.need_id("advisor")};
        question.at = fields.time("at");
        return question;
    });
}

std::string next_offer_to_json(const NextOffer& offer, Language language) {
    JsonText out;
    out.object();
    if (offer.held) {
        write_lease(out, offer.held->lease);
        write_listed_call(out, offer.held->call, offer.held->position, language);
        out.key("hints").array();
        for (const CallHint& hint : call_hints(offer.held->message_left, language))
            out.object().field("code", hint.code).field("text", hint.text).end_object();
        out.end_array();
    } else {
        out.key("id").null().field("reason", "list_done").field("again_at", offer.again_at);
    }
    out.end_object();
    return out.take() + "\n";
}

Result<LeaseQuestion> lease_question_from_json(std::string_view text, bool gives_back) {
    return read_body(text, [&](Fields& fields) {
        LeaseQuestion question;
        if (const auto advisor = fields.id("advisor")) question.advisor = {*advisor};
        if (gives_back) question.reason = need_remark(fields, "reason");
        return question;
    });
}

std::string lease_to_json(const Lease& lease) {
    JsonText out;
    out.object();
    write_lease(out, lease);
    out.end_object();
    return out.take() + "\n";
}

std::string released_to_json(const Lease& lease, std::string_view reason) {
    JsonText out;
    out.object()
        .field("id", lease.call)
        .field("day", lease.day)
        .field("advisor", lease.advisor.text)
        .field("reason", reason)
        .end_object();
    return out.take() + "\n";
}

std::string escalations_to_json(const std::vector<Escalation>& escalations, bool more, Language language) {
    JsonText out;
    out.object().key("escalations").array();
    for (const Escalation& each : escalations) {
        out.line();
        write_escalation(out, each, language);
    }
    out.end_array().key("next_cursor");
    more && !escalations.empty() ? out.string(escalations.back().id) : out.null();
    out.end_object();
    return out.take() + "\n";
}

std::string escalation_to_json(const Escalation& escalation, Language language) {
    JsonText out;
    write_escalation(out, escalation, language);
    return out.take() + "\n";
}

Result<StepDecision> step_decision_from_json(std::string_view text) {
    return read_body(text, [&](Fields& fields) {
        StepDecision wish;
        wish.id = fields.need_id("id");
        wish.decision = fields.need("decision", fields.choice<Decision>("decision"));
        wish.note = remark(fields, "note");
        return wish;
    });
}

}  // namespace bienveille
