// Outcomes put right within a day: the old value is kept, and what the tenant's record says follows.
#include <algorithm>

#include "api/import_store.h"
#include "api/service.h"
#include "api/service_answers.h"

namespace bienveille {
namespace {

// Columns that the correction changes and that nobody changed since: those alone are put right.
TenantRecord put_right(const TenantRecord& now, const TenantRecord& as_recorded, const TenantRecord& as_corrected) {
    TenantRecord after = now;
    for (const Column<TenantRecord>& column : columns<TenantRecord>())
        if (column.get(as_recorded) != column.get(as_corrected) && column.get(now) == column.get(as_recorded))
            copy_column(column, as_corrected, after);
    return after;
}

}  // namespace

AttemptReport report_of(const Attempt& attempt) {
    AttemptReport report;
    report.advisor = attempt.advisor;
    report.outcome = attempt.outcome;
    report.minutes = attempt.minutes;
    report.anxiety = attempt.anxiety;
    report.support = attempt.support;
    report.neighbours_help = attempt.neighbours_help;
    report.follow_ups = follow_ups_from_text(attempt.follow_ups);
    report.until = attempt.until;
    return report;
}

Answer<CorrectedAttempt> Service::attempt(std::string_view id) {
    auto found = store_.attempt(id);
    if (!found) return not_found("there is no outcome with this id");
    return CorrectedAttempt{*std::move(found), store_.earlier_values(id)};
}

Answer<Attempt> Service::correct_attempt(std::string_view id, const AttemptReport& report,
                                         std::optional<std::size_t> expected, const Asker& by) {
    for (int tries = 0; tries < kTriesOnChange; ++tries) {
        auto before = store_.attempt(id);
        if (!before) return not_found("there is no outcome with this id");
        // The tenant first: who puts this outcome right after it was read changes the tenant's revision too.
        const auto tenant = store_.tenant(before->tenant);
        before = store_.attempt(id);
        if (expected && store_.earlier_values(id).size() != *expected) return changed(before->call);
        const std::int64_t now = clock_();
        if (before->recorded_at <= utc_stamp(now - kCorrectableSeconds))
            return conflict("this outcome was recorded at " + before->recorded_at +
                            ", more than 24 hours ago: it stays as it is");
        if (Problems problems = problems_with(report, before->day); !problems.empty())
            return wrong(std::move(problems));
        const auto call = store_.call(before->call);
        if (!tenant || !call) return not_found("the tenant of this call is not in the register any more");
        const DaysRules runs = rules_on(before->day);
        const TenantRecord known = record_from_text<TenantRecord>(before->tenant_before);
        const auto attempts = store_.attempts(before->call);
        const std::vector<Attempt> earlier_today(
            attempts.begin(),
            std::find_if(attempts.begin(), attempts.end(), [&](const Attempt& each) { return each.id == before->id; }));
        const auto record_after = [&](const AttemptReport& told, const AdvisorId& advisor, TimeOfDay time,
                                      CallState* state) {
            const Moment at{before->day, time};
            Consequence done = before->doubled
                                   ? consequence_of_doubled(told, known.facts, before->state_after, at)
                                   : consequence_of(told, known.facts, advisor, at, *runs.rules, runs.calendar);
            if (!before->doubled && !before->incoming) end_tries(done, told, known.facts, earlier_today, runs);
            TenantRecord after = known;
            after.facts = done.tenant;
            *state = done.state;
            return after;
        };
        CallState state = before->state_after, recorded_state = before->state_after;
        const AdvisorId advisor = report.advisor.empty() ? before->advisor : report.advisor;
        const TimeOfDay dialled = report.at.value_or(before->dialled_at);
        const TenantRecord as_recorded =
            record_after(report_of(*before), before->advisor, before->dialled_at, &recorded_state);
        const TenantRecord as_corrected = record_after(report, advisor, dialled, &state);

        CorrectionWrite write;
        KeptCall reported = *call;
        reported.advisor = advisor;
        write.attempt = attempt_of(report, reported, state, before->recorded_at);
        write.attempt.id = before->id;
        write.attempt.doubled = before->doubled;
        write.attempt.dialled_at = dialled;
        write.attempt.tenant_before = before->tenant_before;
        write.attempt.corrected_at = utc_stamp(now);
        write.tenant_after = put_right(tenant->record, as_recorded, as_corrected);
        write.tenant_revision = tenant->revision;
        if (attempts.back().id == before->id && !before->doubled) write.call_state = state;
        if (!before->doubled)
            for (const Step step :
                 steps_after(report, known.facts, {as_corrected.facts, state}, *runs.rules, runs.calendar, before->day))
                write.proposals.push_back(proposal(write.attempt, step, now));
        write.ends_ladder = report.outcome == Outcome::reached || report.outcome == Outcome::reached_brief;
        if (store_.correct_attempt(write, stamped(by)) == AttemptSaved::saved) return write.attempt;
    }
    return changed_meanwhile();
}

}  // namespace bienveille
