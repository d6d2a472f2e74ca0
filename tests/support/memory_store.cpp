#include "tests/support/memory_store.h"

#include <algorithm>
#include <map>
#include <mutex>

#include "tests/support/memory_live.h"
#include "tests/support/memory_rules.h"
#include "tests/support/memory_waves.h"

namespace bienveille {
namespace {

class MemoryStore final : public Store {
public:
    bool together(const std::function<bool()>& work) override {
        const std::lock_guard lock(mutex_);
        return whole_or_not(
            std::tie(tenants_, advisors_, availability_, rules_.kept, rules_.activations, campaign_, plans_, newest_,
                     calls_, attempts_, earlier_, answers_, imports_, changes_, events_.all, leases_.all, ladder_.all,
                     pins_.all, pins_.overrides, waves_.all, waves_.words),
            work);
    }

    std::optional<Kept<TenantRecord>> tenant(const TenantId& id) override { return find(tenants_, id.text); }
    std::optional<Kept<AdvisorRecord>> advisor(const AdvisorId& id) override { return find(advisors_, id.text); }
    std::vector<TenantRecord> tenants(std::string_view after, std::size_t limit) override {
        return page(tenants_, after, limit);
    }
    std::vector<AdvisorRecord> advisors(std::string_view after, std::size_t limit) override {
        return page(advisors_, after, limit);
    }
    std::vector<Availability> availability(const AdvisorId& id) override {
        const std::lock_guard lock(mutex_);
        std::vector<Availability> found;
        for (const auto& [key, row] : availability_)
            if (key.first == id.text) found.push_back(row);
        return found;
    }
    Put put_tenant(const TenantRecord& record, std::optional<std::int64_t> expected, const ChangeBy& by) override {
        return put(tenants_, record, expected, by, "tenant.put");
    }
    Put put_advisor(const AdvisorRecord& record, std::optional<std::int64_t> expected, const ChangeBy& by) override {
        return put(advisors_, record, expected, by, "advisor.put");
    }
    Put put_availability(const Availability& row, const ChangeBy& by) override {
        const std::lock_guard lock(mutex_);
        return put_row(row, by);
    }
    Put put_row(const Availability& row, const ChangeBy& by) {
        if (!advisors_.contains(row.advisor.text)) return Put::conflict;
        const auto [found, fresh] = availability_.try_emplace({row.advisor.text, row.day}, row);
        if (!fresh && found->second == row) return Put::unchanged;
        found->second = row;
        changes_.push_back({by, "availability.put", row.advisor.text, "day " + row.day.iso()});
        events_.tell(by, {told_of_availability(row)});
        return fresh ? Put::created : Put::updated;
    }
    ImportCounts import_tenants(const Import<TenantRecord>& import, const ChangeBy& by) override {
        return run_import(tenants_, import, by, "tenants");
    }
    ImportCounts import_advisors(const Import<AdvisorRecord>& import, const ChangeBy& by) override {
        return run_import(advisors_, import, by, "advisors");
    }
    std::vector<LastImport> last_imports() override {
        const std::lock_guard lock(mutex_);
        std::vector<LastImport> found;
        for (const auto& [kind, each] : imports_) found.push_back(each);
        return found;
    }

    bool keep_rules(const KeptRules& rules, const ChangeBy& by) override {
        const std::lock_guard lock(mutex_);
        return rules_.keep(rules, by);
    }
    std::vector<KeptRules> rules() override {
        const std::lock_guard lock(mutex_);
        return rules_.all();
    }
    std::optional<KeptRules> rules(std::string_view id) override {
        const std::lock_guard lock(mutex_);
        return rules_.find(std::string{id});
    }
    KeptRules rules_on(Day day) override {
        const std::lock_guard lock(mutex_);
        return rules_of(day);
    }
    bool activate(const Activation& activation, const ChangeBy& by) override {
        const std::lock_guard lock(mutex_);
        return rules_.activate(activation, by);
    }
    std::vector<Activation> activations() override {
        const std::lock_guard lock(mutex_);
        return rules_.activations;
    }

    void keep_campaign(const std::string& document, const ChangeBy& by) override {
        const std::lock_guard lock(mutex_);
        campaign_ = document;
        changes_.push_back({by, "campaign.put", "campaign", ""});
    }
    std::string campaign() override {
        const std::lock_guard lock(mutex_);
        return campaign_;
    }

