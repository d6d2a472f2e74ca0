#include "api/next_call.h"

#include <algorithm>
#include <string_view>
#include <tuple>

#include "engine/calendar.h"
#include "engine/consequence.h"
#include "engine/exclusion.h"
#include "engine/facts.h"
#include "engine/roster.h"

namespace bienveille {
namespace {

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

using Row = RunningDay::Row;

constexpr TimeOfDay kDayBegins{0}, kDayEnds{24 * 60};

bool has(const std::vector<TenantId>& tenants, const TenantId& one) {
    return std::find(tenants.begin(), tenants.end(), one) != tenants.end();
}

bool was_released(const PastLease& lease) { return lease.ended == LeaseEnd::released; }

class Choice {
public:
    Choice(RunningDay& day, const Asking& asking)
        : day_(day), asking_(asking), advisor_(asking.advisor), now_(asking.at), own_(offers_of(advisor_)) {}

    NextCall next() {
        if (const Offer* best = best_of(own_)) return {day_.row(best->tenant->id), std::nullopt};
        const std::vector<Offer> others = out_of_reach();
        if (const Offer* best = best_of(others)) return {day_.row(best->tenant->id), std::nullopt};
        NextCall nothing;
        const std::optional<TimeOfDay> slot = next_slot();
        for (const Offer& each : own_) {
            const bool waits = each.time > now_ && (each.retry || each.promised_time);
            const TimeOfDay from =
                waits ? each.time : slot.value_or(each.time);  // else the promised time is in its way
            if (!nothing.again_at || from < *nothing.again_at) nothing.again_at = from;
        }
        return nothing;
    }

    // The plan has no place for them: those with a tier are owed a call.
    const Unplanned* next_unplanned(const FindTenant& find, bool keeps) {
        const Advisor* const me = day_.advisor(advisor_);
        if (me == nullptr) return nullptr;
        const Caps caps = caps_left();
        const std::string& common = day_.rules().work.default_language;
        OwedPeople::Wanted wanted;
        wanted.most = longest_call(*me);
        wanted.keeps = keeps;
        wanted.suits = [&](const OwedPeople::Kind& kind) {
            return caps.allow(kind.level) && speaks(*me, kind.language, common);
        };
        wanted.is_free = [&](const TenantId& tenant) {
            const Row* const row = day_.row(tenant);
            return !has(asking_.taken, tenant) && (!row || (!lease_of(*row) && !was_left(*row)));
        };
        wanted.look = [&](const TenantId& id) -> std::optional<OwedPeople::Kind> {
            const Row* const row = day_.row(id);
            if (row && row->kept.state != CallState::planned && row->kept.state != CallState::cancelled)
                return std::nullopt;
            const Tenant* const tenant = find(id);
            if (!tenant || !may_be_called(*tenant) || !tried_before_today(*tenant)) return std::nullopt;
            return OwedPeople::Kind{tenant->anxiety.value_or(0), language_of(*tenant)};
        };
        return day_.owed().first(wanted);
    }

private:
    bool may_be_called(const Tenant& tenant) const {
        const bool wrong_number =
            tenant.last_outcome == Outcome::wrong_number || tenant.last_outcome == Outcome::unassigned_number;
        return !exclusion(tenant, day_.plan().day) && tenant.has_phone && !wrong_number &&
               tenant.last_reached_on != day_.plan().day;
    }

    const Lease* lease_of(const Row& row) const { return row.lease_at(asking_.now); }

    // By the advisor who asks, today.
    bool was_left(const Row& row) const {
        return gave_back(row) || std::any_of(row.attempts.begin(), row.attempts.end(),
                                             [&](const Attempt& each) { return each.advisor == advisor_; });
    }

    bool tried_before_today(const Tenant& tenant) const {
        return !tenant.last_attempt_at || tenant.last_attempt_at->day != day_.plan().day;
    }

    // That ends before the advisor's day, a window and the next promised time do.
    Minutes longest_call(const Advisor& me) const {
        Minutes window{-1};
        for (const Window& each : day_.calendar().windows)
            window = std::max(window, each.to - std::max(now_, each.from));
        const Minutes most = std::min(time_left(me), window);
        const std::optional<TimeOfDay> slot = next_slot();
        return slot ? std::min(most, *slot - now_) : most;
    }

    const std::string& language_of(const Tenant& tenant) const {
        return tenant.language.empty() ? day_.rules().work.default_language : tenant.language;
    }

