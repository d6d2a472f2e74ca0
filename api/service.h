// What the product does, use case by use case: the register, plans, lists, outcomes.
//
// Decides: which steps a use case has and when it is refused. Does not decide: what a right plan is (engine/), what an
// outcome changes (outcomes.h), how anything is kept (store.h), spoken (wire.h) or reached (server.h).
//
// Promises: U1 the day comes from the caller, never from a clock. U2 a plan asked for twice with nothing changed is the
// same plan. U3 what was answered is on disk; what is done together() is so whole or not at all. U4 no lock is
// held while a plan is made: lists are read meanwhile. Any number of threads may call.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "api/clock.h"
#include "api/outcomes.h"
#include "api/replan.h"
#include "api/rule_versions.h"
#include "api/running_days.h"
#include "api/store.h"
#include "api/wave_document.h"
#include "engine/changes.h"
#include "engine/model.h"
#include "engine/result.h"
#include "engine/ruleset.h"
#include "engine/steps.h"
#include "engine/why.h"

namespace bienveille {

struct CrossedLine;       // engine/guard_rails.h
struct RulesCompared;     // rules_compared.h
struct RulesDifferences;  // the same
struct WhatIf;            // engine/what_if.h
struct WhatIfQuestion;    // rules_compared.h

// How documents become text and back; the service itself knows no JSON.
struct Documents {
    std::function<std::string(const Plan&)> write_plan;
    std::function<Result<Plan>(std::string_view)> read_plan;
    std::function<Result<Calendar>(std::string_view)> read_calendar;  // of campaign.json
    std::function<std::string(const std::vector<CrossedLine>&)> write_crossed;
};

struct Refusal {
    enum class Kind { not_found, conflict, changed_meanwhile, wrong };
    Kind kind;
    std::string message;
    Problems problems;
};

template <class T>
class Answer {
public:
    Answer(T value) : held_(std::move(value)) {}
    Answer(Refusal refusal) : held_(std::move(refusal)) {}
    bool ok() const { return std::holds_alternative<T>(held_); }
    explicit operator bool() const { return ok(); }
    const T& operator*() const { return std::get<T>(held_); }
    const T* operator->() const { return &std::get<T>(held_); }
    const Refusal& refusal() const { return std::get<Refusal>(held_); }

private:
    std::variant<T, Refusal> held_;
};

struct Asker {
    std::string actor;    // manager | advisor
    std::string request;  // its id
};

struct StoredPlan {
    Plan plan;  // with the states as they stand
    std::string created_at;
    bool made_now = false;
    PlanVersion version = {};
};

// POST /v1/plans/{day}/replan, .../accept
struct ReplanQuestion {
    Day day;
    std::optional<TimeOfDay>
        now;  // of that day; empty: the clock where it is today, else from when the plan that runs plans
    std::vector<Absence> absent;
};

// A new plan that nobody has said yes to.
struct Replan {
    Plan plan;
    PlanVersion runs;  // that it would come after
    std::optional<TimeOfDay> now;
    std::vector<Absence> absent;
    std::vector<Change> changes;
    std::vector<Slip> slips;
    std::vector<Lost> lost;
    std::string offer;      // of these moves (replan.h)
    std::int64_t seen = 0;  // the store's moment
};

struct Acceptance {
    ReplanQuestion question;
    std::string offer;
    std::int64_t seen = 0;
    std::string reason;
};

struct VersionChanges {
    int from = 0;
    int to = 0;
    std::vector<Change> changes;
};

struct ListedCall {
    Call call;
    std::string id;
    std::optional<TenantRecord> tenant;  // none when the register has lost them since
    std::vector<std::string> last_needs;
    bool doubled = false;  // two advisors dialled, the second not knowing of the first
};

struct AdvisorsList {
    Day day;
    std::string digest;
    AdvisorList list;  // its calls are empty; `calls` has them
    std::vector<ListedCall> calls;
    std::string true_until;  // when the first of its leases ends; empty: there is none
};

// POST /v1/calls/next
struct NextQuestion {
    Day day;
    AdvisorId advisor;
    std::optional<TimeOfDay> at;  // the time of that day; empty: now
};

// A call in an advisor's hands, as it stands in the list.
struct HeldCall {
    Lease lease;
    ListedCall call;
    std::size_t position;                     // from 1
    std::optional<Moment> message_left = {};  // on the voicemail, so lately that none may be left now
};

struct NextOffer {
    std::optional<HeldCall> held;       // none: nothing for this advisor now
    std::optional<TimeOfDay> again_at;  // when a call of the own list comes up later that day
};

// A callback by that day, looked at before anybody said yes to it.
struct AgreedCallback {
    Day by;
    PromiseCheck check;
};

// An outcome and what it was before it was put right, the first value first.
struct CorrectedAttempt {
    Attempt attempt;
    std::vector<Attempt> earlier;
};

// POST /v1/tenants/{id}/incoming: what was said, by whom it was answered.
struct IncomingReport {
    Day day;
    AttemptReport report;
};

// POST /v1/plans/{day}/moves, PUT /v1/plans/{day}/pins/{tenant}
struct PinQuestion {
    Day day;
    TenantId tenant;
    std::optional<AdvisorId> advisor;    // as it is when left out
    std::optional<TimeOfDay> starts_at;  // the same
    std::string reason;
    bool moves = false;
};

struct PinDone {
    Pin pin;
    std::int64_t overrides = 0;  // of that day, this one counted
    bool created = false;
};

// POST /v1/escalations
struct StepDecision {
    std::string id;
    Decision decision = Decision::accept;
    std::string note;
};

template <class Record>
struct PutDone {
    Kept<Record> kept;
    bool created = false;
};

constexpr std::int64_t kKeptSeconds = 24 * 60 * 60;  // answers under a key
constexpr std::int64_t kCorrectableSeconds = 24 * 60 * 60;

std::string call_id(Day day, const TenantId& tenant);
// As they stand at that moment: a call in somebody's hands is theirs and in progress, a lease past its time is none.
std::vector<KeptCall> as_of(std::vector<KeptCall> calls, const std::string& now);
std::string rules_id(const RuleSet& rules);  // name-version

// A plan that is not kept, and what it changes where there was one before it.
struct Solved {
    Plan plan;
    std::optional<std::vector<Change>> changes;
};

// POST /v1/waves
struct WaveWish {
    std::string name;
    Day first;
    Day last;
};

// POST /v1/waves/{id}/words
struct WordsWish {
    Day wave;
    bool of_tenant = false;
    std::string text;
    bool consent = false;  // of the tenant, to be quoted
};

// GET /v1/waves/{id}/report
struct WaveReportQuestion {
    Day wave;
    std::optional<Day> as_of;  // default: the day after the last attempt
    std::vector<std::string> around;
    bool name_missed = false;
};

class Service {
public:
    // Keeps the program's own rule sets in the store.
    Service(Store& store, Documents documents, Clock clock);

