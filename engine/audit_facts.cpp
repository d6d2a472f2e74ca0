// The day's facts, derived from definition.md by the audit alone: who is there, who is owed a call, by when, in which
// order.
#include <xxhash.h>

#include <algorithm>
#include <limits>
#include <numeric>
#include <tuple>

#include "engine/audit_detail.h"

namespace bienveille::audit_detail {
namespace {

// Easter Sunday after J.-M. Oudin (1940), not the computus the planner uses.
Day easter(int year) {
    const int golden = year % 19;
    const int century = year / 100;
    const int h = (century - century / 4 - (8 * century + 13) / 25 + 19 * golden + 15) % 30;
    const int moon = h - (h / 28) * (1 - (h / 28) * (29 / (h + 1)) * ((21 - golden) / 11));
    const int weekday = (year + year / 4 + moon + 2 - century + century / 4) % 7;
    const int p = moon - weekday;
    const int month = 3 + (p + 40) / 44;
    return *day_from(year, month, p + 28 - 31 * (month / 4));
}

constexpr int kNever = std::numeric_limits<int>::max();

std::string override_key(const AdvisorId& advisor, Day day) {
    return advisor.text + ' ' + std::to_string(day.since_epoch);
}

// In progress or past it: the call happened or happens, nobody can move it.
bool has_begun(CallState state) { return state != CallState::planned && state != CallState::cancelled; }

constexpr std::initializer_list<Outcome> kNoNumber{Outcome::wrong_number, Outcome::unassigned_number};

bool used_up(const Tenant& tenant, const RetryPolicy& policy) {
    return policy.tries > 0 && tenant.attempts > 0 && tenant.attempts % policy.tries == 0;
}

bool one_of(const std::optional<Outcome>& outcome, std::initializer_list<Outcome> among) {
    return outcome && std::find(among.begin(), among.end(), *outcome) != among.end();
}

std::optional<ExcludedReason> exclusion(const Tenant& tenant, Day day) {
    switch (tenant.status) {
        case Status::opted_out: return ExcludedReason::opted_out;
        case Status::deceased: return ExcludedReason::deceased;
        case Status::moved: return ExcludedReason::moved;
        case Status::hospitalised:
            if (!tenant.absent_until || day < *tenant.absent_until) return ExcludedReason::hospitalised;
            return std::nullopt;
        case Status::absent:
            if (!tenant.absent_until || day < *tenant.absent_until) return ExcludedReason::absent;
            return std::nullopt;
        case Status::active: break;
    }
    if (tenant.absent_until && day < *tenant.absent_until) return ExcludedReason::absent;
    return std::nullopt;
}

std::optional<Day> promised_day(const Tenant& tenant, const CallbackRule& rule) {
    if (tenant.callback_due_on) return tenant.callback_due_on;
    if (tenant.callback_requested_on) return *tenant.callback_requested_on + rule.default_due_days;
    return std::nullopt;
}

bool at_high_risk(const Tenant& tenant, const Standing& standing, const HighRisk& rule) {
    if (tenant.anxiety && *tenant.anxiety >= rule.level) return true;
    if (standing.isolation < rule.isolation) return false;
    return standing.age >= rule.age || (tenant.anxiety && *tenant.anxiety >= rule.with_level);
}

}  // namespace

AuditCalendar::AuditCalendar(const Calendar& calendar) : calendar_(&calendar) {}

bool AuditCalendar::works(Day day) const {
    const auto [entry, is_new] = known_.try_emplace(day.since_epoch, false);
    if (is_new) entry->second = decide(day);
    return entry->second;
}

bool AuditCalendar::decide(Day day) const {
    const auto holds = [](const auto& all, const auto& one) {
        return std::find(all.begin(), all.end(), one) != all.end();
    };
    // Without any working day every day is worked, so that counting ends.
    if (!calendar_->working_days.empty() && !holds(calendar_->working_days, day.weekday())) return false;
    if (holds(calendar_->closed_days, day)) return false;
    const int year = day.year();
    for (const FixedFeast& feast : calendar_->feasts)
        if (day_from(year, feast.month, feast.day) == day) return false;
    return calendar_->easter_offsets.empty() || !holds(calendar_->easter_offsets, day - easter(year));
}

Day AuditCalendar::last_until(Day day) const {
    while (!works(day)) day = day - 1;
    return day;
}

Day AuditCalendar::nth_after(Day day, int n) const {
    for (; n > 0; --n) {
        day = day + 1;
        while (!works(day)) day = day + 1;
    }
    return day;
}

DayFacts::DayFacts(const DayInput& day_input, const RuleSet& rule_set)
    : input(day_input),
      rules(rule_set),
      calendar(day_input.calendar ? *day_input.calendar : rule_set.calendar),
      days(calendar) {
    meet_advisors();
    meet_tenants();
    hold_calls();
    rank_owed();
}

Minutes DayFacts::minutes(int kind) const {
    return kind == 0 ? rules.work.unknown_level : rules.work.levels[static_cast<std::size_t>(kind - 1)];
}

Minutes DayFacts::pause(int kind) const { return kind == kLevel3 ? rules.work.pause_after_level3 : Minutes{}; }

bool DayFacts::may_call(std::size_t seat, const Standing& tenant) const {
    if (!seats[seat].present) return false;
    if (tenant.only_seat >= 0) return tenant.only_seat == static_cast<std::int32_t>(seat);
    return seats[seat].speaks[static_cast<std::size_t>(tenant.language)];
}

bool DayFacts::slot_moved(std::size_t tenant, const AdvisorId& caller) const {
    const AdvisorId& promised = input.tenants[tenant].last_advisor;
    return standings[tenant].slot && !promised.empty() && promised != caller;
}

Minutes DayFacts::capacity_on(const Advisor& advisor, Day day) const {
    Minutes most;
    for (const Window& window : calendar.windows) most += window.length();
    if (!overrides_.empty()) {
        const auto own = overrides_.find(override_key(advisor.id, day));
        if (own != overrides_.end()) return std::min(own->second, most);
    }
    if (!days.works(day)) return {};
    if (std::find(advisor.works_on.begin(), advisor.works_on.end(), day.weekday()) == advisor.works_on.end()) return {};
    for (const DayRange& absence : advisor.absent_on)
        if (absence.first <= day && day <= absence.last) return {};
    if (advisor.minutes) return std::min(*advisor.minutes, most);
    const auto profile = rules.work.profiles.find(rules.work.profile);
    return profile == rules.work.profiles.end() ? Minutes{} : std::min(profile->second, most);
}

int DayFacts::language(const std::string& text) {
    const std::string& spoken = text.empty() ? rules.work.default_language : text;
    return languages_.try_emplace(spoken, static_cast<int>(languages_.size())).first->second;
}

void DayFacts::meet_advisors() {
    for (const Availability& row : input.availability) overrides_[override_key(row.advisor, row.day)] = row.minutes;
    for (const Tenant& tenant : input.tenants) language(tenant.language);
    language({});
    for (const Advisor& advisor : input.advisors) {
        seat_of.emplace(advisor.id.text, static_cast<std::uint32_t>(seats.size()));
        Seat seat;
        seat.advisor = &advisor;
        seat.capacity = capacity_on(advisor, input.day);
        seat.present = seat.capacity > Minutes{};
        seat.speaks.assign(languages_.size(), false);
        if (advisor.languages.empty()) seat.speaks[static_cast<std::size_t>(language({}))] = true;
        for (const std::string& text : advisor.languages) {
            const auto known = languages_.find(text);
            if (known != languages_.end()) seat.speaks[static_cast<std::size_t>(known->second)] = true;
        }
        seats.push_back(std::move(seat));
    }
}

void DayFacts::meet_tenants() {
    const Day day = input.day;
    standings.resize(input.tenants.size());
    tenant_of.reserve(input.tenants.size());
    for (std::size_t t = 0; t < input.tenants.size(); ++t) {
        const Tenant& tenant = input.tenants[t];
        Standing& standing = standings[t];
        tenant_of.emplace(tenant.id.text, static_cast<std::uint32_t>(t));
        standing.kind = tenant.anxiety ? 1 + *tenant.anxiety : 0;
        standing.isolation = isolation_of(tenant, rules.factors.isolation);
        standing.wait = tenant.last_reached_on ? day - *tenant.last_reached_on : kNever;
        if (tenant.birth_year) standing.age = day.year() - *tenant.birth_year;
        standing.tie = XXH3_64bits_withSeed(tenant.id.text.data(), tenant.id.text.size(),
                                            static_cast<std::uint32_t>(day.since_epoch));
        standing.language = language(tenant.language);
        if (const auto promised = promised_day(tenant, rules.factors.callback))
            standing.callback = days.last_until(*promised);
        standing.points = card_of(tenant, rules, standing.callback, day).points;
        if (const auto reason = exclusion(tenant, day)) {
            standing.excluded = true;
            standing.excluded_for = *reason;
        }
        find_duties(t);
    }
}

// Definition 3 and 5: deadlines, the earliest of them, and the tier of the first duty that is due.
void DayFacts::find_duties(std::size_t index) {
    const Tenant& tenant = input.tenants[index];
    Standing& standing = standings[index];
    const Duties& duties = rules.duties;
    const Day today = input.day;
    const bool high_risk = at_high_risk(tenant, standing, duties.high_risk);
    bool other_duty_due = false;  // other than a callback's
    const auto duty = [&](Day deadline, Tier when_due, std::uint8_t claim) {
        standing.claim = std::min(standing.claim, claim);
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
    if (tenant.joined_on && !reached_since_joining)
        other(days.nth_after(*tenant.joined_on, duties.mandatory_working_days), Tier::mandatory, kRhythm);

    bool waits_for_slot = false;
    if (standing.callback) {
        const Day promised = *standing.callback;
        const bool to_the_minute = tenant.callback_slot.time.has_value();
        if (to_the_minute && promised == today) {
            duty(today, Tier::slot_today, kSlot);
            standing.slot = tenant.callback_slot.time;
            const auto own = seat_of.find(tenant.last_advisor.text);
            if (own != seat_of.end() && may_call(own->second, standing))
                standing.only_seat = static_cast<std::int32_t>(own->second);
        } else if (to_the_minute && promised > today) {
            duty(promised, Tier::score, kSlot);
            waits_for_slot = !other_duty_due;
        } else {
            duty(promised, Tier::promise_today, kPromise);
            if (promised <= days.nth_after(today, duties.slack_working_days))
                standing.tier = std::min(standing.tier, Tier::promise_ahead);
        }
    }
    standing.not_owed = why_not_owed(tenant, standing, high_risk, reached_since_joining, waits_for_slot);
    standing.dialable = tenant.has_phone && !one_of(tenant.last_outcome, kNoNumber);
    standing.first = first_day(tenant, standing, high_risk, waits_for_slot);
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

bool DayFacts::has_duty(std::size_t tenant) const {
    const Standing& standing = standings[tenant];
    return standing.due_on && !standing.excluded && !standing.held;
}

bool DayFacts::kept_before(std::size_t a, std::size_t b) const {
    const auto key = [&](std::size_t t) {
        const Standing& s = standings[t];
        const bool owed_today = s.rank >= 0;
        return std::tuple(s.claim, last_day(t), !owed_today, owed_today ? s.rank : 0, owed_today ? 0 : -s.points.count,
                          owed_today ? 0 : s.tie);
    };
    const auto first = key(a), second = key(b);
    return first != second ? first < second : input.tenants[a].id < input.tenants[b].id;
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

// Begun calls stay whatever the facts say; pinned ones while their advisor is there and their tenant may be called.
void DayFacts::hold_calls() {
    for (const PreviousCall& call : input.previous) {
        const auto tenant = tenant_of.find(call.tenant.text);
        const auto seat = seat_of.find(call.advisor.text);
        if (tenant == tenant_of.end() || seat == seat_of.end()) continue;
        Standing& standing = standings[tenant->second];
        const bool pinned =
            call.state == CallState::planned && call.pinned && seats[seat->second].present && !standing.excluded;
        if (has_begun(call.state) || pinned) standing.held = &call;
    }
}

// Definition 4 to 6. What comes first has the smaller key.
void DayFacts::rank_owed() {
    for (std::size_t t = 0; t < standings.size(); ++t)
        if (!standings[t].excluded && !standings[t].not_owed && !standings[t].held)
            owed.push_back(static_cast<std::uint32_t>(t));

    struct Key {
        std::array<std::int64_t, 7> parts;
        std::uint32_t tenant;
    };
    const auto before = [&](const Key& a, const Key& b) {
        if (a.parts != b.parts) return a.parts < b.parts;
        return input.tenants[a.tenant].id < input.tenants[b.tenant].id;
    };
    const auto key = [&](std::uint32_t t, std::int64_t first) {
        const Standing& s = standings[t];
        const std::int64_t deadline = s.due_on ? std::max(*s.due_on, input.day).since_epoch : kNever;
        const auto tie = static_cast<std::int64_t>(s.tie ^ (1ULL << 63));  // in the order of unsigned numbers
        return Key{
            {first, -s.points.count, deadline, -s.isolation.count, -std::int64_t{s.wait}, -std::int64_t{s.age}, tie},
            t};
    };

    // The longest waiting, one after the other from a heap, until they fill their share.
    const auto later = [&](const Key& a, const Key& b) { return before(b, a); };
    std::vector<Key> keys;
    keys.reserve(owed.size());
    for (const std::uint32_t t : owed) keys.push_back(key(t, -std::int64_t{standings[t].wait}));
    std::make_heap(keys.begin(), keys.end(), later);
    Minutes capacity;
    for (const Seat& seat : seats) capacity += seat.capacity;
    const std::int64_t share = rules.duties.longest_waiting_share.count * capacity.count;
    for (std::int64_t reached = 0; reached < share && !keys.empty(); keys.pop_back()) {
        std::pop_heap(keys.begin(), keys.end(), later);
        Standing& standing = standings[keys.back().tenant];
        reached += load(standing.kind).count * kOne.count;
        standing.tier = std::min(standing.tier, Tier::longest_waiting);
    }

    keys.clear();
    for (const std::uint32_t t : owed) keys.push_back(key(t, static_cast<std::int64_t>(standings[t].tier)));
    std::sort(keys.begin(), keys.end(), before);
    for (std::size_t r = 0; r < keys.size(); ++r) {
        owed[r] = keys[r].tenant;
        standings[owed[r]].rank = static_cast<std::int32_t>(r);
    }
}

}  // namespace bienveille::audit_detail
