// What the service keeps: the register, the rules, the plans, what became of each call.
//
// Decides: what one transaction is: every function here is one, whole or not at all, and what is done together().
// Does not decide: what may be changed and why (service.h), nor the text of documents (plans and rule sets are kept as text, frozen).
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

#include "api/escalations.h"
#include "api/events.h"
#include "api/waves.h"
#include "datasets/columns.h"
#include "datasets/records.h"
#include "engine/model.h"

namespace bienveille {

struct StoreError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Who asked for a change, when: for the log. The stamp is RFC 3339 in UTC.
struct ChangeBy {
    std::string at;
    std::string actor;
    std::string request;
};

struct LoggedChange {
    ChangeBy by;
    std::string action;   // "tenant.put", "attempt.record"
    std::string subject;  // an id
    std::string detail;   // names of columns, counts; never a value

    bool operator==(const LoggedChange& other) const {
        return by.at == other.by.at && by.actor == other.by.actor && by.request == other.by.request &&
               action == other.action && subject == other.subject && detail == other.detail;
    }
};

// A row with the number of its last change, which a writer can insist on.
template <class Record>
struct Kept {
    Record record;
    std::int64_t revision = 0;
};

enum class Put { created, updated, unchanged, conflict };

// What an import did, or would do.
struct ImportCounts {
    std::int64_t added = 0;
    std::int64_t changed = 0;
    std::int64_t unchanged = 0;
};

template <class Record>
struct Import {
    std::vector<Record> rows;                    // no two with one id
    std::vector<const Column<Record>*> columns;  // those to take over; a row that is new takes all
    bool dry_run = false;
    std::string source_digest;  // of the bytes that came
};

struct LastImport {
    std::string kind;  // tenants | advisors
    std::string at;
    std::string source_digest;
    ImportCounts counts;
};

struct KeptRules {
    std::string id;  // name-version: what /v1/rules/{version} calls it
    std::string name;
    std::string version;
    std::string document;  // never changed: another content is another version
    std::string added_at;
    bool active = false;  // in force: what the next plan is made with
};

// How a rule set came into force: a person's act, with the lines that it crossed (engine/guard_rails.h).
struct Activation {
    int number = 0;  // from 1, in the order of time
    std::string rules;
    std::string before;  // what was in force until then
    std::string at;      // RFC 3339 in UTC
    std::string by;      // who says so, as they sign
    std::string reason;
    Day looked_at;              // the day on which the lines were looked at
    std::string crossed;        // a document: those crossed on it
    std::string overridden_by;  // who takes that on them; empty: none was crossed
    std::string override_reason;

    bool operator==(const Activation&) const = default;
};

// A call in an advisor's hands: until then nobody else is given it. One that is past its time and not swept away yet is
// open all the same: whoever reads compares it with now.
struct Lease {
    std::string call;
    Day day;
    TenantId tenant;
    AdvisorId advisor;
    std::string began_at;  // RFC 3339 in UTC
    std::string until;

    bool operator==(const Lease&) const = default;
};

// Why a lease is not open any more. Overtaken: somebody else's outcome came first.
enum class LeaseEnd { outcome, released, expired, overtaken, cancelled };

struct PastLease {
    Lease lease;
    std::optional<LeaseEnd> ended;  // empty: open
};

enum class LeaseTaken { taken, call_changed, advisor_has_another };

// A planned contact of one tenant on one day, in the newest plan of that day.
struct KeptCall {
    std::string id;
    Day day;
    TenantId tenant;
    AdvisorId advisor;
    CallState state = CallState::planned;  // in_progress is never kept: an open lease says it
    std::optional<Lease> lease = {};       // the open one

    bool operator==(const KeptCall&) const = default;
};

// A call that a person fixed: with whom, when, and why. It stays so in every plan of that day that is made from then on.
struct Pin {
    Day day;
    TenantId tenant;
    AdvisorId advisor;
    TimeOfDay starts_at;
    Minutes minutes;
    Minutes pause;
    std::string reason;
    std::string at;  // RFC 3339 in UTC
    std::string by;

    bool operator==(const Pin&) const = default;
};

constexpr bool may_be_moved(CallState state) {
    return state == CallState::planned || state == CallState::retry || state == CallState::cancelled;
}

// How a plan of a day came into force.
struct PlanVersion {
    int number = 0;  // of its day, from 1
    std::string digest;
    std::string input;  // digest of what it was made from, the plan before it left out
    std::string at;     // RFC 3339 in UTC
    std::string by;
    std::string reason;                 // of a replan that somebody accepted; else empty
    std::optional<TimeOfDay> now = {};  // from when on it plans; empty: the whole day
    int changes = 0;                    // against the version before
    std::int64_t overrides = 0;         // of that day so far
    std::string rules = {};             // id of those it was made with, for good

