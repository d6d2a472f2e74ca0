#include "api/sql_store.h"

#include <optional>
#include <type_traits>
#include <utility>

#include "api/sql_escalations_store.h"
#include "api/sql_events_store.h"
#include "api/sql_leases_store.h"
#include "api/sql_live_day_store.h"
#include "api/sql_pins_store.h"
#include "api/sql_register_store.h"
#include "api/sql_rows_store.h"
#include "api/sql_rules_store.h"
#include "api/sql_tables_store.h"
#include "api/sql_waves_store.h"
#include "engine/names.h"

namespace bienveille {
namespace {

class SqlStore final : public Store {
public:
    explicit SqlStore(std::unique_ptr<SqlPool> pool) : pool_(std::move(pool)) {}

    bool together(const std::function<bool()>& work) override { return pool_->together(work); }

    std::optional<Kept<TenantRecord>> tenant(const TenantId& id) override {
        return read([&](soci::session& sql) { return find_record<TenantRecord>(sql, "tenants", id.text); });
    }
    std::vector<TenantRecord> tenants(std::string_view after, std::size_t limit) override {
        return records<TenantRecord>(after, limit);
    }
    std::optional<Kept<AdvisorRecord>> advisor(const AdvisorId& id) override {
        return read([&](soci::session& sql) { return find_record<AdvisorRecord>(sql, "advisors", id.text); });
    }
    std::vector<AdvisorRecord> advisors(std::string_view after, std::size_t limit) override {
        return records<AdvisorRecord>(after, limit);
    }
    std::vector<Availability> availability(const AdvisorId& id) override {
        return read([&](soci::session& sql) { return read_availability(sql, "advisor", id.text); });
    }
    Put put_tenant(const TenantRecord& record, std::optional<std::int64_t> expected, const ChangeBy& by) override {
        return write([&](soci::session& sql) { return put_record(sql, record, expected, by); });
    }
    Put put_advisor(const AdvisorRecord& record, std::optional<std::int64_t> expected, const ChangeBy& by) override {
        return write([&](soci::session& sql) { return put_record(sql, record, expected, by); });
    }

    Put put_availability(const Availability& row, const ChangeBy& by) override {
        return write([&](soci::session& sql) { return bienveille::put_availability(sql, row, by); });
    }
    ImportCounts import_tenants(const Import<TenantRecord>& import, const ChangeBy& by) override {
        return run_import(import, by);
    }
    ImportCounts import_advisors(const Import<AdvisorRecord>& import, const ChangeBy& by) override {
        return run_import(import, by);
    }
    std::vector<LastImport> last_imports() override {
        return read([](soci::session& sql) { return read_last_imports(sql); });
    }

    bool keep_rules(const KeptRules& rules, const ChangeBy& by) override {
        return write([&](soci::session& sql) { return bienveille::keep_rules(sql, rules, by); });
    }
    std::vector<KeptRules> rules() override {
        return read([&](soci::session& sql) { return read_rules(sql); });
    }
    std::optional<KeptRules> rules(std::string_view id) override {
        return read([&](soci::session& sql) { return find_rules(sql, std::string{id}); });
    }
    KeptRules rules_on(Day day) override {
        return read([&](soci::session& sql) { return rules_of_day(sql, day); });
    }
    bool activate(const Activation& activation, const ChangeBy& by) override {
        return write([&](soci::session& sql) { return bienveille::activate(sql, activation, by); });
    }
    std::vector<Activation> activations() override {
        return read([&](soci::session& sql) { return read_activations(sql); });
    }

    void keep_campaign(const std::string& document, const ChangeBy& by) override {
        write([&](soci::session& sql) {
            put_campaign_document(sql, document, by);
            return 0;
        });
    }
    std::string campaign() override {
        return read([&](soci::session& sql) { return read_campaign_document(sql); });
    }

