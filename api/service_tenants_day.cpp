// What the day brings beside calls: a tenant rings in, an emergency opens or closes, level 3 is cleared.
#include <utility>

#include "api/import_store.h"
#include "api/service.h"
#include "api/service_answers.h"

namespace bienveille {
namespace {

constexpr std::size_t kEverything = 1'000'000;

bool is_of_somebody_who_rang(Outcome outcome) {
    return counts_as_reached(outcome) || outcome == Outcome::reached_third_party || outcome == Outcome::hospitalised ||
           outcome == Outcome::absent_until || outcome == Outcome::moved || outcome == Outcome::deceased;
}

bool opens_a_callback(const AttemptReport& report) {
    for (const FollowUp& each : report.follow_ups)
        if (each.kind == FollowUp::Kind::callback_by || each.kind == FollowUp::Kind::callback_every) return true;
    return false;
}

// What was promised for a later day stands, unless today's call was that promise or another one takes its place.
void keep_promise(Tenant& after, const Tenant& before, Day today) {
    if (after.status != Status::active || !before.callback_due_on || *before.callback_due_on <= today) return;
    after.callback_requested_on = before.callback_requested_on;
    after.callback_due_on = before.callback_due_on;
    after.callback_slot = before.callback_slot;
}

}  // namespace

Answer<Attempt> Service::rang_in(const TenantId& id, const IncomingReport& incoming, const Asker& by) {
    const AttemptReport& report = incoming.report;
    Problems problems = problems_with(report, incoming.day);
    if (!is_of_somebody_who_rang(report.outcome))
        problems.push_back({"outcome", "is not of somebody who rang in; must be what was said, as reached"});
    if (report.advisor.empty()) problems.push_back({"advisor", "is missing; must be who answered"});
    if (!problems.empty()) return wrong(std::move(problems));
    for (int tries = 0; tries < kTriesOnChange; ++tries) {
        const auto tenant = store_.tenant(id);
        if (!tenant) return not_found("there is no tenant with this id");
        const KeptCall fresh{call_id(incoming.day, id), incoming.day, id, report.advisor, CallState::done};
        const auto kept = store_.call(fresh.id);
        const bool was_open = kept && (kept->state == CallState::planned || kept->state == CallState::retry);
        const DaysRules runs = rules_on(incoming.day);
        const std::int64_t now = clock_();
        const Moment at{incoming.day, report.at.value_or(local_time(now, runs.calendar.time_zone))};
        Consequence done = consequence_of(report, tenant->record.facts, report.advisor, at, *runs.rules, runs.calendar);
        if (!was_open && !opens_a_callback(report)) keep_promise(done.tenant, tenant->record.facts, incoming.day);
        if (report.outcome == Outcome::reached_third_party) {
            done.tenant.attempts = tenant->record.facts.attempts;  // nobody was dialled
            done.state = kept ? kept->state : CallState::cancelled;
        }
        KeptCall answered = fresh;
        if (done.state == CallState::planned) done.state = CallState::retry;
        AttemptWrite write{attempt_of(report, answered, done.state, utc_stamp(now)), tenant->record, tenant->record,
                           tenant->revision};
        write.attempt.incoming = true;
        write.attempt.dialled_at = at.time;
        write.attempt.tenant_before = text_of_record(tenant->record);
        write.tenant_after.facts = done.tenant;
        write.new_call = fresh;
        for (const Step step :
             steps_after(report, tenant->record.facts, done, *runs.rules, runs.calendar, incoming.day))
            write.proposals.push_back(proposal(write.attempt, step, now));
        write.ends_ladder = report.outcome == Outcome::reached || report.outcome == Outcome::reached_brief;
        if (store_.save_attempt(write, stamped(by)) == AttemptSaved::saved) return std::move(write.attempt);
    }
    return changed_meanwhile();
}

template <class Change>
Answer<Kept<TenantRecord>> Service::change_tenant(const TenantId& id, const std::string& action, const Asker& by,
                                                  Change change) {
    for (int tries = 0; tries < kTriesOnChange; ++tries) {
        const auto before = store_.tenant(id);
        if (!before) return not_found("there is no tenant with this id");
        TenantChange wish{before->record, before->revision, action};
        if (const auto refused = change(wish)) return *refused;
        if (changed_columns(before->record, wish.after).empty()) return *before;
        if (store_.change_tenant(wish, stamped(by)) == Put::updated)
            return Kept<TenantRecord>{wish.after, before->revision + 1};
    }
    return changed_meanwhile();
}

Answer<Kept<TenantRecord>> Service::call_at(const TenantId& id, Day day, TimeOfDay time, const Asker& by) {
    return change_tenant(id, "tenant.call_at", by, [&](TenantChange& wish) -> std::optional<Refusal> {
        Tenant& tenant = wish.after.facts;
        if (tenant.last_reached_on == day)
            return conflict("this tenant was reached on " + day.iso() + " already; promise another day");
        tenant.callback_requested_on = day;
        tenant.callback_due_on = day;
        tenant.callback_slot = {time, std::nullopt};
        wish.gives_back = call_id(day, id);
        return std::nullopt;
    });
}

Answer<Kept<TenantRecord>> Service::set_emergency(const TenantId& id, Day day, bool open, const Asker& by) {
    auto done = change_tenant(id, open ? "emergency.open" : "emergency.close", by,
                              [&](TenantChange& wish) -> std::optional<Refusal> {
                                  wish.after.facts.emergency_open = open;
                                  if (!open) return std::nullopt;
                                  Attempt none;
                                  none.day = day;
                                  none.tenant = id;
                                  wish.proposals.push_back(proposal(none, Step::emergency, clock_()));
                                  return std::nullopt;
                              });
    if (done && !open) settle_emergency(id, by);
    return done;
}

// Its step of the ladder with it.
void Service::settle_emergency(const TenantId& id, const Asker& by) {
    for (Escalation each : store_.escalations("", kEverything, true)) {
        if (each.tenant != id || each.step != Step::emergency) continue;
        const StepState seen = std::exchange(each.state, StepState::settled);
        each.decided_at = utc_stamp(clock_());
        each.decided_by = by.actor;
        store_.decide(each, seen, std::nullopt, stamped(by));
    }
}

Answer<Kept<TenantRecord>> Service::clear_level3(const TenantId& id, const Asker& by) {
    return change_tenant(id, "level3.clear", by, [&](TenantChange& wish) -> std::optional<Refusal> {
        Tenant& tenant = wish.after.facts;
        if (tenant.anxiety != 3 && tenant.level3_recalls == 0)
            return conflict("there is no level 3 to clear: the last level seen is " +
                            (tenant.anxiety ? std::to_string(*tenant.anxiety) : std::string{"unknown"}));
        tenant.anxiety_cleared = true;
        return std::nullopt;
    });
}

}  // namespace bienveille
