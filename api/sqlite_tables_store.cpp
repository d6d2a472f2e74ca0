#include "api/sqlite_tables_store.h"

#include "api/sqlite_rows_store.h"
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
    sql << "insert into changes (at, actor, request, action, subject, detail) values (:a, :b, :c, :d, :e, :f)",
        soci::use(by.at), soci::use(by.actor), soci::use(by.request), soci::use(action), soci::use(subject),
        soci::use(detail);
}

std::vector<Availability> read_availability(soci::session& sql, const std::string& where, const std::string& value) {
    std::string advisor, day;
    int minutes = 0;
    Rows rows(sql, "select advisor, day, minutes from availability where " + where + " = :v order by advisor, day");
    rows.into(advisor).into(day).into(minutes).use(value);
    std::vector<Availability> found;
    while (rows.next()) found.push_back({{advisor}, day_of(day), {minutes}});
    return found;
}

std::vector<KeptRules> read_rules_where(soci::session& sql, const std::string& where, const std::string& value) {
    KeptRules each;
    int active = 0;
    Rows rows(sql,
              "select id, name, version, document, added_at, active from rules where " + where + " = :v order by id");
    rows.into(each.id)
        .into(each.name)
        .into(each.version)
        .into(each.document)
        .into(each.added_at)
        .into(active)
        .use(value);
    std::vector<KeptRules> found;
    while (rows.next()) {
        each.active = active == 1;
        found.push_back(each);
    }
    return found;
}

std::string read_campaign_document(soci::session& sql) {
    std::string document;
    sql << "select document from campaign", soci::into(document);
    return document;
}

std::optional<KeptPlan> read_plan_where(soci::session& sql, const std::string& where, const std::string& day,
                                        const std::string& digest) {
    KeptPlan plan;
    std::string on;
    Rows rows(sql, "select day, digest, created_at, document from plans where day = :day and " + where);
    rows.into(on).into(plan.digest).into(plan.created_at).into(plan.document).use(day).use(digest);
    if (!rows.next()) return std::nullopt;
    plan.day = day_of(on);
    return plan;
}

std::optional<KeptPlan> newest_plan(soci::session& sql, Day day) {
    return read_plan_where(sql, "newest = cast(:one as integer)", day.iso(), "1");
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

std::vector<Attempt> read_attempts(soci::session& sql, const std::string& where, const std::string& a,
                                   const std::string& b) {
    Attempt each;
    std::string day, outcome, support, until, state;
    int minutes = 0, anxiety = 0, doubled = 0;
    soci::indicator no_anxiety = soci::i_ok, no_support = soci::i_ok, no_until = soci::i_ok;
    Rows rows(
        sql,
        "select id, call, day, tenant, advisor, recorded_at, outcome, minutes, anxiety, support, needs, follow_ups, "
        "note, reason, until, state_after, warnings, doubled from attempts where " +
            where + " order by number");
    rows.into(each.id).into(each.call).into(day).into(each.tenant.text).into(each.advisor.text);
    rows.into(each.recorded_at).into(outcome).into(minutes).into(anxiety, no_anxiety).into(support, no_support);
    rows.into(each.needs).into(each.follow_ups).into(each.note).into(each.reason).into(until, no_until);
    rows.into(state).into(each.warnings).into(doubled).use(a).use(b);
    std::vector<Attempt> found;
    while (rows.next()) {
        each.day = day_of(day);
        each.outcome = choice_of<Outcome>(outcome);
        each.minutes = {minutes};
        each.anxiety = no_anxiety == soci::i_ok ? std::optional{anxiety} : std::nullopt;
        each.support = no_support == soci::i_ok ? std::optional{choice_of<Support>(support)} : std::nullopt;
        each.until = no_until == soci::i_ok ? std::optional{day_of(until)} : std::nullopt;
        each.state_after = choice_of<CallState>(state);
        each.doubled = doubled == 1;
        found.push_back(each);
    }
    return found;
}

void insert_attempt(soci::session& sql, const Attempt& a) {
    const std::string day = a.day.iso(), outcome{name(a.outcome)}, state{name(a.state_after)};
    const std::string support = a.support ? std::string{name(*a.support)} : std::string{};
    const std::string until = a.until ? a.until->iso() : std::string{};
    const int minutes = static_cast<int>(a.minutes.count), anxiety = a.anxiety.value_or(0), doubled = a.doubled ? 1 : 0;
    const auto null_unless = [](bool known) { return known ? soci::i_ok : soci::i_null; };
    soci::indicator no_anxiety = null_unless(a.anxiety.has_value());
    soci::indicator no_support = null_unless(a.support.has_value());
    soci::indicator no_until = null_unless(a.until.has_value());
    sql << "insert into attempts (id, call, day, tenant, advisor, recorded_at, outcome, minutes, anxiety, support, "
           "needs, "
           "follow_ups, note, reason, until, state_after, warnings, doubled) values (:id, :call, :day, :tenant, "
           ":advisor, :at, "
           ":outcome, :minutes, :anxiety, :support, :needs, :follow_ups, :note, :reason, :until, :state, :warnings, "
           ":doubled)",
        soci::use(a.id), soci::use(a.call), soci::use(day), soci::use(a.tenant.text), soci::use(a.advisor.text),
        soci::use(a.recorded_at), soci::use(outcome), soci::use(minutes), soci::use(anxiety, no_anxiety),
        soci::use(support, no_support), soci::use(a.needs), soci::use(a.follow_ups), soci::use(a.note),
        soci::use(a.reason), soci::use(until, no_until), soci::use(state), soci::use(a.warnings), soci::use(doubled);
}

void forget_answers(soci::session& sql, const std::string& before) {
    sql << "delete from answers where at < :o", soci::use(before);
}

bool insert_answer(soci::session& sql, const KeptAnswer& a) {
    int there = 0;
    sql << "select count(*) from answers where key = :k", soci::use(a.key), soci::into(there);
    if (there > 0) return false;
    sql << "insert into answers (key, fingerprint, attempt, status, body, at) values (:k, :f, :a, :s, :b, :t)",
        soci::use(a.key), soci::use(a.fingerprint), soci::use(a.attempt), soci::use(a.status), soci::use(a.body),
        soci::use(a.at);
    return true;
}

}  // namespace bienveille