    DayRegister load_day(Day day) override {
        return read([&](soci::session& sql) {
            DayRegister all;
            for (auto& each : all_records<TenantRecord>(sql, "tenants", "", kAll))
                all.tenants.push_back(std::move(each.record.facts));
            for (auto& each : all_records<AdvisorRecord>(sql, "advisors", "", kAll))
                all.advisors.push_back(std::move(each.record.facts));
            all.availability = read_availability(sql, "day", day.iso());
            all.rules = rules_in_force(sql);
            all.campaign = read_campaign_document(sql);
            all.newest = newest_plan(sql, day);
            all.calls = read_calls(sql, "calls.day = :day and :all = 'all'", day.iso(), "all");
            all.pins = read_pins(sql, day);
            return all;
        });
    }

    bool save_plan(const KeptPlan& plan, const std::vector<KeptCall>& calls,
                   const std::vector<Availability>& availability, const ChangeBy& by) override {
        return write([&](soci::session& sql) {
            const std::string day = plan.day.iso();
            const auto versions = read_plan_versions(sql, plan.day);
            if (plan.version.number != static_cast<int>(versions.size()) + 1) return false;
            insert_plan_version(sql, plan.day, plan.version);
            for (const Availability& row : availability) bienveille::put_availability(sql, row, by);
            const bool again = !versions.empty();
            sql << "update plans set newest = 0 where day = :d", soci::use(day);
            sql << "insert into plans (number, day, digest, created_at, document, newest) values (" +
                       next_number("plans") + ", :d, :g, :c, :t, 1) on conflict (day, digest) do update set newest = 1",
                soci::use(day), soci::use(plan.digest), soci::use(plan.created_at), soci::use(plan.document);
            end_past_leases(sql, by);
            sql << "update calls set state = 'cancelled' where day = :d and state = 'planned' and id not in (select "
                   "call "
                   "from leases where ended is null)",
                soci::use(day);
            std::string id, tenant, advisor;
            soci::statement each =
                (sql.prepare << "insert into calls (id, day, tenant, advisor, state) values (:i, :d, :t, "
                                ":a, 'planned') on conflict (day, tenant) do update set advisor = case "
                                "when calls.state = 'cancelled' then excluded.advisor else calls.advisor end, state = "
                                "case when calls.state = 'cancelled' then 'planned' else calls.state end",
                 soci::use(id), soci::use(day), soci::use(tenant), soci::use(advisor));
            for (const KeptCall& call : calls) {
                id = call.id;
                tenant = call.tenant.text;
                advisor = call.advisor.text;
                each.execute(true);
            }
            log_change(sql, by, "plan.save", day, "digest " + plan.digest);
            tell(sql, by, {told_of_plan(plan.day, again)});
            if (!again) tell(sql, by, missed_promises(sql, plan.day));
            return true;
        });
    }
    std::vector<PlanVersion> plan_versions(Day day) override {
        return read([&](soci::session& sql) { return read_plan_versions(sql, day); });
    }
    std::optional<KeptPlan> plan(Day day) override {
        return read([&](soci::session& sql) { return newest_plan(sql, day); });
    }
    std::optional<KeptPlan> plan(Day day, std::string_view digest) override {
        return read(
            [&](soci::session& sql) { return read_plan_where(sql, "digest = :g", day.iso(), std::string{digest}); });
    }
    std::optional<Day> newest_day() override {
        return read([&](soci::session& sql) -> std::optional<Day> {
            std::string day;
            sql << "select day from plans order by day desc limit 1", soci::into(day);
            if (!sql.got_data()) return std::nullopt;
            return day_from_iso(day);
        });
    }
    std::vector<KeptCall> calls(Day day) override {
        return read(
            [&](soci::session& sql) { return read_calls(sql, "calls.day = :day and :all = 'all'", day.iso(), "all"); });
    }
    std::optional<KeptCall> call(std::string_view id) override {
        return read([&](soci::session& sql) -> std::optional<KeptCall> {
            auto found = read_calls(sql, "id = :id and :all = 'all'", std::string{id}, "all");
            if (found.empty()) return std::nullopt;
            return std::move(found.front());
        });
    }
    std::optional<ListView> list(Day day, const AdvisorId& advisor) override {
        return read([&](soci::session& sql) -> std::optional<ListView> {
            auto plan = newest_plan(sql, day, PlanDocument::left_out);
            if (!plan) return std::nullopt;
            const std::string on = day.iso();
            const std::string whose = "select calls.tenant from calls where calls.id in " + calls_in_hands();
            return ListView{
                std::move(*plan), read_calls(sql, "calls.id in " + calls_in_hands(), on, advisor.text),
                records_among<TenantRecord>(sql, "tenants", whose, on, advisor.text),
                read_attempts(sql,
                              "number in (select max(number) from attempts where outcome <> 'not_attempted' "
                              "and tenant in (" +
                                  whose + ") group by tenant)",
                              on, advisor.text)};
        });
    }

