#include "api/running_day.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace bienveille {
namespace {

bool is_open(const KeptCall& call) { return call.state == CallState::planned || call.state == CallState::retry; }

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
      availability_(std::move(live.availability)),
      owed_(*plan_) {
    for (const AdvisorList& list : plan_->lists)
        for (const Call& call : list.calls) planned_.emplace(call.tenant.text, &call);
    for (const Unplanned& each : plan_->unplanned) unplanned_.emplace(each.tenant.text, &each);
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
    owed_.changed(tenant);
    const auto found = rows_.find(tenant.text);
    if (found == rows_.end()) return;
    const Row& row = found->second;
    if (is_open(row.kept)) --changed(row.kept.advisor).open_calls;
    changed(row.kept.advisor).rows.erase(tenant.text);
    if (row.kept.lease) changed(row.kept.lease->advisor).rows.erase(tenant.text);
    for (const Attempt& each : row.attempts) changed(each.advisor).attempts.erase(order_.at(each.id));
    rows_.erase(found);
}

void RunningDay::add(KeptCall call) {
    const auto [at, fresh] = rows_.try_emplace(call.tenant.text);
    Row& row = at->second;
    row.kept = std::move(call);
    const auto planned = planned_.find(at->first);
    row.planned = planned == planned_.end() ? nullptr : planned->second;
    if (is_open(row.kept)) ++changed(row.kept.advisor).open_calls;
    changed(row.kept.advisor).rows.emplace(at->first, &row);
    if (row.kept.lease) changed(row.kept.lease->advisor).rows.emplace(at->first, &row);
}

void RunningDay::add(Attempt attempt) {
    const std::size_t place = order_.try_emplace(attempt.id, order_.size()).first->second;
    std::deque<Attempt>& attempts = rows_.at(attempt.tenant.text).attempts;
    attempts.push_back(std::move(attempt));
    changed(attempts.back().advisor).attempts.emplace(place, &attempts.back());
}

RunningDay::Own& RunningDay::changed(const AdvisorId& advisor) {
    Own& own = own_[advisor.text];
    own.out_of_reach.reset();
    return own;
}

const RunningDay::Own& RunningDay::own(const AdvisorId& advisor) const {
    static const Own kNothing;
    const auto found = own_.find(advisor.text);
    return found == own_.end() ? kNothing : found->second;
}

std::vector<RunningDay::Busy> RunningDay::busy() {
    std::vector<Busy> busy;
    for (const Advisor& each : advisors_)
        if (const auto found = own_.find(each.id.text); found != own_.end() && found->second.open_calls > 0)
            busy.push_back({each, found->second.out_of_reach});
    return busy;
}

const Advisor* RunningDay::advisor(const AdvisorId& id) const {
    const auto found = advisor_.find(id.text);
    return found == advisor_.end() ? nullptr : found->second;
}

const RunningDay::Row* RunningDay::row(const TenantId& tenant) const {
    const auto found = rows_.find(tenant.text);
    return found == rows_.end() ? nullptr : &found->second;
}

const RunningDay::Rows& RunningDay::rows_of(const AdvisorId& advisor) const { return own(advisor).rows; }

const RunningDay::Attempts& RunningDay::attempts_of(const AdvisorId& advisor) const { return own(advisor).attempts; }

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