    DayRegister load_day(Day day) override {
        const std::lock_guard lock(mutex_);
        DayRegister all;
        for (const auto& [id, each] : tenants_) all.tenants.push_back(each.record.facts);
        for (const auto& [id, each] : advisors_) all.advisors.push_back(each.record.facts);
        for (const auto& [key, row] : availability_)
            if (key.second == day) all.availability.push_back(row);
        all.rules = rules_.in_force();
        all.campaign = campaign_;
        all.newest = newest(day);
        all.calls = calls_of(day, nullptr);
        all.pins = pins_.of(day);
        return all;
    }
    bool save_plan(const KeptPlan& plan, const std::vector<KeptCall>& calls,
                   const std::vector<Availability>& availability, const ChangeBy& by) override {
        const std::lock_guard lock(mutex_);
        std::vector<PlanVersion>& versions = versions_[plan.day];
        if (plan.version.number != static_cast<int>(versions.size()) + 1) return false;
        versions.push_back(plan.version);
        versions.back().overrides = pins_.overrides[plan.day];
        for (const Availability& row : availability) put_row(row, by);
        const bool again = versions.size() > 1;
        plans_.try_emplace({plan.day, plan.digest}, plan);
        newest_[plan.day] = plan.digest;
        leases_.end_past(by);
        for (auto& [id, call] : calls_)
            if (call.day == plan.day && call.state == CallState::planned && !leases_.open(id, {}))
                call.state = CallState::cancelled;
        for (const KeptCall& call : calls) {
            KeptCall& kept = calls_.try_emplace(call.id, call).first->second;
            if (kept.state != CallState::cancelled) continue;
            kept = call;
            kept.state = CallState::planned;
        }
        changes_.push_back({by, "plan.save", plan.day.iso(), "digest " + plan.digest});
        events_.tell(by, {told_of_plan(plan.day, again)});
        for (const auto& [id, each] : tenants_) {
            const Tenant& facts = each.record.facts;
            if (!again && facts.status == Status::active && facts.callback_due_on && *facts.callback_due_on < plan.day)
                events_.tell(by, {told_of_missed(facts.id, facts.last_advisor, plan.day, *facts.callback_due_on)});
        }
        return true;
    }
    std::vector<PlanVersion> plan_versions(Day day) override {
        const std::lock_guard lock(mutex_);
        return versions_[day];
    }
    std::optional<KeptPlan> plan(Day day) override {
        const std::lock_guard lock(mutex_);
        return newest(day);
    }
    std::optional<KeptPlan> plan(Day day, std::string_view digest) override {
        const std::lock_guard lock(mutex_);
        return with_version(day, std::string{digest});
    }
    std::optional<Day> newest_day() override {
        const std::lock_guard lock(mutex_);
        return newest_.empty() ? std::nullopt : std::optional{newest_.rbegin()->first};
    }
    std::vector<KeptCall> calls(Day day) override {
        const std::lock_guard lock(mutex_);
        return calls_of(day, nullptr);
    }
    std::optional<KeptCall> call(std::string_view id) override {
        const std::lock_guard lock(mutex_);
        const auto found = calls_.find(std::string{id});
        return found == calls_.end() ? std::nullopt : std::optional{with_lease(found->second)};
    }
    std::optional<ListView> list(Day day, const AdvisorId& advisor) override {
        const std::lock_guard lock(mutex_);
        auto plan = newest(day);
        if (!plan) return std::nullopt;
        plan->document.clear();
        ListView view{std::move(*plan), calls_of(day, &advisor), {}, {}};
        for (const KeptCall& call : view.calls) {
            if (const auto tenant = tenants_.find(call.tenant.text); tenant != tenants_.end())
                view.tenants.push_back(tenant->second.record);
            if (auto last = last_dialled(call.tenant)) view.last_attempts.push_back(*std::move(last));
        }
        return view;
    }

    Put put_pin(const Pin& pin, const std::string& action, const ChangeBy& by) override {
        const std::lock_guard lock(mutex_);
        for (const auto& [id, call] : calls_) {
            if (call.day != pin.day || call.tenant != pin.tenant) continue;
            const PastLease* lease = leases_.open(id, {});
            if ((lease && lease->lease.until > by.at) || !may_be_moved(call.state)) return Put::conflict;
        }
        KeptCall* call = call_of(pin.day, pin.tenant);
        const Put done = pins_.put(pin, action, call, by);
        if (call) call->advisor = pin.advisor;
        return done;
    }
    bool remove_pin(Day day, const TenantId& tenant, const ChangeBy& by) override {
        const std::lock_guard lock(mutex_);
        return pins_.remove(day, tenant, call_of(day, tenant), by);
    }
    std::vector<Pin> pins(Day day) override {
        const std::lock_guard lock(mutex_);
        return pins_.of(day);
    }
    std::int64_t overrides(Day day) override {
        const std::lock_guard lock(mutex_);
        return pins_.overrides[day];
    }

