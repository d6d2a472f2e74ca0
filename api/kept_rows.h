// What the service keeps, as rows: what a store is given and gives back.
//
// Decides: what is kept of each thing. Does not decide: what one transaction is and what is promised of it (store.h), what
// may be changed and why (service.h). Stamps are RFC 3339 in UTC.
#pragma once

#include <optional>
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
    std::optional<bool> neighbours_help;
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

}  // namespace bienveille