    Put put_pin(const Pin& pin, const std::string& action, const ChangeBy& by) override {
        return write([&](soci::session& sql) { return bienveille::put_pin(sql, pin, action, by); });
    }
    bool remove_pin(Day day, const TenantId& tenant, const ChangeBy& by) override {
        return write([&](soci::session& sql) { return bienveille::remove_pin(sql, day, tenant, by); });
    }
    std::vector<Pin> pins(Day day) override {
        return read([&](soci::session& sql) { return read_pins(sql, day); });
    }
    std::int64_t overrides(Day day) override {
        return read([&](soci::session& sql) { return count_overrides(sql, day); });
    }

    bool begin_wave(const KeptWave& wave, const ChangeBy& by) override {
        return write([&](soci::session& sql) { return insert_wave(sql, wave, by); });
    }
    std::vector<KeptWave> waves() override {
        return read([](soci::session& sql) { return read_waves(sql); });
    }
    bool keep_words(const WaveWords& words, const ChangeBy& by) override {
        return write([&](soci::session& sql) { return insert_wave_words(sql, words, by); });
    }
    std::vector<WaveWords> words(Day wave) override {
        return read([&](soci::session& sql) { return read_wave_words(sql, wave); });
    }
    WaveRows load_wave(const DayRange& days) override {
        return read([&](soci::session& sql) { return read_wave_rows(sql, days); });
    }

    LiveDay load_live_day(Day day) override {
        return read([&](soci::session& sql) { return read_live_day(sql, day); });
    }
    LiveDayChanges live_day_since(Day day, std::int64_t moment) override {
        return read([&](soci::session& sql) { return read_live_day_since(sql, day, moment); });
    }
    LeaseTaken take_lease(const Lease& lease, CallState seen, const ChangeBy& by) override {
        return write([&](soci::session& sql) { return bienveille::take_lease(sql, lease, seen, by); });
    }
    LeaseTaken take_unplanned(const Lease& lease, const ChangeBy& by) override {
        return write_if([&](soci::session& sql) { return bienveille::take_unplanned(sql, lease, by); },
                        [](LeaseTaken done) { return done == LeaseTaken::taken; });
    }
    std::optional<Lease> lease_of(const AdvisorId& advisor) override {
        return read([&](soci::session& sql) { return open_lease(sql, "", advisor); });
    }
    std::optional<Lease> renew_lease(std::string_view call, const AdvisorId& advisor, const std::string& until,
                                     const ChangeBy& by) override {
        return write(
            [&](soci::session& sql) { return bienveille::renew_lease(sql, std::string{call}, advisor, until, by); });
    }
    std::optional<Lease> release_lease(std::string_view call, const AdvisorId& advisor, const std::string& reason,
                                       const ChangeBy& by) override {
        return write(
            [&](soci::session& sql) { return bienveille::release_lease(sql, std::string{call}, advisor, reason, by); });
    }
    std::vector<PastLease> leases(std::string_view call) override {
        return read([&](soci::session& sql) { return read_leases(sql, "call = :c", std::string{call}); });
    }

