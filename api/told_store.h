// What a change tells the listeners: the same for every adapter.
//
// Decides: which events follow from a lease, an outcome, a tenant's record. Does not decide: who hears them (events.h), how
// they are kept.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <vector>

#include "api/import_store.h"
#include "api/store.h"

namespace bienveille {

inline EventKind told_of(CallState state) {
    switch (state) {
        case CallState::done: return EventKind::call_done;
        case CallState::retry: return EventKind::call_retry;
        case CallState::escalated: return EventKind::call_escalated;
        case CallState::unreachable: return EventKind::call_unreachable;
        case CallState::cancelled: return EventKind::call_cancelled;
        case CallState::in_progress: return EventKind::call_leased;
        case CallState::planned: break;
    }
    return EventKind::call_released;
}

// `advisor`: who has it from now on.
inline Event told_of_call(EventKind kind, const KeptCall& call, const AdvisorId& advisor) {
    Event event;
    event.kind = kind;
    event.day = call.day;
    event.call = call.id;
    event.tenant = call.tenant;
    event.advisor = advisor;
    if (call.advisor != advisor) event.was_with = call.advisor;
    return event;
}

inline Event told_of_lease(EventKind kind, const Lease& lease) {
    return told_of_call(kind, {lease.call, lease.day, lease.tenant, lease.advisor}, lease.advisor);
}

inline Event told_of_plan(Day day, bool again) {
    Event event;
    event.kind = again ? EventKind::plan_replanned : EventKind::plan_made;
    event.day = day;
    return event;
}

// `call`: the one of that tenant and day as it was before, if the day's plan has one.
inline Event told_of_pin(const Pin& pin, const KeptCall* call) {
    const KeptCall fixed = call ? *call : KeptCall{"", pin.day, pin.tenant, pin.advisor};
    return told_of_call(fixed.advisor == pin.advisor ? EventKind::call_fixed : EventKind::call_moved, fixed,
                        pin.advisor);
}
inline Event told_of_freed(Day day, const TenantId& tenant, const KeptCall* call) {
    const KeptCall freed = call ? *call : KeptCall{"", day, tenant, {}};
    return told_of_call(EventKind::call_freed, freed, freed.advisor);
}

// Which rules, and by whom, whoever may read them reads there.
inline Event told_of_activation() {
    Event event;
    event.kind = EventKind::rules_activated;
    return event;
}

// Many rows at once, or a fact that no list shows: whoever shows the register reads it anew.
inline Event told_of_register() { return {}; }
inline Event told_of_availability(const Availability& row) {
    Event event;
    event.day = row.day;
    event.advisor = row.advisor;
    return event;
}

// Promises and leaves that one record holds and the other does not; `day`: of the call that changed it, if one did.
inline std::vector<Event> told_of_change(const TenantRecord& before, const TenantRecord& after,
                                         std::optional<Day> day) {
    std::vector<Event> told;
    const Tenant& was = before.facts;
    const Tenant& is = after.facts;
    const auto tell = [&](EventKind kind, std::optional<Day> due_on) {
        Event event;
        event.kind = kind;
        event.day = day;
        event.tenant = is.id;
        event.advisor = is.last_advisor;
        event.due_on = due_on;
        told.push_back(std::move(event));
    };
    const bool same_promise =
        was.callback_due_on == is.callback_due_on && was.callback_requested_on == is.callback_requested_on;
    // Twice on one day too: the second talk leaves the day of the last one as it is.
    const bool talked = is.last_reached_on &&
                        (is.last_reached_on != was.last_reached_on ||
                         (is.last_reached_on == day && is.last_attempt_at != was.last_attempt_at && is.attempts == 0));
    if (was.callback_due_on && !same_promise && talked)
        tell(*is.last_reached_on <= *was.callback_due_on ? EventKind::promise_kept : EventKind::promise_missed,
             was.callback_due_on);
    if (was.callback_due_on && !is.callback_due_on && !talked) tell(EventKind::promise_withdrawn, was.callback_due_on);
    if (is.callback_due_on && !same_promise) tell(EventKind::promise_made, is.callback_due_on);
    if (was.status == Status::active && is.status != Status::active) tell(EventKind::tenant_taken_out, std::nullopt);
    if (was.status != Status::active && is.status == Status::active) tell(EventKind::tenant_back, std::nullopt);
    return told;
}

inline std::vector<Event> told_of_put(const TenantRecord& before, const TenantRecord& after) {
    std::vector<Event> told = told_of_change(before, after, std::nullopt);
    Event changed;
    changed.tenant = after.facts.id;
    told.push_back(std::move(changed));
    return told;
}
inline std::vector<Event> told_of_put(const AdvisorRecord&, const AdvisorRecord& after) {
    Event changed;
    changed.advisor = after.facts.id;
    return {changed};
}

inline std::vector<Event> told_of_attempt(const AttemptWrite& write, const KeptCall& call, const TenantRecord& before) {
    const Attempt& attempt = write.attempt;
    std::vector<Event> told{told_of_call(told_of(attempt.state_after), call, attempt.advisor)};
    for (Event& each : told_of_change(before, write.tenant_after, attempt.day)) {
        each.advisor = attempt.advisor;
        told.push_back(std::move(each));
    }
    return told;
}

inline std::vector<Event> told_of_correction(const CorrectionWrite& write, const TenantRecord& before) {
    const Attempt& attempt = write.attempt;
    std::vector<Event> told{told_of_call(
        EventKind::call_corrected, {attempt.call, attempt.day, attempt.tenant, attempt.advisor}, attempt.advisor)};
    for (Event& each : told_of_change(before, write.tenant_after, attempt.day)) {
        each.advisor = attempt.advisor;
        told.push_back(std::move(each));
    }
    return told;
}

// A promise whose day is over with the person not reached: told with the first plan of each later day.
inline Event told_of_missed(const TenantId& tenant, const AdvisorId& advisor, Day day, Day due_on) {
    Event event;
    event.kind = EventKind::promise_missed;
    event.day = day;
    event.tenant = tenant;
    event.advisor = advisor;
    event.due_on = due_on;
    return event;
}

// Events older than this are forgotten: 24 hours before that stamp.
inline std::string events_kept_since(const std::string& at) {
    const auto day = day_from_iso(std::string_view{at}.substr(0, 10));
    return day ? (*day - 1).iso() + at.substr(10) : std::string{};
}

// Rung after every commit that this process hears of.
class CommitBell {
public:
    void ring() {
        const std::lock_guard lock(mutex_);
        ++rung_;
        heard_.notify_all();
    }
    std::uint64_t rung() const {
        const std::lock_guard lock(mutex_);
        return rung_;
    }
    // Until it has rung more often than that, or `most` has passed.
    void wait(std::uint64_t seen, std::chrono::milliseconds most) {
        std::unique_lock lock(mutex_);
        heard_.wait_for(lock, most, [&] { return rung_ != seen; });
    }

private:
    mutable std::mutex mutex_;
    std::condition_variable heard_;
    std::uint64_t rung_ = 0;
};

}  // namespace bienveille
