#include "api/wire_calls.h"

#include "api/outcomes.h"
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
    const Result<JsonTree> tree = read_json(text);
    if (!tree) return tree.problems();
    Findings findings;
    const Path root;
    Fields fields{tree->root(), root, findings};
    NextQuestion question;
    question.day = fields.need("day", fields.day("day"));
    question.advisor = {fields.need_id("advisor")};
    question.at = fields.time("at");
    fields.finish();
    if (!findings.none()) return findings.take();
    return question;
}

std::string next_offer_to_json(const NextOffer& offer, Language language) {
    JsonText out;
    out.object();
    if (offer.held) {
        write_lease(out, offer.held->lease);
        write_listed_call(out, offer.held->call, offer.held->position, language);
    } else {
        out.key("id").null().field("reason", "list_done").field("again_at", offer.again_at);
    }
    out.end_object();
    return out.take() + "\n";
}

Result<LeaseQuestion> lease_question_from_json(std::string_view text, bool gives_back) {
    const Result<JsonTree> tree = read_json(text);
    if (!tree) return tree.problems();
    Findings findings;
    const Path root;
    Fields fields{tree->root(), root, findings};
    LeaseQuestion question;
    if (const auto advisor = fields.text("advisor")) {
        question.advisor = {*advisor};
        if (!is_valid_id(*advisor)) fields.wrong("advisor", "must be 1 to 64 characters of A-Z a-z 0-9 . _ -");
    }
    if (gives_back) {
        const auto reason = fields.text("reason");
        question.reason = fields.need("reason", reason);
        if (reason && !is_short_reason(*reason)) fields.wrong("reason", "must be 1 to 120 characters of plain text");
    }
    fields.finish();
    if (!findings.none()) return findings.take();
    return question;
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

}  // namespace bienveille