    // With a time of the day: from then on.
    Answer<Solved> solve(DayInput input, const std::optional<RuleSet>& rules, const std::string& rules_version);

    ImportCounts import_tenants(const Import<TenantRecord>& import, const Asker& by);
    ImportCounts import_advisors(const Import<AdvisorRecord>& import, const Asker& by);
    // campaign.json, whose calendar wins over the rules' own.
    Answer<std::string> campaign();
    Answer<std::string> put_campaign(const std::string& document, const Asker& by);

    Answer<Kept<TenantRecord>> tenant(const TenantId& id);
    std::vector<TenantRecord> tenants(std::string_view after, std::size_t limit);
    Answer<PutDone<TenantRecord>> put_tenant(TenantRecord record, std::optional<std::int64_t> expected,
                                             const Asker& by);
    Answer<Kept<AdvisorRecord>> advisor(const AdvisorId& id);
    std::vector<AdvisorRecord> advisors(std::string_view after, std::size_t limit);
    std::vector<Availability> availability(const AdvisorId& id);
    Answer<Availability> availability(const AdvisorId& id, Day day);
    Answer<PutDone<AdvisorRecord>> put_advisor(const AdvisorRecord& record, std::optional<std::int64_t> expected,
                                               const Asker& by);
    Answer<Availability> put_availability(const Availability& row, const Asker& by);

