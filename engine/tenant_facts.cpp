#include "engine/tenant_facts.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <functional>
#include <iterator>
#include <unordered_map>
#include <utility>

#include "engine/bucket_sort.h"
#include "engine/digest.h"
#include "engine/exclusion.h"
#include "engine/hard_rules.h"
#include "engine/score.h"
#include "engine/text_numbers.h"

namespace bienveille {
namespace {

// Deadlines lie close together: counted rather than compared.
void sort_days(std::vector<Day>& days) {
    if (days.empty()) return;
    const auto [first, last] = std::minmax_element(days.begin(), days.end());
    const auto buckets = static_cast<std::size_t>(*last - *first) + 1;
    if (buckets > days.size()) return std::sort(days.begin(), days.end());
    std::vector<Day> scratch;
    bucket_by(days, scratch, buckets, [from = *first](Day day) { return static_cast<std::size_t>(day - from); });
}

TextNumbers numbers_of(const std::unordered_map<std::string, std::int32_t>& numbers) {
    TextNumbers table(numbers.size());
    for (const auto& [text, number] : numbers) table.add(text, number);
    return table;
}

TextNumbers places_of(const std::vector<Advisor>& advisors) {
    TextNumbers table(advisors.size());
    for (std::size_t a = 0; a < advisors.size(); ++a) table.add(advisors[a].id.text, static_cast<std::int32_t>(a));
    return table;
}

bool is_held_before(const HeldBack& a, const HeldBack& b, const DayInput& input) {
    if (a.points != b.points) return a.points > b.points;
    if (a.hash != b.hash) return a.hash < b.hash;
    return input.tenants[a.duty.tenant].id < input.tenants[b.duty.tenant].id;
}

class RowsRead {
public:
    RowsRead(const DayInput& input, const RuleSet& rules, const Roster& roster, const WorkingDays& working,
             const Wish* wish)
        : input_(input),
          rules_(rules),
          roster_(roster),
          working_(working),
          wish_(wish),
          day_(input.day),
          year_(input.day.year()),
          hard_(rules, working, input.day),
          points_(rules, input.day),
          advisors_(places_of(input.advisors)),
          areas_(numbers_of(roster.areas)) {}

    TenantFacts all() {
        TenantFacts facts;
        facts.owed.reserve(input_.tenants.size());
        facts.order.reserve(input_.tenants.size());
        for (std::uint32_t t = 0; t < input_.tenants.size(); ++t) read(facts, t);
        put_in_order(facts);
        return facts;
    }

    TenantFacts of(const std::vector<std::uint32_t>& tenants) {
        TenantFacts facts;
        for (const std::uint32_t t : tenants) read(facts, t);
        put_in_order(facts);
        return facts;
    }

    Candidate one(std::uint32_t t) {
        const Tenant& tenant = input_.tenants[t];
        const auto callback = callback_deadline(tenant, rules_, working_);
        const PointsTable::Worth worth = points_.of(tenant, callback);
        Candidate call;
        describe(call, t, tenant, hard_.of(tenant, callback, worth.isolation), worth.points);
        return call;
    }

private:
    void read(TenantFacts& facts, std::uint32_t t) {
        const Tenant& tenant = input_.tenants[t];
        if (const auto excluded = exclusion(tenant, day_)) {
            facts.apart.excluded.push_back({tenant.id, *excluded, excluded_until(tenant)});
            return;
        }
        const auto callback = callback_deadline(tenant, rules_, working_);
        if (callback) facts.apart.callbacks.push_back(*callback);
        const PointsTable::Worth worth = points_.of(tenant, callback);
        const Owing duties = hard_.of(tenant, callback, worth.isolation);
        const auto reason = hard_.not_owed(tenant, duties);
        const bool granted = wished(tenant) && reason != UnplannedReason::no_phone;
        if (reason && !granted) return not_owed(facts, t, *reason, duties, worth.points);
        Candidate& call = facts.owed.emplace_back();  // in place: a copy would be waited for
        describe(call, t, tenant, duties, worth.points);
        facts.order.push_back(key(call, tenant, worth.isolation, static_cast<std::uint32_t>(facts.owed.size() - 1)));
        most_points_ = std::max(most_points_, static_cast<std::uint64_t>(worth.points.count));
        if (!granted) return;
        facts.wished = facts.order.back().candidate;
        call.claim = Duty::Claim::emergency;  // it is kept before other promises too
        call.firm = true;
        call.due_on = day_;
        call.wished = true;
    }

