// Calls in advisors' hands: the next one, keeping it, giving it back.
#include <algorithm>

#include "api/call_hints.h"
#include "api/next_call.h"
#include "api/service.h"
#include "api/service_answers.h"

namespace bienveille {
namespace {

constexpr std::int64_t kLeaseSeconds = 30 * 60;

}  // namespace

Service::RulesInForce Service::rules_in_force() {
    const std::vector<KeptRules> all = store_.rules();
    const auto active = std::find_if(all.begin(), all.end(), [](const KeptRules& each) { return each.active; });
    const auto rules = parsed(*active);
    return {rules, calendar_of(store_.campaign()).value_or(rules->calendar)};
}

Answer<HeldCall> Service::held_call(const Lease& lease) {
    const auto shown = list(lease.day, lease.advisor);
    if (!shown) return shown.refusal();
    for (std::size_t i = 0; i < shown->calls.size(); ++i)
        if (shown->calls[i].id == lease.call) return HeldCall{lease, shown->calls[i], i + 1, message_left(lease)};
    return conflict("the plan was made anew without the call that " + lease.advisor.text +
                    " has in hand; record its outcome or give it back");
}

// Looked up on the days that can hold it.
std::optional<Moment> Service::message_left(const Lease& lease) {
    const Moment now{lease.day, local_time(seconds_of(lease.began_at), rules_in_force().calendar.time_zone)};
    std::optional<Moment> last;
    for (int back = kHoursBetweenMessages / 24; back >= 0; --back)
        for (const Attempt& each : store_.attempts(call_id(lease.day - back, lease.tenant)))
            if (each.outcome == Outcome::voicemail) last = Moment{each.day, each.dialled_at};
    if (last && message_is_due(*last, now)) last.reset();
    return last;
}

Answer<NextOffer> Service::next_call(const NextQuestion& question, const Asker& by) {
    const AdvisorId& advisor = question.advisor;
    if (!store_.advisor(advisor)) return wrong({{"advisor", "is not an advisor of the register"}});
    for (int tries = 0; tries < kTriesOnChange; ++tries) {
        const std::int64_t now = clock_();
        const std::string stamp = utc_stamp(now);
        if (const auto held = store_.lease_of(advisor); held && held->until > stamp) {
            if (held->day != question.day)
                return conflict(advisor.text + " has a call of " + held->day.iso() +
                                " in hand; record its outcome or give it back first");
            auto same = held_call(*held);
            if (!same) return same.refusal();
            return NextOffer{*std::move(same), std::nullopt};
        }
        LiveDay live = store_.load_live_day(question.day);
        if (!live.plan)
            return not_found("no plan was made for " + question.day.iso() + "; POST to /v1/plans/" +
                             question.day.iso() + " makes it");
        for (KeptCall& each : live.calls)
            if (each.lease && each.lease->until <= stamp) each.lease.reset();
        const auto plan = parsed(*live.plan);
        const auto rules = parsed(live.rules);
        const RunningDay day{plan.get(), rules.get(), calendar_of(live.campaign).value_or(rules->calendar), &live};
        const TimeOfDay at = question.at.value_or(local_time(now, day.calendar.time_zone));
        const NextCall next = bienveille::next_call(day, advisor, at);
        const Unplanned* const instead =
            next.call ? nullptr : bienveille::next_unplanned(day, advisor, at, [&](const TenantId& id) {
                const auto tenant = store_.tenant(id);
                return tenant ? std::optional(tenant->record.facts) : std::nullopt;
            });
        if (!next.call && !instead) return NextOffer{std::nullopt, next.again_at};
        const TenantId tenant = next.call ? next.call->tenant : instead->tenant;
        const Lease lease{call_id(question.day, tenant), question.day, tenant, advisor, stamp,
                          utc_stamp(now + kLeaseSeconds)};
        const LeaseTaken done = next.call ? store_.take_lease(lease, next.call->state, stamped(by))
                                          : store_.take_unplanned(lease, stamped(by));
        if (done == LeaseTaken::taken) {
            auto taken = held_call(lease);
            if (!taken) return taken.refusal();
            return NextOffer{*std::move(taken), std::nullopt};
        }
        // Somebody else was faster: look again.
    }
    return changed_meanwhile();
}

Answer<Lease> Service::renew_lease(std::string_view call, const AdvisorId& advisor, const Asker& by) {
    const auto kept = store_.call(call);
    if (!kept) return not_found("there is no call with this id");
    const auto renewed = store_.renew_lease(call, advisor, utc_stamp(clock_() + kLeaseSeconds), stamped(by));
    if (renewed) return *renewed;
    return not_in_hand(*kept, advisor);
}

Answer<Lease> Service::release_lease(std::string_view call, const AdvisorId& advisor, const std::string& reason,
                                     const Asker& by) {
    const auto kept = store_.call(call);
    if (!kept) return not_found("there is no call with this id");
    const auto released = store_.release_lease(call, advisor, reason, stamped(by));
    if (released) return *released;
    return not_in_hand(*kept, advisor);
}

Refusal Service::not_in_hand(const KeptCall& call, const AdvisorId& advisor) {
    if (call.lease)
        return conflict(call.lease->advisor.text + " has this call in hand since " + call.lease->began_at +
                        (advisor.empty() ? "" : ", not " + advisor.text));
    const auto attempts = store_.attempts(call.id);
    if (!attempts.empty())
        return conflict("nobody has this call in hand: " + attempts.back().advisor.text + " recorded its outcome at " +
                        attempts.back().recorded_at);
    return conflict("nobody has this call in hand; POST /v1/calls/next leases one");
}

}  // namespace bienveille