    RulesHistory rules_history();
    Answer<RulesVersion> rules(const std::string& id_or_digest);
    // Signed by whoever made it. The same content twice is one version; another content under its name and version is refused.
    Answer<RulesAdded> add_rules(const RuleSet& rules, const Asker& by);
    Answer<RulesDifferences> rules_differences(const std::string& from, const std::string& to);
    // On a day as it stands. Nothing is kept.
    Answer<RulesCompared> compare_rules(const RulesQuestion& question, const TellStep& tell = {});
    // Another team, other hours, limits or rules on a day as it stands. Nothing is kept.
    Answer<WhatIf> what_if(const WhatIfQuestion& question);
    // From the next plan on; every plan stays with the rules it was made with, and its day runs by them. Refused where a line is
    // crossed, unless a named person takes that on them, which is kept. Rolling back is activating an earlier version.
    Answer<ActivationDone> activate_rules(const ActivationWish& wish, const Asker& by);

    // As near to the plan that runs as may be; that one itself when nothing changed.
    Answer<StoredPlan> generate_plan(Day day, const Asker& by, std::optional<TimeOfDay> now = {});
    Answer<StoredPlan> plan(Day day);
    Answer<StoredPlan> plan(Day day, int version);  // as it was made
    std::vector<PlanVersion> plan_versions(Day day);
    Answer<VersionChanges> plan_changes(Day day, std::optional<int> from, std::optional<int> to);
    // Changes nothing.
    Answer<Replan> replan(const ReplanQuestion& question);
    // Refused when the moves are not those that were shown any more.
    Answer<StoredPlan> accept(const Acceptance& wish, const Asker& by);
    std::optional<Day> newest_day();
    Answer<AdvisorsList> list(Day day, const AdvisorId& advisor);
    // Of a stored plan, against the register as it is now.
    Answer<Why> why(Day day, const TenantId& tenant, const std::optional<AdvisorId>& advisor);
    Answer<PromiseCheck> check_promise(Day day, const TenantId& tenant, Day by);

    // The same call for the same advisor until its lease ends; two advisors never get one tenant.
    Answer<NextOffer> next_call(const NextQuestion& question, const Asker& by);
    // Without an advisor: whoever has it in hand.
    Answer<Lease> renew_lease(std::string_view call, const AdvisorId& advisor, const Asker& by);
    Answer<Lease> release_lease(std::string_view call, const AdvisorId& advisor, const std::string& reason,
                                const Asker& by);
    // Never refused because its lease is over. When somebody else had dialled meanwhile both stand, and it says so.
    // What a callback that is being agreed with the tenant of a call would do, before anybody says yes to it.
    std::optional<PromiseCheck> check_callback(std::string_view call, Day by);
    Answer<Attempt> record_attempt(std::string_view call, const AttemptReport& report, const Asker& by);

    Answer<CorrectedAttempt> attempt(std::string_view id);
    // Within 24 hours. The tenant's record follows where nobody changed it since; the call, unless it was tried since.
    // `expected`: how often it had been put right when it was seen; empty for any.
    Answer<Attempt> correct_attempt(std::string_view id, const AttemptReport& report,
                                    std::optional<std::size_t> expected, const Asker& by);

    // They rang in: today's call is closed by what was said, planned or not; or moved to a time that they ask for.
    Answer<Attempt> rang_in(const TenantId& id, const IncomingReport& incoming, const Asker& by);
    Answer<Kept<TenantRecord>> call_at(const TenantId& id, Day day, TimeOfDay time, const Asker& by);
    Answer<Kept<TenantRecord>> set_emergency(const TenantId& id, Day day, bool open, const Asker& by);
    Answer<Kept<TenantRecord>> clear_level3(const TenantId& id, const Asker& by);

    // A call that nobody has begun goes to another advisor, or stays where it is, in the plan that runs and in those made
    // later for that day.
    Answer<PinDone> fixed_call(Day day, const TenantId& tenant);
    Answer<PinDone> fix_call(const PinQuestion& wish, const Asker& by);
    Answer<PinDone> free_call(Day day, const TenantId& tenant, const Asker& by);

    std::vector<Escalation> escalations(std::string_view after, std::size_t limit, bool only_open);
    // A step that was declined or failed proposes the next rung of the ladder.
    Answer<Escalation> decide(const StepDecision& wish, const Asker& by);

