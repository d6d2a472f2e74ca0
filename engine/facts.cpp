#include "engine/facts.h"

#include <algorithm>
#include <limits>
#include <string_view>
#include <tuple>
#include <unordered_map>

#include "engine/digest.h"
#include "engine/exclusion.h"
#include "engine/score.h"

namespace bienveille {
namespace {

bool is_high_risk(const Tenant& tenant, const RuleSet& rules, Day day) {
    const HighRisk& rule = rules.duties.high_risk;
    if (tenant.anxiety && *tenant.anxiety >= rule.level) return true;
    const bool old = tenant.birth_year && day.year() - *tenant.birth_year >= rule.age;
    const bool anxious = tenant.anxiety && *tenant.anxiety >= rule.with_level;
    return (old || anxious) && isolation_value(tenant, rules.factors.isolation) >= rule.isolation;
}

constexpr Day kNever{std::numeric_limits<std::int32_t>::max()};
constexpr int kNeverReached = std::numeric_limits<int>::max();

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

// Everything that decides one tenant's place in the order, beside the candidate itself.
struct Place {
    Candidate candidate;
    Day deadline = kNever;  // counted: never before today
    Value isolation;
    int wait = 0;
    int age = 0;
    std::uint64_t hash = 0;
};

class DayFacts {
public:
    DayFacts(const DayInput& input, const RuleSet& rules, const Roster& roster, const WorkingDays& working)
        : input_(input),
          rules_(rules),
          roster_(roster),
          working_(working),
          day_(input.day),
          slack_until_(working.after(input.day, rules.duties.slack_working_days)) {
        for (const PreviousCall& call : input.previous) earlier_.emplace(call.tenant.text, &call);
    }

    Facts make() {
        Facts facts;
        std::vector<Place> places;
        for (std::uint32_t t = 0; t < input_.tenants.size(); ++t) {
            const Tenant& tenant = input_.tenants[t];
            const bool in_hand = roster_.in_hand[t] != 0;
            const auto excluded = exclusion(tenant, day_);
            if (!excluded)
                if (const auto deadline = callback_deadline(tenant, rules_, working_))
                    facts.callbacks.push_back(*deadline);
            if (in_hand) {
                facts.in_hand.push_back(place(t, tenant, duties_of(tenant)).candidate);
                continue;
            }
            if (excluded) {
                facts.excluded.push_back({tenant.id, *excluded, excluded_until(tenant)});
                continue;
            }
            const Owing duties = duties_of(tenant);
            if (const auto reason = not_owed(tenant, duties))
                facts.not_owed.push_back({t, *reason});
            else
                places.push_back(place(t, tenant, duties));
        }
        mark_longest_waiting(places);
        put_in_order(facts, places);
        return facts;
    }

private:
    // ---- duties -------------------------------------------------------------------------------------
    Owing duties_of(const Tenant& tenant) const {
        Owing duties;
        duties.emergency = tenant.emergency_open;
        duties.recall = recall_deadline(tenant);
        duties.first_recall = duties.recall.has_value() && tenant.level3_recalls == 0;
        duties.high_risk = is_high_risk(tenant, rules_, day_);
        duties.unanswered_at_risk = duties.high_risk && last_try_unanswered(tenant);
        duties.callback = callback_deadline(tenant, rules_, working_);
        if (duties.callback) duties.callback_time = tenant.callback_slot.time;
        if (tenant.joined_on && *tenant.joined_on <= day_ && !reached_in_wave(tenant))
            duties.mandatory = working_.after(*tenant.joined_on, rules_.duties.mandatory_working_days);
        return duties;
    }

    std::optional<Day> recall_deadline(const Tenant& tenant) const {
        const Duties& rule = rules_.duties;
        const bool seen_severe = tenant.anxiety == 3 || tenant.level3_recalls > 0;
        if (!seen_severe || tenant.anxiety_cleared || tenant.calm_in_a_row >= rule.calm_times) return std::nullopt;
        if (tenant.level3_recalls == 0) {
            const auto seen = tenant.anxiety_on ? tenant.anxiety_on : tenant.last_reached_on;
            return seen ? working_.after(*seen, rule.first_recall_working_days) : day_;
        }
        const auto last_call = std::max(tenant.anxiety_on, tenant.last_reached_on);  // empty is the smallest
        return last_call ? working_.after(*last_call, rule.recall_every_working_days) : day_;
    }

    static bool last_try_unanswered(const Tenant& tenant) {
        return tenant.last_outcome == Outcome::no_answer || tenant.last_outcome == Outcome::busy ||
               tenant.last_outcome == Outcome::voicemail;
    }