    AttemptSaved save_attempt(const AttemptWrite& write_, const ChangeBy& by) override {
        const Attempt& a = write_.attempt;
        return write_or_roll_back([&](soci::session& sql) {
            if (revision_of(sql, "tenants", a.tenant.text) != write_.tenant_revision)
                return AttemptSaved::tenant_changed;
            const std::string changed =
                update_record(sql, "tenants", write_.tenant_before, write_.tenant_after, write_.tenant_revision + 1);
            if (write_.new_call) insert_call(sql, *write_.new_call);
            const auto call = read_calls(sql, "id = :id and :all = 'all'", a.call, "all");
            insert_attempt(sql, a);
            const std::string state{name(a.state_after)};
            const std::string& advisor = a.doubled && !call.empty() ? call.front().advisor.text : a.advisor.text;
            run(sql, "update calls set state = :s, advisor = :a where id = :i", soci::use(state), soci::use(advisor),
                soci::use(a.call));
            end_leases_by_outcome(sql, a.call, a.advisor);
            follow(sql, write_, by);
            log_change(sql, by, "attempt.record", a.call, changed);
            if (!call.empty()) tell(sql, by, told_of_attempt(write_, call.front(), write_.tenant_before));
            return AttemptSaved::saved;
        });
    }
    std::optional<Attempt> attempt(std::string_view id) override {
        return read([&](soci::session& sql) -> std::optional<Attempt> {
            auto found = read_attempts(sql, "id = :id and :all = 'all'", std::string{id}, "all");
            if (found.empty()) return std::nullopt;
            return std::move(found.front());
        });
    }
    std::vector<Attempt> attempts(std::string_view call) override {
        return read([&](soci::session& sql) {
            return read_attempts(sql, "call = :call and :all = 'all'", std::string{call}, "all");
        });
    }
    std::optional<Attempt> last_attempt(const TenantId& tenant) override {
        return read([&](soci::session& sql) { return last_dialled(sql, tenant); });
    }

    AttemptSaved correct_attempt(const CorrectionWrite& write_, const ChangeBy& by) override {
        const Attempt& a = write_.attempt;
        return write_or_roll_back([&](soci::session& sql) {
            const auto before = find_record<TenantRecord>(sql, "tenants", a.tenant.text);
            if (!before || before->revision != write_.tenant_revision) return AttemptSaved::tenant_changed;
            const std::string changed = changed_columns(before->record, write_.tenant_after);
            RecordWriter<TenantRecord>(sql, "tenants").write(write_.tenant_after, before->revision + 1);
            replace_attempt(sql, a);
            if (write_.call_state) {
                const std::string state{name(*write_.call_state)};
                sql << "update calls set state = :s where id = :i", soci::use(state), soci::use(a.call);
            }
            follow(sql, write_, by);
            log_change(sql, by, "attempt.correct", a.call, changed);
            tell(sql, by, told_of_correction(write_, before->record));
            return AttemptSaved::saved;
        });
    }
    std::vector<Attempt> earlier_values(std::string_view attempt) override {
        return read([&](soci::session& sql) { return read_earlier_attempts(sql, std::string{attempt}); });
    }

    std::vector<Escalation> escalations(std::string_view after, std::size_t limit, bool only_open) override {
        return read([&](soci::session& sql) { return read_escalations(sql, std::string{after}, limit, only_open); });
    }
    std::optional<Escalation> escalation(std::string_view id) override {
        return read([&](soci::session& sql) { return find_escalation(sql, std::string{id}); });
    }
    Put change_tenant(const TenantChange& change, const ChangeBy& by) override {
        return write([&](soci::session& sql) {
            const TenantRecord& record = change.after;
            const auto before = find_record<TenantRecord>(sql, "tenants", id_of(record));
            if (!before || before->revision != change.revision) return Put::conflict;
            RecordWriter<TenantRecord>(sql, "tenants").write(record, before->revision + 1);
            log_change(sql, by, change.action, id_of(record), changed_columns(before->record, record));
            tell(sql, by, told_of_put(before->record, record));
            for (const Escalation& each : change.proposals) propose(sql, each, by);
            if (!change.gives_back.empty()) cancel_lease(sql, change.gives_back, by);
            return Put::updated;
        });
    }
    bool decide(const Escalation& decided, StepState seen, const std::optional<Escalation>& next,
                const ChangeBy& by) override {
        return write([&](soci::session& sql) {
            const bool done = bienveille::decide(sql, decided, seen, by);
            if (done && next) propose(sql, *next, by);
            return done;
        });
    }

