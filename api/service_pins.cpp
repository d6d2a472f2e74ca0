// What people fix in a plan: a call moved to another advisor, a call that stays where it is.
#include <algorithm>

#include "api/service.h"
#include "api/service_answers.h"
#include "engine/exclusion.h"
#include "engine/facts.h"
#include "engine/names.h"

namespace bienveille {
namespace {

const Call* call_of(const Plan& plan, const TenantId& tenant) {
    for (const AdvisorList& list : plan.lists)
        for (const Call& call : list.calls)
            if (call.tenant == tenant) return &call;
    return nullptr;
}

bool has_list(const Plan& plan, const AdvisorId& advisor) {
    return std::any_of(plan.lists.begin(), plan.lists.end(),
                       [&](const AdvisorList& each) { return each.advisor == advisor && each.capacity > Minutes{0}; });
}

Refusal nobody_fixed(Day day) { return not_found("nobody has fixed a call of this tenant on " + day.iso()); }

}  // namespace

Answer<PinDone> Service::fix_call(const PinQuestion& wish, const Asker& by) {
    const auto stored = plan(wish.day);
    if (!stored) return stored.refusal();
    const Plan& now = stored->plan;
    const Call* call = call_of(now, wish.tenant);
    const auto tenant = store_.tenant(wish.tenant);
    if (!tenant) return not_found("there is no tenant with this id");
    const auto kept = store_.call(call_id(wish.day, wish.tenant));
    const bool planned = call && kept && kept->state != CallState::cancelled;
    if (wish.moves && !planned)
        return conflict("this tenant has no call in the plan of " + wish.day.iso() +
                        " to move; a pin with a time puts them in when the plan is made again");
    Problems problems;
    const AdvisorId advisor = wish.advisor ? *wish.advisor : kept ? kept->advisor : AdvisorId{};
    if (advisor.empty() || (wish.advisor && !has_list(now, advisor)))
        problems.push_back({"advisor", "is not there on " + wish.day.iso() + "; must be an advisor with a list"});
    if (!wish.starts_at && !call)
        problems.push_back({"starts_at", "is missing; must say when, as nothing was planned"});
    if (!problems.empty()) return wrong(std::move(problems));
    if (exclusion(tenant->record.facts, wish.day))
        return conflict("this tenant may not be called on " + wish.day.iso() + ": " +
                        std::string{name(tenant->record.facts.status)});
    Pin pin{wish.day, wish.tenant, advisor, {}, {}, {}, wish.reason, utc_stamp(clock_()), by.actor};
    if (call) {
        pin.starts_at = call->starts_at;
        pin.minutes = call->minutes;
        pin.pause = call->pause;
    } else {
        const Work work = rules_on(wish.day).rules->work;
        const auto& level = tenant->record.facts.anxiety;
        pin.minutes = level ? work.levels.at(static_cast<std::size_t>(*level)) : work.unknown_level;
        pin.pause = level == 3 ? work.pause_after_level3 : Minutes{};
    }
    pin.starts_at = wish.starts_at.value_or(pin.starts_at);
    const Put done = store_.put_pin(pin, wish.moves ? "plan.move" : "plan.pin", stamped(by));
    if (done == Put::conflict) return cannot_be_moved(pin.day, pin.tenant);
    return PinDone{pin, store_.overrides(wish.day), done == Put::created};
}

Refusal Service::cannot_be_moved(Day day, const TenantId& tenant) {
    const auto calls = as_of({store_.call(call_id(day, tenant)).value_or(KeptCall{})}, now());
    if (calls[0].lease)
        return conflict(calls[0].lease->advisor.text + " has this call in hand since " + calls[0].lease->began_at);
    const auto attempts = store_.attempts(calls[0].id);
    return conflict("this call is " + std::string{name(calls[0].state)} + " already" +
                    (attempts.empty()
                         ? ""
                         : ": " + attempts.back().advisor.text + " recorded " +
                               std::string{name(attempts.back().outcome)} + " at " + attempts.back().recorded_at));
}

Answer<PinDone> Service::fixed_call(Day day, const TenantId& tenant) {
    for (const Pin& each : store_.pins(day))
        if (each.tenant == tenant) return PinDone{each, store_.overrides(day), false};
    return nobody_fixed(day);
}

Answer<PinDone> Service::free_call(Day day, const TenantId& tenant, const Asker& by) {
    auto fixed = fixed_call(day, tenant);
    if (!fixed) return fixed;
    if (!store_.remove_pin(day, tenant, stamped(by))) return nobody_fixed(day);
    return PinDone{fixed->pin, store_.overrides(day), false};
}

}  // namespace bienveille