    static bool reached_in_wave(const Tenant& tenant) {
        return tenant.last_reached_on && (!tenant.joined_on || *tenant.joined_on <= *tenant.last_reached_on);
    }

    // ---- owed a call, or the first reason why not --------------------------------------------------
    std::optional<UnplannedReason> not_owed(const Tenant& tenant, const Owing& duties) const {
        if (!dialable(tenant)) return UnplannedReason::no_phone;
        if (tenant.last_reached_on == day_) return UnplannedReason::already_today;
        if (must_rest(tenant)) return UnplannedReason::retry_later;
        if (!anything_open(tenant, duties)) return UnplannedReason::not_owed;
        return std::nullopt;
    }

    static bool dialable(const Tenant& tenant) {
        return tenant.has_phone && tenant.last_outcome != Outcome::wrong_number &&
               tenant.last_outcome != Outcome::unassigned_number;
    }

    bool must_rest(const Tenant& tenant) const {
        if (!tenant.last_attempt_at) return false;
        const Day last = tenant.last_attempt_at->day;
        if (last == day_) return true;  // within the day the live service retries
        if (tenant.last_outcome) {
            const auto wait = rules_.retries.wait_working_days.find(*tenant.last_outcome);
            if (wait != rules_.retries.wait_working_days.end() && day_ < working_.after(last, wait->second))
                return true;
        }
        const RetryPolicy& policy = retry_policy(tenant, rules_, working_, day_);
        return tenant.attempts > 0 && policy.tries > 0 && tenant.attempts % policy.tries == 0 &&
               day_ < working_.after(last, policy.resume_after_working_days);
    }

    bool anything_open(const Tenant& tenant, const Owing& duties) const {
        const auto due = [&](std::optional<Day> deadline) { return deadline && *deadline <= day_; };
        if (duties.emergency || duties.unanswered_at_risk || due(duties.recall) || due(duties.mandatory)) return true;
        if (duties.callback_time && *duties.callback > day_) return false;  // they asked for that time
        if (duties.recall || duties.callback || duties.mandatory) return true;
        if (!reached_in_wave(tenant)) return !tenant.joined_on || *tenant.joined_on <= day_;
        return day_ - *tenant.last_reached_on >= rules_.duties.rest_days;
    }