    bool begin_wave(const KeptWave& wave, const ChangeBy& by) override {
        const std::lock_guard lock(mutex_);
        return waves_.begin(wave, by);
    }
    std::vector<KeptWave> waves() override {
        const std::lock_guard lock(mutex_);
        return waves_.by_day();
    }
    bool keep_words(const WaveWords& words, const ChangeBy& by) override {
        const std::lock_guard lock(mutex_);
        return waves_.keep(words, by);
    }
    std::vector<WaveWords> words(Day wave) override {
        const std::lock_guard lock(mutex_);
        return waves_.of(wave);
    }
    WaveRows load_wave(const DayRange& days) override {
        const std::lock_guard lock(mutex_);
        WaveRows all;
        for (const auto& [id, kept] : tenants_) all.tenants.push_back(kept.record);
        all.attempts = chosen(attempts_, [&](const Attempt& each) { return each.day >= days.first; });
        for (const auto& [day, digest] : newest_)
            if (days.first <= day && day <= days.last) all.plans.push_back(plans_.at({day, digest}));
        for (const auto& [day, count] : pins_.overrides)
            if (days.first <= day && day <= days.last) all.overrides += count;
        return all;
    }

    LiveDay load_live_day(Day day) override {
        const std::lock_guard lock(mutex_);
        LiveDay live;
        live.moment = static_cast<std::int64_t>(changes_.size());
        live.plan = newest(day);
        if (live.plan) live.plan->document.clear();
        live.rules = rules_of(day);
        live.campaign = campaign_;
        for (const auto& [id, each] : advisors_) live.advisors.push_back(each.record.facts);
        for (const auto& [key, row] : availability_)
            if (key.second == day) live.availability.push_back(row);
        live.calls = calls_of(day, nullptr);
        for (const KeptCall& call : live.calls)
            if (const auto tenant = tenants_.find(call.tenant.text); tenant != tenants_.end())
                live.tenants.push_back(tenant->second.record);
        live.attempts = chosen(attempts_, [&](const Attempt& each) { return each.day == day; });
        live.leases = chosen(leases_.all, [&](const PastLease& each) { return each.lease.day == day; });
        return live;
    }
    // It has nothing to gain from telling less.
    LiveDayChanges live_day_since(Day day, std::int64_t) override {
        LiveDayChanges changes;
        changes.whole = load_live_day(day);
        changes.moment = changes.whole->moment;
        return changes;
    }
    LeaseTaken take_lease(const Lease& lease, CallState seen, const ChangeBy& by) override {
        const std::lock_guard lock(mutex_);
        const auto call = calls_.find(lease.call);
        return leases_.take(lease, call == calls_.end() ? KeptCall{} : call->second, seen, by);
    }
    LeaseTaken take_unplanned(const Lease& lease, const ChangeBy& by) override {
        const std::lock_guard lock(mutex_);
        const auto call = calls_.find(lease.call);
        if (call != calls_.end() && call->second.state != CallState::cancelled &&
            call->second.state != CallState::planned)
            return LeaseTaken::call_changed;
        const KeptCall fresh{lease.call, lease.day, lease.tenant, lease.advisor, CallState::planned, {}};
        const LeaseTaken done = leases_.take(lease, fresh, CallState::planned, by);
        if (done == LeaseTaken::taken) calls_[lease.call] = fresh;
        return done;
    }
    std::optional<Lease> lease_of(const AdvisorId& advisor) override {
        const std::lock_guard lock(mutex_);
        const PastLease* open = leases_.open("", advisor);
        return open ? std::optional{open->lease} : std::nullopt;
    }
    std::optional<Lease> renew_lease(std::string_view call, const AdvisorId& advisor, const std::string& until,
                                     const ChangeBy& by) override {
        const std::lock_guard lock(mutex_);
        return leases_.renew(call, advisor, until, by);
    }
    std::optional<Lease> release_lease(std::string_view call, const AdvisorId& advisor, const std::string&,
                                       const ChangeBy& by) override {
        const std::lock_guard lock(mutex_);
        return leases_.release(call, advisor, by);
    }
    std::vector<PastLease> leases(std::string_view call) override {
        const std::lock_guard lock(mutex_);
        return chosen(leases_.all, [&](const PastLease& each) { return each.lease.call == call; });
    }

