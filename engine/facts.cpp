#include "engine/facts.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <string_view>
#include <unordered_map>

#include "engine/bucket_sort.h"
#include "engine/digest.h"
#include "engine/exclusion.h"
#include "engine/id_index.h"
#include "engine/rank_key.h"
#include "engine/score.h"
#include "engine/text_numbers.h"

namespace bienveille {
namespace {

bool is_high_risk(const Tenant& tenant, Value isolation, int year, const HighRisk& rule) {
    if (tenant.anxiety && *tenant.anxiety >= rule.level) return true;
    const bool old = tenant.birth_year && year - *tenant.birth_year >= rule.age;
    const bool anxious = tenant.anxiety && *tenant.anxiety >= rule.with_level;
    return (old || anxious) && isolation >= rule.isolation;
}

const RetryPolicy& policy_for(bool high_risk, bool promised, const Retries& retries) {
    return high_risk ? retries.high_risk : promised ? retries.callback : retries.standard;
}

constexpr Day kNever{std::numeric_limits<std::int32_t>::max()};

// Deadlines lie close together: counted rather than compared.
void sort_days(std::vector<Day>& days) {
    if (days.empty()) return;
    const auto [first, last] = std::minmax_element(days.begin(), days.end());
    const auto buckets = static_cast<std::size_t>(*last - *first) + 1;
    if (buckets > days.size()) return std::sort(days.begin(), days.end());
    std::vector<Day> scratch;
    bucket_by(days, scratch, buckets, [from = *first](Day day) { return static_cast<std::size_t>(day - from); });
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

// A call with a deadline that may not be made today, with what orders such calls.
struct HeldBack {
    Duty duty;
    Points points;
    std::uint64_t hash;
};

TextNumbers numbers_of(const std::unordered_map<std::string, std::int32_t>& numbers) {
    TextNumbers table(numbers.size());
    for (const auto& [text, number] : numbers) table.add(text, number);
    return table;
}

class DayFacts {
public:
    DayFacts(const DayInput& input, const RuleSet& rules, const Roster& roster, const WorkingDays& working,
             const Wish* wish)
        : input_(input),
          rules_(rules),
          roster_(roster),
          working_(working),
          wish_(wish),
          day_(input.day),
          year_(input.day.year()),
          slack_until_(working.after(input.day, rules.duties.slack_working_days)),
          points_(rules, input.day),
          seat_of_advisor_(numbers_of(roster.seat_of_advisor)),
          areas_(numbers_of(roster.areas)),
          earlier_(input.previous.size()) {
        for (const PreviousCall& call : input.previous) earlier_.add(call.tenant.text);
    }

    Facts make() {
        Facts facts;
        candidates_.reserve(input_.tenants.size());
        keys_.reserve(input_.tenants.size());
        std::vector<HeldBack> held_back;
        for (std::uint32_t t = 0; t < input_.tenants.size(); ++t) {
            const Tenant& tenant = input_.tenants[t];
            const bool in_hand = roster_.in_hand[t] != 0;
            const auto excluded = exclusion(tenant, day_);
            const auto callback = callback_deadline(tenant, rules_, working_);
            if (!excluded && callback) facts.callbacks.push_back(*callback);
            if (excluded && !in_hand) {
                facts.excluded.push_back({tenant.id, *excluded, excluded_until(tenant)});
                continue;
            }
            const PointsTable::Worth worth = points_.of(tenant, callback);
            const Owing duties = duties_of(tenant, callback, worth.isolation);
            if (in_hand) {
                describe(facts.in_hand.emplace_back(), t, tenant, duties, worth.points);
                continue;
            }
            const auto reason = not_owed(tenant, duties);
            const bool granted = wished(tenant) && reason != UnplannedReason::no_phone;
            if (reason && !granted) {
                facts.not_owed.push_back({t, *reason, worth.points, {}});
                if (const auto deadline = earliest(duties)) {
                    held_back.push_back({later_duty(t, duties, *deadline), worth.points, tie_hash(tenant.id, day_)});
                    held_back.back().duty.call = -static_cast<std::int32_t>(held_back.size());
                    facts.not_owed.back().duty = held_back.back().duty.call;
                }
                continue;
            }
            Candidate& call = candidates_.emplace_back();  // in place: a copy would be waited for
            describe(call, t, tenant, duties, worth.points);
            keys_.push_back(key(call, tenant, worth.isolation));
            most_points_ = std::max(most_points_, static_cast<std::uint64_t>(worth.points.count));
            if (granted) {
                wished_ = keys_.back().candidate;
                call.claim = Duty::Claim::emergency;  // it is kept before other promises too
                call.due_on = day_;
                call.wished = true;
                if (wish_->advisor) demand(call, *wish_->advisor);
            }
        }
        mark_longest_waiting();
        put_in_order(facts);
        put_duties_in_order(facts, held_back);
        return facts;
    }

private:
    bool wished(const Tenant& tenant) const { return wish_ != nullptr && wish_->tenant == tenant.id; }

    // Only this advisor, or nobody.
    void demand(Candidate& call, const AdvisorId& advisor) const {
        const auto seat = roster_.seat_of_advisor.find(advisor.text);
        const auto& may = roster_.groups[call.group].seats;
        const bool eligible = seat != roster_.seat_of_advisor.end() &&
                              std::find(may.begin(), may.end(), static_cast<std::uint32_t>(seat->second)) != may.end();
        call.only_seat = eligible ? seat->second : kNoSeat;
    }

    // ---- duties -------------------------------------------------------------------------------------
    Owing duties_of(const Tenant& tenant, std::optional<Day> callback, Value isolation) const {
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

    // ---- owed a call, or the first reason why not --------------------------------------------------
    std::optional<UnplannedReason> not_owed(const Tenant& tenant, const Owing& duties) const {
        if (!dialable(tenant)) return UnplannedReason::no_phone;
        if (tenant.last_reached_on == day_) return UnplannedReason::already_today;
        if (must_rest(tenant, duties)) return UnplannedReason::retry_later;
        if (!anything_open(tenant, duties)) return UnplannedReason::not_owed;
        return std::nullopt;
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

    // ---- calls with a deadline ---------------------------------------------------------------------
    Duty::Claim claim_of(const Owing& duties) const {
        if (duties.emergency) return Duty::Claim::emergency;
        if (duties.callback_time && *duties.callback >= day_) return Duty::Claim::slot;
        if (duties.unanswered_at_risk || duties.first_recall) return Duty::Claim::care;
        return duties.callback ? Duty::Claim::promise : Duty::Claim::rhythm;
    }

    // Of a tenant who is not owed a call today.
    Duty later_duty(std::uint32_t t, const Owing& duties, Day deadline) const {
        const Tenant& tenant = input_.tenants[t];
        Duty duty;
        duty.tenant = t;
        duty.group = roster_.group_of[t];
        duty.kind = kind_of(tenant);
        duty.claim = claim_of(duties);
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

    // ---- tier and rank ---------------------------------------------------------------------------
    void describe(Candidate& call, std::uint32_t t, const Tenant& tenant, const Owing& duties, Points points) const {
        call.tenant = t;
        call.kind = kind_of(tenant);
        call.points = points;
        call.tier = tier_of(duties);
        call.due_on = earliest(duties);
        call.claim = claim_of(duties);
        if (duties.callback) call.promised = std::max(*duties.callback, day_);
        call.promise_due = duties.callback && *duties.callback <= day_;
        call.tried = tenant.attempts > 0;
        call.half_day = tenant.callback_slot.half_day && duties.callback ? tenant.callback_slot.half_day
                                                                         : tenant.preferred_half_day;
        find_seats(call, tenant);
        if (duties.callback_time && *duties.callback == day_) {
            call.slot = duties.callback_time;
            const auto& seats = roster_.groups[call.group].seats;
            if (std::binary_search(seats.begin(), seats.end(), static_cast<std::uint32_t>(call.previous_seat)))
                call.only_seat = call.previous_seat;
        }
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
        call.group = roster_.group_of[call.tenant];
        call.previous_seat = seat_of(tenant.last_advisor);
        call.area = tenant.area.empty() ? -1 : areas_.find(tenant.area).value_or(-1);
        if (input_.previous.empty()) return;
        if (const auto place = earlier_.find(tenant.id.text)) {
            const PreviousCall& earlier = input_.previous[*place];
            call.earlier_half_day = half_day_in(roster_.windows, earlier.starts_at);
            call.earlier_seat = seat_of(earlier.advisor);
        }
    }

    std::int32_t seat_of(const AdvisorId& advisor) const {
        return advisor.empty() ? -1 : seat_of_advisor_.find(advisor.text).value_or(-1);
    }

    RankKey key(const Candidate& call, const Tenant& tenant, Value isolation) const {
        const std::int64_t deadline = call.due_on ? std::max(0, *call.due_on - day_) : kNeverDue;
        const std::int64_t wait = tenant.last_reached_on ? day_ - *tenant.last_reached_on : kNeverReached;
        const std::int64_t age = tenant.birth_year ? 1 + year_ - *tenant.birth_year : 0;
        return {
            kTierBits.put(static_cast<std::int64_t>(call.tier) - 1) | kPointBits.put_reversed(call.points.count) |
                kDeadlineBits.put(deadline) | kIsolationBits.put_reversed(isolation.count),
            kWaitBits.put_reversed(wait) | kAgeBits.put_reversed(age) | tie_hash(tenant.id, day_) >> kHashBitsLeftOut,
            static_cast<std::uint32_t>(candidates_.size() - 1), call.kind};
    }

    bool comes_before(const RankKey& a, const RankKey& b) const {
        if (a.first != b.first) return a.first < b.first;
        if (a.second != b.second) return a.second < b.second;
        const TenantId& left = input_.tenants[candidates_[a.candidate].tenant].id;
        const TenantId& right = input_.tenants[candidates_[b.candidate].tenant].id;
        const std::uint64_t left_hash = tie_hash(left, day_);
        const std::uint64_t right_hash = tie_hash(right, day_);
        return left_hash != right_hash ? left_hash < right_hash : left < right;
    }

    // Those who wait longer than some wait are all among them; of those who wait exactly so long, the first by rank.
    void mark_longest_waiting() {
        const auto minutes = minutes_by_kind(rules_.work);
        const std::int64_t wanted = roster_.capacity * rules_.duties.longest_waiting_share.count;  // in millionths
        std::vector<std::int64_t> of_wait(1, 0);  // minutes by days of waiting
        std::int64_t taken = 0;                   // of those never reached, then of the longer waiting
        for (const RankKey& each : keys_) {
            const std::int64_t wait = kWaitBits.of_reversed(each.second);
            const int length = minutes[each.kind];
            if (wait == kNeverReached) {
                taken += length;
                continue;
            }
            if (static_cast<std::size_t>(wait) >= of_wait.size()) of_wait.resize(static_cast<std::size_t>(wait) + 1, 0);
            of_wait[static_cast<std::size_t>(wait)] += length;
        }
        longest_wait_ = of_wait.size() - 1;
        std::int64_t last = kNeverReached;  // the wait at which the share is reached
        if (taken * kOne.count < wanted) {
            last = static_cast<std::int64_t>(of_wait.size()) - 1;
            while (last > 0 && (taken + of_wait[static_cast<std::size_t>(last)]) * kOne.count < wanted)
                taken += of_wait[static_cast<std::size_t>(last--)];
        } else {
            taken = 0;
        }
        const auto mark = [&](RankKey& each) {
            Tier& tier = candidates_[each.candidate].tier;
            tier = std::min(tier, Tier::longest_waiting);
            each.first = with_tier(each.first, tier);
        };
        std::vector<RankKey*> as_long;  // who wait exactly so long: the first of them by rank
        for (RankKey& each : keys_) {
            const std::int64_t wait = kWaitBits.of_reversed(each.second);
            if (wait > last) mark(each);
            if (wait == last) as_long.push_back(&each);
        }
        const auto before = [&](const RankKey* a, const RankKey* b) {
            return comes_before({without_tier(a->first), a->second, a->candidate},
                                {without_tier(b->first), b->second, b->candidate});
        };
        // Each call takes some minutes, so no more than this many are marked: only they are put in order.
        const std::int64_t shortest = *std::min_element(minutes.begin(), minutes.end()) * kOne.count;
        const auto most = std::max<std::int64_t>(0, (wanted - taken * kOne.count + shortest - 1) / shortest);
        auto end = as_long.end();
        if (most < end - as_long.begin()) {
            end = as_long.begin() + most;
            std::nth_element(as_long.begin(), end, as_long.end(), before);
        }
        std::sort(as_long.begin(), end, before);
        for (auto each = as_long.begin(); each != end && taken * kOne.count < wanted; ++each) {
            taken += minutes[(*each)->kind];
            mark(**each);
        }
    }

    // Points are few different numbers: thousands of calls may share tier and points. By what follows in a rank first, from the end, as
    // finely as a few thousand buckets tell apart: what is left to compare is then nearly in order.
    void nearly_in_order() {
        constexpr std::size_t kWorthIt = 8192;  // calls: with fewer, few share a bucket of points
        if (keys_.size() < kWorthIt) return;
        constexpr std::size_t kWaits = 64, kAges = 128;
        const std::size_t step = longest_wait_ / (kWaits - 1) + 1;
        bucket_by(keys_, scratch_, kWaits * kAges, [&](const RankKey& each) {
            const std::int64_t wait = kWaitBits.of_reversed(each.second);
            const std::size_t waited = wait == kNeverReached ? 0 : kWaits - 1 - static_cast<std::size_t>(wait) / step;
            return waited * kAges + (kAgeBits.of(each.second) * kAges >> kAgeBits.width);
        });
        constexpr std::size_t kDeadlines = 16, kIsolations = 512;
        bucket_by(keys_, scratch_, kDeadlines * kIsolations, [&](const RankKey& each) {
            const auto deadline = std::min<std::size_t>(kDeadlineBits.of(each.first), kDeadlines - 1);
            return deadline * kIsolations + (kIsolationBits.of(each.first) * kIsolations >> kIsolationBits.width);
        });
    }

    void put_in_order(Facts& facts) {
        // Tier and points alone nearly order them: a bucket for each pair, or for a few neighbours on a small day.
        const std::uint64_t pairs = (kTierBits.most() + 1) * (most_points_ + 1);
        const auto width =
            static_cast<int>(std::bit_width(pairs / (keys_.size() + 1)));  // of neighbours that share a bucket
        const auto bucket = [&](const RankKey& each) {
            const auto points = static_cast<std::uint64_t>(kPointBits.of_reversed(each.first));
            return static_cast<std::size_t>((kTierBits.of(each.first) * (most_points_ + 1) + most_points_ - points) >>
                                            width);
        };
        nearly_in_order();
        sort_by_bucket(keys_, scratch_, static_cast<std::size_t>(pairs >> width) + 1, bucket,
                       [&](const RankKey& a, const RankKey& b) { return comes_before(a, b); });
        if (wished_) {  // comes before everybody
            const auto at = std::find_if(keys_.begin(), keys_.end(),
                                         [&](const RankKey& each) { return each.candidate == *wished_; });
            std::rotate(keys_.begin(), at, at + 1);
        }
        facts.owed.reserve(keys_.size());
        facts.briefs.reserve(keys_.size());
        constexpr std::size_t kAhead = 16;  // calls: about as long as memory takes to answer
        for (std::size_t i = 0; i < keys_.size(); ++i) {
            if (i + kAhead < keys_.size()) expect(candidates_[keys_[i + kAhead].candidate]);
            const Candidate& call = facts.owed.emplace_back(candidates_[keys_[i].candidate]);
            facts.briefs.push_back({call.group, call.kind, call.slot || call.only_seat >= 0,
                                    static_cast<std::int32_t>(call.points.count)});
        }

        sort_by_id(facts.not_owed);
        std::sort(facts.excluded.begin(), facts.excluded.end(),
                  [](const Excluded& a, const Excluded& b) { return a.tenant < b.tenant; });
        sort_days(facts.callbacks);
    }

    // A candidate may lie across two lines of the cache.
    static void expect(const Candidate& call) {
        __builtin_prefetch(&call);
        __builtin_prefetch(reinterpret_cast<const char*>(&call + 1) - 1);
    }

    // Many rows often come in the order of their ids already.
    void sort_by_id(std::vector<NotOwed>& rows) const {
        const auto id = [&](const NotOwed& row) -> const TenantId& { return input_.tenants[row.tenant].id; };
        const auto before = [&](const NotOwed& a, const NotOwed& b) { return id(a) < id(b); };
        if (!std::is_sorted(rows.begin(), rows.end(), before)) std::sort(rows.begin(), rows.end(), before);
    }

    void put_duties_in_order(Facts& facts, std::vector<HeldBack>& held_back) const {
        for (std::size_t c = 0; c < facts.owed.size(); ++c) {
            const Candidate& call = facts.owed[c];
            if (!call.due_on) continue;
            Duty duty;
            duty.tenant = call.tenant;
            duty.group = call.group;
            duty.kind = call.kind;
            duty.claim = call.claim;
            duty.promised = call.promised;
            duty.tried = call.tried;
            duty.first = day_;
            duty.last = std::max(*call.due_on, day_);
            duty.call = static_cast<std::int32_t>(c);
            facts.duties.push_back(duty);
        }
        std::sort(held_back.begin(), held_back.end(), [&](const HeldBack& a, const HeldBack& b) {
            if (a.points != b.points) return a.points > b.points;
            if (a.hash != b.hash) return a.hash < b.hash;
            return input_.tenants[a.duty.tenant].id < input_.tenants[b.duty.tenant].id;
        });
        for (const HeldBack& each : held_back) facts.duties.push_back(each.duty);
        facts.held_back = held_back.size();
        std::uint32_t rank = 0;
        for (Duty& duty : facts.duties) duty.rank = rank++;
        bienveille::put_in_order(facts.duties);
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
    const Wish* wish_;
    Day day_;
    int year_;
    Day slack_until_;
    PointsTable points_;
    TextNumbers seat_of_advisor_;
    TextNumbers areas_;
    IdIndex earlier_;                    // of the previous calls, by tenant
    std::vector<Candidate> candidates_;  // in the input's order
    std::vector<RankKey> keys_;
    std::vector<RankKey> scratch_;
    std::uint64_t most_points_ = 0;
    std::size_t longest_wait_ = 0;         // in days, of those ever reached
    std::optional<std::uint32_t> wished_;  // of the candidates
};

}  // namespace

HalfDay half_day_in(const std::vector<Window>& windows, TimeOfDay time) {
    for (const Window& window : windows)
        if (window.from <= time && time < window.to) return half_day_of(window.from);
    return half_day_of(time);
}

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
    const Value isolation = isolation_value(tenant, rules.factors.isolation);
    return policy_for(is_high_risk(tenant, isolation, day.year(), rules.duties.high_risk),
                      callback_deadline(tenant, rules, working).has_value(), rules.retries);
}

void put_in_order(std::vector<Duty>& duties) {
    constexpr std::size_t kClaims = 5, kDays = 512;  // what is due later shares the last day's bucket
    Day first = kNever;
    for (const Duty& duty : duties) first = std::min(first, duty.last);
    std::vector<Duty> scratch;
    sort_by_bucket(
        duties, scratch, kClaims * kDays,
        [&](const Duty& duty) {
            const auto days = std::min(static_cast<std::size_t>(duty.last - first), kDays - 1);
            return static_cast<std::size_t>(duty.claim) * kDays + days;
        },
        [](const Duty& a, const Duty& b) {
            return std::tie(a.claim, a.last, a.rank) < std::tie(b.claim, b.last, b.rank);
        });
}

Facts make_facts(const DayInput& input, const RuleSet& rules, const Roster& roster, const WorkingDays& working,
                 const Wish* wish) {
    return DayFacts(input, rules, roster, working, wish).make();
}

}  // namespace bienveille
