// What people fix in a plan: moves and pins.
#include "api/preconditions.h"
#include "api/replies.h"
#include "api/routes.h"
#include "api/wire_pins.h"

namespace bienveille {
namespace {

// Of what is fixed, not of how many overrides the day has by now.
std::string tag_of(const Pin& pin) { return bienveille::tag_of(pin_to_json({pin, 0, false})); }

Reply fixed(const Answer<PinDone>& done, const Request& request) {
    if (!done) return refused(done.refusal(), request);
    return tagged(pin_to_json(*done), tag_of(done->pin), request, done->created ? 201 : 200);
}

auto tag_now(Service& service, Day day, const TenantId& tenant) {
    return [&service, day, tenant]() -> std::optional<std::string> {
        const auto found = service.fixed_call(day, tenant);
        return found ? std::optional(tag_of(found->pin)) : std::nullopt;
    };
}

}  // namespace

Reply Routes::move_call(const std::string& day, const Request& request) {
    if (auto wrong = wrong_day(day, request)) return *wrong;
    const auto wish = move_from_json(request.body, *day_from_iso(day));
    if (!wish) return unreadable(wish.problems(), request);
    return fixed(service_.fix_call(*wish, manager(request)), request);
}

Reply Routes::pin(const std::string& day, const std::string& tenant, const Request& request) {
    if (auto wrong = wrong_day(day, request)) return *wrong;
    return fixed(service_.fixed_call(*day_from_iso(day), {tenant}), request);
}

Reply Routes::put_pin(const std::string& day, const std::string& tenant, const Request& request) {
    if (auto wrong = wrong_day(day, request)) return *wrong;
    const auto wish = pin_from_json(request.body, *day_from_iso(day), {tenant});
    if (!wish) return unreadable(wish.problems(), request);
    return if_unchanged(service_, request, tenant, tag_now(service_, wish->day, wish->tenant),
                        [&] { return fixed(service_.fix_call(*wish, manager(request)), request); });
}

Reply Routes::remove_pin(const std::string& day, const std::string& tenant, const Request& request) {
    if (auto wrong = wrong_day(day, request)) return *wrong;
    const Day on = *day_from_iso(day);
    return if_unchanged(service_, request, tenant, tag_now(service_, on, {tenant}),
                        [&] { return fixed(service_.free_call(on, {tenant}, manager(request)), request); });
}

}  // namespace bienveille
