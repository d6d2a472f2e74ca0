// What people fix in a plan: moves and pins.
#include "api/replies.h"
#include "api/routes.h"
#include "api/wire_pins.h"

namespace bienveille {
namespace {

Reply fixed(const Answer<PinDone>& done, const Request& request) {
    if (!done) return refused(done.refusal(), request);
    Reply reply;
    reply.status = done->created ? 201 : 200;
    reply.body = pin_to_json(*done);
    return reply;
}

}  // namespace

Reply Routes::move_call(const std::string& day, const Request& request) {
    if (auto wrong = wrong_day(day, request)) return *wrong;
    const auto wish = move_from_json(request.body, *day_from_iso(day));
    if (!wish) return unreadable(wish.problems(), request);
    return fixed(service_.fix_call(*wish, manager(request)), request);
}

Reply Routes::put_pin(const std::string& day, const std::string& tenant, const Request& request) {
    if (auto wrong = wrong_day(day, request)) return *wrong;
    const auto wish = pin_from_json(request.body, *day_from_iso(day), {tenant});
    if (!wish) return unreadable(wish.problems(), request);
    return fixed(service_.fix_call(*wish, manager(request)), request);
}

Reply Routes::remove_pin(const std::string& day, const std::string& tenant, const Request& request) {
    if (auto wrong = wrong_day(day, request)) return *wrong;
    return fixed(service_.free_call(*day_from_iso(day), {tenant}, manager(request)), request);
}

}  // namespace bienveille
