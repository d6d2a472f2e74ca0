// The parts of the store's fake that a running day needs: leases, the ladder, pins; how an import meets a table, and how
// what was done is undone. Not locked: the store is.
#pragma once

#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "api/import_store.h"
#include "api/told_store.h"

namespace bienveille {

template <class Row, class Fits>
std::vector<Row> chosen(const std::vector<Row>& rows, Fits fits) {
    std::vector<Row> found;
    std::copy_if(rows.begin(), rows.end(), std::back_inserter(found), fits);
    return found;
}

struct MemoryEvents {
    std::vector<Event> all = {};
    CommitBell bell = {};

    std::int64_t newest() const { return all.empty() ? 0 : all.back().number; }
    void tell(const ChangeBy& by, std::vector<Event> told) {
        const std::string oldest = events_kept_since(by.at);
        const std::int64_t last = newest();
        std::erase_if(all, [&](const Event& each) { return each.at < oldest && each.number < last; });
        for (Event& each : told) {
            each.number = newest() + 1;
            each.at = by.at;
            all.push_back(std::move(each));
        }
        bell.ring();
    }
    EventsKept kept() const { return {all.empty() ? 0 : all.front().number - 1, newest()}; }
    std::vector<Event> after(std::int64_t number, std::size_t limit) const {
        std::vector<Event> found = chosen(all, [&](const Event& each) { return each.number > number; });
        if (found.size() > limit) found.resize(limit);
        return found;
    }
};

struct MemoryLeases {
    std::vector<LoggedChange>& changes;
    MemoryEvents& events;
    std::vector<PastLease> all = {};

    LeaseTaken take(const Lease& lease, const KeptCall& call, CallState seen, const ChangeBy& by) {
        end_past(by);
        if (open("", lease.advisor)) return LeaseTaken::advisor_has_another;
        if (call.id != lease.call || call.state != seen || open(lease.call, {})) return LeaseTaken::call_changed;
        for (const PastLease& each : all)
            if (!each.ended && each.lease.tenant == lease.tenant) return LeaseTaken::call_changed;
        all.push_back({lease, std::nullopt});
        log("lease.take", lease, by);
        events.tell(by, {told_of_call(EventKind::call_leased, call, lease.advisor)});
        return LeaseTaken::taken;
    }
    std::optional<Lease> renew(std::string_view call, const AdvisorId& advisor, const std::string& until,
                               const ChangeBy& by) {
        PastLease* lease = open(call, advisor);
        if (!lease) return std::nullopt;
        lease->lease.until = until;
        log("lease.renew", lease->lease, by);
        events.tell(by, {told_of_lease(EventKind::call_renewed, lease->lease)});
        return lease->lease;
    }
    std::optional<Lease> release(std::string_view call, const AdvisorId& advisor, const ChangeBy& by) {
        PastLease* lease = open(call, advisor);
        if (!lease) return std::nullopt;
        lease->ended = LeaseEnd::released;
        log("lease.release", lease->lease, by);
        events.tell(by, {told_of_lease(EventKind::call_released, lease->lease)});
        return lease->lease;
    }
    // An advisor or a call that is empty stands for any.
    const PastLease* open(std::string_view call, const AdvisorId& advisor) const {
        for (const PastLease& each : all)
            if (!each.ended && (call.empty() || each.lease.call == call) &&
                (advisor.empty() || each.lease.advisor == advisor))
                return &each;
        return nullptr;
    }
    PastLease* open(std::string_view call, const AdvisorId& advisor) {
        return const_cast<PastLease*>(std::as_const(*this).open(call, advisor));
    }
    void end_past(const ChangeBy& by) {
        for (PastLease& each : all) {
            if (each.ended || each.lease.until > by.at) continue;
            each.ended = LeaseEnd::expired;
            changes.push_back({by, "lease.expire", each.lease.call, "advisor " + each.lease.advisor.text});
            events.tell(by, {told_of_lease(EventKind::call_expired, each.lease)});
        }
    }
    void end_by_outcome(const Attempt& attempt) {
        const auto own = std::find_if(all.rbegin(), all.rend(), [&](const PastLease& each) {
            return each.lease.call == attempt.call && each.lease.advisor == attempt.advisor &&
                   (!each.ended || each.ended == LeaseEnd::expired || each.ended == LeaseEnd::overtaken);
        });
        if (own != all.rend()) own->ended = LeaseEnd::outcome;
        if (PastLease* other = open(attempt.call, {})) other->ended = LeaseEnd::overtaken;
    }

private:
    void log(const char* action, const Lease& lease, const ChangeBy& by) {
        changes.push_back({by, action, lease.call, "advisor " + lease.advisor.text});
    }
};

struct MemoryLadder {
    std::vector<LoggedChange>& changes;
    std::map<std::string, Escalation> all = {};

