// What the hard rules H1 to H6 and the retry rule say of one tenant on one day: the words of facts.h, one function each.
//
// Decides: deadlines, tier, whether a call is owed. Does not decide: rank, nor who may call.
// Here and not in a .cpp: it is asked of each of a million tenants, and inlined into one loop (tenant_facts.cpp).
#pragma once

#include <algorithm>
#include <limits>
#include <optional>

#include "engine/calendar.h"
#include "engine/facts.h"
#include "engine/model.h"
#include "engine/ruleset.h"

namespace bienveille {

inline bool is_high_risk(const Tenant& tenant, Value isolation, int year, const HighRisk& rule) {
    if (tenant.anxiety && *tenant.anxiety >= rule.level) return true;
    const bool old = tenant.birth_year && year - *tenant.birth_year >= rule.age;
    const bool anxious = tenant.anxiety && *tenant.anxiety >= rule.with_level;
    return (old || anxious) && isolation >= rule.isolation;
}

inline const RetryPolicy& policy_for(bool high_risk, bool promised, const Retries& retries) {
    return high_risk ? retries.high_risk : promised ? retries.callback : retries.standard;
}

// What the hard rules H1 to H6 say of one tenant on one day. A deadline that is not open is empty.
struct Owing {
    bool emergency = false;                  // H1
    std::optional<Day> recall;               // H3
    bool first_recall = false;               // H3, none made yet
    bool unanswered_at_risk = false;         // H4
    std::optional<Day> callback;             // H5, also the day of an H2 slot
    std::optional<TimeOfDay> callback_time;  // H2
    std::optional<Day> mandatory;            // H6
    bool high_risk = false;
};

class HardRules {
public:
    HardRules(const RuleSet& rules, const WorkingDays& working, Day day)
        : rules_(rules),
          working_(working),
          day_(day),
          year_(day.year()),
          slack_until_(working.after(day, rules.duties.slack_working_days)) {}

    Owing of(const Tenant& tenant, std::optional<Day> callback, Value isolation) const {
        Owing duties;
        duties.emergency = tenant.emergency_open;
        set_recall(duties, tenant);
        duties.first_recall = duties.recall.has_value() && tenant.level3_recalls == 0;
        duties.high_risk = is_high_risk(tenant, isolation, year_, rules_.duties.high_risk);
        duties.unanswered_at_risk = duties.high_risk && last_try_unanswered(tenant);
        duties.callback = callback;
        if (duties.callback) duties.callback_time = tenant.callback_slot.time;
        if (tenant.joined_on && *tenant.joined_on <= day_ && !called_in_wave(tenant))
            duties.mandatory = working_.after(*tenant.joined_on, rules_.duties.mandatory_working_days);
        return duties;
    }

    // Owed a call today, or the first reason why not.
    std::optional<UnplannedReason> not_owed(const Tenant& tenant, const Owing& duties) const {
        if (!dialable(tenant)) return UnplannedReason::no_phone;
        if (tenant.last_reached_on == day_) return UnplannedReason::already_today;
        if (must_rest(tenant, duties)) return UnplannedReason::retry_later;
        if (!anything_open(tenant, duties)) return UnplannedReason::not_owed;
        return std::nullopt;
    }

    Tier tier_of(const Owing& duties) const {
        const auto due = [&](std::optional<Day> deadline) { return deadline && *deadline <= day_; };
        if (duties.emergency) return Tier::emergency;
        if (duties.callback_time && duties.callback == day_) return Tier::slot_today;
        if (duties.unanswered_at_risk || (duties.first_recall && due(duties.recall))) return Tier::care_due;
        if (due(duties.callback)) return Tier::promise_today;
        if (due(duties.recall) || due(duties.mandatory)) return Tier::mandatory;
        if (duties.callback && !duties.callback_time && *duties.callback <= slack_until_) return Tier::promise_ahead;
        return Tier::score;
    }

    // Of the earliest deadline, so that those due today are kept in the order of their tiers.
    Duty::Claim claim_of(const Owing& duties, Day earliest) const {
        const Day last = std::max(earliest, day_);
        const auto is_last = [&](std::optional<Day> deadline) { return deadline && std::max(*deadline, day_) == last; };
        if (duties.emergency) return Duty::Claim::emergency;
        if (has_time(duties) && is_last(duties.callback)) return Duty::Claim::slot;
        if (duties.unanswered_at_risk || (duties.first_recall && is_last(duties.recall))) return Duty::Claim::care;
        return is_last(duties.callback) ? Duty::Claim::promise : Duty::Claim::rhythm;
    }

    bool is_firm(const Owing& duties) const {
        return duties.emergency || has_time(duties) || duties.unanswered_at_risk || duties.first_recall;
    }