    AttemptSaved save_attempt(const AttemptWrite& write, const ChangeBy& by) override {
        const std::lock_guard lock(mutex_);
        const auto tenant = tenants_.find(write.attempt.tenant.text);
        if (tenant == tenants_.end() || tenant->second.revision != write.tenant_revision)
            return AttemptSaved::tenant_changed;
        changes_.push_back(
            {by, "attempt.record", write.attempt.call, changed_columns(tenant->second.record, write.tenant_after)});
        const TenantRecord before = tenant->second.record;
        tenant->second = {write.tenant_after, write.tenant_revision + 1};
        attempts_.push_back(write.attempt);
        if (write.new_call) calls_.try_emplace(write.new_call->id, *write.new_call);
        KeptCall& call = calls_.at(write.attempt.call);
        events_.tell(by, told_of_attempt(write, call, before));
        call.state = write.attempt.state_after;
        if (!write.attempt.doubled) call.advisor = write.attempt.advisor;
        leases_.end_by_outcome(write.attempt);
        follow(write, by);
        return AttemptSaved::saved;
    }
    std::optional<Attempt> attempt(std::string_view id) override {
        const std::lock_guard lock(mutex_);
        for (const Attempt& each : attempts_)
            if (each.id == id) return each;
        return std::nullopt;
    }
    std::vector<Attempt> attempts(std::string_view call) override {
        const std::lock_guard lock(mutex_);
        return chosen(attempts_, [&](const Attempt& each) { return each.call == call; });
    }

    std::optional<Attempt> last_attempt(const TenantId& tenant) override {
        const std::lock_guard lock(mutex_);
        return last_dialled(tenant);
    }

    AttemptSaved correct_attempt(const CorrectionWrite& write, const ChangeBy& by) override {
        const std::lock_guard lock(mutex_);
        const auto tenant = tenants_.find(write.attempt.tenant.text);
        if (tenant == tenants_.end() || tenant->second.revision != write.tenant_revision)
            return AttemptSaved::tenant_changed;
        const std::string changed = changed_columns(tenant->second.record, write.tenant_after);
        events_.tell(by, told_of_correction(write, tenant->second.record));
        tenant->second = {write.tenant_after, write.tenant_revision + 1};
        for (Attempt& each : attempts_) {
            if (each.id != write.attempt.id) continue;
            earlier_[each.id].push_back(each);
            each = write.attempt;
        }
        if (write.call_state) calls_.at(write.attempt.call).state = *write.call_state;
        follow(write, by);
        changes_.push_back({by, "attempt.correct", write.attempt.call, changed});
        return AttemptSaved::saved;
    }
    std::vector<Attempt> earlier_values(std::string_view attempt) override {
        const std::lock_guard lock(mutex_);
        const auto found = earlier_.find(std::string{attempt});
        return found == earlier_.end() ? std::vector<Attempt>{} : found->second;
    }

    std::vector<Escalation> escalations(std::string_view after, std::size_t limit, bool only_open) override {
        const std::lock_guard lock(mutex_);
        std::vector<Escalation> found;
        for (auto each = ladder_.all.upper_bound(std::string{after}); each != ladder_.all.end(); ++each)
            if (found.size() < limit && (!only_open || is_open(each->second.state))) found.push_back(each->second);
        return found;
    }
    std::optional<Escalation> escalation(std::string_view id) override {
        const std::lock_guard lock(mutex_);
        const auto found = ladder_.all.find(std::string{id});
        return found == ladder_.all.end() ? std::nullopt : std::optional{found->second};
    }
    Put change_tenant(const TenantChange& change, const ChangeBy& by) override {
        const std::lock_guard lock(mutex_);
        const auto found = tenants_.find(change.after.facts.id.text);
        if (found == tenants_.end() || found->second.revision != change.revision) return Put::conflict;
        changes_.push_back({by, change.action, found->first, changed_columns(found->second.record, change.after)});
        events_.tell(by, told_of_put(found->second.record, change.after));
        found->second = {change.after, change.revision + 1};
        for (const Escalation& each : change.proposals) ladder_.propose(each, by);
        if (PastLease* lease = change.gives_back.empty() ? nullptr : leases_.open(change.gives_back, {})) {
            lease->ended = LeaseEnd::cancelled;
            events_.tell(by, {told_of_lease(EventKind::call_released, lease->lease)});
        }
        return Put::updated;
    }
    bool decide(const Escalation& decided, StepState seen, const std::optional<Escalation>& next,
                const ChangeBy& by) override {
        const std::lock_guard lock(mutex_);
        const auto found = ladder_.all.find(decided.id);
        if (found == ladder_.all.end() || found->second.state != seen) return false;
        ladder_.settle(decided, by);
        if (next) ladder_.propose(*next, by);
        return true;
    }

