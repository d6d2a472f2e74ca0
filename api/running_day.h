// A day as it runs, in memory: its calls by tenant and by advisor, kept up by what changed in the store.
//
// Decides: what is found how fast. Does not decide: which call is next (next_call.h), what changed (store.h), who keeps it and
// when it is brought up to date (running_days.h).
//
// Promise: with what live_day_since() told taken over, it answers as one made from load_live_day() now.
// Cost: made in O(calls of the day), kept up in O(rows that changed); finding is by hash. A day of 16,000 calls takes about 40 MB.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "api/offer.h"
#include "api/owed_people.h"
#include "api/store.h"
#include "engine/model.h"
#include "engine/ruleset.h"

namespace bienveille {

class RunningDay {
public:
    // All there is of one tenant on that day.
    struct Row {
        KeptCall kept;                  // its lease may be over: lease_at()
        const Call* planned = nullptr;  // null: called beside the plan
        std::optional<TenantRecord> tenant;
        std::deque<Attempt> attempts;  // which stay where they are
        std::vector<PastLease> leases;

        const Lease* lease_at(const std::string& now) const {
            return kept.lease && kept.lease->until > now ? &*kept.lease : nullptr;
        }
        const Tenant* facts() const { return tenant ? &tenant->facts : nullptr; }
        int tries() const;
    };
    using Rows = std::map<std::string_view, const Row*>;  // by tenant

    RunningDay(std::shared_ptr<const Plan> plan, std::shared_ptr<const RuleSet> rules, Calendar calendar, LiveDay live);
    RunningDay(const RunningDay&) = delete;
    RunningDay& operator=(const RunningDay&) = delete;
    void take_over(LiveDayChanges changes);  // none that has the whole day

    const Plan& plan() const { return *plan_; }
    const RuleSet& rules() const { return *rules_; }
    const Calendar& calendar() const { return calendar_; }
    const std::vector<Advisor>& advisors() const { return advisors_; }
    const std::vector<Availability>& availability() const { return availability_; }

    const Advisor* advisor(const AdvisorId& id) const;  // null: none
    const Row* row(const TenantId& tenant) const;
    // Whose call is that advisor's, or has been leased to them.
    const Rows& rows_of(const AdvisorId& advisor) const;
    // That day, in the order recorded.
    using Attempts = std::map<std::size_t, const Attempt*>;
    const Attempts& attempts_of(const AdvisorId& advisor) const;
    const Attempt* last_dialled_by(const AdvisorId& advisor) const;  // null: none
    const Unplanned* unplanned(const TenantId& tenant) const;

    // Somebody who has calls planned or to be retried, and what was found out of them: forgotten when anything of it changes.
    struct Busy {
        const Advisor& advisor;
        std::optional<OutOfReach>& out_of_reach;
    };
    std::vector<Busy> busy();
    OwedPeople& owed() { return owed_; }

    // Of somebody without a call that day: what `find` said, asked once until something changes of them.
    using Find = std::function<std::optional<TenantRecord>(const TenantId&)>;
    const std::optional<TenantRecord>& other(const TenantId& tenant, const Find& find);

private:
    // What is an advisor's that day.
    struct Own {
        Rows rows;
        Attempts attempts;
        int open_calls = 0;
        std::optional<OutOfReach> out_of_reach;
    };
    void forget(const TenantId& tenant);
    void add(KeptCall call);
    void add(Attempt attempt);
    Own& changed(const AdvisorId& advisor);
    const Own& own(const AdvisorId& advisor) const;

    std::shared_ptr<const Plan> plan_;
    std::shared_ptr<const RuleSet> rules_;
    Calendar calendar_;
    std::vector<Advisor> advisors_;
    std::vector<Availability> availability_;
    OwedPeople owed_;
    std::unordered_map<std::string_view, const Call*> planned_;
    std::unordered_map<std::string_view, const Unplanned*> unplanned_;
    std::unordered_map<std::string_view, const Advisor*> advisor_;
    std::unordered_map<std::string, Row> rows_;           // by tenant
    std::unordered_map<std::string, Own> own_;            // by advisor
    std::unordered_map<std::string, std::size_t> order_;  // of attempts, by id, as they were first seen
    std::unordered_map<std::string, std::optional<TenantRecord>> others_;
};

}  // namespace bienveille
