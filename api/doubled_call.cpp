// What a second outcome of one call changes, when the first one stands.
#include "api/outcomes.h"

namespace bienveille {
namespace {

bool is_leave(Outcome outcome) {
    return outcome == Outcome::opt_out || outcome == Outcome::moved || outcome == Outcome::deceased ||
           outcome == Outcome::hospitalised || outcome == Outcome::absent_until;
}

Status status_after(Outcome outcome) {
    switch (outcome) {
        case Outcome::opt_out: return Status::opted_out;
        case Outcome::moved: return Status::moved;
        case Outcome::deceased: return Status::deceased;
        case Outcome::hospitalised: return Status::hospitalised;
        default: return Status::absent;
    }
}

void promise(Tenant& tenant, Day asked_on, Day by, const CallbackSlot& slot) {
    if (tenant.callback_due_on && *tenant.callback_due_on <= by) return;
    tenant.callback_requested_on = asked_on;
    tenant.callback_due_on = by;
    tenant.callback_slot = slot;
}

}  // namespace

Consequence consequence_of_doubled(const AttemptReport& report, const Tenant& before, CallState state, Moment at) {
    Consequence result{before, state};
    Tenant& tenant = result.tenant;
    if (is_leave(report.outcome)) {
        tenant.status = status_after(report.outcome);
        tenant.absent_until = report.until;
        if (report.outcome == Outcome::opt_out || report.outcome == Outcome::moved ||
            report.outcome == Outcome::deceased) {
            tenant.callback_requested_on.reset();
            tenant.callback_due_on.reset();
            tenant.callback_slot = {};
        }
    }
    if (report.anxiety && report.anxiety > before.anxiety) {
        tenant.anxiety = report.anxiety;
        tenant.anxiety_on = at.day;
        if (*report.anxiety == 3) tenant.anxiety_cleared = false;
    }
    for (const FollowUp& each : report.follow_ups) {
        if (each.kind == FollowUp::Kind::callback_by) promise(tenant, at.day, each.by, each.slot);
        if (each.kind == FollowUp::Kind::callback_every) promise(tenant, at.day, at.day + each.every_days, {});
        if (each.kind == FollowUp::Kind::escalate_emergency) tenant.emergency_open = true;
        if (each.kind == FollowUp::Kind::escalate_emergency || each.kind == FollowUp::Kind::escalate_social)
            result.state = CallState::escalated;
    }
    return result;
}

}  // namespace bienveille
