// Calls in advisors' hands: the next one, keeping it, giving it back.
#include <algorithm>

#include "api/call_hints.h"
#include "api/listed_call.h"
#include "api/next_call.h"
#include "api/service.h"
#include "api/service_answers.h"

namespace bienveille {
namespace {

constexpr std::int64_t kLeaseSeconds = 30 * 60;

// Tenants as the register has them. `as`: what is read after a write of ours is not for others, and not kept.
class KnownTenants {
public:
    KnownTenants(RunningDay& day, RunningDays::As as, RunningDay::Find find)
        : day_(day), as_(as), find_(std::move(find)) {}
    const std::optional<TenantRecord>& record(const TenantId& tenant) {
        if (const RunningDay::Row* const row = day_.row(tenant); row && row->tenant) return row->tenant;
        if (keeps()) return day_.other(tenant, find_);
        return last_ = find_(tenant);
    }
    bool keeps() const { return as_ == RunningDays::As::it_is_now; }

private:
    RunningDay& day_;
    RunningDays::As as_;
    RunningDay::Find find_;
    std::optional<TenantRecord> last_;
};

// A call that nobody has in hand, as it is shown to the advisor who takes it.
struct Offered {
    CallState seen = CallState::planned;
    bool in_plan = false;
    HeldCall held;
};

KeptCall in_hands(const RunningDay::Row& row, const Lease& lease) {
    KeptCall kept = row.kept;
    kept.advisor = lease.advisor;
    kept.lease = lease;
    kept.state = CallState::in_progress;
    return kept;
}

// From 1, in the advisor's list as it will be.
std::size_t position_of(const HeldCall& held, const RunningDay& day) {
    const auto place = std::pair(held.call.call.starts_at, std::string_view{held.lease.tenant.text});
    std::size_t before = 0;
    for (const auto& [tenant, row] : day.rows_of(held.lease.advisor)) {
        const Lease* const lease = row->lease_at(held.lease.began_at);
        if ((lease ? lease->advisor : row->kept.advisor) != held.lease.advisor) continue;
        if (!is_listed(row->kept, row->planned, row->facts())) continue;
        KeptCall kept = row->kept;
        if (!lease) kept.lease.reset();
        if (std::pair(listed_at(kept, row->planned, row->facts(), day.calendar()), tenant) < place) ++before;
    }
    return before + 1;
}

std::optional<Offered> offered(RunningDay& day, const Asking& asking, std::int64_t now, KnownTenants& known,
                               std::optional<TimeOfDay>& again_at) {
    const NextCall next = next_call(day, asking);
    const auto find = [&](const TenantId& id) {
        const auto& record = known.record(id);
        return record ? &record->facts : nullptr;
    };
    const Unplanned* const instead = next.row ? nullptr : next_unplanned(day, asking, find, known.keeps());
    if (!next.row && !instead) {
        again_at = next.again_at;
        return std::nullopt;
    }
    const TenantId& tenant = next.row ? next.row->kept.tenant : instead->tenant;
    const RunningDay::Row* const row = day.row(tenant);
    const Day on = day.plan().day;
    const Lease lease{call_id(on, tenant), on, tenant, asking.advisor, asking.now, utc_stamp(now + kLeaseSeconds)};
    RunningDay::Row fresh;
    fresh.kept = {lease.call, on, tenant, asking.advisor};
    const KeptCall kept = in_hands(row ? *row : fresh, lease);
    const std::optional<TenantRecord>& record = known.record(tenant);
    Offered made{next.row ? row->kept.state : CallState::planned, next.row != nullptr, {lease, {}, 0}};
    const Call* const planned = row ? row->planned : nullptr;
    made.held.call = listed(
        kept,
        planned ? *planned : call_beside_plan(kept, day.unplanned(tenant), record->facts, day.rules(), day.calendar()),
        record);
    made.held.position = position_of(made.held, day);
    return made;
}

}  // namespace

std::unique_ptr<RunningDay> Service::running(LiveDay live) {
    if (!live.plan) return nullptr;
    auto plan = parsed(*live.plan);
    auto rules = parsed(live.rules);
    Calendar calendar = calendar_of(live.campaign).value_or(rules->calendar);
    return std::make_unique<RunningDay>(std::move(plan), std::move(rules), std::move(calendar), std::move(live));
}

Service::DaysRules Service::rules_on(Day day) {
    const auto rules = parsed(store_.rules_on(day));
    return {rules, calendar_of(store_.campaign()).value_or(rules->calendar)};
}

Answer<HeldCall> Service::held_call(const Lease& lease) {
    const auto shown = list(lease.day, lease.advisor);
    if (!shown) return shown.refusal();
    const TimeOfDay began = local_time(seconds_of(lease.began_at), rules_on(lease.day).calendar.time_zone);
    for (std::size_t i = 0; i < shown->calls.size(); ++i)
        if (shown->calls[i].id == lease.call)
            return HeldCall{lease, shown->calls[i], i + 1, message_left(lease, began)};
    return conflict("the plan was made anew without the call that " + lease.advisor.text +
                    " has in hand; record its outcome or give it back");
}

// Looked up on the days that can hold it.
std::optional<Moment> Service::message_left(const Lease& lease, TimeOfDay began_at) {
    std::optional<Moment> last;
    for (int back = kHoursBetweenMessages / 24; back >= 0; --back)
        for (const Attempt& each : store_.attempts(call_id(lease.day - back, lease.tenant)))
            if (each.outcome == Outcome::voicemail) last = Moment{each.day, each.dialled_at};
    if (last && message_is_due(*last, Moment{lease.day, began_at})) last.reset();
    return last;
}

Answer<NextOffer> Service::next_call(const NextQuestion& question, const Asker& by) {
    using As = RunningDays::As;
    const AdvisorId& advisor = question.advisor;
    if (!store_.advisor(advisor)) return wrong({{"advisor", "is not an advisor of the register"}});
    Asking asking{advisor, {}, {}};
    for (int tries = 0; tries < kTriesOnChange; ++tries) {
        const std::int64_t now = clock_();
        asking.now = utc_stamp(now);
        if (const auto held = store_.lease_of(advisor); held && held->until > asking.now) {
            if (held->day != question.day)
                return conflict(advisor.text + " has a call of " + held->day.iso() +
                                " in hand; record its outcome or give it back first");
            auto same = held_call(*held);
            if (!same) return same.refusal();
            return NextOffer{*std::move(same), std::nullopt};
        }
        std::optional<Offered> next;
        std::optional<TimeOfDay> again_at;
        TimeOfDay began;
        // Once somebody was faster, what this thread reads may be theirs and not yet for all: the day stays as it was.
        const As as = tries == 0 ? As::it_is_now : As::it_was_last;
        const auto look = [&](RunningDay& day) {
            began = local_time(now, day.calendar().time_zone);
            asking.at = question.at.value_or(began);
            KnownTenants known(day, as, [&](const TenantId& id) {
                auto kept = store_.tenant(id);
                return kept ? std::optional(std::move(kept->record)) : std::nullopt;
            });
            next = offered(day, asking, now, known, again_at);
        };
        const bool is_planned = running_.with(question.day, as, look);
        if (!is_planned)
            return not_found("no plan was made for " + question.day.iso() + "; POST to /v1/plans/" +
                             question.day.iso() + " makes it");
        // Nothing is said to be left only after a look at the day as this thread has it, which is not kept.
        if (!next && !asking.taken.empty()) {
            asking.taken.clear();
            if (const auto day = running(store_.load_live_day(question.day))) look(*day);
        }
        if (!next) {
            // What is not there any more may be the advisor's own since the first look: asked of another program.
            if (const auto held = store_.lease_of(advisor); held && held->until > asking.now) continue;
            return NextOffer{std::nullopt, again_at};
        }
        HeldCall& held = next->held;
        if (const auto last = store_.last_attempt(held.lease.tenant)) show_last(held.call, *last);
        held.message_left = message_left(held.lease, began);
        const LeaseTaken done = next->in_plan ? store_.take_lease(held.lease, next->seen, stamped(by))
                                              : store_.take_unplanned(held.lease, stamped(by));
        if (done == LeaseTaken::taken) return NextOffer{std::move(held), std::nullopt};
        asking.taken.push_back(held.lease.tenant);  // look for somebody else
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