    std::optional<KeptAnswer> answer(std::string_view key) override {
        const std::lock_guard lock(mutex_);
        const auto found = answers_.find(std::string{key});
        return found == answers_.end() ? std::nullopt : std::optional{found->second};
    }
    bool keep_answer(const KeptAnswer& answer, std::string_view oldest) override {
        const std::lock_guard lock(mutex_);
        std::erase_if(answers_, [&](const auto& each) { return each.second.at < oldest; });
        return answers_.try_emplace(answer.key, answer).second;
    }
    std::int64_t moment() override {
        const std::lock_guard lock(mutex_);
        return static_cast<std::int64_t>(changes_.size());
    }
    EventsKept events_kept() override {
        const std::lock_guard lock(mutex_);
        return events_.kept();
    }
    std::vector<Event> events(std::int64_t after, std::size_t limit) override {
        const std::lock_guard lock(mutex_);
        return events_.after(after, limit);
    }
    void wait_for_events(std::int64_t after, std::chrono::milliseconds most) override {
        const std::uint64_t rung = events_.bell.rung();
        if (events_kept().newest <= after) events_.bell.wait(rung, most);
    }
    std::vector<LoggedChange> changes(std::size_t limit) override {
        const std::lock_guard lock(mutex_);
        const std::size_t from = changes_.size() - std::min(limit, changes_.size());
        return {changes_.begin() + static_cast<std::ptrdiff_t>(from), changes_.end()};
    }
    std::optional<LoggedChange> last_change(std::string_view subject) override {
        const std::lock_guard lock(mutex_);
        for (auto each = changes_.rbegin(); each != changes_.rend(); ++each)
            if (each->subject == subject) return *each;
        return std::nullopt;
    }
    void check() override {}
    void checkpoint() override {}

private:
    template <class Record>
    std::optional<Kept<Record>> find(const Table<Record>& table, const std::string& id) {
        const std::lock_guard lock(mutex_);
        const auto found = table.find(id);
        return found == table.end() ? std::nullopt : std::optional{found->second};
    }
    template <class Record>
    std::vector<Record> page(const Table<Record>& table, std::string_view after, std::size_t limit) {
        const std::lock_guard lock(mutex_);
        std::vector<Record> found;
        for (auto each = table.upper_bound(std::string{after}); each != table.end() && found.size() < limit; ++each)
            found.push_back(each->second.record);
        return found;
    }
    template <class Record>
    Put put(Table<Record>& table, const Record& record, std::optional<std::int64_t> expected, const ChangeBy& by,
            const char* action) {
        const std::lock_guard lock(mutex_);
        const auto found = table.find(id_of(record));
        const bool there = found != table.end();
        if (expected && *expected != (there ? found->second.revision : 0)) return Put::conflict;
        const std::string changed = changed_columns(there ? found->second.record : Record{}, record);
        if (there && changed.empty()) return Put::unchanged;
        changes_.push_back({by, action, id_of(record), changed});
        events_.tell(by, told_of_put(there ? found->second.record : Record{}, record));
        table[id_of(record)] = {record, there ? found->second.revision + 1 : 1};
        cancel_calls(record, by);
        return there ? Put::updated : Put::created;
    }
    template <class Record>
    ImportCounts run_import(Table<Record>& table, const Import<Record>& import, const ChangeBy& by, std::string kind) {
        const std::lock_guard lock(mutex_);
        ImportCounts counts;
        Table<Record> after = imported(table, import, counts);
        if (import.dry_run) return counts;
        table = std::move(after);
        for (const Record& row : import.rows) cancel_calls(table[id_of(row)].record, by);
        changes_.push_back({by, kind + ".import", kind,
                            "added " + std::to_string(counts.added) + ", changed " + std::to_string(counts.changed) +
                                ", unchanged " + std::to_string(counts.unchanged)});
        events_.tell(by, {told_of_register()});
        imports_[kind] = {kind, by.at, import.source_digest, counts};
        return counts;
    }
    KeptRules rules_of(Day day) const {
        const auto versions = versions_.find(day);
        if (versions == versions_.end() || versions->second.empty()) return rules_.in_force();
        return rules_.find(versions->second.back().rules).value_or(rules_.first());
    }
    std::optional<KeptPlan> newest(Day day) const {
        const auto found = newest_.find(day);
        return found == newest_.end() ? std::nullopt : with_version(day, found->second);
    }
    std::optional<KeptPlan> with_version(Day day, const std::string& digest) const {
        const auto found = plans_.find({day, digest});
        if (found == plans_.end()) return std::nullopt;
        KeptPlan plan = found->second;
        for (const PlanVersion& each : versions_.at(day))
            if (each.digest == digest) plan.version = each;
        return plan;
    }
    std::optional<Attempt> last_dialled(const TenantId& tenant) const {
        const auto last = std::find_if(attempts_.rbegin(), attempts_.rend(), [&](const Attempt& each) {
            return each.tenant == tenant && each.outcome != Outcome::not_attempted;
        });
        return last == attempts_.rend() ? std::nullopt : std::optional{*last};
    }
    template <class Write>
    void follow(const Write& write, const ChangeBy& by) {
        cancel_calls(write.tenant_after, by);
        if (write.ends_ladder) ladder_.overtake(write.attempt.tenant, by);
        for (const Escalation& each : write.proposals) ladder_.propose(each, by);
    }
    void cancel_calls(const AdvisorRecord&, const ChangeBy&) {}
    void cancel_calls(const TenantRecord& record, const ChangeBy& by) {
        const auto until = not_called_before(record);
        if (!until) return;
        for (auto& [id, call] : calls_) {
            const bool open = call.state == CallState::planned || call.state == CallState::retry;
            if (!open || call.tenant != record.facts.id || call.day.iso() >= *until) continue;
            PastLease* lease = leases_.open(id, {});
            events_.tell(by,
                         {told_of_call(EventKind::call_cancelled, call, lease ? lease->lease.advisor : call.advisor)});
            call.state = CallState::cancelled;
            if (lease) lease->ended = LeaseEnd::cancelled;
            changes_.push_back({by, "call.cancel", id, ""});
        }
    }
    KeptCall* call_of(Day day, const TenantId& tenant) {
        const auto found = std::find_if(calls_.begin(), calls_.end(), [&](const auto& each) {
            return each.second.day == day && each.second.tenant == tenant;
        });
        return found == calls_.end() ? nullptr : &found->second;
    }
    KeptCall with_lease(KeptCall call) const {
        if (const PastLease* open = leases_.open(call.id, {})) call.lease = open->lease;
        return call;
    }
    std::vector<KeptCall> calls_of(Day day, const AdvisorId* advisor) const {
        std::vector<KeptCall> found;
        for (const auto& [id, each] : calls_)
            if (each.day == day && (!advisor || each.advisor == *advisor || leases_.open(id, *advisor)))
                found.push_back(with_lease(each));
        std::sort(found.begin(), found.end(), [](auto& a, auto& b) { return a.tenant < b.tenant; });
        return found;
    }

    std::recursive_mutex mutex_;  // held as long as things are done together
    Table<TenantRecord> tenants_;
    Table<AdvisorRecord> advisors_;
    std::map<std::pair<std::string, Day>, Availability> availability_;
    std::string campaign_;
    std::map<std::pair<Day, std::string>, KeptPlan> plans_;
    std::map<Day, std::string> newest_;
    std::map<Day, std::vector<PlanVersion>> versions_;
    std::map<std::string, KeptCall> calls_;
    std::vector<Attempt> attempts_;
    std::map<std::string, std::vector<Attempt>> earlier_;
    std::map<std::string, KeptAnswer> answers_;
    std::map<std::string, LastImport> imports_;
    std::vector<LoggedChange> changes_;
    MemoryEvents events_;
    MemoryRules rules_{changes_, events_};
    MemoryLeases leases_{changes_, events_};
    MemoryLadder ladder_{changes_};
    MemoryPins pins_{changes_, events_};
    MemoryWaves waves_{changes_};
};

}  // namespace

std::unique_ptr<Store> memory_store() { return std::make_unique<MemoryStore>(); }

}  // namespace bienveille