    bool wished(const Tenant& tenant) const { return wish_ != nullptr && wish_->tenant == tenant.id; }

    void not_owed(TenantFacts& facts, std::uint32_t t, UnplannedReason reason, const Owing& duties,
                  Points points) const {
        NotOwed& row = facts.apart.not_owed.emplace_back(NotOwed{t, reason, points, {}});
        const auto deadline = hard_.earliest(duties);
        if (!deadline) return;
        const Tenant& tenant = input_.tenants[t];
        HeldBack& held_back = facts.held_back.emplace_back(HeldBack{
            hard_.later_duty(t, tenant, roster_.group_of[t], duties, *deadline), points, tie_hash(tenant.id, day_)});
        held_back.duty.call = -static_cast<std::int32_t>(facts.held_back.size());
        row.duty = held_back.duty.call;
    }

    void describe(Candidate& call, std::uint32_t t, const Tenant& tenant, const Owing& duties, Points points) const {
        call.tenant = t;
        call.kind = kind_of(tenant);
        call.points = points;
        call.tier = hard_.tier_of(duties);
        call.due_on = hard_.earliest(duties);
        if (call.due_on) call.claim = hard_.claim_of(duties, *call.due_on);
        call.firm = hard_.is_firm(duties);
        if (duties.callback) call.promised = std::max(*duties.callback, day_);
        call.promise_due = duties.callback && *duties.callback <= day_;
        call.tried = tenant.attempts > 0;
        call.half_day = tenant.callback_slot.half_day && duties.callback ? tenant.callback_slot.half_day
                                                                         : tenant.preferred_half_day;
        call.group = roster_.group_of[t];
        call.previous_seat = tenant.last_advisor.empty() ? -1 : advisors_.find(tenant.last_advisor.text).value_or(-1);
        call.area = tenant.area.empty() ? -1 : areas_.find(tenant.area).value_or(-1);
        if (duties.callback_time && *duties.callback == day_) call.slot = duties.callback_time;
    }

    // The longest wait of those ever reached is counted on the way.
    RankKey key(const Candidate& call, const Tenant& tenant, Value isolation, std::uint32_t candidate) {
        const std::int64_t deadline = call.due_on ? std::max(0, *call.due_on - day_) : kNeverDue;
        const std::int64_t wait = tenant.last_reached_on ? day_ - *tenant.last_reached_on : kNeverReached;
        if (wait != kNeverReached) longest_wait_ = std::max(longest_wait_, static_cast<std::size_t>(wait));
        const std::int64_t age = tenant.birth_year ? 1 + year_ - *tenant.birth_year : 0;
        return {
            kTierBits.put(static_cast<std::int64_t>(call.tier) - 1) | kPointBits.put_reversed(call.points.count) |
                kDeadlineBits.put(deadline) | kIsolationBits.put_reversed(isolation.count),
            kWaitBits.put_reversed(wait) | kAgeBits.put_reversed(age) | tie_hash(tenant.id, day_) >> kHashBitsLeftOut,
            candidate, call.kind};
    }

    // Points are few different numbers: thousands of calls may share tier and points. By what follows in a rank first, from the end, as
    // finely as a few thousand buckets tell apart: what is left to compare is then nearly in order.
    void nearly_in_order(std::vector<RankKey>& keys) {
        constexpr std::size_t kWorthIt = 8192;  // calls: with fewer, few share a bucket of points
        if (keys.size() < kWorthIt) return;
        constexpr std::size_t kWaits = 64, kAges = 128;
        const std::size_t step = longest_wait_ / (kWaits - 1) + 1;
        bucket_by(keys, scratch_, kWaits * kAges, [&](const RankKey& each) {
            const std::int64_t wait = kWaitBits.of_reversed(each.second);
            const std::size_t waited = wait == kNeverReached ? 0 : kWaits - 1 - static_cast<std::size_t>(wait) / step;
            return waited * kAges + (kAgeBits.of(each.second) * kAges >> kAgeBits.width);
        });
        constexpr std::size_t kDeadlines = 16, kIsolations = 512;
        bucket_by(keys, scratch_, kDeadlines * kIsolations, [&](const RankKey& each) {
            const auto deadline = std::min<std::size_t>(kDeadlineBits.of(each.first), kDeadlines - 1);
            return deadline * kIsolations + (kIsolationBits.of(each.first) * kIsolations >> kIsolationBits.width);
        });
    }