    std::vector<Offer> offers_of(const AdvisorId& owner) const {
        std::vector<Offer> offers;
        for (const auto& [tenant, row] : day_.rows_of(owner))
            if (row->kept.advisor == owner)
                if (const auto offer = offer_of(*row)) offers.push_back(*offer);
        return offers;
    }

    // None: it may not be made today, or the plan has no place for it and nobody tried.
    std::optional<Offer> offer_of(const Row& row) const {
        const bool open = row.kept.state == CallState::planned || row.kept.state == CallState::retry;
        if (!open || !row.tenant) return std::nullopt;
        const Tenant& tenant = row.tenant->facts;
        if (lease_of(row) || has(asking_.taken, tenant.id) || !may_be_called(tenant)) return std::nullopt;
        Offer offer{&tenant, Tier::score, level_of_row(row), length_of(row), TimeOfDay{}};
        offer.given_back = gave_back(row);
        if (row.planned) {
            offer.tier = row.planned->tier;
            offer.time = row.planned->starts_at;
            offer.promised_time = offer.tier == Tier::slot_today;
        }
        const Day today = day_.plan().day;
        if (tenant.callback_due_on == today && tenant.callback_slot.time) {
            offer.time = *tenant.callback_slot.time;
            offer.promised_time = true;
        }
        if (row.kept.state == CallState::planned) return row.planned ? std::optional(offer) : std::nullopt;
        const auto time = retry_time(tenant, row.tries(), day_.rules(), day_.calendar(), today);
        if (!time) return std::nullopt;
        const bool asked_for = offer.promised_time && offer.time > tenant.last_attempt_at.value_or(Moment{}).time;
        if (asked_for) return offer;
        offer.time = *time;
        offer.retry = true;
        offer.promised_time = false;
        return offer;
    }

    bool gave_back(const Row& row) const {
        return std::any_of(row.leases.begin(), row.leases.end(),
                           [&](const PastLease& each) { return was_released(each) && each.lease.advisor == advisor_; });
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
        for (const Offer& each : own_)
            if (each.promised_time && each.time > now_ && (!next || each.time < *next)) next = each.time;
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
        const Attempt* const last = day_.last_dialled_by(advisor_);
        const Row* const row = last ? day_.row(last->tenant) : nullptr;
        if (!row || !row->planned || !row->tenant) return false;
        const auto& at = row->tenant->facts.last_attempt_at;
        const std::vector<Window>& windows = day_.calendar().windows;
        return level_of(*row->planned) == kSevere && last->minutes.count > 0 && at &&
               half_of(at->time, windows) == half_of(now_, windows);
    }

    // ---- the own list is done ----------------------------------------------------------------------

    std::vector<Offer> out_of_reach() {
        std::vector<Offer> found;
        const Advisor* const me = day_.advisor(advisor_);
        if (me == nullptr) return found;
        const Caps caps = caps_left();
        const std::string& common = day_.rules().work.default_language;
        const auto add = [&](const std::vector<Offer>& theirs) {
            for (const Offer& each : theirs)
                if (caps.allow(each.level) && speaks(*me, language_of(*each.tenant), common)) found.push_back(each);
        };
        for (const RunningDay::Busy& each : day_.busy()) {
            if (each.advisor.id == advisor_) continue;
            if (is_of_one_taken(each.advisor)) {
                add(out_of_reach_of(each.advisor).offers);
                continue;
            }
            std::optional<OutOfReach>& kept = each.out_of_reach;
            if (!kept || !holds(*kept)) kept = Choice(day_, {{}, now_, asking_.now}).out_of_reach_of(each.advisor);
            add(kept->given_back ? out_of_reach_of(each.advisor).offers : kept->offers);
        }
        return found;
    }

    bool is_of_one_taken(const Advisor& owner) const {
        return std::any_of(asking_.taken.begin(), asking_.taken.end(), [&](const TenantId& each) {
            const Row* const row = day_.row(each);
            return row && row->kept.advisor == owner.id;
        });
    }

    bool holds(const OutOfReach& kept) const {
        return kept.from <= now_ && now_ < kept.to && kept.since <= asking_.now &&
               (kept.until.empty() || asking_.now < kept.until);
    }

