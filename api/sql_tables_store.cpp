#include "api/sql_tables_store.h"

#include "api/sql_pins_store.h"
#include "api/sql_rows_store.h"
#include "api/sql_rules_store.h"
#include "engine/names.h"

namespace bienveille {
namespace {

Day day_of(const std::string& text) {
    const auto day = day_from_iso(text);
    if (!day) throw StoreError("the database holds a wrong day");
    return *day;
}

template <class E>
E choice_of(const std::string& text) {
    const auto value = from_name<E>(text);
    if (!value) throw StoreError("the database holds a wrong word");
    return *value;
}

}  // namespace

void log_change(soci::session& sql, const ChangeBy& by, const std::string& action, const std::string& subject,
                const std::string& detail) {
    run(sql,
        "insert into changes (number, at, actor, request, action, subject, detail) values (" + next_number("changes") +
            ", :a, :b, :c, :d, :e, :f)",
        soci::use(by.at), soci::use(by.actor), soci::use(by.request), soci::use(action), soci::use(subject),
        soci::use(detail));
}

std::vector<LoggedChange> read_changes(soci::session& sql, const std::string& where, const std::string& value) {
    LoggedChange each;
    Rows rows(sql,
              "select at, actor, request, action, subject, detail from changes where " + where + " order by number");
    rows.into(each.by.at).into(each.by.actor).into(each.by.request);
    rows.into(each.action).into(each.subject).into(each.detail).use(value);
    std::vector<LoggedChange> found;
    while (rows.next()) found.push_back(each);
    return found;
}

std::vector<Availability> read_availability(soci::session& sql, const std::string& where, const std::string& value) {
    std::string advisor, day, comes, leaves;
    int minutes = 0;
    Rows rows(sql,
              "select advisor, day, minutes, coalesce(comes_at, ''), coalesce(leaves_at, '') from availability where " +
                  where + " = :v order by advisor, day");
    rows.into(advisor).into(day).into(minutes).into(comes).into(leaves).use(value);
    std::vector<Availability> found;
    while (rows.next())
        found.push_back({{advisor}, day_of(day), {minutes}, time_from_hhmm(comes), time_from_hhmm(leaves)});
    return found;
}

std::string read_campaign_document(soci::session& sql) {
    std::string document;
    sql << "select document from campaign", soci::into(document);
    return document;
}

void put_campaign_document(soci::session& sql, const std::string& document, const ChangeBy& by) {
    sql << "insert into campaign (one, document) values (1, :d) on conflict (one) do update set document = "
           "excluded.document",
        soci::use(document);
    log_change(sql, by, "campaign.put", "campaign", "");
}

std::vector<LastImport> read_last_imports(soci::session& sql) {
    LastImport each;
    Rows rows(sql, "select kind, at, source_digest, added, changed, unchanged from imports order by kind");
    rows.into(each.kind).into(each.at).into(each.source_digest);
    rows.into(each.counts.added).into(each.counts.changed).into(each.counts.unchanged);
    std::vector<LastImport> found;
    while (rows.next()) found.push_back(each);
    return found;
}

std::optional<KeptPlan> read_plan_where(soci::session& sql, const std::string& where, const std::string& day,
                                        const std::string& digest, PlanDocument document) {
    KeptPlan plan;
    std::string on;
    const std::string text = document == PlanDocument::read ? "document" : "''";
    Rows rows(sql, "select day, digest, created_at, " + text + " from plans where day = :day and " + where);
    rows.into(on).into(plan.digest).into(plan.created_at).into(plan.document).use(day).use(digest);
    if (!rows.next()) return std::nullopt;
    plan.day = day_of(on);
    for (PlanVersion& each : read_plan_versions(sql, plan.day))
        if (each.digest == plan.digest) plan.version = std::move(each);
    return plan;
}

std::vector<PlanVersion> read_plan_versions(soci::session& sql, Day day) {
    PlanVersion each;
    std::string now;
    long long overrides = 0;
    const std::string on = day.iso();
    Rows rows(sql, "select number, digest, input, at, actor, reason, coalesce(now, ''), changes, overrides, " +
                       kRulesOfVersion + " from plan_versions where day = :d order by number");
    rows.into(each.number).into(each.digest).into(each.input).into(each.at).into(each.by).into(each.reason);
    rows.into(now).into(each.changes).into(overrides).into(each.rules).use(on);
    std::vector<PlanVersion> found;
    while (rows.next()) {
        each.now = time_from_hhmm(now);
        each.overrides = overrides;
        found.push_back(each);
    }
    return found;
}

void insert_plan_version(soci::session& sql, Day day, const PlanVersion& version) {
    const std::string on = day.iso(), now = version.now ? version.now->hhmm() : "";
    const long long overrides = count_overrides(sql, day);
    sql << "insert into plan_versions (day, number, digest, input, at, actor, reason, now, changes, overrides, rules) "
           "values (:day, :number, :digest, :input, :at, :actor, :reason, nullif(:now, ''), :changes, :overrides, "
           ":rules)",
        soci::use(on), soci::use(version.number), soci::use(version.digest), soci::use(version.input),
        soci::use(version.at), soci::use(version.by), soci::use(version.reason), soci::use(now),
        soci::use(version.changes), soci::use(overrides), soci::use(version.rules);
}

std::optional<KeptPlan> newest_plan(soci::session& sql, Day day, PlanDocument document) {
    return read_plan_where(sql, "newest = cast(:one as integer)", day.iso(), "1", document);
}

std::string calls_in_hands() {
    return "(with asked as (select cast(:d as text) as on_day, cast(:a as text) as who) "
           "select c.id from asked join calls c on c.day = asked.on_day and c.advisor = asked.who union "
           "select l.call from asked join leases l on l.advisor = asked.who and l.day = asked.on_day and l.ended is "
           "null)";
}

std::vector<KeptCall> read_calls(soci::session& sql, const std::string& where, const std::string& a,
                                 const std::string& b) {
    std::string id, day, tenant, advisor, state, holder, began_at, until;
    soci::indicator held = soci::i_ok, began = soci::i_ok, ends = soci::i_ok;
    Rows rows(sql,
              "select id, calls.day, calls.tenant, calls.advisor, state, leases.advisor, began_at, until from calls "
              "left join leases on leases.call = calls.id and ended is null where " +
                  where + " order by calls.tenant");
    rows.into(id).into(day).into(tenant).into(advisor).into(state);
    rows.into(holder, held).into(began_at, began).into(until, ends).use(a).use(b);
    std::vector<KeptCall> found;
    while (rows.next()) {
        KeptCall call{id, day_of(day), {tenant}, {advisor}, choice_of<CallState>(state), {}};
        if (held == soci::i_ok) call.lease = Lease{id, call.day, call.tenant, {holder}, began_at, until};
        found.push_back(std::move(call));
    }
    return found;
}

namespace {

const std::string kAttemptColumns =
    "id, call, day, tenant, advisor, recorded_at, outcome, minutes, anxiety, support, needs, follow_ups, note, reason, "
    "until, state_after, warnings, doubled, incoming, dialled_at, corrected_at, tenant_before, neighbours_help";

std::vector<Attempt> attempts_from(soci::session& sql, const std::string& table_and_where, const std::string& a,
                                   const std::string& b) {
    Attempt each;
    std::string day, outcome, support, until, state, dialled;
    int minutes = 0, anxiety = 0, neighbours = 0, doubled = 0, incoming = 0;
    soci::indicator no_anxiety = soci::i_ok, no_support = soci::i_ok, no_neighbours = soci::i_ok, no_until = soci::i_ok;
    Rows rows(sql, "select " + kAttemptColumns + " from " + table_and_where);
    rows.into(each.id).into(each.call).into(day).into(each.tenant.text).into(each.advisor.text);
    rows.into(each.recorded_at).into(outcome).into(minutes).into(anxiety, no_anxiety).into(support, no_support);
    rows.into(each.needs).into(each.follow_ups).into(each.note).into(each.reason).into(until, no_until);
    rows.into(state)
        .into(each.warnings)
        .into(doubled)
        .into(incoming)
        .into(dialled)
        .into(each.corrected_at)
        .into(each.tenant_before)
        .into(neighbours, no_neighbours);
    rows.use(a).use(b);
    std::vector<Attempt> found;
    while (rows.next()) {
        each.day = day_of(day);
        each.outcome = choice_of<Outcome>(outcome);
        each.minutes = {minutes};
        each.anxiety = no_anxiety == soci::i_ok ? std::optional{anxiety} : std::nullopt;
        each.support = no_support == soci::i_ok ? std::optional{choice_of<Support>(support)} : std::nullopt;
        each.neighbours_help = no_neighbours == soci::i_ok ? std::optional{neighbours == 1} : std::nullopt;
        each.until = no_until == soci::i_ok ? std::optional{day_of(until)} : std::nullopt;
        each.state_after = choice_of<CallState>(state);
        each.doubled = doubled == 1;
        each.incoming = incoming == 1;
        each.dialled_at = time_from_hhmm(dialled).value_or(TimeOfDay{});
        found.push_back(each);
    }
    return found;
}

}  // namespace

std::vector<Attempt> read_attempts(soci::session& sql, const std::string& where, const std::string& a,
                                   const std::string& b) {
    return attempts_from(sql, "attempts where " + where + " order by number", a, b);
}

std::optional<Attempt> last_dialled(soci::session& sql, const TenantId& tenant) {
    auto found = read_attempts(
        sql,
        "number = (select max(number) from attempts where tenant = :t and outcome <> 'not_attempted') and :all = 'all'",
        tenant.text, "all");
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

std::vector<Attempt> read_earlier_attempts(soci::session& sql, const std::string& id) {
    return attempts_from(sql, "earlier_attempts where id = :id and :all = 'all' order by version", id, "all");
}

void insert_call(soci::session& sql, const KeptCall& call) {
    const std::string day = call.day.iso(), state{name(call.state)};
    sql << "insert into calls (id, day, tenant, advisor, state) values (:i, :d, :t, :a, :s) on conflict (day, tenant) "
           "do "
           "nothing",
        soci::use(call.id), soci::use(day), soci::use(call.tenant.text), soci::use(call.advisor.text), soci::use(state);
}

void insert_attempt(soci::session& sql, const Attempt& a) {
    const std::string day = a.day.iso(), outcome{name(a.outcome)}, state{name(a.state_after)};
    const std::string dialled = a.dialled_at.hhmm();
    const std::string support = a.support ? std::string{name(*a.support)} : std::string{};
    const std::string until = a.until ? a.until->iso() : std::string{};
    const int minutes = static_cast<int>(a.minutes.count), anxiety = a.anxiety.value_or(0), doubled = a.doubled ? 1 : 0,
              incoming = a.incoming ? 1 : 0, neighbours = a.neighbours_help.value_or(false) ? 1 : 0;
    const auto null_unless = [](bool known) { return known ? soci::i_ok : soci::i_null; };
    soci::indicator no_anxiety = null_unless(a.anxiety.has_value());
    soci::indicator no_support = null_unless(a.support.has_value());
    soci::indicator no_neighbours = null_unless(a.neighbours_help.has_value());
    soci::indicator no_until = null_unless(a.until.has_value());
    static const std::string statement = [] {
        std::string updates;
        for (const char* column :
             {"advisor", "outcome", "minutes", "anxiety", "support", "needs", "follow_ups", "note", "reason", "until",
              "state_after", "warnings", "dialled_at", "corrected_at", "neighbours_help"})
            updates += (updates.empty() ? "" : ", ") + std::string{column} + " = excluded." + column;
        return "insert into attempts (number, " + kAttemptColumns + ") values (" + next_number("attempts") +
               ", :id, :call, :day, :tenant, :advisor, :at, :outcome, :minutes, :anxiety, :support, :needs, "
               ":follow_ups, :note, :reason, :until, :state, :warnings, :doubled, :incoming, :dialled, :corrected, "
               ":before, :neighbours) on conflict (id) do update set " +
               updates;
    }();
    run(sql, statement, soci::use(a.id), soci::use(a.call), soci::use(day), soci::use(a.tenant.text),
        soci::use(a.advisor.text), soci::use(a.recorded_at), soci::use(outcome), soci::use(minutes),
        soci::use(anxiety, no_anxiety), soci::use(support, no_support), soci::use(a.needs), soci::use(a.follow_ups),
        soci::use(a.note), soci::use(a.reason), soci::use(until, no_until), soci::use(state), soci::use(a.warnings),
        soci::use(doubled), soci::use(incoming), soci::use(dialled), soci::use(a.corrected_at),
        soci::use(a.tenant_before), soci::use(neighbours, no_neighbours));
}

void replace_attempt(soci::session& sql, const Attempt& a) {
    sql << "insert into earlier_attempts (version, number, " + kAttemptColumns + ") select " +
               next_number("earlier_attempts", "version") + ", number, " + kAttemptColumns +
               " from attempts where id = :i",
        soci::use(a.id);
    insert_attempt(sql, a);
}

void forget_answers(soci::session& sql, const std::string& before) {
    run(sql, "delete from answers where at < :o", soci::use(before));
}

std::optional<KeptAnswer> find_answer(soci::session& sql, const std::string& key) {
    KeptAnswer a;
    sql << "select key, fingerprint, status, headers, body, at from answers where key = :k", soci::use(key),
        soci::into(a.key), soci::into(a.fingerprint), soci::into(a.status), soci::into(a.headers), soci::into(a.body),
        soci::into(a.at);
    if (!sql.got_data()) return std::nullopt;
    return a;
}

bool insert_answer(soci::session& sql, const KeptAnswer& a) {
    int there = 0;
    sql << "select count(*) from answers where key = :k", soci::use(a.key), soci::into(there);
    if (there > 0) return false;
    run(sql, "insert into answers (key, fingerprint, status, headers, body, at) values (:k, :f, :s, :h, :b, :t)",
        soci::use(a.key), soci::use(a.fingerprint), soci::use(a.status), soci::use(a.headers), soci::use(a.body),
        soci::use(a.at));
    return true;
}

}  // namespace bienveille
