// The day's facts, derived from definition.md by the audit alone: who is there, who is owed a call, by when, in which
// order.
#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <bit>
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

// The days whose answers the calendar keeps: 1990 to 2069.
constexpr Day kFirstKnown{7'305};
constexpr Day kLastKnown{36'524};

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

AuditCalendar::AuditCalendar(const Calendar& calendar)
    : calendar_(&calendar), known_(static_cast<std::size_t>(kLastKnown - kFirstKnown) + 1, -1) {}

bool AuditCalendar::works(Day day) const {
    if (day < kFirstKnown || kLastKnown < day) return decide(day);
    std::int8_t& known = known_[static_cast<std::size_t>(day - kFirstKnown)];
    if (known < 0) known = decide(day) ? 1 : 0;
    return known != 0;
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
      days(calendar),
      cards(rule_set, day_input.day),
      tenant_of(day_input.tenants, day_input.day) {
    meet_languages();
    meet_advisors();
    meet_tenants();
    hold_calls();
    find_owed();
    mark_longest_waiting();
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

void DayFacts::meet_languages() {
    const std::string& unknown = rules.work.default_language;
    language_of_.reserve(input.tenants.size());
    std::string_view last;  // most tenants speak what the one before them speaks
    int last_number = -1;
    for (const Tenant& tenant : input.tenants) {
        const std::string_view spoken = tenant.language.empty() ? unknown : tenant.language;
        if (last_number < 0 || spoken != last) {
            last = spoken;
            last_number = languages_.try_emplace(spoken, static_cast<int>(languages_.size())).first->second;
        }
        language_of_.push_back(last_number);
    }
    languages_.try_emplace(unknown, static_cast<int>(languages_.size()));
}

void DayFacts::meet_advisors() {
    for (const Availability& row : input.availability) overrides_[override_key(row.advisor, row.day)] = row.minutes;
    for (const Advisor& advisor : input.advisors) {
        seat_of.emplace(advisor.id.text, static_cast<std::uint32_t>(seats.size()));
        Seat seat;
        seat.advisor = &advisor;
        seat.capacity = capacity_on(advisor, input.day);
        seat.present = seat.capacity > Minutes{};
        seat.speaks.assign(languages_.size(), false);
        const auto speaks = [&](std::string_view text) {
            const auto known = languages_.find(text);
            if (known != languages_.end()) seat.speaks[static_cast<std::size_t>(known->second)] = true;
        };
        if (advisor.languages.empty()) speaks(rules.work.default_language);
        for (const std::string& text : advisor.languages) speaks(text);
        seats.push_back(std::move(seat));
    }
}

void DayFacts::meet_tenants() {
    const Day day = input.day;
    const int year = day.year();
    standings.reserve(input.tenants.size());
    for (const Tenant& tenant : input.tenants) {
        Standing& standing = standings.emplace_back();
        standing.kind = tenant.anxiety ? 1 + *tenant.anxiety : 0;
        standing.isolation = cards.isolation(tenant);
        standing.wait = tenant.last_reached_on ? day - *tenant.last_reached_on : kNever;
        if (tenant.birth_year) standing.age = year - *tenant.birth_year;
        standing.tie = tenant_of.hash(tenant.id.text);
        standing.language = language_of_[standings.size() - 1];
        if (const auto promised = promised_day(tenant, rules.factors.callback))
            standing.callback = days.last_until(*promised);
        standing.points = cards.points(tenant, standing.callback);
        if (const auto reason = exclusion(tenant, day)) {
            standing.excluded = true;
            standing.excluded_for = *reason;
        }
        find_duties(tenant, standing);
    }
    tenant_of.build(standings);
}

std::uint64_t TenantIndex::hash(std::string_view id) const {
    return XXH3_64bits_withSeed(id.data(), id.size(), static_cast<std::uint32_t>(seed_.since_epoch));
}

void TenantIndex::build(const std::vector<Standing>& standings) {
    constexpr std::size_t kAhead = 16;
    slots_.assign(std::bit_ceil(2 * standings.size() + 2), {});
    mask_ = slots_.size() - 1;
    for (std::size_t t = 0; t < standings.size(); ++t) {
        if (t + kAhead < standings.size()) __builtin_prefetch(&slots_[standings[t + kAhead].tie & mask_]);
        std::uint64_t at = standings[t].tie & mask_;
        while (slots_[at].place_plus_1 != 0) at = (at + 1) & mask_;
        slots_[at] = {tag(standings[t].tie), static_cast<std::uint32_t>(t + 1)};
    }
}

std::optional<std::uint32_t> TenantIndex::find(std::string_view id) const {
    const std::uint64_t wanted = hash(id);
    for (std::uint64_t at = wanted & mask_; slots_[at].place_plus_1 != 0; at = (at + 1) & mask_) {
        const std::uint32_t place = slots_[at].place_plus_1 - 1;
        if (slots_[at].tag == tag(wanted) && tenants_[place].id.text == id) return place;
    }
    return std::nullopt;
}

std::int32_t TenantIndex::likely(std::uint64_t hash) const {
    for (std::uint64_t at = hash & mask_; slots_[at].place_plus_1 != 0; at = (at + 1) & mask_)
        if (slots_[at].tag == tag(hash)) return static_cast<std::int32_t>(slots_[at].place_plus_1 - 1);
    return -1;
}

// Definition 3 and 5: deadlines, the earliest of them, and the tier of the first duty that is due.
void DayFacts::find_duties(const Tenant& tenant, Standing& standing) const {
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

bool DayFacts::has_duty(std::uint32_t tenant) const {
    const Standing& standing = standings[tenant];
    return standing.due_on && !standing.excluded && !standing.held;
}

// Definition 11. Who is not owed a call today comes behind those who are, by points.
bool DayFacts::kept_before(std::uint32_t left, Aim aim_of_left, std::uint32_t right, Aim aim_of_right) const {
    if (aim_of_left.claim != aim_of_right.claim) return aim_of_left.claim < aim_of_right.claim;
    if (aim_of_left.last != aim_of_right.last) return aim_of_left.last < aim_of_right.last;
    const Standing& a = standings[left];
    const Standing& b = standings[right];
    if (a.owed || b.owed) return ranks_before(left, right);
    if (a.points != b.points) return a.points > b.points;
    return a.tie != b.tie ? a.tie < b.tie : input.tenants[left].id < input.tenants[right].id;
}

std::optional<Day> DayFacts::callback_day(std::uint32_t tenant) const {
    const Standing& standing = standings[tenant];
    if (!standing.callback) return std::nullopt;
    return std::max(*standing.callback, input.day);
}

bool DayFacts::is_promised_later(std::uint32_t tenant) const {
    return has_duty(tenant) && callback_day(tenant).value_or(input.day) > last_day(tenant);
}

Day DayFacts::last_looked_at() const {
    Day last = input.day;
    for (const Standing& tenant : standings) {
        if (tenant.excluded) continue;
        if (tenant.due_on && !tenant.held) last = std::max(last, *tenant.due_on);
        if (tenant.callback) last = std::max(last, *tenant.callback);
    }
    return last;
}

bool DayFacts::may_be_worked(Day day) const {
    return day == input.day || days.works(day) ||
           std::any_of(input.availability.begin(), input.availability.end(),
                       [&](const Availability& row) { return row.day == day && row.minutes > Minutes{}; });
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
        if (!tenant || seat == seat_of.end()) continue;
        Standing& standing = standings[*tenant];
        const bool pinned =
            call.state == CallState::planned && call.pinned && seats[seat->second].present && !standing.excluded;
        if (has_begun(call.state) || pinned) standing.held = &call;
    }
}

void DayFacts::find_owed() {
    owed.reserve(standings.size());
    for (std::size_t t = 0; t < standings.size(); ++t) {
        Standing& standing = standings[t];
        standing.owed = !standing.excluded && !standing.not_owed && !standing.held;
        if (standing.owed) owed.push_back(static_cast<std::uint32_t>(t));
    }
}

// Definition 6: deadlines earlier first, an open one before none; then the more isolated, the longer waiting, the older.
std::strong_ordering DayFacts::ties(const Standing& a, const Standing& b) const {
    const auto counted = [&](const Standing& s) {
        return s.due_on ? std::max(*s.due_on, input.day).since_epoch : kNever;
    };
    if (const auto order = counted(a) <=> counted(b); order != 0) return order;
    if (const auto order = b.isolation <=> a.isolation; order != 0) return order;
    if (const auto order = b.wait <=> a.wait; order != 0) return order;
    if (const auto order = b.age <=> a.age; order != 0) return order;
    return a.tie <=> b.tie;
}

bool DayFacts::ranks_before(std::uint32_t left, std::uint32_t right) const {
    const Standing& a = standings[left];
    const Standing& b = standings[right];
    if (a.owed != b.owed) return a.owed;
    if (a.tier != b.tier) return a.tier < b.tier;
    if (a.points != b.points) return a.points > b.points;
    const auto order = ties(a, b);
    return order != 0 ? order < 0 : input.tenants[left].id < input.tenants[right].id;
}

std::size_t DayFacts::rank_of(std::uint32_t tenant) const {
    const auto before = [&](std::uint32_t other) { return ranks_before(other, tenant); };
    return 1 + static_cast<std::size_t>(std::count_if(owed.begin(), owed.end(), before));
}

// One after the other from a heap, until they fill their share. The heap's numbers hold the wait and the points, most
// first; only where both are equal the standings are asked.
void DayFacts::mark_longest_waiting() {
    struct Waiting {
        std::uint64_t shortness;  // ascending: waits longest, then has most points
        std::uint32_t tenant;
    };
    Minutes capacity;
    for (const Seat& seat : seats) capacity += seat.capacity;
    const std::int64_t share = rules.duties.longest_waiting_share.count * capacity.count;
    if (share <= 0) return;
    std::vector<Waiting> heap;
    heap.reserve(owed.size());
    for (const std::uint32_t t : owed) {
        const Standing& standing = standings[t];
        const auto wait = static_cast<std::uint32_t>(kNever - standing.wait);
        const auto points = static_cast<std::uint32_t>(kNever - standing.points.count);
        heap.push_back({std::uint64_t{wait} << 32 | points, t});
    }
    const auto later = [&](const Waiting& a, const Waiting& b) {
        if (a.shortness != b.shortness) return a.shortness > b.shortness;
        const auto order = ties(standings[a.tenant], standings[b.tenant]);
        return order != 0 ? order > 0 : input.tenants[a.tenant].id > input.tenants[b.tenant].id;
    };
    std::make_heap(heap.begin(), heap.end(), later);
    for (std::int64_t reached = 0; reached < share && !heap.empty(); heap.pop_back()) {
        std::pop_heap(heap.begin(), heap.end(), later);
        Standing& standing = standings[heap.back().tenant];
        reached += load(standing.kind).count * kOne.count;
        standing.tier = std::min(standing.tier, Tier::longest_waiting);
    }
}

}  // namespace bienveille::audit_detail