    bool operator==(const PlanVersion&) const = default;
};

struct KeptPlan {
    Day day;
    std::string digest;
    std::string created_at;
    std::string document;  // as it was made: frozen with its reasons
    PlanVersion version = {};
};

// One dial and what came of it.
struct Attempt {
    std::string id;
    std::string call;
    Day day;
    TenantId tenant;
    AdvisorId advisor;
    std::string recorded_at;  // RFC 3339 in UTC
    Outcome outcome = Outcome::not_attempted;
    Minutes minutes;
    std::optional<int> anxiety;
    std::optional<Support> support;
    std::string needs;       // codes, space-separated
    std::string follow_ups;  // canonical text (outcomes.h)
    std::string note;
    std::string reason;  // why it was not attempted
    std::optional<Day> until;
    CallState state_after = CallState::done;
    std::string warnings;   // of the note's lint, one a line
    bool doubled = false;   // somebody else had dialled while this advisor's lease was over
    bool incoming = false;  // the tenant rang in
    TimeOfDay dialled_at;
    std::string corrected_at;   // empty: never
    std::string tenant_before;  // the record as it was (import_store.h), for corrections

    bool operator==(const Attempt&) const = default;
};

// A write that was asked for under a key: the same key and request get the same answer for 24 hours.
struct KeptAnswer {
    std::string key;
    std::string fingerprint;  // of the request
    int status = 0;
    std::string headers;  // one a line
    std::string body;
    std::string at;
};

struct AttemptWrite {
    Attempt attempt;
    TenantRecord tenant_before;
    TenantRecord tenant_after;
    std::int64_t tenant_revision = 0;        // of tenant_before
    std::vector<Escalation> proposals = {};  // those whose step is open for the tenant already are left out
    bool ends_ladder = false;                // the tenant was reached: open steps of the ladder are overtaken first
    std::optional<KeptCall> new_call = {};   // of a tenant who rang in unplanned
};

// One tenant's facts changed for a reason of the day: an emergency, a time that was asked for.
struct TenantChange {
    TenantRecord after;
    std::int64_t revision = 0;  // of what it was made from
    std::string action;         // for the log
    std::vector<Escalation> proposals = {};
    std::string gives_back = {};  // a call that nobody has in hand any more
};

// An outcome put right. What it was before is kept beside it.
struct CorrectionWrite {
    Attempt attempt;  // with the id of the one that it replaces
    TenantRecord tenant_after;
    std::int64_t tenant_revision = 0;
    std::optional<CallState> call_state;  // none: later outcomes decide
    std::vector<Escalation> proposals;
    bool ends_ladder = false;
};

enum class AttemptSaved { saved, tenant_changed };

// What a day's plan is made from, in one moment.
struct DayRegister {
    std::vector<Tenant> tenants;
    std::vector<Advisor> advisors;
    std::vector<Availability> availability;  // of that day
    KeptRules rules;                         // those in force: for the next plan
    std::string campaign;                    // campaign.json, empty when none runs
    std::optional<KeptPlan> newest;          // of that day
    std::vector<KeptCall> calls;             // of that day
    std::vector<Pin> pins;                   // of that day, by tenant
};

// A day as it runs, in one moment: what the next call is chosen from.
struct LiveDay {
    std::int64_t moment = 0;
    std::optional<KeptPlan> plan;  // without its document
    KeptRules rules;               // those the plan was made with
    std::string campaign;
    std::vector<Advisor> advisors;
    std::vector<Availability> availability;  // of that day
    std::vector<KeptCall> calls;             // of that day
    std::vector<TenantRecord> tenants;       // of those calls, by id
    std::vector<Attempt> attempts;           // of that day, in the order recorded
    std::vector<PastLease> leases;           // of that day, in the order taken
};

// What became of a running day since a moment.
struct LiveDayChanges {
    std::int64_t moment = 0;       // of what is said here
    std::optional<LiveDay> whole;  // the day anew: its plan, its people or its rules changed, or too much did
    std::vector<TenantId>
        tenants;  // else: whose rows may have changed, by id, and below all there is of them on that day
    std::vector<TenantRecord> records;  // by id
    std::vector<KeptCall> calls;        // by tenant
    std::vector<Attempt> attempts;      // in the order recorded
    std::vector<PastLease> leases;      // of each call in the order taken
};

// What an advisor's list is shown with.
struct ListView {
    KeptPlan plan;                       // without its document
    std::vector<KeptCall> calls;         // of that day and advisor, or in the advisor's hands
    std::vector<TenantRecord> tenants;   // of those calls, by id
    std::vector<Attempt> last_attempts;  // the last one of each of those tenants that has any
};

// What the report of a wave is made from, in one moment.
struct WaveRows {
    std::vector<TenantRecord> tenants;  // by id, as they are now
    std::vector<Attempt> attempts;      // from the first day on, in the order recorded
    std::vector<KeptPlan> plans;        // the newest of each day of the wave, by day
    std::int64_t overrides = 0;         // on the days of the wave
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
