#include "api/next_call.h"

#include <algorithm>
#include <limits>
#include <string_view>
#include <tuple>
#include <unordered_map>

#include "engine/calendar.h"
#include "engine/consequence.h"
#include "engine/exclusion.h"
#include "engine/facts.h"
#include "engine/roster.h"

namespace bienveille {
namespace {

constexpr Day kNever{std::numeric_limits<std::int32_t>::max()};
constexpr int kSevere = 3;
constexpr int kHeavy = 2;

// At that time or at the beginning of the next window; none when the day is over by then.
std::optional<TimeOfDay> within_windows(TimeOfDay time, const std::vector<Window>& windows) {
    for (const Window& window : windows)
        if (time < window.to) return std::max(time, window.from);
    return std::nullopt;
}

// The morning lasts as long as its window does.
HalfDay half_of(TimeOfDay time, const std::vector<Window>& windows) {
    for (const Window& window : windows)
        if (window.from <= time && time < window.to) return half_day_of(window.from);
    return half_day_of(time);
}

// The level that the plan counted with: 0 when it was not known.
int level_of(const Call& call) {
    for (const FactorLine& line : call.card.lines)
        if (line.factor == Factor::anxiety && line.input.kind == FactorInput::Kind::level) return line.input.number;
    return 0;
}

// A call that may be made today, now or later.
struct Offer {
    const KeptCall* kept;
    const Tenant* tenant;
    Tier tier;
    int level;
    Minutes length;  // with the pause
    TimeOfDay time;
    bool retry = false;
    bool promised_time = false;  // in the plan, or asked for since
    bool given_back = false;     // by the advisor who asks

    const AdvisorId& owner() const { return kept->advisor; }
};

class Choice {
public:
    Choice(const RunningDay& day, const AdvisorId& advisor, TimeOfDay now)
        : day_(day), live_(*day.live), advisor_(advisor), now_(now) {
        for (const TenantRecord& each : live_.tenants) tenants_.emplace(each.facts.id.text, &each.facts);
        for (const KeptCall& each : live_.calls) kept_.emplace(each.tenant.text, &each);
        for (const Attempt& each : live_.attempts)
            if (each.outcome != Outcome::not_attempted && !each.doubled) ++tries_[each.tenant.text];
        for (const AdvisorList& list : day_.plan->lists)
            for (const Call& call : list.calls) planned_.emplace(call.tenant.text, &call);
        find_offers();
    }

    NextCall next() {
        std::vector<Offer> own;
        for (const Offer& each : offers_)
            if (each.owner() == advisor_) own.push_back(each);
        if (const Offer* best = best_of(own)) return {best->kept, std::nullopt};
        std::vector<Offer> others = out_of_reach();
        if (const Offer* best = best_of(others)) return {best->kept, std::nullopt};
        NextCall nothing;
        const std::optional<TimeOfDay> slot = next_slot();
        for (const Offer& each : own) {
            const bool waits = each.time > now_ && (each.retry || each.promised_time);
            const TimeOfDay from =
                waits ? each.time : slot.value_or(each.time);  // else the promised time is in its way
            if (!nothing.again_at || from < *nothing.again_at) nothing.again_at = from;
        }
        return nothing;
    }

    // The plan has no place for them: those with a tier are owed a call.
    const Unplanned* next_unplanned(const FindTenant& find) const {
        const Advisor* const me = advisor_of(advisor_);
        if (me == nullptr) return nullptr;
        const std::string& common = day_.rules->work.default_language;
        // A heap: mostly the first one fits.
        std::vector<const Unplanned*> waiting = unplanned_that_fit(time_left(*me));
        const auto after = [](const Unplanned* a, const Unplanned* b) {
            const auto place = [](const Unplanned* row) { return std::pair(row->due_on.value_or(kNever), row); };
            return place(b) < place(a);  // in the plan they stand by rank
        };
        std::make_heap(waiting.begin(), waiting.end(), after);
        for (; !waiting.empty(); waiting.pop_back()) {
            std::pop_heap(waiting.begin(), waiting.end(), after);
            const std::optional<Tenant> tenant = find(waiting.back()->tenant);
            if (tenant && may_be_called(*tenant) && tried_before_today(*tenant) &&
                within_caps(tenant->anxiety.value_or(0)) &&
                speaks(*me, tenant->language.empty() ? common : tenant->language, common))
                return waiting.back();
        }
        return nullptr;
    }

private:
    bool may_be_called(const Tenant& tenant) const {
        const bool wrong_number =
            tenant.last_outcome == Outcome::wrong_number || tenant.last_outcome == Outcome::unassigned_number;
        return !exclusion(tenant, day_.plan->day) && tenant.has_phone && !wrong_number &&
               tenant.last_reached_on != day_.plan->day;
    }

