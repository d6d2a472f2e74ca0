// What the service keeps: the register, the rules, the plans, what became of each call.
//
// Decides: what one transaction is: every function here is one, whole or not at all, and what is done together().
// Does not decide: what may be changed and why (service.h), what a row holds (kept_rows.h), nor the text of documents (plans and
// rule sets are kept as text, frozen).
//
// Promises, shown for every adapter by tests/api/store_contract_test.cpp:
//   K1 what a function that returned has written is read by every later call, of every process on the same database, and
//      survives the process and the power failing (in memory: neither)
//   K2 a function that throws has written nothing; only a database that goes away during the commit may have kept it
//   K3 readers see one moment: load_day never mixes two
//   K4 everything is ordered by id, never by insertion
//   K5 the log of changes only grows, and names ids and columns, never values
//   K6 any number of threads may call
//   K7 moment() grows with every change of what is read here, answers by key apart: while it stays the same, every read
//      gives the same
//   K8 what is done together() is kept whole or not at all, and nobody else reads a part of it
//   K9 a call, a tenant and an advisor have at most one open lease each, whatever the program says
//   K10 what a change tells is written with it, in one transaction: an event that can be read is of a change that is there,
//      and numbers grow in the order in which they can be read. Events are kept for 24 hours
// Errors: StoreError, when the database is not there, not ours, full or broken: a fault outside, never a caller's.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "api/kept_rows.h"

namespace bienveille {

struct StoreError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

class Store {
public:
    virtual ~Store() = default;

    // What `work` reads and writes here, on its thread, is one transaction: kept when it returns true, as this then does,
    // undone when it returns false or throws. Others write meanwhile until its first write. Inside another one it is a
    // part of that. A database that asks to try again runs it again from the start.
    virtual bool together(const std::function<bool()>& work) = 0;

    // ---- the register. Whoever may not be called any more has their open calls cancelled in the same transaction, whatever
    // wrote it: a put, an import, an outcome.
    virtual std::optional<Kept<TenantRecord>> tenant(const TenantId& id) = 0;
    virtual std::vector<TenantRecord> tenants(std::string_view after, std::size_t limit) = 0;
    virtual std::optional<Kept<AdvisorRecord>> advisor(const AdvisorId& id) = 0;
    virtual std::vector<AdvisorRecord> advisors(std::string_view after, std::size_t limit) = 0;
    virtual std::vector<Availability> availability(const AdvisorId& id) = 0;
    // `expected`: the revision that must still stand, 0 for "must not exist"; empty for any.
    virtual Put put_tenant(const TenantRecord& record, std::optional<std::int64_t> expected, const ChangeBy& by) = 0;
    virtual Put put_advisor(const AdvisorRecord& record, std::optional<std::int64_t> expected, const ChangeBy& by) = 0;
    // Conflict: the tenant was changed meanwhile.
    virtual Put change_tenant(const TenantChange& change, const ChangeBy& by) = 0;
    // The advisor must exist: conflict otherwise.
    virtual Put put_availability(const Availability& row, const ChangeBy& by) = 0;
    virtual ImportCounts import_tenants(const Import<TenantRecord>& import, const ChangeBy& by) = 0;
    virtual ImportCounts import_advisors(const Import<AdvisorRecord>& import, const ChangeBy& by) = 0;
    virtual std::vector<LastImport> last_imports() = 0;

    // ---- rules
    // Unknown ids are added, and never changed; the first rule set ever kept is in force until a person activates another.
    // False: the id was there.
    virtual bool keep_rules(const KeptRules& rules, const ChangeBy& by) = 0;
    virtual std::vector<KeptRules> rules() = 0;
    virtual std::optional<KeptRules> rules(std::string_view id) = 0;
    // Those the plan that runs on that day was made with; without a plan those in force.
    virtual KeptRules rules_on(Day day) = 0;
    // In force from then on. False when its number is not the next one: somebody else was faster.
    virtual bool activate(const Activation& activation, const ChangeBy& by) = 0;
    virtual std::vector<Activation> activations() = 0;  // by number

    // ---- the campaign that runs: campaign.json as text; its calendar wins over the rules' own. Empty: none.
    virtual void keep_campaign(const std::string& document, const ChangeBy& by) = 0;
    virtual std::string campaign() = 0;

    // ---- plans and calls
    virtual DayRegister load_day(Day day) = 0;
    // Keyed by (day, digest); it becomes the newest of its day, and a version of it that stays. Calls that it plans are there,
    // with the state they had; calls of the day that it does not plan are cancelled when nobody has begun them or has them in
    // hand. What its advisors then have of the day is kept with it. False when its number is not the next one: somebody else was
    // faster. The store counts the overrides.
    virtual bool save_plan(const KeptPlan& plan, const std::vector<KeptCall>& calls,
                           const std::vector<Availability>& availability, const ChangeBy& by) = 0;
    virtual std::vector<PlanVersion> plan_versions(Day day) = 0;  // by number
    virtual std::optional<KeptPlan> plan(Day day) = 0;
    virtual std::optional<KeptPlan> plan(Day day, std::string_view digest) = 0;
    virtual std::optional<Day> newest_day() = 0;  // the last day that has a plan
    virtual std::vector<KeptCall> calls(Day day) = 0;
    virtual std::optional<KeptCall> call(std::string_view id) = 0;
    virtual std::optional<ListView> list(Day day, const AdvisorId& advisor) = 0;