    // The earliest deadline, none where nothing has one.
    std::optional<Day> earliest(const Owing& duties) const {
        Day first = kNever;
        const auto consider = [&](std::optional<Day> day) { first = std::min(first, day.value_or(kNever)); };
        if (duties.emergency || duties.unanswered_at_risk) consider(day_);
        consider(duties.recall);
        consider(duties.callback);
        consider(duties.mandatory);
        return first == kNever ? std::nullopt : std::optional(first);
    }

    // Of a tenant who is not owed a call today.
    Duty later_duty(std::uint32_t t, const Tenant& tenant, std::uint16_t group, const Owing& duties,
                    Day deadline) const {
        Duty duty;
        duty.tenant = t;
        duty.group = group;
        duty.kind = kind_of(tenant);
        duty.claim = claim_of(duties, deadline);
        duty.firm = is_firm(duties);
        if (duties.callback) duty.promised = std::max(*duties.callback, day_);
        duty.dialable = dialable(tenant);
        duty.tried = tenant.attempts > 0;
        duty.last = std::max(deadline, day_);
        duty.first = day_;
        if (duties.callback_time && *duties.callback > day_) duty.first = duty.last;  // that day, no earlier
        if (tenant.last_reached_on == day_) duty.first = std::max(duty.first, working_.after(day_, 1));
        if (tenant.last_attempt_at) duty.first = std::max(duty.first, rested(tenant, duties));
        return duty;
    }

private:
    bool has_time(const Owing& duties) const { return duties.callback_time && *duties.callback >= day_; }

    static constexpr Day kNever{std::numeric_limits<std::int32_t>::max()};

    // In place: what is returned as a whole right after it was put together is waited for.
    void set_recall(Owing& duties, const Tenant& tenant) const {
        const Duties& rule = rules_.duties;
        const bool seen_severe = tenant.anxiety == 3 || tenant.level3_recalls > 0;
        if (!seen_severe || tenant.anxiety_cleared || tenant.calm_in_a_row >= rule.calm_times) return;
        if (tenant.level3_recalls == 0) {
            const auto seen = tenant.anxiety_on ? tenant.anxiety_on : tenant.last_reached_on;
            duties.recall = seen ? working_.after(*seen, rule.first_recall_working_days) : day_;
            return;
        }
        const auto last_call = std::max(tenant.anxiety_on, tenant.last_reached_on);  // empty is the smallest
        duties.recall = last_call ? working_.after(*last_call, rule.recall_every_working_days) : day_;
    }

    static bool last_try_unanswered(const Tenant& tenant) {
        return tenant.last_outcome == Outcome::no_answer || tenant.last_outcome == Outcome::busy ||
               tenant.last_outcome == Outcome::voicemail;
    }

    static bool reached_in_wave(const Tenant& tenant) {
        return tenant.last_reached_on && (!tenant.joined_on || *tenant.joined_on <= *tenant.last_reached_on);
    }

    // H6 asks for a first try; what follows an unanswered one is the retry policy's matter.
    static bool called_in_wave(const Tenant& tenant) {
        return reached_in_wave(tenant) || (tenant.last_attempt_at && *tenant.joined_on <= tenant.last_attempt_at->day);
    }

    static bool dialable(const Tenant& tenant) {
        return tenant.has_phone && tenant.last_outcome != Outcome::wrong_number &&
               tenant.last_outcome != Outcome::unassigned_number;
    }

    bool must_rest(const Tenant& tenant, const Owing& duties) const {
        return tenant.last_attempt_at && day_ < rested(tenant, duties);
    }

    // From when on somebody who was tried may be called again.
    Day rested(const Tenant& tenant, const Owing& duties) const {
        const Day last = tenant.last_attempt_at->day;
        Day from = last == day_ ? working_.after(day_, 1) : last;  // within the day the live service retries
        if (tenant.last_outcome) {
            const auto wait = rules_.retries.wait_working_days.find(*tenant.last_outcome);
            if (wait != rules_.retries.wait_working_days.end())
                from = std::max(from, working_.after(last, wait->second));
        }
        const RetryPolicy& policy = policy_for(duties.high_risk, duties.callback.has_value(), rules_.retries);
        if (tenant.attempts > 0 && policy.tries > 0 && tenant.attempts % policy.tries == 0)
            from = std::max(from, working_.after(last, policy.resume_after_working_days));
        return from;
    }

    bool anything_open(const Tenant& tenant, const Owing& duties) const {
        const auto due = [&](std::optional<Day> deadline) { return deadline && *deadline <= day_; };
        if (duties.emergency || duties.unanswered_at_risk || due(duties.recall) || due(duties.mandatory)) return true;
        if (duties.callback_time && *duties.callback > day_) return false;  // they asked for that time
        if (duties.recall || duties.callback || duties.mandatory) return true;
        if (!reached_in_wave(tenant)) return !tenant.joined_on || *tenant.joined_on <= day_;
        return day_ - *tenant.last_reached_on >= rules_.duties.rest_days;
    }

    const RuleSet& rules_;
    const WorkingDays& working_;
    Day day_;
    int year_;
    Day slack_until_;
};

}  // namespace bienveille