    static bool is_free(const KeptCall& call) {
        return !call.lease && (call.state == CallState::planned || call.state == CallState::cancelled);
    }

    // By the advisor who asks, today.
    bool was_left(const KeptCall& call) const {
        return gave_back(call) || std::any_of(live_.attempts.begin(), live_.attempts.end(), [&](const Attempt& each) {
                   return each.call == call.id && each.advisor == advisor_;
               });
    }

    std::vector<const Unplanned*> unplanned_that_fit(Minutes left) const {
        const std::optional<TimeOfDay> slot = next_slot();
        std::vector<const Unplanned*> fit;
        for (const Unplanned& row : day_.plan->unplanned) {
            if (!row.tier || row.needs > left || (slot && now_ + row.needs > *slot) || !ends_in_window(row.needs))
                continue;
            const auto kept = kept_.find(row.tenant.text);
            if (kept == kept_.end() || (is_free(*kept->second) && !was_left(*kept->second))) fit.push_back(&row);
        }
        return fit;
    }

    bool tried_before_today(const Tenant& tenant) const {
        return !tenant.last_attempt_at || tenant.last_attempt_at->day != day_.plan->day;
    }

    bool ends_in_window(Minutes length) const {
        return std::any_of(day_.calendar.windows.begin(), day_.calendar.windows.end(),
                           [&](const Window& window) { return std::max(now_, window.from) + length <= window.to; });
    }

    const Advisor* advisor_of(const AdvisorId& id) const {
        const auto found = std::find_if(live_.advisors.begin(), live_.advisors.end(),
                                        [&](const Advisor& each) { return each.id == id; });
        return found == live_.advisors.end() ? nullptr : &*found;
    }

    void find_offers() {
        for (const KeptCall& kept : live_.calls) {
            const auto tenant = tenants_.find(kept.tenant.text);
            if (tenant == tenants_.end()) continue;
            if (const auto offer = offer_of(kept, *tenant->second)) offers_.push_back(*offer);
        }
        std::sort(offers_.begin(), offers_.end(),
                  [](const Offer& a, const Offer& b) { return a.tenant->id < b.tenant->id; });
    }

    // None: it may not be made today, or the plan has no place for it and nobody tried.
    std::optional<Offer> offer_of(const KeptCall& kept, const Tenant& tenant) const {
        if (kept.lease || !may_be_called(tenant)) return std::nullopt;
        const auto planned = planned_.find(kept.tenant.text);
        const bool has_place = planned != planned_.end();
        Offer offer{&kept, &tenant, Tier::score, level_of_call(kept), length_of(kept.tenant), TimeOfDay{}};
        offer.given_back = gave_back(kept);
        if (has_place) {
            offer.tier = planned->second->tier;
            offer.time = planned->second->starts_at;
            offer.promised_time = offer.tier == Tier::slot_today;
        }
        if (tenant.callback_due_on == day_.plan->day && tenant.callback_slot.time) {
            offer.time = *tenant.callback_slot.time;
            offer.promised_time = true;
        }
        if (kept.state == CallState::planned) return has_place ? std::optional(offer) : std::nullopt;
        if (kept.state != CallState::retry) return std::nullopt;
        const auto tries = tries_.find(tenant.id.text);
        const auto time =
            retry_time(tenant, tries == tries_.end() ? 0 : tries->second, *day_.rules, day_.calendar, day_.plan->day);
        if (!time) return std::nullopt;
        const bool asked_for = offer.promised_time && offer.time > tenant.last_attempt_at.value_or(Moment{}).time;
        if (asked_for) return offer;
        offer.time = *time;
        offer.retry = true;
        offer.promised_time = false;
        return offer;
    }