    // ---- what people fixed. Each is an override, counted for good; the call is then its advisor's. Conflict: it is in somebody's
    // hands, or was made.
    virtual Put put_pin(const Pin& pin, const std::string& action, const ChangeBy& by) = 0;
    virtual bool remove_pin(Day day, const TenantId& tenant, const ChangeBy& by) = 0;
    virtual std::vector<Pin> pins(Day day) = 0;  // by tenant
    virtual std::int64_t overrides(Day day) = 0;

    // ---- leases. `by.at` is now: leases past their time end on the way, and are logged.
    virtual LiveDay load_live_day(Day day) = 0;
    // Whoever has the day as it was at that moment has it with these as load_live_day() gives it now; -1: whoever has none.
    // Of what is committed: not for a together() that has written.
    virtual LiveDayChanges live_day_since(Day day, std::int64_t moment) = 0;
    // The call must be in the state it was seen in and in nobody's hands, its tenant too. The database enforces one open
    // lease of a call, of a tenant and of an advisor.
    virtual LeaseTaken take_lease(const Lease& lease, CallState seen, const ChangeBy& by) = 0;
    // Of a call that the plan has not, or has no more: it is there with it, planned with this advisor.
    virtual LeaseTaken take_unplanned(const Lease& lease, const ChangeBy& by) = 0;
    virtual std::optional<Lease> lease_of(const AdvisorId& advisor) = 0;  // the open one
    // The open lease of a call, of this advisor when one is named; none when there is none such. A renewed one is
    // returned as it is then, a released one as it was.
    virtual std::optional<Lease> renew_lease(std::string_view call, const AdvisorId& advisor, const std::string& until,
                                             const ChangeBy& by) = 0;
    virtual std::optional<Lease> release_lease(std::string_view call, const AdvisorId& advisor,
                                               const std::string& reason, const ChangeBy& by) = 0;
    virtual std::vector<PastLease> leases(std::string_view call) = 0;  // in the order taken

    // ---- attempts. The advisor's own lease of the call ends with it, anybody else's is overtaken.
    virtual AttemptSaved save_attempt(const AttemptWrite& write, const ChangeBy& by) = 0;
    virtual std::optional<Attempt> attempt(std::string_view id) = 0;
    virtual std::vector<Attempt> attempts(std::string_view call) = 0;         // in the order recorded
    virtual std::optional<Attempt> last_attempt(const TenantId& tenant) = 0;  // of any day, one that was dialled
    virtual AttemptSaved correct_attempt(const CorrectionWrite& write, const ChangeBy& by) = 0;
    virtual std::vector<Attempt> earlier_values(std::string_view attempt) = 0;  // the first one first

    // ---- escalations, in the order of time
    virtual std::vector<Escalation> escalations(std::string_view after, std::size_t limit, bool only_open) = 0;
    virtual std::optional<Escalation> escalation(std::string_view id) = 0;
    // False when it is not in the state it was seen in any more. The next rung is proposed in the same transaction.
    virtual bool decide(const Escalation& decided, StepState seen, const std::optional<Escalation>& next,
                        const ChangeBy& by) = 0;

    // ---- waves
    // False: one begins on that day already.
    virtual bool begin_wave(const KeptWave& wave, const ChangeBy& by) = 0;
    virtual std::vector<KeptWave> waves() = 0;  // by first day
    // False: no wave begins on that day.
    virtual bool keep_words(const WaveWords& words, const ChangeBy& by) = 0;
    virtual std::vector<WaveWords> words(Day wave) = 0;  // in the order of time
    virtual WaveRows load_wave(const DayRange& days) = 0;

    // ---- answers by key
    virtual std::optional<KeptAnswer> answer(std::string_view key) = 0;
    // Forgets those before `oldest`; the first to come keeps the key, the next ones are told false.
    virtual bool keep_answer(const KeptAnswer& answer, std::string_view oldest) = 0;

    // The number of the last change: cheap enough to ask before every read.
    virtual std::int64_t moment() = 0;

    // ---- events, by number
    virtual EventsKept events_kept() = 0;
    virtual std::vector<Event> events(std::int64_t after, std::size_t limit) = 0;
    // Comes back when there may be one after that number, whoever wrote it, and at the latest when `most` has passed.
    virtual void wait_for_events(std::int64_t after, std::chrono::milliseconds most) = 0;

    // ---- the log of changes, newest last
    virtual std::vector<LoggedChange> changes(std::size_t limit) = 0;
    virtual std::optional<LoggedChange> last_change(std::string_view subject) = 0;

    // Throws StoreError when reading is not possible now.
    virtual void check() = 0;
    // Everything written is in the main file: for a calm stop.
    virtual void checkpoint() = 0;
};

}  // namespace bienveille