    // ---- tier and rank ---------------------------------------------------------------------------
    Place place(std::uint32_t t, const Tenant& tenant, const Owing& duties) const {
        Place place;
        Candidate& call = place.candidate;
        call.tenant = t;
        call.kind = kind_of(tenant);
        call.points = score_points(tenant, rules_, working_, day_);
        call.tier = tier_of(duties);
        call.due_on = earliest(duties);
        call.promise_due = duties.callback && *duties.callback <= day_;
        call.half_day = tenant.callback_slot.half_day && duties.callback ? tenant.callback_slot.half_day
                                                                         : tenant.preferred_half_day;
        find_seats(call, tenant);
        if (duties.callback_time && *duties.callback == day_) {
            call.slot = duties.callback_time;
            const auto& seats = roster_.groups[call.group].seats;
            if (std::find(seats.begin(), seats.end(), static_cast<std::uint32_t>(call.previous_seat)) != seats.end())
                call.only_seat = call.previous_seat;
        }
        place.deadline = call.due_on ? std::max(*call.due_on, day_) : kNever;
        place.isolation = isolation_value(tenant, rules_.factors.isolation);
        place.wait = tenant.last_reached_on ? day_ - *tenant.last_reached_on : kNeverReached;
        place.age = tenant.birth_year ? day_.year() - *tenant.birth_year : -1;
        place.hash = tie_hash(tenant.id, day_);
        return place;
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

    std::optional<Day> earliest(const Owing& duties) const {
        Day first = kNever;
        const auto consider = [&](std::optional<Day> day) { first = std::min(first, day.value_or(kNever)); };
        if (duties.emergency || duties.unanswered_at_risk) consider(day_);
        consider(duties.recall);
        consider(duties.callback);
        consider(duties.mandatory);
        return first == kNever ? std::nullopt : std::optional(first);
    }

    void find_seats(Candidate& call, const Tenant& tenant) const {
        const std::string& language = tenant.language.empty() ? rules_.work.default_language : tenant.language;
        call.group = roster_.group_of_language.at(language);
        if (const auto seat = roster_.seat_of_advisor.find(tenant.last_advisor.text);
            seat != roster_.seat_of_advisor.end())
            call.previous_seat = seat->second;
        if (const auto area = roster_.areas.find(tenant.area); area != roster_.areas.end()) call.area = area->second;
        if (const auto earlier = earlier_.find(tenant.id.text); earlier != earlier_.end()) {
            call.earlier_half_day = half_day_of(earlier->second->starts_at);
            const auto seat = roster_.seat_of_advisor.find(earlier->second->advisor.text);
            if (seat != roster_.seat_of_advisor.end()) call.earlier_seat = seat->second;
        }
    }

    // After tier (or wait) and points: the order among equals, which never ends in a tie.
    auto ties(const Place& place) const {
        return std::tuple(place.deadline, -place.isolation.count, -std::int64_t{place.wait}, -place.age, place.hash,
                          std::string_view(input_.tenants[place.candidate.tenant].id.text));
    }

    // Only the prefix is sorted out: a heap gives the longest waiting one by one until their minutes reach the share.
    void mark_longest_waiting(std::vector<Place>& places) const {
        const auto minutes = minutes_by_kind(rules_.work);
        const std::int64_t wanted = roster_.capacity * rules_.duties.longest_waiting_share.count;  // in millionths
        const auto waits_less = [&](const Place* a, const Place* b) {
            if (a->wait != b->wait) return a->wait < b->wait;
            if (a->candidate.points != b->candidate.points) return a->candidate.points < b->candidate.points;
            return ties(*b) < ties(*a);
        };
        std::vector<Place*> heap;
        heap.reserve(places.size());
        for (Place& place : places) heap.push_back(&place);
        std::make_heap(heap.begin(), heap.end(), waits_less);
        for (std::int64_t taken = 0; taken * kOne.count < wanted && !heap.empty();) {
            std::pop_heap(heap.begin(), heap.end(), waits_less);
            Candidate& longest = heap.back()->candidate;
            heap.pop_back();
            taken += minutes[longest.kind];
            longest.tier = std::min(longest.tier, Tier::longest_waiting);
        }
    }

    void put_in_order(Facts& facts, std::vector<Place>& places) const {
        const auto before = [&](const Place* a, const Place* b) {
            if (a->candidate.tier != b->candidate.tier) return a->candidate.tier < b->candidate.tier;
            if (a->candidate.points != b->candidate.points) return a->candidate.points > b->candidate.points;
            return ties(*a) < ties(*b);
        };
        std::vector<const Place*> order;
        order.reserve(places.size());
        for (const Place& place : places) order.push_back(&place);
        std::sort(order.begin(), order.end(), before);
        facts.owed.reserve(order.size());
        for (const Place* place : order) facts.owed.push_back(place->candidate);

        const auto id = [&](const NotOwed& entry) -> const TenantId& { return input_.tenants[entry.tenant].id; };
        std::sort(facts.not_owed.begin(), facts.not_owed.end(),
                  [&](const NotOwed& a, const NotOwed& b) { return id(a) < id(b); });
        std::sort(facts.excluded.begin(), facts.excluded.end(),
                  [](const Excluded& a, const Excluded& b) { return a.tenant < b.tenant; });
        std::sort(facts.callbacks.begin(), facts.callbacks.end());
    }

    static std::optional<Day> excluded_until(const Tenant& tenant) {
        const bool closed =
            tenant.status == Status::opted_out || tenant.status == Status::deceased || tenant.status == Status::moved;
        return closed ? std::nullopt : tenant.absent_until;
    }

    const DayInput& input_;
    const RuleSet& rules_;
    const Roster& roster_;
    const WorkingDays& working_;
    Day day_;
    Day slack_until_;
    std::unordered_map<std::string_view, const PreviousCall*> earlier_;
};

}  // namespace

std::array<int, 5> minutes_by_kind(const Work& work) {
    std::array<int, 5> minutes{static_cast<int>(work.unknown_level.count)};
    for (std::size_t level = 0; level < work.levels.size(); ++level)
        minutes[1 + level] = static_cast<int>(work.levels[level].count);
    minutes[4] += static_cast<int>(work.pause_after_level3.count);
    return minutes;
}

std::uint8_t kind_of(const Tenant& tenant) {
    return static_cast<std::uint8_t>(tenant.anxiety ? 1 + *tenant.anxiety : 0);
}

const RetryPolicy& retry_policy(const Tenant& tenant, const RuleSet& rules, const WorkingDays& working, Day day) {
    if (is_high_risk(tenant, rules, day)) return rules.retries.high_risk;
    return callback_deadline(tenant, rules, working) ? rules.retries.callback : rules.retries.standard;
}

Facts make_facts(const DayInput& input, const RuleSet& rules, const Roster& roster, const WorkingDays& working) {
    return DayFacts(input, rules, roster, working).make();
}

}  // namespace bienveille
