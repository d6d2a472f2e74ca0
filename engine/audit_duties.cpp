// What is owed to one tenant: deadlines, the earliest of them, the tier of the first duty that is due, and from when the call
// may be made.
#include <algorithm>

#include "engine/audit_facts.h"

namespace bienveille::audit_detail {
namespace {

constexpr std::initializer_list<Outcome> kNoNumber{Outcome::wrong_number, Outcome::unassigned_number};

bool used_up(const Tenant& tenant, const RetryPolicy& policy) {
    return policy.tries > 0 && tenant.attempts > 0 && tenant.attempts % policy.tries == 0;
}

bool one_of(const std::optional<Outcome>& outcome, std::initializer_list<Outcome> among) {
    return outcome && std::find(among.begin(), among.end(), *outcome) != among.end();
}

bool at_high_risk(const Tenant& tenant, const Standing& standing, const HighRisk& rule) {
    if (tenant.anxiety && *tenant.anxiety >= rule.level) return true;
    if (standing.isolation < rule.isolation) return false;
    return standing.age >= rule.age || (tenant.anxiety && *tenant.anxiety >= rule.with_level);
}

}  // namespace

// Definition 3 and 5: deadlines, the earliest of them, and the tier of the first duty that is due.
void DayFacts::find_duties(const Tenant& tenant, Standing& standing) {
    const Duties& duties = rules.duties;
    const Day today = input.day;
    const bool high_risk = at_high_risk(tenant, standing, duties.high_risk);
    bool other_duty_due = false;  // other than a callback's
    const auto duty = [&](Day deadline, Tier when_due, std::uint8_t claim) {
        const Day until = std::max(deadline, today);
        const Day earliest = std::max(standing.due_on.value_or(deadline), today);
        if (!standing.due_on || until < earliest)
            standing.claim = claim;
        else if (until == earliest)
            standing.claim = std::min(standing.claim, claim);
        standing.firm = standing.firm || claim < kPromise;
        standing.due_on = std::min(standing.due_on.value_or(deadline), deadline);
        if (deadline <= today) standing.tier = std::min(standing.tier, when_due);
    };
    const auto other = [&](Day deadline, Tier when_due, std::uint8_t claim) {
        duty(deadline, when_due, claim);
        other_duty_due = other_duty_due || deadline <= today;
    };

    if (tenant.emergency_open) other(today, Tier::emergency, kEmergency);

    const bool recalled = tenant.level3_recalls > 0;
    if (!tenant.anxiety_cleared && tenant.calm_in_a_row < duties.calm_times && (tenant.anxiety == 3 || recalled)) {
        if (!recalled) {
            const std::optional<Day> seen = tenant.anxiety_on ? tenant.anxiety_on : tenant.last_reached_on;
            other(seen ? days.nth_after(*seen, duties.first_recall_working_days) : today, Tier::care_due, kCare);
        } else {
            const std::optional<Day> last_call = std::max(tenant.last_reached_on, tenant.anxiety_on);  // none is least
            other(last_call ? days.nth_after(*last_call, duties.recall_every_working_days) : today, Tier::mandatory,
                  kRhythm);
        }
    }
    if (high_risk && one_of(tenant.last_outcome, {Outcome::no_answer, Outcome::busy, Outcome::voicemail}))
        other(today, Tier::care_due, kCare);

    const bool reached_since_joining =
        tenant.last_reached_on && (!tenant.joined_on || *tenant.last_reached_on >= *tenant.joined_on);
    const bool tried_since_joining =
        tenant.joined_on && tenant.last_attempt_at && tenant.last_attempt_at->day >= *tenant.joined_on;
    if (tenant.joined_on && !reached_since_joining && !tried_since_joining)
        other(days.nth_after(*tenant.joined_on, duties.mandatory_working_days), Tier::mandatory, kRhythm);

    bool waits_for_slot = false;
    if (standing.callback) {
        const Day promised = *standing.callback;
        const bool to_the_minute = tenant.callback_slot.time.has_value();
        if (to_the_minute && promised == today) {
            duty(today, Tier::slot_today, kSlot);
            promise_slot(tenant, standing);
        } else if (to_the_minute && promised > today) {
            duty(promised, Tier::score, kSlot);
            waits_for_slot = !other_duty_due;
        } else {
            duty(promised, Tier::promise_today, kPromise);
            if (promised <= slack_until_) standing.tier = std::min(standing.tier, Tier::promise_ahead);
        }
    }
    standing.not_owed = why_not_owed(tenant, standing, high_risk, reached_since_joining, waits_for_slot);
    standing.dialable = tenant.has_phone && !one_of(tenant.last_outcome, kNoNumber);
    standing.first = first_day(tenant, standing, high_risk, waits_for_slot);
}

// A slot's own advisor, where present, is the only one who may call.
void DayFacts::promise_slot(const Tenant& tenant, Standing& standing) {
    Special& special = specials_.emplace_back();
    special.slot = tenant.callback_slot.time;
    const auto own = seat_of.find(tenant.last_advisor.text);
    if (own && may_call(*own, standing)) special.only_seat = static_cast<std::int32_t>(*own);
    standing.special = &special;
}

// From when definition 2 lets the call be made: the day of a slot to come, the day after one reached, the retry rule.
Day DayFacts::first_day(const Tenant& tenant, const Standing& standing, bool high_risk, bool waits_for_slot) const {
    const Day today = input.day;
    Day first = waits_for_slot ? std::max(today, *standing.due_on) : today;
    const auto not_before = [&](Day day) { first = std::max(first, day); };
    if (tenant.last_reached_on == today) not_before(days.nth_after(today, 1));
    if (!tenant.last_attempt_at) return first;
    const Day tried = tenant.last_attempt_at->day;
    if (tried == today) not_before(days.nth_after(today, 1));
    if (tenant.last_outcome) {
        const auto wait = rules.retries.wait_working_days.find(*tenant.last_outcome);
        if (wait != rules.retries.wait_working_days.end()) not_before(days.nth_after(tried, wait->second));
    }
    const RetryPolicy& policy = policy_of(standing, high_risk);
    if (used_up(tenant, policy)) not_before(days.nth_after(tried, policy.resume_after_working_days));
    return first;
}

const RetryPolicy& DayFacts::policy_of(const Standing& standing, bool high_risk) const {
    if (high_risk) return rules.retries.high_risk;
    return standing.callback ? rules.retries.callback : rules.retries.standard;
}

// Definition 2: the first reason that failed.
std::optional<UnplannedReason> DayFacts::why_not_owed(const Tenant& tenant, const Standing& standing, bool high_risk,
                                                      bool reached_since_joining, bool waits_for_slot) const {
    const Day today = input.day;
    if (!tenant.has_phone || one_of(tenant.last_outcome, kNoNumber)) return UnplannedReason::no_phone;
    if (tenant.last_reached_on == today) return UnplannedReason::already_today;
    if (tenant.last_attempt_at) {
        const Day tried = tenant.last_attempt_at->day;
        if (tried == today) return UnplannedReason::retry_later;
        if (tenant.last_outcome) {
            const auto wait = rules.retries.wait_working_days.find(*tenant.last_outcome);
            if (wait != rules.retries.wait_working_days.end() && today < days.nth_after(tried, wait->second))
                return UnplannedReason::retry_later;
        }
        const RetryPolicy& policy = policy_of(standing, high_risk);
        if (used_up(tenant, policy) && today < days.nth_after(tried, policy.resume_after_working_days))
            return UnplannedReason::retry_later;
    }
    if (waits_for_slot) return UnplannedReason::not_owed;
    if (!standing.due_on && reached_since_joining && standing.wait < rules.duties.rest_days)
        return UnplannedReason::not_owed;
    return std::nullopt;
}

}  // namespace bienveille::audit_detail
