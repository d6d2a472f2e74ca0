#include "api/service.h"

#include <algorithm>
#include <random>
#include <unordered_map>

#include "api/import_store.h"
#include "engine/digest.h"
#include "engine/plan.h"
#include "rules/built_in.h"
#include "rules/rules_json.h"

namespace bienveille {
namespace {

constexpr std::size_t kParsedPlans = 8;
constexpr int kTriesOnChange = 16;
constexpr std::int64_t kKeySeconds = 24 * 60 * 60;

Refusal not_found(std::string message) { return {Refusal::Kind::not_found, std::move(message), {}}; }
Refusal conflict(std::string message) { return {Refusal::Kind::conflict, std::move(message), {}}; }
Refusal changed_meanwhile() {
    return {Refusal::Kind::changed_meanwhile, "it was changed by somebody else; read it again", {}};
}
Refusal wrong(Problems problems) {
    return {Refusal::Kind::wrong, "the request can be read, but not carried out as it stands", std::move(problems)};
}

std::string new_id() {
    static thread_local std::mt19937_64 random{std::random_device{}()};
    char text[40];
    std::snprintf(text, sizeof text, "a%016llx%016llx", static_cast<unsigned long long>(random()),
                  static_cast<unsigned long long>(random()));
    return text;
}

std::string joined(const std::vector<std::string>& words, char between) {
    std::string text;
    for (const std::string& each : words) text += (text.empty() ? "" : std::string(1, between)) + each;
    return text;
}

std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> words;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        if (end > at) words.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

// Only what was begun is an input of the next plan: untouched calls must not make the same question a new one.
std::vector<PreviousCall> begun_calls(const Plan& plan, const std::vector<KeptCall>& calls) {
    std::unordered_map<std::string_view, const KeptCall*> begun;
    for (const KeptCall& each : calls)
        if (each.state != CallState::planned && each.state != CallState::cancelled)
            begun.emplace(each.tenant.text, &each);
    std::vector<PreviousCall> previous;
    for (const AdvisorList& list : plan.lists)
        for (const Call& call : list.calls)
            if (const auto found = begun.find(call.tenant.text); found != begun.end())
                previous.push_back({call.tenant, found->second->advisor, call.starts_at, call.minutes, call.pause,
                                    found->second->state, call.fixed && call.state == CallState::planned});
    return previous;
}

Plan as_it_stands(Plan plan, const std::vector<KeptCall>& calls) {
    std::unordered_map<std::string_view, CallState> states;
    for (const KeptCall& each : calls) states.emplace(each.tenant.text, each.state);
    for (AdvisorList& list : plan.lists)
        for (Call& call : list.calls)
            if (const auto found = states.find(call.tenant.text); found != states.end()) call.state = found->second;
    return plan;
}

std::vector<KeptCall> calls_of(const Plan& plan) {
    std::vector<KeptCall> calls;
    for (const AdvisorList& list : plan.lists)
        for (const Call& call : list.calls)
            calls.push_back({call_id(plan.day, call.tenant), plan.day, call.tenant, list.advisor, call.state});
    return calls;
}

Attempt attempt_of(const AttemptReport& report, const KeptCall& call, CallState state, std::string stamp) {
    Attempt attempt;
    attempt.id = new_id();
    attempt.call = call.id;
    attempt.day = call.day;
    attempt.tenant = call.tenant;
    attempt.advisor = call.advisor;
    attempt.recorded_at = std::move(stamp);
    attempt.outcome = report.outcome;
    attempt.minutes = report.minutes;
    attempt.anxiety = report.anxiety;
    attempt.support = report.support;
    attempt.needs = joined(report.needs, ' ');
    attempt.follow_ups = follow_ups_to_text(report.follow_ups);
    attempt.note = report.note;
    attempt.reason = report.reason;
    attempt.until = report.until;
    attempt.state_after = state;
    attempt.warnings = joined(lint_note(report.note), '\n');
    return attempt;
}

}  // namespace

// Opaque on purpose: paths and proxies' logs then carry no tenant's id.
std::string call_id(Day day, const TenantId& tenant) {
    return "c" + digest_of_text("call " + day.iso() + " " + tenant.text);
}

std::string rules_id(const RuleSet& rules) { return rules.name + "-" + rules.version; }

Service::Service(Store& store, Documents documents, Clock clock)
    : store_(store), documents_(std::move(documents)), clock_(std::move(clock)) {
    for (const RuleSet* rules : {&default_rules(), &heatwave_rules()})
        store_.keep_rules({rules_id(*rules), rules->name, rules->version, write_rules(*rules), "", false},
                          stamped({"program", "start"}));
}

ChangeBy Service::stamped(const Asker& by) const { return {utc_stamp(clock_()), by.actor, by.request}; }

// ---------------------------------------------------------------------------------------------- solve

Answer<Plan> Service::solve(const DayInput& input, const std::optional<RuleSet>& rules,
                            const std::string& rules_version) {
    RuleSet chosen;
    if (rules) {
        chosen = *rules;
    } else {
        const std::vector<KeptRules> all = store_.rules();
        const auto found = std::find_if(all.begin(), all.end(), [&](const KeptRules& each) {
            return rules_version.empty() ? each.active : each.id == rules_version;
        });
        if (found == all.end())
            return wrong({{"rules", "names no rule set that is kept; must be one of GET /v1/rules, or a rule set"}});
        chosen = *parsed(*found);
    }
    Result<Plan> plan = make_plan(input, chosen);
    if (!plan) return wrong(plan.problems());
    return std::move(plan).value();
}

// ---------------------------------------------------------------------------------------------- the register

ImportCounts Service::import_tenants(const Import<TenantRecord>& import, const Asker& by) {
    return store_.import_tenants(import, stamped(by));
}

ImportCounts Service::import_advisors(const Import<AdvisorRecord>& import, const Asker& by) {
    return store_.import_advisors(import, stamped(by));
}

Answer<std::string> Service::put_campaign(const std::string& document, const Asker& by) {
    const Result<Calendar> calendar = documents_.read_calendar(document);
    if (!calendar) return wrong(calendar.problems());
    store_.keep_campaign(document, stamped(by));
    return document;
}

Answer<Kept<TenantRecord>> Service::tenant(const TenantId& id) {
    auto found = store_.tenant(id);
    if (!found) return not_found("there is no tenant with this id");
    return *std::move(found);
}

std::vector<TenantRecord> Service::tenants(std::string_view after, std::size_t limit) {
    return store_.tenants(after, limit);
}

Answer<PutDone<TenantRecord>> Service::put_tenant(TenantRecord record, std::optional<std::int64_t> expected,
                                                  const Asker& by) {
    if (const auto before = store_.tenant(record.facts.id)) settle(before->record, record);
    const Put done = store_.put_tenant(record, expected, stamped(by));
    if (done == Put::conflict) return changed_meanwhile();
    return PutDone<TenantRecord>{store_.tenant(record.facts.id).value_or(Kept<TenantRecord>{record, 0}),
                                 done == Put::created};
}

Answer<Kept<AdvisorRecord>> Service::advisor(const AdvisorId& id) {
    auto found = store_.advisor(id);
    if (!found) return not_found("there is no advisor with this id");
    return *std::move(found);
}

std::vector<AdvisorRecord> Service::advisors(std::string_view after, std::size_t limit) {
    return store_.advisors(after, limit);
}

std::vector<Availability> Service::availability(const AdvisorId& id) { return store_.availability(id); }

Answer<PutDone<AdvisorRecord>> Service::put_advisor(const AdvisorRecord& record, std::optional<std::int64_t> expected,
                                                    const Asker& by) {
    const Put done = store_.put_advisor(record, expected, stamped(by));
    if (done == Put::conflict) return changed_meanwhile();
    return PutDone<AdvisorRecord>{store_.advisor(record.facts.id).value_or(Kept<AdvisorRecord>{record, 0}),
                                  done == Put::created};
}

Answer<Availability> Service::put_availability(const Availability& row, const Asker& by) {
    if (store_.put_availability(row, stamped(by)) == Put::conflict)
        return not_found("there is no advisor with this id");
    return row;
}

// ---------------------------------------------------------------------------------------------- rules

std::vector<KeptRules> Service::rules() { return store_.rules(); }

Answer<KeptRules> Service::rules(std::string_view id) {
    auto found = store_.rules(id);
    if (!found) return not_found("there is no rule set of this name and version");
    return *std::move(found);
}

// ---------------------------------------------------------------------------------------------- plans

Service::KnownDay Service::known(Day day) {
    DayRegister all = store_.load_day(day);
    KnownDay known{{day,
                    std::move(all.tenants),
                    std::move(all.advisors),
                    std::move(all.availability),
                    calendar_of(all.campaign),
                    {}},
                   parsed(all.rules),
                   std::nullopt};
    if (!all.newest) return known;
    const auto plan = parsed(*all.newest);
    known.input.previous = begun_calls(*plan, all.calls);
    known.plan = StoredPlan{as_it_stands(*plan, all.calls), all.newest->created_at, false};
    return known;
}

Answer<Why> Service::why(Day day, const TenantId& tenant, const std::optional<AdvisorId>& advisor) {
    const KnownDay now = known(day);
    if (!now.plan)
        return not_found("no plan was made for " + day.iso() + "; POST to /v1/plans/" + day.iso() + " makes it");
    auto answer = bienveille::why(now.plan->plan, now.input, *now.rules, tenant, advisor);
    if (!answer) return wrong(answer.problems());
    return *std::move(answer);
}

Answer<PromiseCheck> Service::check_promise(Day day, const TenantId& tenant, Day by) {
    const KnownDay now = known(day);
    auto answer = bienveille::check_promise(now.input, *now.rules, tenant, by);
    if (!answer) return wrong(answer.problems());
    return *std::move(answer);
}

Answer<StoredPlan> Service::generate_plan(Day day, const Asker& by) {
    KnownDay now = known(day);
    if (now.plan && now.plan->plan.digest == digest(now.input, *now.rules)) return *std::move(now.plan);
    const Result<Plan> made = make_plan(now.input, *now.rules);
    if (!made) return wrong(made.problems());
    const KeptPlan kept{day, made->digest, utc_stamp(clock_()), documents_.write_plan(*made)};
    store_.save_plan(kept, calls_of(*made), stamped(by));
    return StoredPlan{as_it_stands(*made, store_.calls(day)), kept.created_at, true};
}

Answer<StoredPlan> Service::plan(Day day) {
    const auto kept = store_.plan(day);
    if (!kept) return not_found("no plan was made for " + day.iso() + "; POST to the same path makes it");
    return StoredPlan{as_it_stands(*parsed(*kept), store_.calls(day)), kept->created_at, false};
}

std::optional<Day> Service::newest_day() { return store_.newest_day(); }

Answer<AdvisorsList> Service::list(Day day, const AdvisorId& advisor) {
    auto view = store_.list(day, advisor);
    if (!view) return not_found("no plan was made for " + day.iso());
    const auto plan = parsed(view->plan);
    const auto found = std::find_if(plan->lists.begin(), plan->lists.end(),
                                    [&](const AdvisorList& list) { return list.advisor == advisor; });
    if (found == plan->lists.end()) return not_found("this advisor has no list on " + day.iso());
    AdvisorsList shown{day, plan->digest, *found, {}};
    std::unordered_map<std::string_view, std::size_t> tenants, attempts, states;
    for (std::size_t i = 0; i < view->tenants.size(); ++i) tenants.emplace(view->tenants[i].facts.id.text, i);
    for (std::size_t i = 0; i < view->last_attempts.size(); ++i)
        attempts.emplace(view->last_attempts[i].tenant.text, i);
    for (std::size_t i = 0; i < view->calls.size(); ++i) states.emplace(view->calls[i].tenant.text, i);
    for (const Call& call : found->calls) {
        ListedCall listed{call, call_id(day, call.tenant), std::nullopt, {}};
        const std::string_view id = call.tenant.text;
        if (const auto at = states.find(id); at != states.end()) listed.call.state = view->calls[at->second].state;
        if (const auto at = tenants.find(id); at != tenants.end()) listed.tenant = view->tenants[at->second];
        if (const auto at = attempts.find(id); at != attempts.end())
            listed.last_needs = split(view->last_attempts[at->second].needs);
        shown.calls.push_back(std::move(listed));
    }
    shown.list.calls.clear();
    return shown;
}

// ---------------------------------------------------------------------------------------------- attempts

std::optional<RecordedAttempt> Service::recorded_before(const KeyedRequest& key, std::optional<Refusal>& refusal) {
    const auto kept = store_.answer(key.key);
    if (!kept) return std::nullopt;
    if (kept->fingerprint != key.fingerprint || kept->attempt.empty()) {
        refusal = wrong({{"Idempotency-Key", "was used for another request; must be new for each request"}});
        return std::nullopt;
    }
    const auto attempt = store_.attempt(kept->attempt);
    if (!attempt) return std::nullopt;
    return RecordedAttempt{*attempt, true};
}

Answer<RecordedAttempt> Service::record_attempt(std::string_view call, const AttemptReport& report,
                                                const std::optional<KeyedRequest>& key, const Asker& by) {
    for (int tries = 0; tries < kTriesOnChange; ++tries) {
        if (key) {
            std::optional<Refusal> refusal;
            if (auto before = recorded_before(*key, refusal)) return *std::move(before);
            if (refusal) return *std::move(refusal);
        }
        const auto planned = store_.call(call);
        if (!planned) return not_found("there is no call with this id");
        Problems problems = problems_of(report, planned->day);
        for (std::size_t i = 0; i < report.follow_ups.size(); ++i) {
            const AdvisorId& promised = report.follow_ups[i].advisor;
            if (!promised.empty() && !store_.advisor(promised))
                problems.push_back(
                    {"follow_ups[" + std::to_string(i) + "].advisor", "is not an advisor of the register"});
        }
        if (!problems.empty()) return wrong(std::move(problems));
        if (planned->state == CallState::done || planned->state == CallState::escalated)
            return conflict("this call is finished already");
        const auto tenant = store_.tenant(planned->tenant);
        if (!tenant) return not_found("the tenant of this call is not in the register any more");
        const std::vector<KeptRules> all = store_.rules();
        const auto active = std::find_if(all.begin(), all.end(), [](const KeptRules& each) { return each.active; });
        const auto rules = parsed(*active);
        const Calendar calendar = calendar_of(store_.campaign()).value_or(rules->calendar);
        const std::int64_t now = clock_();
        const Moment at{planned->day, report.at.value_or(local_time(now, calendar.time_zone))};
        const Consequence done = consequence_of(report, tenant->record.facts, planned->advisor, at, *rules, calendar);
        AttemptWrite write{attempt_of(report, *planned, done.state, utc_stamp(now)),
                           tenant->record,
                           tenant->revision,
                           {},
                           utc_stamp(now - kKeySeconds)};
        write.tenant_after.facts = done.tenant;
        if (key) write.answer = KeptAnswer{key->key, key->fingerprint, write.attempt.id, 201, "", utc_stamp(now)};
        if (store_.save_attempt(write, stamped(by)) == AttemptSaved::saved)
            return RecordedAttempt{std::move(write.attempt), false};
        // Somebody changed the tenant, or the same key came twice at once: look again.
    }
    return changed_meanwhile();
}

// ---------------------------------------------------------------------------------------------- the rest

std::optional<KeptAnswer> Service::answer(std::string_view key) { return store_.answer(key); }

void Service::keep_answer(KeptAnswer answer) {
    const std::int64_t now = clock_();
    answer.at = utc_stamp(now);
    store_.keep_answer(answer, utc_stamp(now - kKeySeconds));
}

std::int64_t Service::moment() { return store_.moment(); }
std::vector<LastImport> Service::last_imports() { return store_.last_imports(); }
void Service::check() { store_.check(); }
void Service::checkpoint() { store_.checkpoint(); }

std::shared_ptr<const RuleSet> Service::parsed(const KeptRules& rules) {
    const std::lock_guard lock(parsed_);
    auto& kept = parsed_rules_[rules.id];
    if (!kept) {
        Result<RuleSet> read = read_rules(rules.document);
        if (!read) throw StoreError("the rule set " + rules.id + " in the database cannot be read");
        kept = std::make_shared<const RuleSet>(std::move(read).value());
    }
    return kept;
}

std::shared_ptr<const Plan> Service::parsed(const KeptPlan& plan) {
    const std::string key = plan.day.iso() + " " + plan.digest;
    {
        const std::lock_guard lock(parsed_);
        if (const auto found = parsed_plans_.find(key); found != parsed_plans_.end()) return found->second;
    }
    Result<Plan> read = documents_.read_plan(plan.document);
    if (!read) throw StoreError("the plan of " + plan.day.iso() + " in the database cannot be read");
    auto kept = std::make_shared<const Plan>(std::move(read).value());
    const std::lock_guard lock(parsed_);
    if (parsed_plans_.size() >= kParsedPlans) parsed_plans_.erase(parsed_plans_.begin());
    return parsed_plans_.emplace(key, std::move(kept)).first->second;
}

std::optional<Calendar> Service::calendar_of(const std::string& campaign) {
    if (campaign.empty()) return std::nullopt;
    Result<Calendar> calendar = documents_.read_calendar(campaign);
    if (!calendar) throw StoreError("the campaign in the database cannot be read");
    return std::move(calendar).value();
}

}  // namespace bienveille
