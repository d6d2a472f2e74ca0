// What the day brings beside calls: who rings in, emergencies.
#include "api/replies.h"
#include "api/routes.h"
#include "api/wire_calls.h"
#include "api/wire_service.h"

namespace bienveille {
namespace {

Reply standing(const Answer<Kept<TenantRecord>>& changed, const Request& request) {
    if (!changed) return refused(changed.refusal(), request);
    Reply reply;
    reply.body = tenant_standing_to_json(changed->record);
    return reply;
}

}  // namespace

Reply Routes::rang_in(const std::string& tenant, const Request& request) {
    const auto asked = incoming_from_json(request.body);
    if (!asked) return unreadable(asked.problems(), request);
    if (asked->call_at)
        return standing(service_.call_at({tenant}, asked->incoming.day, *asked->call_at, as_advisor(request)), request);
    const auto done = service_.rang_in({tenant}, asked->incoming, as_advisor(request));
    if (!done) return refused(done.refusal(), request);
    Reply reply;
    reply.status = 201;
    reply.body = attempt_to_json(*done);
    return reply;
}

Reply Routes::set_emergency(const std::string& tenant, const Request& request) {
    const auto asked = emergency_from_json(request.body);
    if (!asked) return unreadable(asked.problems(), request);
    return standing(service_.set_emergency({tenant}, asked->day, asked->open, manager(request)), request);
}

Reply Routes::clear_level3(const std::string& tenant, const Request& request) {
    return standing(service_.clear_level3({tenant}, manager(request)), request);
}

}  // namespace bienveille
