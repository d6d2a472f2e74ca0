// Calls in advisors' hands and what came of them.
#include "api/replies.h"
#include "api/routes.h"
#include "api/wire_calls.h"
#include "api/wire_service.h"

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

// Left out while as many plans as the machine can make are being made: an outcome never waits for that.
std::optional<AgreedCallback> Routes::agreed_callback(const std::string& call, const AttemptReport& report) {
    for (const FollowUp& each : report.follow_ups) {
        if (each.kind != FollowUp::Kind::callback_by) continue;
        const PlanTurn turn(plans_, most_plans_);
        const auto check = turn.mine() ? service_.check_callback(call, each.by) : std::nullopt;
        if (check) return AgreedCallback{each.by, *check};
    }
    return std::nullopt;
}

Reply Routes::attempt(const std::string& call, const Request& request) {
    const auto report = attempt_from_json(request.body);
    if (!report) return unreadable(report.problems(), request);
    const auto agreed = agreed_callback(call, *report);
    const auto done = service_.record_attempt(call, *report, as_advisor(request));
    if (!done) return refused(done.refusal(), request);
    Reply reply;
    reply.status = 201;
    reply.body = attempt_to_json(*done, agreed);
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

Reply Routes::attempt_with_earlier(const std::string& id, const Request& request) {
    const auto found = service_.attempt(id);
    return found ? resource(corrected_attempt_to_json(*found), request) : refused(found.refusal(), request);
}

Reply Routes::correct_attempt(const std::string& id, const Request& request) {
    const auto report = attempt_from_json(request.body);
    if (!report) return unreadable(report.problems(), request);
    std::optional<std::size_t> expected;
    if (const std::string match = request.header("if-match"); !match.empty()) {
        const auto seen = service_.attempt(id);
        if (!seen) return refused(seen.refusal(), request);
        if (!lists_tag(match, tag_of(corrected_attempt_to_json(*seen))))
            return refused(service_.changed(seen->attempt.call), request);
        expected = seen->earlier.size();
    }
    const auto done = service_.correct_attempt(id, *report, expected, as_advisor(request));
    if (!done) return refused(done.refusal(), request);
    Reply reply;
    reply.body = attempt_to_json(*done);
    return reply;
}

Reply Routes::escalations(const Request& request) {
    if (auto wrong = unknown_query(request, {"limit", "cursor", "all"})) return *wrong;
    const auto asked = page_asked(request);
    if (!asked) return wrong_query("limit", "must be 1 to 1000, and cursor what the page before said", request);
    const auto all = request.query.find("all");
    if (all != request.query.end() && all->second != "true" && all->second != "false")
        return wrong_query("all", "must be true or false", request);
    const bool only_open = all == request.query.end() || all->second == "false";
    auto rows = service_.escalations(asked->after, asked->limit + 1, only_open);
    const bool more = rows.size() > asked->limit;
    if (more) rows.pop_back();
    const Language language = language_of(request);
    return in_language(resource(escalations_to_json(rows, more, language), request), language);
}

Reply Routes::decide_escalation(const Request& request) {
    const auto wish = step_decision_from_json(request.body);
    if (!wish) return unreadable(wish.problems(), request);
    const auto decided = service_.decide(*wish, manager(request));
    if (!decided) return refused(decided.refusal(), request);
    const Language language = language_of(request);
    Reply reply;
    reply.body = escalation_to_json(*decided, language);
    return in_language(std::move(reply), language);
}

}  // namespace bienveille