    bool gave_back(const KeptCall& call) const {
        return std::any_of(live_.leases.begin(), live_.leases.end(), [&](const PastLease& each) {
            return each.ended == LeaseEnd::released && each.lease.call == call.id && each.lease.advisor == advisor_;
        });
    }

    const Offer* best_of(const std::vector<Offer>& offers) const {
        const std::optional<TimeOfDay> slot = next_slot();
        const bool rest = last_was_severe();
        const Offer* best = nullptr;
        for (const Offer& each : offers) {
            const bool emergency = each.tenant->emergency_open;
            const bool into_slot = slot && !each.promised_time && now_ + each.length > *slot;
            if (each.retry && each.time > now_) continue;
            if (!emergency && (into_slot || (each.promised_time && each.time > now_))) continue;
            if (!best || order(each, rest) < order(*best, rest)) best = &each;
        }
        return best;
    }

    // Of the own list, still to come.
    std::optional<TimeOfDay> next_slot() const {
        std::optional<TimeOfDay> next;
        for (const Offer& each : offers_)
            if (each.owner() == advisor_ && each.promised_time && each.time > now_ && (!next || each.time < *next))
                next = each.time;
        return next;
    }

    // Smaller comes first.
    std::tuple<bool, bool, bool, bool, bool, int, int, std::string_view> order(const Offer& each, bool rest) const {
        const bool has_come = each.time <= now_;
        return {!each.tenant->emergency_open,
                each.given_back,
                !(each.promised_time && has_come),
                rest && each.level == kSevere,
                !has_come,
                has_come ? static_cast<int>(each.tier) : 0,
                each.time.minutes,
                each.tenant->id.text};
    }

    // The advisor's last talk today was of level 3, in this half of the day.
    bool last_was_severe() const {
        for (auto each = live_.attempts.rbegin(); each != live_.attempts.rend(); ++each) {
            if (each->advisor != advisor_ || each->outcome == Outcome::not_attempted) continue;
            const auto call = planned_.find(each->tenant.text);
            const auto tenant = tenants_.find(each->tenant.text);
            if (call == planned_.end() || tenant == tenants_.end()) return false;
            const auto& at = tenant->second->last_attempt_at;
            return level_of(*call->second) == kSevere && each->minutes.count > 0 && at &&
                   half_of(at->time, day_.calendar.windows) == half_of(now_, day_.calendar.windows);
        }
        return false;
    }

    // ---- the own list is done ----------------------------------------------------------------------

    std::vector<Offer> out_of_reach() const {
        std::vector<Offer> found;
        const Advisor* const me = advisor_of(advisor_);
        if (me == nullptr) return found;
        const std::string& common = day_.rules->work.default_language;
        for (const Advisor& owner : live_.advisors) {
            if (owner.id == advisor_) continue;
            std::vector<Offer> theirs;
            for (const Offer& each : offers_)
                if (each.owner() == owner.id) theirs.push_back(each);
            std::sort(theirs.begin(), theirs.end(),
                      [&](const Offer& a, const Offer& b) { return order(a, false) < order(b, false); });
            Minutes left = time_left(owner);
            for (const Offer& each : theirs) {
                left -= each.length;
                if (left < Minutes{0} && within_caps(each.level) &&
                    speaks(*me, each.tenant->language.empty() ? common : each.tenant->language, common))
                    found.push_back(each);
            }
        }
        return found;
    }

    // Minutes that somebody still has today: of the windows while they are there, and of their own day after what they called.
    Minutes time_left(const Advisor& owner) const {
        DayInput input;
        input.day = day_.plan->day;
        input.now = now_;
        input.advisors = {owner};
        Minutes used;
        for (const Attempt& each : live_.attempts)
            if (each.advisor == owner.id)
                used += dial_takes(each.outcome, each.minutes, each.anxiety, day_.rules->work);
        for (const KeptCall& each : live_.calls)
            if (each.lease && each.lease->advisor == owner.id) used += length_of(each.tenant);
        for (const Availability& each : live_.availability)
            if (each.advisor == owner.id) input.availability.push_back(each);
        const WorkingDays working(day_.calendar, input.day);
        const Presence running(input, *day_.rules, day_.calendar, working);
        const Window hours = running.hours(0, input.day);
        Minutes left;
        for (const Window& window : day_.calendar.windows) {
            const TimeOfDay from = std::max(window.from, hours.from), to = std::min(window.to, hours.to);
            if (from < to) left += to - from;
        }
        input.now.reset();
        for (Availability& each : input.availability) each.from = each.until = std::nullopt;
        const Minutes own{Presence(input, *day_.rules, day_.calendar, working).minutes(0, input.day)};
        return std::min(own - used, left);
    }

