#include "api/running_day.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <utility>

namespace bienveille {
namespace {

constexpr Day kNever{std::numeric_limits<std::int32_t>::max()};

}  // namespace

int RunningDay::Row::tries() const {
    return static_cast<int>(std::count_if(attempts.begin(), attempts.end(), [](const Attempt& each) {
        return each.outcome != Outcome::not_attempted && !each.doubled;
    }));
}

RunningDay::RunningDay(std::shared_ptr<const Plan> plan, std::shared_ptr<const RuleSet> rules, Calendar calendar,
                       LiveDay live)
    : plan_(std::move(plan)),
      rules_(std::move(rules)),
      calendar_(std::move(calendar)),
      advisors_(std::move(live.advisors)),
      availability_(std::move(live.availability)) {
    for (const AdvisorList& list : plan_->lists)
        for (const Call& call : list.calls) planned_.emplace(call.tenant.text, &call);
    for (const Unplanned& each : plan_->unplanned) {
        unplanned_.emplace(each.tenant.text, &each);
        if (each.tier) owed_.push_back(&each);
    }
    std::stable_sort(owed_.begin(), owed_.end(), [](const Unplanned* a, const Unplanned* b) {
        return a->due_on.value_or(kNever) < b->due_on.value_or(kNever);  // in the plan they stand by rank
    });
    for (const Advisor& each : advisors_) advisor_.emplace(each.id.text, &each);
    for (KeptCall& each : live.calls) add(std::move(each));
    for (TenantRecord& each : live.tenants) rows_.at(each.facts.id.text).tenant = std::move(each);
    for (PastLease& each : live.leases) rows_.at(each.lease.tenant.text).leases.push_back(std::move(each));
    for (Attempt& each : live.attempts) add(std::move(each));
}

void RunningDay::take_over(LiveDayChanges changes) {
    assert(!changes.whole);
    for (const TenantId& each : changes.tenants) forget(each);
    for (KeptCall& each : changes.calls) add(std::move(each));
    for (TenantRecord& each : changes.records) rows_.at(each.facts.id.text).tenant = std::move(each);
    for (PastLease& each : changes.leases) rows_.at(each.lease.tenant.text).leases.push_back(std::move(each));
    for (Attempt& each : changes.attempts) add(std::move(each));
}

void RunningDay::forget(const TenantId& tenant) {
    others_.erase(tenant.text);
    const auto found = rows_.find(tenant.text);
    if (found == rows_.end()) return;
    const Row& row = found->second;
    count(row.kept, -1);
    by_advisor_[row.kept.advisor.text].erase(tenant.text);
    if (row.kept.lease) by_advisor_[row.kept.lease->advisor.text].erase(tenant.text);
    for (const Attempt& each : row.attempts) attempts_of_[each.advisor.text].erase(order_.at(each.id));
    rows_.erase(found);
}

void RunningDay::count(const KeptCall& call, int more) {
    if (call.state == CallState::planned || call.state == CallState::retry) open_calls_[call.advisor.text] += more;
}

int RunningDay::open_calls_of(const AdvisorId& advisor) const {
    const auto found = open_calls_.find(advisor.text);
    return found == open_calls_.end() ? 0 : found->second;
}

void RunningDay::add(KeptCall call) {
    count(call, 1);
    const auto [at, fresh] = rows_.try_emplace(call.tenant.text);
    Row& row = at->second;
    row.kept = std::move(call);
    const auto planned = planned_.find(at->first);
    row.planned = planned == planned_.end() ? nullptr : planned->second;
    by_advisor_[row.kept.advisor.text].emplace(at->first, &row);
    if (row.kept.lease) by_advisor_[row.kept.lease->advisor.text].emplace(at->first, &row);
}

void RunningDay::add(Attempt attempt) {
    const std::size_t place = order_.try_emplace(attempt.id, order_.size()).first->second;
    std::deque<Attempt>& attempts = rows_.at(attempt.tenant.text).attempts;
    attempts.push_back(std::move(attempt));
    attempts_of_[attempts.back().advisor.text].emplace(place, &attempts.back());
}

const Advisor* RunningDay::advisor(const AdvisorId& id) const {
    const auto found = advisor_.find(id.text);
    return found == advisor_.end() ? nullptr : found->second;
}

const RunningDay::Row* RunningDay::row(const TenantId& tenant) const {
    const auto found = rows_.find(tenant.text);
    return found == rows_.end() ? nullptr : &found->second;
}

const RunningDay::Rows& RunningDay::rows_of(const AdvisorId& advisor) const {
    static const Rows kNone;
    const auto found = by_advisor_.find(advisor.text);
    return found == by_advisor_.end() ? kNone : found->second;
}

const RunningDay::Attempts& RunningDay::attempts_of(const AdvisorId& advisor) const {
    static const Attempts kNone;
    const auto found = attempts_of_.find(advisor.text);
    return found == attempts_of_.end() ? kNone : found->second;
}

const Attempt* RunningDay::last_dialled_by(const AdvisorId& advisor) const {
    const Attempts& all = attempts_of(advisor);
    for (auto each = all.rbegin(); each != all.rend(); ++each)
        if (each->second->outcome != Outcome::not_attempted) return each->second;
    return nullptr;
}

const Unplanned* RunningDay::unplanned(const TenantId& tenant) const {
    const auto found = unplanned_.find(tenant.text);
    return found == unplanned_.end() ? nullptr : found->second;
}

const std::optional<TenantRecord>& RunningDay::other(const TenantId& tenant, const Find& find) {
    const auto found = others_.find(tenant.text);
    return found == others_.end() ? others_.emplace(tenant.text, find(tenant)).first->second : found->second;
}

}  // namespace bienveille