    void propose(const Escalation& escalation, const ChangeBy& by) {
        for (const auto& [id, each] : all)
            if (is_open(each.state) && each.tenant == escalation.tenant && each.step == escalation.step) return;
        all.emplace(escalation.id, escalation);
        changes.push_back({by, "escalation.propose", escalation.id, std::string{name(escalation.step)}});
    }
    void settle(const Escalation& decided, const ChangeBy& by) {
        all[decided.id] = decided;
        changes.push_back({by, "escalation.decide", decided.id, std::string{name(decided.state)}});
    }
    void overtake(const TenantId& tenant, const ChangeBy& by) {
        for (auto& [id, each] : all) {
            if (!is_open(each.state) || each.tenant != tenant || !ends_when_reached(each.step)) continue;
            Escalation over = each;
            over.state = StepState::overtaken;
            over.decided_at = by.at;
            over.decided_by = by.actor;
            settle(over, by);
        }
    }
};

struct MemoryPins {
    std::vector<LoggedChange>& changes;
    MemoryEvents& events;
    std::map<std::pair<Day, TenantId>, Pin> all = {};
    std::map<Day, std::int64_t> overrides = {};

    Put put(const Pin& pin, const std::string& action, const KeptCall* call, const ChangeBy& by) {
        events.tell(by, {told_of_pin(pin, call)});
        ++overrides[pin.day];
        changes.push_back({by, action, pin.tenant.text, "day " + pin.day.iso() + ", advisor " + pin.advisor.text});
        return all.insert_or_assign({pin.day, pin.tenant}, pin).second ? Put::created : Put::updated;
    }
    bool remove(Day day, const TenantId& tenant, const KeptCall* call, const ChangeBy& by) {
        if (all.erase({day, tenant}) == 0) return false;
        events.tell(by, {told_of_freed(day, tenant, call)});
        changes.push_back({by, "pin.remove", tenant.text, "day " + day.iso()});
        return true;
    }
    std::vector<Pin> of(Day day) const {
        std::vector<Pin> found;
        for (const auto& [key, each] : all)
            if (key.first == day) found.push_back(each);
        return found;
    }
};

// The values are as they were before when the work answers false or throws.
template <class... T, class Work>
bool whole_or_not(std::tuple<T&...> values, const Work& work) {
    const std::tuple<T...> before = values;
    bool kept = false;
    try {
        kept = work();
    } catch (...) {
        values = before;
        throw;
    }
    if (!kept) values = before;
    return kept;
}

template <class Record>
using Table = std::map<std::string, Kept<Record>>;

// The table after an import, and what it counted.
template <class Record>
Table<Record> imported(const Table<Record>& table, const Import<Record>& import, ImportCounts& counts) {
    Table<Record> after = table;
    for (const Record& row : import.rows) {
        const auto [found, fresh] = after.try_emplace(id_of(row), Kept<Record>{row, 1});
        if (fresh) {
            ++counts.added;
            continue;
        }
        const Record next = merged(found->second.record, row, import.columns);
        const bool same = changed_columns(found->second.record, next).empty();
        ++(same ? counts.unchanged : counts.changed);
        if (!same) found->second = {next, found->second.revision + 1};
    }
    return after;
}

}  // namespace bienveille
