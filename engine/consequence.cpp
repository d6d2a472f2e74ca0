#include "engine/consequence.h"

#include <algorithm>

#include "engine/facts.h"

namespace bienveille {
namespace {

void close_callback(Tenant& tenant) {
    tenant.callback_requested_on.reset();
    tenant.callback_due_on.reset();
    tenant.callback_slot = {};
}

void open_callback(Tenant& tenant, Day asked_on, Day due_on, CallbackSlot slot = {}) {
    tenant.callback_requested_on = asked_on;
    tenant.callback_due_on = due_on;
    tenant.callback_slot = slot;
}

// H3 counts from when level 3 was seen: recalls made, and calm ones in a row. Seen anew after it ended: from the start.
void follow_level3(Tenant& tenant, const Tenant& before, std::optional<int> level, const Duties& rule) {
    const bool severe = before.anxiety == 3 || before.level3_recalls > 0;
    const bool open = severe && !before.anxiety_cleared && before.calm_in_a_row < rule.calm_times;
    if (!open) {
        if (!level) return;
        tenant.level3_recalls = 0;
        tenant.calm_in_a_row = 0;
        if (*level == 3) tenant.anxiety_cleared = false;
        return;
    }
    ++tenant.level3_recalls;
    if (level) tenant.calm_in_a_row = *level <= rule.calm_level ? tenant.calm_in_a_row + 1 : 0;
}

void record_talk(Tenant& tenant, const Tenant& before, const AttemptReport& report, const AdvisorId& caller, Day day,
                 const Duties& rule) {
    tenant.last_reached_on = day;
    tenant.last_advisor = caller;
    tenant.attempts = 0;
    close_callback(tenant);
    if (report.anxiety) {
        tenant.anxiety = report.anxiety;
        tenant.anxiety_on = day;
    }
    if (report.support) tenant.support = report.support;
    if (report.neighbours_help) tenant.neighbours_help = report.neighbours_help;
    follow_level3(tenant, before, report.anxiety, rule);
    if (tenant.status == Status::hospitalised || tenant.status == Status::absent) {
        tenant.status = Status::active;  // spoken to at home: they are back
        tenant.absent_until.reset();
    }
}

void suspend(Tenant& tenant, Status status, std::optional<Day> until) {
    tenant.status = status;
    tenant.absent_until = until;
    tenant.attempts = 0;
}

void close_contact(Tenant& tenant, Status status) {
    tenant.status = status;
    close_callback(tenant);
}

// After a rest the tries begin anew: the fifth of four is a first one.
bool used_up(int attempts, int tries) { return tries > 0 && attempts % tries == 0; }

int wait_after(Outcome outcome, const RuleSet& rules) {
    const auto found = rules.retries.wait_working_days.find(outcome);
    return found == rules.retries.wait_working_days.end() ? 0 : found->second;
}

}  // namespace

Minutes dial_takes(Outcome outcome, Minutes told, std::optional<int> anxiety, const Work& work) {
    constexpr Minutes kNotes{2}, kUnanswered{1};
    switch (outcome) {
        case Outcome::not_attempted: return Minutes{0};
        case Outcome::no_answer:
        case Outcome::busy:
        case Outcome::voicemail:
        case Outcome::wrong_number:
        case Outcome::unassigned_number: return std::max(told, kUnanswered);
        default: return told + kNotes + (anxiety == 3 ? work.pause_after_level3 : Minutes{0});
    }
}

bool counts_as_reached(Outcome outcome) {
    return outcome == Outcome::reached || outcome == Outcome::reached_brief || outcome == Outcome::refused_today ||
           outcome == Outcome::opt_out;
}

Consequence consequence_of(const AttemptReport& report, const Tenant& before, const AdvisorId& caller, Moment at,
                           const RuleSet& rules, const Calendar& calendar) {
    return consequence_of(report, before, caller, at, rules, WorkingDays(calendar, at.day));
}

Consequence consequence_of(const AttemptReport& report, const Tenant& before, const AdvisorId& caller, Moment at,
                           const RuleSet& rules, const WorkingDays& working) {
    Consequence result{before, CallState::done};
    if (report.outcome == Outcome::not_attempted) return {before, CallState::cancelled};
    Tenant& tenant = result.tenant;
    tenant.last_outcome = report.outcome;
    tenant.last_attempt_at = at;
    if (counts_as_reached(report.outcome)) record_talk(tenant, before, report, caller, at.day, rules.duties);
    switch (report.outcome) {
        case Outcome::reached:
        case Outcome::refused_today: break;
        case Outcome::reached_brief:
            open_callback(tenant, at.day, working.after(at.day, std::max(1, wait_after(report.outcome, rules))));
            break;
        case Outcome::opt_out: close_contact(tenant, Status::opted_out); break;
        case Outcome::no_answer:
        case Outcome::busy:
        case Outcome::voicemail:
        case Outcome::reached_third_party:
            ++tenant.attempts;
            result.state = used_up(tenant.attempts, retry_policy(before, rules, working, at.day).tries)
                               ? CallState::unreachable
                               : CallState::retry;
            break;
        case Outcome::prefers_switchboard:
            ++tenant.attempts;
            result.state = CallState::retry;
            break;
        case Outcome::language_or_hearing:
            ++tenant.attempts;
            result.state = CallState::escalated;
            break;
        case Outcome::wrong_number:
        case Outcome::unassigned_number:
            ++tenant.attempts;
            result.state = CallState::unreachable;
            break;
        case Outcome::hospitalised:
            suspend(tenant, Status::hospitalised, report.until);
            result.state = CallState::cancelled;
            break;
        case Outcome::absent_until:
            suspend(tenant, Status::absent, report.until);
            result.state = CallState::cancelled;
            break;
        case Outcome::moved:
            close_contact(tenant, Status::moved);
            result.state = CallState::cancelled;
            break;
        case Outcome::deceased:
            close_contact(tenant, Status::deceased);
            result.state = CallState::cancelled;
            break;
        case Outcome::not_attempted: break;
    }
    for (const FollowUp& each : report.follow_ups) {
        switch (each.kind) {
            case FollowUp::Kind::callback_by:
                open_callback(tenant, at.day, each.by, each.slot);
                if (!each.advisor.empty()) tenant.last_advisor = each.advisor;
                break;
            case FollowUp::Kind::callback_every: open_callback(tenant, at.day, at.day + each.every_days); break;
            case FollowUp::Kind::escalate_emergency:
                tenant.emergency_open = true;
                result.state = CallState::escalated;
                break;
            case FollowUp::Kind::escalate_social: result.state = CallState::escalated; break;
            case FollowUp::Kind::none:
            case FollowUp::Kind::refer:
            case FollowUp::Kind::need: break;
        }
    }
    return result;
}

}  // namespace bienveille
