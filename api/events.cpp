#include "api/events.h"

namespace bienveille {
namespace {

constexpr std::pair<EventKind, std::string_view> kKinds[] = {
    {EventKind::plan_made, "plan.made"},
    {EventKind::plan_replanned, "plan.replanned"},
    {EventKind::call_leased, "call.leased"},
    {EventKind::call_renewed, "call.renewed"},
    {EventKind::call_released, "call.released"},
    {EventKind::call_expired, "call.expired"},
    {EventKind::call_done, "call.done"},
    {EventKind::call_retry, "call.retry"},
    {EventKind::call_escalated, "call.escalated"},
    {EventKind::call_unreachable, "call.unreachable"},
    {EventKind::call_cancelled, "call.cancelled"},
    {EventKind::call_corrected, "call.corrected"},
    {EventKind::call_moved, "call.moved"},
    {EventKind::call_fixed, "call.fixed"},
    {EventKind::call_freed, "call.freed"},
    {EventKind::promise_made, "promise.made"},
    {EventKind::promise_kept, "promise.kept"},
    {EventKind::promise_missed, "promise.missed"},
    {EventKind::promise_withdrawn, "promise.withdrawn"},
    {EventKind::tenant_taken_out, "tenant.taken_out"},
    {EventKind::tenant_back, "tenant.back"},
    {EventKind::rules_activated, "rules.activated"},
    {EventKind::register_changed, "register.changed"},
};

}  // namespace

template <>
NameTable<EventKind> names<EventKind>() {
    return kKinds;
}

bool hears(const Listener& listener, const Event& event) {
    if (listener.day && event.day && *listener.day != *event.day) return false;
    if (!listener.advisor) return true;
    if (event.advisor == *listener.advisor || event.was_with == *listener.advisor) return true;
    return event.advisor.empty() && event.tenant.empty();
}

}  // namespace bienveille