    void put_in_order(TenantFacts& facts) {
        std::vector<RankKey>& keys = facts.order;
        // Tier and points alone nearly order them: a bucket for each pair, or for a few neighbours on a small day.
        const std::uint64_t pairs = (kTierBits.most() + 1) * (most_points_ + 1);
        const auto width = static_cast<int>(std::bit_width(pairs / (keys.size() + 1)));  // of neighbours in a bucket
        const auto bucket = [&](const RankKey& each) {
            const auto points = static_cast<std::uint64_t>(kPointBits.of_reversed(each.first));
            return static_cast<std::size_t>((kTierBits.of(each.first) * (most_points_ + 1) + most_points_ - points) >>
                                            width);
        };
        nearly_in_order(keys);
        sort_by_bucket(keys, scratch_, static_cast<std::size_t>(pairs >> width) + 1, bucket,
                       [&](const RankKey& a, const RankKey& b) {
                           return a.first != b.first ? a.first < b.first : ranks_before(a, b, facts.owed, input_);
                       });
        std::sort(facts.held_back.begin(), facts.held_back.end(),
                  [&](const HeldBack& a, const HeldBack& b) { return is_held_before(a, b, input_); });
        sort_by_id(facts.apart.not_owed);
        std::sort(facts.apart.excluded.begin(), facts.apart.excluded.end(),
                  [](const Excluded& a, const Excluded& b) { return a.tenant < b.tenant; });
        sort_days(facts.apart.callbacks);
    }