    std::optional<KeptAnswer> answer(std::string_view key) override {
        return read([&](soci::session& sql) { return find_answer(sql, std::string{key}); });
    }
    bool keep_answer(const KeptAnswer& answer, std::string_view oldest) override {
        return write([&](soci::session& sql) {
            forget_answers(sql, std::string{oldest});
            return insert_answer(sql, answer);
        });
    }

    // Every change is logged, in its own transaction.
    std::int64_t moment() override { return pool_->newest_change(); }

    EventsKept events_kept() override {
        return read([&](soci::session& sql) { return read_events_kept(sql); });
    }
    std::vector<Event> events(std::int64_t after, std::size_t limit) override {
        return read([&](soci::session& sql) { return read_events(sql, after, limit); });
    }
    void wait_for_events(std::int64_t after, std::chrono::milliseconds most) override {
        const std::uint64_t heard = pool_->commits();
        if (events_kept().newest <= after) pool_->wait_for_commit(heard, most);
    }

    std::vector<LoggedChange> changes(std::size_t limit) override {
        return read([&](soci::session& sql) {
            return read_changes(sql, "number > (select coalesce(max(number), 0) from changes) - cast(:n as integer)",
                                std::to_string(limit));
        });
    }
    std::optional<LoggedChange> last_change(std::string_view subject) override {
        return read([&](soci::session& sql) -> std::optional<LoggedChange> {
            auto found = read_changes(sql, "number = (select max(number) from changes where subject = :s)",
                                      std::string{subject});
            if (found.empty()) return std::nullopt;
            return std::move(found.front());
        });
    }

    void check() override {
        read([&](soci::session& sql) {
            int one = 0;
            sql << "select count(*) from rules", soci::into(one);
            return one;
        });
    }
    void checkpoint() override { pool_->checkpoint(); }

private:
    template <class Work>
    std::invoke_result_t<Work, soci::session&> read(Work work) {
        std::optional<std::invoke_result_t<Work, soci::session&>> result;
        pool_->read([&](soci::session& sql) { result.emplace(work(sql)); });
        return std::move(*result);
    }
    // Kept when `kept` says so of the result, undone otherwise.
    template <class Work, class Kept>
    std::invoke_result_t<Work, soci::session&> write_if(Work work, Kept kept) {
        std::optional<std::invoke_result_t<Work, soci::session&>> result;
        pool_->write([&](soci::session& sql) {
            result.emplace(work(sql));
            return kept(*result);
        });
        return std::move(*result);
    }
    template <class Work>
    std::invoke_result_t<Work, soci::session&> write(Work work) {
        return write_if(work, [](const auto&) { return true; });
    }
    template <class Work>
    AttemptSaved write_or_roll_back(Work work) {
        return write_if(work, [](AttemptSaved saved) { return saved == AttemptSaved::saved; });
    }
    // What an outcome, or its correction, brings with it.
    template <class Write>
    void follow(soci::session& sql, const Write& write, const ChangeBy& by) {
        if (const auto until = not_called_before(write.tenant_after))
            cancel_calls(sql, write.attempt.tenant.text, *until, by);
        if (write.ends_ladder) overtake_ladder(sql, write.attempt.tenant, by);
        for (const Escalation& each : write.proposals) propose(sql, each, by);
    }
    template <class Record>
    std::vector<Record> records(std::string_view after, std::size_t limit) {
        return read([&](soci::session& sql) {
            std::vector<Record> found;
            for (auto& each : all_records<Record>(sql, table_of<Record>(), std::string{after}, limit))
                found.push_back(std::move(each.record));
            return found;
        });
    }
    template <class Record>
    ImportCounts run_import(const Import<Record>& import, const ChangeBy& by) {
        return write_if([&](soci::session& sql) { return import_records(sql, import, by); },
                        [&](const ImportCounts&) { return !import.dry_run; });
    }

    std::unique_ptr<SqlPool> pool_;
};

}  // namespace

std::unique_ptr<Store> sql_store(std::unique_ptr<SqlPool> pool) { return std::make_unique<SqlStore>(std::move(pool)); }

}  // namespace bienveille