    // With the pause; as planned, else by the level that is known.
    Minutes length_of(const TenantId& id) const {
        if (const auto call = planned_.find(id.text); call != planned_.end())
            return call->second->minutes + call->second->pause;
        const auto tenant = tenants_.find(id.text);
        const std::uint8_t kind = tenant == tenants_.end() ? std::uint8_t{0} : kind_of(*tenant->second);
        return Minutes{minutes_by_kind(day_.rules->work).at(kind)};
    }

    int level_of_call(const KeptCall& each) const {
        if (const auto planned = planned_.find(each.tenant.text); planned != planned_.end())
            return level_of(*planned->second);
        const auto tenant = tenants_.find(each.tenant.text);
        return tenant == tenants_.end() ? 0 : tenant->second->anxiety.value_or(0);
    }

    bool within_caps(int level) const {
        int severe = 0, heavy = 0, calls = 0;
        for (const KeptCall& each : live_.calls) {
            if (each.advisor != advisor_ || each.state == CallState::cancelled) continue;
            ++calls;
            severe += level_of_call(each) >= kSevere ? 1 : 0;
            heavy += level_of_call(each) >= kHeavy ? 1 : 0;
        }
        const Advisor* const me = advisor_of(advisor_);
        if (me != nullptr && me->max_calls && calls >= *me->max_calls) return false;
        const Work& work = day_.rules->work;
        return (level < kSevere || severe < work.most_level3) && (level < kHeavy || heavy < work.most_level2_and_3);
    }

    const RunningDay& day_;
    const LiveDay& live_;
    const AdvisorId& advisor_;
    TimeOfDay now_;
    std::unordered_map<std::string_view, const Tenant*> tenants_;
    std::unordered_map<std::string_view, const KeptCall*> kept_;
    std::unordered_map<std::string_view, const Call*> planned_;
    std::unordered_map<std::string_view, int> tries_;
    std::vector<Offer> offers_;
};

}  // namespace

NextCall next_call(const RunningDay& day, const AdvisorId& advisor, TimeOfDay now) {
    return Choice(day, advisor, now).next();
}

const Unplanned* next_unplanned(const RunningDay& day, const AdvisorId& advisor, TimeOfDay now,
                                const FindTenant& find) {
    return Choice(day, advisor, now).next_unplanned(find);
}

std::optional<TimeOfDay> retry_time(const Tenant& tenant, int tries_today, const RuleSet& rules,
                                    const Calendar& calendar, Day day) {
    if (!tenant.last_attempt_at || tenant.last_attempt_at->day != day) return TimeOfDay{};
    const Outcome last = tenant.last_outcome.value_or(Outcome::no_answer);
    if (const auto wait = rules.retries.wait_working_days.find(last);
        wait != rules.retries.wait_working_days.end() && wait->second > 0)
        return std::nullopt;
    const RetryPolicy& policy = retry_policy(tenant, rules, WorkingDays(calendar, day), day);
    if (tries_today >= policy.most_a_day) return std::nullopt;
    const TimeOfDay tried = tenant.last_attempt_at->time;
    if (last == Outcome::busy) return within_windows(tried + Minutes{rules.retries.busy_gap_minutes}, calendar.windows);
    TimeOfDay time = tried + Minutes{policy.gap_minutes};
    if (policy.alternate_half_days) {
        if (half_of(tried, calendar.windows) == HalfDay::afternoon) return std::nullopt;
        const auto other = std::find_if(calendar.windows.begin(), calendar.windows.end(), [](const Window& window) {
            return half_day_of(window.from) == HalfDay::afternoon;
        });
        if (other != calendar.windows.end()) time = std::max(time, other->from);
    }
    return within_windows(time, calendar.windows);
}

}  // namespace bienveille