    // Many rows often come in the order of their ids already.
    void sort_by_id(std::vector<NotOwed>& rows) const {
        const auto id = [&](const NotOwed& row) -> const TenantId& { return input_.tenants[row.tenant].id; };
        const auto before = [&](const NotOwed& a, const NotOwed& b) { return id(a) < id(b); };
        if (!std::is_sorted(rows.begin(), rows.end(), before)) std::sort(rows.begin(), rows.end(), before);
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
    HardRules hard_;
    PointsTable points_;
    TextNumbers advisors_;
    TextNumbers areas_;
    std::vector<RankKey> scratch_;
    std::uint64_t most_points_ = 0;
    std::size_t longest_wait_ = 0;  // in days, of those ever reached
};

}  // namespace

TenantFacts tenant_facts(const DayInput& input, const RuleSet& rules, const Roster& roster, const WorkingDays& working,
                         const Wish* wish) {
    return RowsRead(input, rules, roster, working, wish).all();
}

void lay_in_order(TenantFacts& facts) {
    assert(!facts.wished);
    std::vector<Candidate> owed;
    owed.reserve(facts.owed.size());
    for (RankKey& key : facts.order) {
        owed.push_back(facts.owed[key.candidate]);
        key.candidate = static_cast<std::uint32_t>(owed.size() - 1);
    }
    facts.owed = std::move(owed);
}

namespace {

// Without those who are no longer so, and with those who now are, both in order.
template <class T, class Gone, class Before>
void renew(std::vector<T>& all, std::vector<T> now, Gone gone, Before before) {
    std::erase_if(all, gone);
    const auto middle = static_cast<std::ptrdiff_t>(all.size());
    all.insert(all.end(), std::make_move_iterator(now.begin()), std::make_move_iterator(now.end()));
    std::inplace_merge(all.begin(), all.begin() + middle, all.end(), before);
}

// Those held back in the input's order have the numbers -1, -2, ...
void count_held_back(TenantFacts& facts) {
    std::vector<std::uint32_t> tenants;  // in the input's order
    for (const HeldBack& each : facts.held_back) tenants.push_back(each.duty.tenant);
    std::sort(tenants.begin(), tenants.end());
    const auto number = [&](std::uint32_t tenant) {
        return -1 -
               static_cast<std::int32_t>(std::lower_bound(tenants.begin(), tenants.end(), tenant) - tenants.begin());
    };
    for (HeldBack& each : facts.held_back) each.duty.call = number(each.duty.tenant);
    for (NotOwed& row : facts.apart.not_owed)
        if (row.duty) row.duty = number(row.tenant);
}

}  // namespace

void change_rows(TenantFacts& facts, const std::vector<std::uint32_t>& tenants, const std::vector<Tenant>& before,
                 const DayInput& input, const RuleSet& rules, const Roster& roster, const WorkingDays& working) {
    TenantFacts now = RowsRead(input, rules, roster, working, nullptr).of(tenants);
    const auto changed = [&](std::uint32_t t) { return std::binary_search(tenants.begin(), tenants.end(), t); };

    const auto old = static_cast<std::uint32_t>(facts.owed.size());
    for (RankKey& key : now.order) key.candidate += old;
    facts.owed.insert(facts.owed.end(), now.owed.begin(), now.owed.end());
    renew(
        facts.order, std::move(now.order),
        [&](const RankKey& key) { return changed(facts.owed[key.candidate].tenant); },
        [&](const RankKey& a, const RankKey& b) { return ranks_before(a, b, facts.owed, input); });
    lay_in_order(facts);

    renew(
        facts.held_back, std::move(now.held_back), [&](const HeldBack& each) { return changed(each.duty.tenant); },
        [&](const HeldBack& a, const HeldBack& b) { return is_held_before(a, b, input); });
    renew(
        facts.apart.not_owed, std::move(now.apart.not_owed), [&](const NotOwed& row) { return changed(row.tenant); },
        [&](const NotOwed& a, const NotOwed& b) { return input.tenants[a.tenant].id < input.tenants[b.tenant].id; });
    count_held_back(facts);

    const auto by_id = [](const Excluded& a, const Excluded& b) { return a.tenant < b.tenant; };
    for (const Tenant& tenant : before) {
        const Excluded was{tenant.id, ExcludedReason::absent, {}};
        if (exclusion(tenant, input.day)) {
            facts.apart.excluded.erase(
                std::lower_bound(facts.apart.excluded.begin(), facts.apart.excluded.end(), was, by_id));
            continue;
        }
        auto& callbacks = facts.apart.callbacks;
        if (const auto callback = callback_deadline(tenant, rules, working))
            callbacks.erase(std::lower_bound(callbacks.begin(), callbacks.end(), *callback));
    }
    renew(
        facts.apart.excluded, std::move(now.apart.excluded), [](const Excluded&) { return false; }, by_id);
    renew(
        facts.apart.callbacks, std::move(now.apart.callbacks), [](Day) { return false; }, std::less<>());
}

std::vector<Candidate> candidates_of(const std::vector<std::uint32_t>& tenants, const DayInput& input,
                                     const RuleSet& rules, const Roster& roster, const WorkingDays& working) {
    std::vector<Candidate> candidates;
    if (tenants.empty()) return candidates;
    RowsRead rows(input, rules, roster, working, nullptr);
    for (const std::uint32_t t : tenants) candidates.push_back(rows.one(t));
    return candidates;
}

bool ranks_before(const RankKey& a, const RankKey& b, const std::vector<Candidate>& owed, const DayInput& input) {
    if (a.first != b.first) return a.first < b.first;
    if (a.second != b.second) return a.second < b.second;
    const TenantId& left = input.tenants[owed[a.candidate].tenant].id;
    const TenantId& right = input.tenants[owed[b.candidate].tenant].id;
    const std::uint64_t left_hash = tie_hash(left, input.day);
    const std::uint64_t right_hash = tie_hash(right, input.day);
    return left_hash != right_hash ? left_hash < right_hash : left < right;
}

}  // namespace bienveille
