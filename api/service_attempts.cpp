// What came of a call: recorded once, whole, by whoever dialled.
#include <algorithm>

#include "api/import_store.h"
#include "api/retry_span.h"
#include "api/service.h"
#include "api/service_answers.h"
#include "engine/calendar.h"
#include "engine/facts.h"
#include "engine/names.h"

namespace bienveille {
namespace {

std::string joined(const std::vector<std::string>& words, char between) {
    std::string text;
    for (const std::string& each : words) text += (text.empty() ? "" : std::string(1, between)) + each;
    return text;
}

// Who dialled, and whether somebody else had while this advisor's lease was over.
struct Dialled {
    AdvisorId advisor;
    bool doubled = false;
};

// The one who is named, else who has the call in hand, else who last had it and told no outcome, else whose call it is.
Dialled dialled_by(const KeptCall& call, const AdvisorId& named, const std::vector<PastLease>& leases,
                   const std::vector<Attempt>& attempts) {
    const PastLease* own = nullptr;
    for (const PastLease& each : leases) {
        const bool awaited = !each.ended || each.ended == LeaseEnd::expired || each.ended == LeaseEnd::overtaken;
        if (!awaited || (!named.empty() && each.lease.advisor != named)) continue;
        if (!own || own->ended) own = &each;
    }
    Dialled dialled{!named.empty() ? named : own ? own->lease.advisor : call.advisor, false};
    dialled.doubled = own && std::any_of(attempts.begin(), attempts.end(), [&](const Attempt& each) {
                          return each.advisor != dialled.advisor && each.outcome != Outcome::not_attempted &&
                                 each.recorded_at >= own->lease.began_at;
                      });
    return dialled;
}

bool is_finished(CallState state) {
    return state == CallState::done || state == CallState::escalated || state == CallState::unreachable ||
           state == CallState::cancelled;
}

std::string told(const Attempt& attempt) {
    return attempt.advisor.text + " recorded " + std::string{name(attempt.outcome)} + " at " + attempt.recorded_at;
}

}  // namespace

Attempt attempt_of(const AttemptReport& report, const KeptCall& call, CallState state, std::string stamp) {
    Attempt attempt;
    attempt.id = new_id();
    attempt.call = call.id;
    attempt.day = call.day;
    attempt.tenant = call.tenant;
    attempt.advisor = call.advisor;
    attempt.recorded_at = std::move(stamp);
    attempt.outcome = report.outcome;
    attempt.minutes = report.minutes;
    attempt.anxiety = report.anxiety;
    attempt.support = report.support;
    attempt.neighbours_help = report.neighbours_help;
    attempt.needs = joined(report.needs, ' ');
    attempt.follow_ups = follow_ups_to_text(report.follow_ups);
    attempt.note = report.note;
    attempt.reason = report.reason;
    attempt.until = report.until;
    attempt.state_after = state;
    attempt.warnings = joined(lint_note(report.note), '\n');
    return attempt;
}

Escalation proposal(const Attempt& attempt, Step step, std::int64_t now) {
    Escalation made;
    made.id = timed_id(now);
    made.call = attempt.call;
    made.day = attempt.day;
    made.tenant = attempt.tenant;
    made.step = step;
    made.proposed_at = utc_stamp(now);
    return made;
}

Problems Service::problems_with(const AttemptReport& report, Day day) {
    Problems problems = problems_of(report, day);
    const auto insist = [&](std::string path, const AdvisorId& advisor) {
        if (!advisor.empty() && !store_.advisor(advisor))
            problems.push_back({std::move(path), "is not an advisor of the register"});
    };
    insist("advisor", report.advisor);
    for (std::size_t i = 0; i < report.follow_ups.size(); ++i)
        insist("follow_ups[" + std::to_string(i) + "].advisor", report.follow_ups[i].advisor);
    return problems;
}

std::optional<PromiseCheck> Service::check_callback(std::string_view call, Day by) {
    const auto kept = store_.call(call);
    if (!kept || by <= kept->day) return std::nullopt;
    const auto answer = check_promise(kept->day, kept->tenant, by);
    return answer ? std::optional(*answer) : std::nullopt;
}

// A contact that its policy gives no time for another try is not retried, whatever the number of its tries.
void Service::end_tries(Consequence& done, const AttemptReport& report, const Tenant& before,
                        const std::vector<Attempt>& earlier_today, const DaysRules& runs) {
    if (done.state == CallState::retry && report.outcome != Outcome::prefers_switchboard &&
        tries_are_over(before, done.tenant, earlier_today, runs))
        done.state = CallState::unreachable;
}

bool Service::tries_are_over(const Tenant& before, const Tenant& after, const std::vector<Attempt>& earlier_today,
                             const DaysRules& runs) {
    const Moment now = *after.last_attempt_at;
    const RetryPolicy& policy = retry_policy(before, *runs.rules, WorkingDays(runs.calendar, now.day), now.day);
    const int earlier = policy.tries > 0 ? before.attempts % policy.tries : 0;  // they count anew after a rest
    if (earlier == 0 || !before.last_attempt_at) return false;
    std::optional<Moment> first = before.last_attempt_at;
    if (earlier > 1) first = earlier_try(before.id, now.day, earlier, earlier_today);
    if (!first) return false;
    const auto dials = std::count_if(earlier_today.begin(), earlier_today.end(),
                                     [](const Attempt& each) { return each.outcome != Outcome::not_attempted; });
    return !another_try_fits(after, static_cast<int>(dials) + 1, *first, policy, *runs.rules, runs.calendar);
}

// The so many-th try back from a day on; none when the records do not go back that far.
std::optional<Moment> Service::earlier_try(const TenantId& tenant, Day day, int back,
                                           const std::vector<Attempt>& that_day) {
    constexpr int kDays = 21;  // longer than any contact that the rules call one
    for (int days = 0; days <= kDays; ++days) {
        const std::vector<Attempt> attempts = days == 0 ? that_day : store_.attempts(call_id(day - days, tenant));
        for (auto each = attempts.rbegin(); each != attempts.rend(); ++each)
            if (each->outcome != Outcome::not_attempted && --back == 0) return Moment{each->day, each->dialled_at};
    }
    return std::nullopt;
}

Answer<Attempt> Service::record_attempt(std::string_view call, const AttemptReport& report, const Asker& by) {
    for (int tries = 0; tries < kTriesOnChange; ++tries) {
        // The tenant first: whatever of the call is read after and changes meanwhile changes the tenant's revision too.
        auto planned = store_.call(call);
        if (!planned) return not_found("there is no call with this id");
        if (Problems problems = problems_with(report, planned->day); !problems.empty())
            return wrong(std::move(problems));
        const auto tenant = store_.tenant(planned->tenant);
        if (!tenant) return not_found("the tenant of this call is not in the register any more");
        planned = store_.call(call);
        const auto attempts = store_.attempts(call);
        const Dialled dialled = dialled_by(*planned, report.advisor, store_.leases(call), attempts);
        const bool settled = dialled.doubled && is_finished(planned->state);
        if (!settled && (planned->state == CallState::done || planned->state == CallState::escalated))
            return conflict("this call is finished already" + (attempts.empty() ? "" : ": " + told(attempts.back())));
        planned->advisor = dialled.advisor;
        const DaysRules runs = rules_on(planned->day);
        const std::int64_t now = clock_();
        const Moment at{planned->day, report.at.value_or(local_time(now, runs.calendar.time_zone))};
        Consequence done =
            settled ? consequence_of_doubled(report, tenant->record.facts, planned->state, at)
                    : consequence_of(report, tenant->record.facts, planned->advisor, at, *runs.rules, runs.calendar);
        end_tries(done, report, tenant->record.facts, attempts, runs);
        AttemptWrite write{attempt_of(report, *planned, done.state, utc_stamp(now)), tenant->record, tenant->record,
                           tenant->revision};
        write.attempt.doubled = dialled.doubled;
        write.attempt.dialled_at = at.time;
        write.attempt.tenant_before = text_of_record(tenant->record);
        write.tenant_after.facts = done.tenant;
        if (!settled)
            for (const Step step :
                 steps_after(report, tenant->record.facts, done, *runs.rules, runs.calendar, planned->day))
                write.proposals.push_back(proposal(write.attempt, step, now));
        write.ends_ladder = report.outcome == Outcome::reached || report.outcome == Outcome::reached_brief;
        if (store_.save_attempt(write, stamped(by)) == AttemptSaved::saved) return std::move(write.attempt);
        // Somebody changed the tenant: look again.
    }
    return changed_meanwhile();
}

}  // namespace bienveille