    Answer<KeptWave> begin_wave(const WaveWish& wish, const Asker& by);
    std::vector<KeptWave> waves();
    // Words of a tenant without their consent are refused: nothing is kept.
    Answer<WaveWords> add_words(const WordsWish& wish, const Asker& by);
    Answer<WaveDocument> wave_report(const WaveReportQuestion& question, const TellStep& tell = {});

    // For a write that had seen something else: who changed what since.
    Refusal changed(const std::string& subject);
    // What `work` does here, on its thread, with the answer to it: kept whole when it returns true, or undone.
    bool together(const std::function<bool()>& work);
    std::optional<KeptAnswer> answer(std::string_view key);
    bool keep_answer(KeptAnswer answer);  // false: another one keeps this key

    std::int64_t
    moment();  // as the store's: what a list shows follows from the store, and from leases that end (true_until)
    // What listeners are told, as the store keeps it.
    EventsKept events_kept();
    std::vector<Event> events(std::int64_t after, std::size_t limit);
    void wait_for_events(std::int64_t after, std::chrono::milliseconds most);
    std::string now() const;  // RFC 3339 in UTC
    std::vector<LastImport> last_imports();
    void check();       // throws StoreError when the store cannot be read
    void checkpoint();  // before a calm stop

private:
    // A day with its rules, and its plan as it stands.
    struct KnownDay {
        DayInput input;
        std::shared_ptr<const RuleSet> rules;
        std::optional<StoredPlan> plan;
        std::vector<Availability> absences;  // what they leave of the day
        std::string question;                // digest of all that but the calls that nobody has begun or fixed
    };
    // `now` empty: from when the plan that runs plans.
    enum class RulesOf { next_plan, plan_that_runs };
    KnownDay known(Day day, std::optional<TimeOfDay> now, const std::vector<Absence>& absences,
                   RulesOf rules = RulesOf::next_plan);
    KnownDay day_as_it_stands(Day day);
    std::optional<StoredPlan> keep_plan(const KnownDay& known, const Plan& plan, std::size_t changes,
                                        const std::string& reason, const Asker& by);
    Answer<Replan> offer(const ReplanQuestion& question, KnownDay& day);
    // What a day runs by: those of its plan, without a plan those in force.
    struct DaysRules {
        std::shared_ptr<const RuleSet> rules;
        Calendar calendar;
    };
    DaysRules rules_on(Day day);
    RulesVersion version_of(KeptRules kept);
    std::optional<RulesVersion> find_rules(const std::string& id_or_digest);
    std::shared_ptr<const RuleSet> chosen(const RulesChoice& choice);  // null: there is none
    Answer<Day> day_to_look_at(std::optional<Day> day);
    void settle_emergency(const TenantId& id, const Asker& by);
    template <class Change>
    Answer<Kept<TenantRecord>> change_tenant(const TenantId& id, const std::string& action, const Asker& by,
                                             Change change);
    Answer<HeldCall> held_call(const Lease& lease);
    std::optional<Moment> message_left(const Lease& lease, TimeOfDay began_at);
    std::unique_ptr<RunningDay> running(LiveDay live);
    void end_tries(Consequence& done, const AttemptReport& report, const Tenant& before,
                   const std::vector<Attempt>& earlier_today, const DaysRules& runs);
    bool tries_are_over(const Tenant& before, const Tenant& after, const std::vector<Attempt>& earlier_today,
                        const DaysRules& runs);
    std::optional<Moment> earlier_try(const TenantId& tenant, Day day, int back, const std::vector<Attempt>& that_day);
    Refusal cannot_be_moved(Day day, const TenantId& tenant);
    Refusal not_in_hand(const KeptCall& call, const AdvisorId& advisor);
    Problems problems_with(const AttemptReport& report, Day day);
    ChangeBy stamped(const Asker& by) const;
    std::shared_ptr<const RuleSet> parsed(const KeptRules& rules);
    std::shared_ptr<const Plan> parsed(const KeptPlan& plan);
    std::optional<Calendar> calendar_of(const std::string& campaign);

    Store& store_;
    Documents documents_;
    Clock clock_;
    std::mutex parsed_;  // guards the two maps of what was parsed, which never change once there
    std::map<std::string, std::shared_ptr<const RuleSet>> parsed_rules_;
    std::map<std::string, std::shared_ptr<const Plan>> parsed_plans_;
    RunningDays running_;
};

}  // namespace bienveille
