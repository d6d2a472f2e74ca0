// What listeners are told: that something changed, and where to read it anew.
//
// Decides: the kinds of events, and who hears which. Does not decide: what a change tells (told_store.h), how long events
// are kept (store.h), how they travel (server_streams.h).
//
// An event carries ids and days, never a name, a number, a note or a reason: whoever may read what changed reads it
// through its own route.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/names.h"
#include "engine/types.h"

namespace bienveille {

enum class EventKind {
    plan_made,
    plan_replanned,
    call_leased,
    call_renewed,
    call_released,
    call_expired,
    call_done,
    call_retry,
    call_escalated,
    call_unreachable,
    call_cancelled,
    call_corrected,
    call_moved,
    call_fixed,
    call_freed,
    promise_made,
    promise_kept,
    promise_missed,
    promise_withdrawn,
    tenant_taken_out,
    tenant_back,
    rules_activated,
    register_changed,
};

template <>
NameTable<EventKind> names<EventKind>();

struct Event {
    std::int64_t number = 0;  // ascending in the order of the commits, given by the store
    std::string at;           // RFC 3339 in UTC
    EventKind kind = EventKind::register_changed;
    std::optional<Day> day;     // whose plan it touches; none: any
    std::string call;           // of call events
    TenantId tenant;            // empty: none alone
    AdvisorId advisor;          // who has the call or the promise now; empty: nobody alone
    AdvisorId was_with;         // who had the call before, when that is another
    std::optional<Day> due_on;  // of promise events

    bool operator==(const Event&) const = default;
};

// What a listener asked for.
struct Listener {
    std::optional<AdvisorId> advisor;  // only what is this advisor's
    std::optional<Day> day;            // only what touches that day
    std::int64_t after = 0;            // the last event that is known already
};

// An advisor hears of the own calls and promises, and of what is everybody's: plans and imports. Nobody hears of a tenant
// that is not theirs.
bool hears(const Listener& listener, const Event& event);

// Every event after `complete_after` up to `newest` is there.
struct EventsKept {
    std::int64_t complete_after = 0;
    std::int64_t newest = 0;
};

}  // namespace bienveille
