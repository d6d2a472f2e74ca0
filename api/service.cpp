#include "api/service.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "api/import_store.h"
#include "api/listed_call.h"
#include "api/service_answers.h"
#include "engine/digest.h"
#include "engine/plan.h"
#include "rules/built_in.h"
#include "rules/rules_json.h"

namespace bienveille {
namespace {

constexpr std::size_t kParsedPlans = 8;

// The plan that runs, as it stands.
std::vector<PreviousCall> running_calls(const Plan& plan, const std::vector<KeptCall>& calls) {
    std::unordered_map<std::string_view, const KeptCall*> kept;
    for (const KeptCall& each : calls)
        if (each.state != CallState::cancelled) kept.emplace(each.tenant.text, &each);
    std::vector<PreviousCall> previous;
    for (const AdvisorList& list : plan.lists)
        for (const Call& call : list.calls)
            if (const auto found = kept.find(call.tenant.text); found != kept.end())
                previous.push_back({call.tenant, found->second->advisor, call.starts_at, call.minutes, call.pause,
                                    found->second->state, false});
    return previous;
}

bool nobody_has_begun(const PreviousCall& call) { return call.state == CallState::planned; }

// What people fixed and nobody has begun; of a tenant or advisor that the register has lost, nothing.
void add_pinned(DayInput& input, const std::vector<Pin>& pins) {
    for (const Pin& pin : pins) {
        std::erase_if(input.previous,
                      [&](const PreviousCall& each) { return each.tenant == pin.tenant && nobody_has_begun(each); });
        const bool begun = std::any_of(input.previous.begin(), input.previous.end(),
                                       [&](const PreviousCall& each) { return each.tenant == pin.tenant; });
        const bool known = std::any_of(input.tenants.begin(), input.tenants.end(),
                                       [&](const Tenant& each) { return each.id == pin.tenant; }) &&
                           std::any_of(input.advisors.begin(), input.advisors.end(),
                                       [&](const Advisor& each) { return each.id == pin.advisor; });
        if (known && !begun)
            input.previous.push_back(
                {pin.tenant, pin.advisor, pin.starts_at, pin.minutes, pin.pause, CallState::planned, true});
    }
}

Plan as_it_stands(Plan plan, const std::vector<KeptCall>& calls) {
    std::unordered_map<std::string_view, CallState> states;
    for (const KeptCall& each : calls) states.emplace(each.tenant.text, each.state);
    for (AdvisorList& list : plan.lists)
        for (Call& call : list.calls)
            if (const auto found = states.find(call.tenant.text); found != states.end()) call.state = found->second;
    return plan;
}

}  // namespace

// Opaque on purpose: paths and proxies' logs then carry no tenant's id.
std::string call_id(Day day, const TenantId& tenant) {
    return "c" + digest_of_text("call " + day.iso() + " " + tenant.text);
}

std::vector<KeptCall> as_of(std::vector<KeptCall> calls, const std::string& now) {
    for (KeptCall& each : calls) {
        if (each.lease && each.lease->until <= now) each.lease.reset();
        if (!each.lease) continue;
        each.advisor = each.lease->advisor;
        if (each.state == CallState::planned || each.state == CallState::retry) each.state = CallState::in_progress;
    }
    return calls;
}

Service::Service(Store& store, Documents documents, Clock clock)
    : store_(store),
      documents_(std::move(documents)),
      clock_(std::move(clock)),
      running_(store, [this](LiveDay live) { return running(std::move(live)); }) {
    for (const RuleSet* rules : {&default_rules(), &heatwave_rules()})
        store_.keep_rules({rules_id(*rules), rules->name, rules->version, write_rules(*rules), "", false},
                          stamped({"program", "start"}));
}

ChangeBy Service::stamped(const Asker& by) const { return {utc_stamp(clock_()), by.actor, by.request}; }

// ---------------------------------------------------------------------------------------------- solve

Answer<Solved> Service::solve(DayInput input, const std::optional<RuleSet>& rules, const std::string& rules_version) {
    const auto kept = [&]() -> std::optional<RulesVersion> {
        if (!rules_version.empty()) return find_rules(rules_version);
        for (KeptRules& each : store_.rules())
            if (each.active) return version_of(std::move(each));
        return std::nullopt;
    };
    RuleSet chosen;
    if (rules) {
        chosen = *rules;
    } else if (const auto found = kept()) {
        chosen = *found->rules;
    } else {
        return wrong({{"rules", "names no rule set that is kept; must be one of GET /v1/rules, or a rule set"}});
    }
    if (input.now) run_until(input, chosen, *input.now);
    Result<Plan> plan = make_plan(input, chosen);
    if (!plan) return wrong(plan.problems());
    Solved solved{std::move(plan).value(), {}};
    if (!input.previous.empty()) solved.changes = changes(input, chosen, solved.plan);
    return solved;
}

// ---------------------------------------------------------------------------------------------- the register

ImportCounts Service::import_tenants(const Import<TenantRecord>& import, const Asker& by) {
    return store_.import_tenants(import, stamped(by));
}

ImportCounts Service::import_advisors(const Import<AdvisorRecord>& import, const Asker& by) {
    return store_.import_advisors(import, stamped(by));
}

Answer<std::string> Service::campaign() {
    std::string document = store_.campaign();
    if (document.empty()) return not_found("no campaign was told; the calendar is that of the rules");
    return document;
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
    if (done == Put::conflict) return changed_meanwhile(store_.last_change(record.facts.id.text));
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

Answer<Availability> Service::availability(const AdvisorId& id, Day day) {
    for (const Availability& each : store_.availability(id))
        if (each.day == day) return each;
    return not_found("nothing was said of this advisor's " + day.iso() + "; the advisor's own row holds");
}

Answer<PutDone<AdvisorRecord>> Service::put_advisor(const AdvisorRecord& record, std::optional<std::int64_t> expected,
                                                    const Asker& by) {
    const Put done = store_.put_advisor(record, expected, stamped(by));
    if (done == Put::conflict) return changed_meanwhile(store_.last_change(record.facts.id.text));
    return PutDone<AdvisorRecord>{store_.advisor(record.facts.id).value_or(Kept<AdvisorRecord>{record, 0}),
                                  done == Put::created};
}

Answer<Availability> Service::put_availability(const Availability& row, const Asker& by) {
    if (store_.put_availability(row, stamped(by)) == Put::conflict)
        return not_found("there is no advisor with this id");
    return row;
}

// ---------------------------------------------------------------------------------------------- plans

Service::KnownDay Service::known(Day day, std::optional<TimeOfDay> now, const std::vector<Absence>& absences,
                                 RulesOf rules) {
    DayRegister all = store_.load_day(day);
    if (rules == RulesOf::plan_that_runs) all.rules = store_.rules_on(day);
    KnownDay known{{day,
                    std::move(all.tenants),
                    std::move(all.advisors),
                    std::move(all.availability),
                    calendar_of(all.campaign),
                    {}},
                   parsed(all.rules),
                   std::nullopt,
                   {},
                   {}};
    DayInput& input = known.input;
    if (all.newest) {
        const auto plan = parsed(*all.newest);
        all.calls = as_of(std::move(all.calls), this->now());
        input.previous = running_calls(*plan, all.calls);
        known.plan =
            StoredPlan{as_it_stands(*plan, all.calls), all.newest->created_at, false, std::move(all.newest->version)};
        if (!now) now = known.plan->version.now;
    }
    add_pinned(input, all.pins);
    if (now) run_until(input, *known.rules, *now);
    known.absences = left_by(absences, input, *known.rules);
    replace_availability(input, known.absences);
    // Calls that nobody has begun or fixed leave the question as it was: asked again, it has the answer that runs.
    const std::vector<PreviousCall> previous = input.previous;
    std::erase_if(input.previous, [](const PreviousCall& each) { return nobody_has_begun(each) && !each.pinned; });
    known.question = digest(input, *known.rules);
    input.previous = previous;
    return known;
}

Answer<Why> Service::why(Day day, const TenantId& tenant, const std::optional<AdvisorId>& advisor) {
    const KnownDay now = known(day, {}, {}, RulesOf::plan_that_runs);
    if (!now.plan)
        return not_found("no plan was made for " + day.iso() + "; POST to /v1/plans/" + day.iso() + " makes it");
    auto answer = bienveille::why(now.plan->plan, now.input, *now.rules, tenant, advisor);
    if (!answer) return wrong(answer.problems());
    return *std::move(answer);
}

// Somebody who is spoken to, or was today, is promised what comes after that call.
Answer<PromiseCheck> Service::check_promise(Day day, const TenantId& tenant, Day by) {
    KnownDay now = known(day, {}, {});
    after_todays_call(now.input, tenant);
    auto answer = bienveille::check_promise(now.input, *now.rules, tenant, by);
    if (!answer) return wrong(answer.problems());
    return *std::move(answer);
}

Answer<StoredPlan> Service::plan(Day day) {
    const auto kept = store_.plan(day);
    if (!kept) return not_found("no plan was made for " + day.iso() + "; POST to the same path makes it");
    return StoredPlan{as_it_stands(*parsed(*kept), as_of(store_.calls(day), now())), kept->created_at, false,
                      kept->version};
}

std::optional<Day> Service::newest_day() { return store_.newest_day(); }

// In the order of the plan's times: the calls that are this advisor's now, whoever had them when the plan was made.
Answer<AdvisorsList> Service::list(Day day, const AdvisorId& advisor) {
    auto view = store_.list(day, advisor);
    if (!view) return not_found("no plan was made for " + day.iso());
    const auto plan = parsed(view->plan);
    view->calls = as_of(std::move(view->calls), now());
    AdvisorsList shown{day, plan->digest, {}, {}, {}};
    shown.list.advisor = advisor;
    std::unordered_map<std::string_view, const Call*> planned;
    for (const KeptCall& each : view->calls) planned.emplace(each.tenant.text, nullptr);
    bool has_list = false;
    for (const AdvisorList& each : plan->lists) {
        for (const Call& call : each.calls)
            if (const auto own = planned.find(call.tenant.text); own != planned.end()) own->second = &call;
        if (each.advisor != advisor) continue;
        has_list = true;
        shown.list = AdvisorList{each.advisor, each.capacity, each.planned, each.pauses, each.heavy_calls, {}};
    }
    std::unordered_map<std::string_view, std::size_t> tenants, attempts;
    for (std::size_t i = 0; i < view->tenants.size(); ++i) tenants.emplace(view->tenants[i].facts.id.text, i);
    for (std::size_t i = 0; i < view->last_attempts.size(); ++i)
        attempts.emplace(view->last_attempts[i].tenant.text, i);
    const auto beside_plan = [&](const KeptCall& kept, const Tenant& tenant) {
        const DaysRules now = rules_on(day);
        const auto row = std::find_if(plan->unplanned.begin(), plan->unplanned.end(),
                                      [&](const Unplanned& each) { return each.tenant == tenant.id; });
        return call_beside_plan(kept, row == plan->unplanned.end() ? nullptr : &*row, tenant, *now.rules, now.calendar);
    };
    for (const KeptCall& kept : view->calls) {
        const std::string_view id = kept.tenant.text;
        if (kept.lease && (shown.true_until.empty() || kept.lease->until < shown.true_until))
            shown.true_until = kept.lease->until;
        std::optional<TenantRecord> tenant;
        if (const auto at = tenants.find(id); at != tenants.end()) tenant = view->tenants[at->second];
        const Call* const call = planned.at(id);
        if (kept.advisor != advisor || !is_listed(kept, call, tenant ? &tenant->facts : nullptr)) continue;
        Call planned_or_beside = call ? *call : beside_plan(kept, tenant->facts);
        shown.calls.push_back(listed(kept, std::move(planned_or_beside), std::move(tenant)));
        if (const auto at = attempts.find(id); at != attempts.end())
            show_last(shown.calls.back(), view->last_attempts[at->second]);
    }
    if (!has_list && shown.calls.empty()) return not_found("this advisor has no list on " + day.iso());
    std::sort(shown.calls.begin(), shown.calls.end(), [](const ListedCall& a, const ListedCall& b) {
        return std::tie(a.call.starts_at, a.call.tenant) < std::tie(b.call.starts_at, b.call.tenant);
    });
    return shown;
}

// ---------------------------------------------------------------------------------------------- the rest

Refusal Service::changed(const std::string& subject) { return changed_meanwhile(store_.last_change(subject)); }

bool Service::together(const std::function<bool()>& work) { return store_.together(work); }

std::optional<KeptAnswer> Service::answer(std::string_view key) { return store_.answer(key); }

bool Service::keep_answer(KeptAnswer answer) {
    const std::int64_t now = clock_();
    answer.at = utc_stamp(now);
    return store_.keep_answer(answer, utc_stamp(now - kKeptSeconds));
}

std::int64_t Service::moment() { return store_.moment(); }
EventsKept Service::events_kept() { return store_.events_kept(); }
std::vector<Event> Service::events(std::int64_t after, std::size_t limit) { return store_.events(after, limit); }
void Service::wait_for_events(std::int64_t after, std::chrono::milliseconds most) {
    store_.wait_for_events(after, most);
}
std::string Service::now() const { return utc_stamp(clock_()); }
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
    std::optional<KeptPlan> whole;
    if (plan.document.empty()) whole = store_.plan(plan.day, plan.digest);
    Result<Plan> read = documents_.read_plan(whole ? whole->document : plan.document);
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
