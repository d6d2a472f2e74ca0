// The day's facts, derived from definition.md by the audit alone: who is there, who is owed a call, by when, in which
// order.
#include "engine/audit_facts.h"

#include <algorithm>
#include <array>
#include <limits>
#include <tuple>

namespace bienveille::audit_detail {
namespace {

constexpr int kNever = std::numeric_limits<int>::max();

// In progress or past it: the call happened or happens, nobody can move it.
bool has_begun(CallState state) { return state != CallState::planned && state != CallState::cancelled; }

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

}  // namespace

DayFacts::DayFacts(const DayInput& day_input, const RuleSet& rule_set)
    : input(day_input),
      rules(rule_set),
      calendar(day_input.calendar ? *day_input.calendar : rule_set.calendar),
      days(calendar),
      cards(rule_set, day_input.day),
      last_looked_at(day_input.day),
      tenant_of(day_input.tenants, day_input.day),
      year_(day_input.day.year()) {
    know_rules();
    meet_advisors();
    meet_tenants();
    hold_calls();
    find_owed();
    mark_longest_waiting();
}

// What is asked for every tenant or advisor alike.
void DayFacts::know_rules() {
    for (int kind = 0; kind < kKinds; ++kind) loads_[static_cast<std::size_t>(kind)] = minutes(kind) + pause(kind);
    for (const Window& window : calendar.windows) windows_ += window.length();
    const auto profile = rules.work.profiles.find(rules.work.profile);
    if (profile != rules.work.profiles.end()) profile_ = profile->second;
    slack_until_ = days.nth_after(input.day, rules.duties.slack_working_days);
}

Minutes DayFacts::minutes(int kind) const {
    return kind == 0 ? rules.work.unknown_level : rules.work.levels[static_cast<std::size_t>(kind - 1)];
}

Minutes DayFacts::pause(int kind) const { return kind == kLevel3 ? rules.work.pause_after_level3 : Minutes{}; }

bool DayFacts::may_call(std::size_t seat, const Standing& tenant) const {
    if (!seats[seat].present) return false;
    const std::int32_t only = tenant.special->only_seat;
    return only >= 0 ? only == static_cast<std::int32_t>(seat) : speaks(seat, tenant);
}

bool DayFacts::slot_moved(std::size_t tenant, const AdvisorId& caller) const {
    if (!standings[tenant].special->slot) return false;
    const AdvisorId& promised = input.tenants[tenant].last_advisor;
    return !promised.empty() && promised != caller;
}

const Availability* DayFacts::override_of(std::size_t seat, Day day) const {
    const auto after = std::upper_bound(overrides_.begin(), overrides_.end(), std::pair(seat, day),
                                        [](const auto& wanted, const Override& row) {
                                            return wanted < std::pair<std::size_t, Day>(row.seat, row.day);
                                        });
    if (after == overrides_.begin() || std::prev(after)->seat != seat || std::prev(after)->day != day) return nullptr;
    return std::prev(after)->row;
}

// When the advisor is there, and today what the clock has left of it.
Window DayFacts::hours_on(std::size_t seat, Day day) const {
    Window hours = kWholeDay;
    if (const Availability* const row = override_of(seat, day)) {
        if (row->from) hours.from = *row->from;
        if (row->until) hours.to = *row->until;
    }
    if (day == input.day && input.now && *input.now > hours.from) hours.from = *input.now;
    return hours;
}

Minutes DayFacts::windows_within(const Window& hours) const {
    Minutes within;
    for (const Window& window : calendar.windows) {
        const TimeOfDay from = std::max(window.from, hours.from), to = std::min(window.to, hours.to);
        if (from < to) within += to - from;
    }
    return within;
}

Minutes DayFacts::capacity_on(std::size_t seat, Day day) const {
    const Advisor& advisor = *seats[seat].advisor;
    if (const Availability* const row = override_of(seat, day)) {
        const Minutes most = std::min(row->minutes, windows_);
        if (!row->from && !row->until) return most;
        return std::min(most, windows_within(hours_on(seat, day)));
    }
    if (!days.works(day)) return {};
    if (std::find(advisor.works_on.begin(), advisor.works_on.end(), day.weekday()) == advisor.works_on.end()) return {};
    for (const DayRange& absence : advisor.absent_on)
        if (absence.first <= day && day <= absence.last) return {};
    return std::min(advisor.minutes.value_or(profile_), windows_);
}

// What the advisor has of a whole day, and no more than was begun and the clock leaves.
Minutes DayFacts::capacity_today(std::size_t seat, Minutes begun) const {
    const Availability* const row = override_of(seat, input.day);
    Minutes whole;
    if (row)
        whole = std::min(row->minutes, windows_);
    else
        whole = capacity_on(seat, input.day);
    if (!input.now && !(row && (row->from || row->until))) return whole;
    return std::min(whole, begun + windows_within(hours_on(seat, input.day)));
}

void DayFacts::meet_advisors() {
    const std::string& unknown = rules.work.default_language;
    languages_.add(unknown);
    for (const Advisor& advisor : input.advisors) {
        seat_of.add(advisor.id.text);
        for (const std::string& text : advisor.languages) languages_.add(text);
    }
    for (const Availability& row : input.availability)
        if (const auto seat = seat_of.find(row.advisor.text)) overrides_.push_back({*seat, row.day, &row});
    std::stable_sort(overrides_.begin(), overrides_.end(), [](const Override& a, const Override& b) {
        return std::tie(a.seat, a.day) < std::tie(b.seat, b.day);
    });
    std::vector<Minutes> begun(input.advisors.size());
    for (const PreviousCall& call : input.previous)
        if (const auto seat = seat_of.find(call.advisor.text);
            seat && call.state != CallState::planned && call.state != CallState::cancelled)
            begun[*seat] += call.minutes + call.pause;
    seats.reserve(input.advisors.size());
    for (const Advisor& advisor : input.advisors) {
        Seat& seat = seats.emplace_back();
        seat.advisor = &advisor;
        seat.capacity = capacity_today(seats.size() - 1, begun[seats.size() - 1]);
        seat.hours = hours_on(seats.size() - 1, input.day);
        seat.present = seat.capacity > Minutes{};
        seat.speaks.assign(languages_.size() + 1, false);
        if (advisor.languages.empty()) seat.speaks[languages_.at(unknown)] = true;
        for (const std::string& text : advisor.languages) seat.speaks[languages_.at(text)] = true;
    }
}

void DayFacts::meet_tenants() {
    standings.resize(input.tenants.size());
    for (std::size_t first = 0; first < standings.size(); first += TenantIndex::kTogether) {
        const TenantIndex::Hashes hashes = tenant_of.hashes_from(first);
        const std::size_t end = std::min(first + TenantIndex::kTogether, standings.size());
        for (std::size_t t = first; t < end; ++t) {
            standings[t].tie = hashes[t - first];
            meet(input.tenants[t], standings[t]);
        }
        tenant_of.add(first, hashes);
    }
}

void DayFacts::meet(const Tenant& tenant, Standing& standing) {
    const Day day = input.day;
    const std::string& language = tenant.language.empty() ? rules.work.default_language : tenant.language;
    standing.language = static_cast<std::int32_t>(languages_.find(language).value_or(languages_.size()));
    standing.kind = tenant.anxiety ? static_cast<std::uint8_t>(1 + *tenant.anxiety) : std::uint8_t{0};
    standing.wait = tenant.last_reached_on ? day - *tenant.last_reached_on : kNever;
    if (tenant.birth_year) standing.age = static_cast<std::int16_t>(year_ - *tenant.birth_year);
    if (const auto promised = promised_day(tenant, rules.factors.callback))
        standing.callback = days.last_until(*promised);
    const Cards::Worth worth = cards.worth(tenant, standing.callback);
    standing.points = Narrow(worth.points);
    standing.isolation = Narrow(worth.isolation);
    standing.excluded = exclusion(tenant, day);
    find_duties(tenant, standing);
    standing.duty = standing.due_on && !standing.excluded;
    standing.owed = !standing.excluded && !standing.not_owed;
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

bool DayFacts::may_be_worked(Day day) const {
    return day == input.day || days.works(day) ||
           std::any_of(input.availability.begin(), input.availability.end(),
                       [&](const Availability& row) { return row.day == day && row.minutes > Minutes{}; });
}

// Begun calls stay whatever the facts say; pinned ones while their advisor is there and their tenant may be called.
void DayFacts::hold_calls() {
    for (const PreviousCall& call : input.previous) {
        const auto tenant = tenant_of.find(call.tenant.text);
        const auto seat = seat_of.find(call.advisor.text);
        if (!tenant || !seat) continue;
        Standing& standing = standings[*tenant];
        const bool pinned =
            call.state == CallState::planned && call.pinned && seats[*seat].present && !standing.excluded;
        if (!has_begun(call.state) && !pinned) continue;
        if (!standing.held()) in_hand.push_back(*tenant);
        Special& special = specials_.emplace_back(*standing.special);
        special.held = &call;
        standing.special = &special;
        standing.owed = standing.duty = false;
    }
    std::sort(in_hand.begin(), in_hand.end());
}

void DayFacts::find_owed() {
    owed.reserve(standings.size());
    for (std::size_t t = 0; t < standings.size(); ++t) {
        const Standing& standing = standings[t];
        if (standing.owed) {
            owed.push_back(static_cast<std::uint32_t>(t));
            ++owed_of_kind[standing.kind];
        }
        if (standing.duty) last_looked_at = std::max(last_looked_at, *standing.due_on);
        if (standing.callback && !standing.excluded) last_looked_at = std::max(last_looked_at, *standing.callback);
    }
    // P4: nobody looks further than a week after the last deadline, or 2,000,000 days of advisors, nor less far than 60 days.
    const std::size_t most = std::max<std::size_t>(60, 2'000'000 / (seats.size() + 1));
    last_looked_at = std::min(last_looked_at + 7, input.day + static_cast<int>(most));
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

std::size_t DayFacts::rank_of(std::uint32_t tenant) const {
    const auto before = [&](std::uint32_t other) { return ranks_before(other, tenant); };
    return 1 + static_cast<std::size_t>(std::count_if(owed.begin(), owed.end(), before));
}

// Those who wait longest, until they fill their share: all who wait longer than the last of them by counting minutes a
// day of waiting; of those who wait as long as the last one, one after the other from a heap.
void DayFacts::mark_longest_waiting() {
    static constexpr std::int32_t kCounted = 1024;  // days of waiting told apart
    const auto counted = [](const Standing& standing) { return std::clamp(standing.wait, 0, kCounted); };
    Minutes capacity;
    for (const Seat& seat : seats) capacity += seat.capacity;
    std::int64_t share = rules.duties.longest_waiting_share.count * capacity.count;  // millionths of minutes
    if (share <= 0) return;
    std::vector<std::int64_t> minutes(kCounted + 1);
    for (const std::uint32_t t : owed)
        minutes[static_cast<std::size_t>(counted(standings[t]))] += load(standings[t].kind).count;
    std::int32_t last = kCounted;
    for (; last > 0 && minutes[static_cast<std::size_t>(last)] * kOne.count < share; --last)
        share -= minutes[static_cast<std::size_t>(last)] * kOne.count;

    struct Waiting {
        std::uint64_t shortness;  // ascending: waits longest, then has most points
        std::uint32_t tenant;
    };
    std::vector<Waiting> heap;
    for (const std::uint32_t t : owed) {
        Standing& standing = standings[t];
        if (counted(standing) < last) continue;
        if (counted(standing) > last) {
            standing.tier = std::min(standing.tier, Tier::longest_waiting);
            continue;
        }
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
