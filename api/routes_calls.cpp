// Calls in advisors' hands and what came of them.
#include "api/replies.h"
#include "api/routes.h"
#include "api/wire_calls.h"
#include "api/wire_service.h"
#include "engine/digest.h"

namespace bienveille {

Reply Routes::next_call(const Request& request) {
    const auto asked = next_question_from_json(request.body);
    if (!asked) return unreadable(asked.problems(), request);
    const auto next = service_.next_call(*asked, as_advisor(request));
    if (!next) return refused(next.refusal(), request);
    const Language language = language_of(request);
    Reply reply;
    reply.status = next->held ? 201 : 200;
    reply.body = next_offer_to_json(*next, language);
    reply.headers.emplace_back("Cache-Control", "no-store");
    return in_language(std::move(reply), language);
}

Reply Routes::attempt(const std::string& call, const Request& request) {
    const auto report = attempt_from_json(request.body);
    if (!report) return unreadable(report.problems(), request);
    std::optional<KeyedRequest> key;
    if (const std::string given = request.header("idempotency-key"); !given.empty())
        key = KeyedRequest{given, digest_of_text(request.method + " " + request.path + "\n" + request.body)};
    const auto done = service_.record_attempt(call, *report, key, as_advisor(request));
    if (!done) return refused(done.refusal(), request);
    Reply reply;
    reply.status = 201;
    reply.body = attempt_to_json(done->attempt);
    if (done->again) reply.headers.emplace_back("Idempotent-Replay", "true");
    return reply;
}

Reply Routes::renew_lease(const std::string& call, const Request& request) {
    const auto asked = lease_question_from_json(request.body.empty() ? "{}" : request.body, false);
    if (!asked) return unreadable(asked.problems(), request);
    const auto lease = service_.renew_lease(call, asked->advisor, as_advisor(request));
    if (!lease) return refused(lease.refusal(), request);
    Reply reply;
    reply.body = lease_to_json(*lease);
    return reply;
}

Reply Routes::release_lease(const std::string& call, const Request& request) {
    const auto asked = lease_question_from_json(request.body, true);
    if (!asked) return unreadable(asked.problems(), request);
    const auto lease = service_.release_lease(call, asked->advisor, asked->reason, as_advisor(request));
    if (!lease) return refused(lease.refusal(), request);
    Reply reply;
    reply.body = released_to_json(*lease, asked->reason);
    return reply;
}

}  // namespace bienveille