    OutOfReach out_of_reach_of(const Advisor& owner) const {
        OutOfReach found{kDayBegins, kDayEnds, asking_.now, "", false, {}};
        for (const auto& [tenant, row] : day_.rows_of(owner.id)) {
            if (const Lease* const lease = lease_of(*row); lease && (found.until.empty() || lease->until < found.until))
                found.until = lease->until;
            found.given_back |= std::any_of(row->leases.begin(), row->leases.end(), was_released);
        }
        std::vector<Offer> theirs = offers_of(owner.id);
        std::sort(theirs.begin(), theirs.end(),
                  [&](const Offer& a, const Offer& b) { return order(a, false) < order(b, false); });
        // Until a call's time comes their order stays, and until as many minutes pass as are to spare who is out of reach.
        const auto holds_from = [&](TimeOfDay time) { found.from = std::max(found.from, time); };
        const auto holds_to = [&](TimeOfDay time) { found.to = std::min(found.to, time); };
        Minutes left = theirs.empty() ? Minutes{} : time_left(owner);
        for (const Offer& each : theirs) {
            each.time <= now_ ? holds_from(each.time) : holds_to(each.time);
            left -= each.length;
            if (left < Minutes{0}) {
                if (found.offers.empty()) holds_from(now_ + left + Minutes{1});
                found.offers.push_back(each);
            } else {
                holds_to(now_ + left + Minutes{1});
            }
        }
        return found;
    }

    // Minutes that somebody still has today: of the windows while they are there, and of their own day after what they called.
    Minutes time_left(const Advisor& owner) const {
        DayInput input;
        input.day = day_.plan().day;
        input.now = now_;
        input.advisors = {owner};
        Minutes used;
        for (const auto& [place, each] : day_.attempts_of(owner.id))
            used += dial_takes(each->outcome, each->minutes, each->anxiety, day_.rules().work);
        for (const auto& [tenant, row] : day_.rows_of(owner.id))
            if (const Lease* const lease = lease_of(*row); lease && lease->advisor == owner.id) used += length_of(*row);
        for (const Availability& each : day_.availability())
            if (each.advisor == owner.id) input.availability.push_back(each);
        const WorkingDays working(day_.calendar(), input.day);
        const Presence running(input, day_.rules(), day_.calendar(), working);
        const Window hours = running.hours(0, input.day);
        Minutes left;
        for (const Window& window : day_.calendar().windows) {
            const TimeOfDay from = std::max(window.from, hours.from), to = std::min(window.to, hours.to);
            if (from < to) left += to - from;
        }
        input.now.reset();
        for (Availability& each : input.availability) each.from = each.until = std::nullopt;
        const Minutes own{Presence(input, day_.rules(), day_.calendar(), working).minutes(0, input.day)};
        return std::min(own - used, left);
    }

    // With the pause; as planned, else by the level that is known.
    Minutes length_of(const Row& row) const {
        if (row.planned) return row.planned->minutes + row.planned->pause;
        const std::uint8_t kind = row.tenant ? kind_of(row.tenant->facts) : std::uint8_t{0};
        return Minutes{minutes_by_kind(day_.rules().work).at(kind)};
    }

    static int level_of_row(const Row& row) {
        if (row.planned) return level_of(*row.planned);
        return row.tenant ? row.tenant->facts.anxiety.value_or(0) : 0;
    }

    // Of calls that the advisor who asks may still be given.
    struct Caps {
        bool calls, heavy, severe;
        bool allow(int level) const { return calls && (level < kHeavy || heavy) && (level < kSevere || severe); }
    };
    Caps caps_left() const {
        int severe = 0, heavy = 0, calls = 0;
        for (const auto& [tenant, row] : day_.rows_of(advisor_)) {
            if (row->kept.advisor != advisor_ || row->kept.state == CallState::cancelled) continue;
            ++calls;
            severe += level_of_row(*row) >= kSevere ? 1 : 0;
            heavy += level_of_row(*row) >= kHeavy ? 1 : 0;
        }
        const Advisor* const me = day_.advisor(advisor_);
        const Work& work = day_.rules().work;
        return {!(me && me->max_calls && calls >= *me->max_calls), heavy < work.most_level2_and_3,
                severe < work.most_level3};
    }

    RunningDay& day_;
    const Asking& asking_;
    const AdvisorId& advisor_;
    TimeOfDay now_;
    std::vector<Offer> own_;  // after what it is made from
};

}  // namespace

NextCall next_call(RunningDay& day, const Asking& asking) { return Choice(day, asking).next(); }

const Unplanned* next_unplanned(RunningDay& day, const Asking& asking, const FindTenant& find, bool keeps) {
    return Choice(day, asking).next_unplanned(find, keeps);
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
