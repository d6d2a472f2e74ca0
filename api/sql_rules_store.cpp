#include "api/sql_rules_store.h"

#include "api/sql_events_store.h"
#include "api/sql_rows_store.h"
#include "api/sql_tables_store.h"

namespace bienveille {
namespace {

const std::string kInForce =
    "coalesce((select rules from activations order by number desc limit 1), " + kFirstRules + ")";

std::vector<KeptRules> rules_where(soci::session& sql, const std::string& where, const std::string& value) {
    KeptRules each;
    int active = 0;
    Rows rows(sql, "select id, name, version, document, added_at, case when id = " + kInForce +
                       " then 1 else 0 end from rules where " + where + " order by id");
    rows.into(each.id).into(each.name).into(each.version).into(each.document).into(each.added_at).into(active);
    rows.use(value);
    std::vector<KeptRules> found;
    while (rows.next()) {
        each.active = active == 1;
        found.push_back(each);
    }
    return found;
}

KeptRules one_of(std::vector<KeptRules> found) { return found.empty() ? KeptRules{} : std::move(found.front()); }

}  // namespace

bool keep_rules(soci::session& sql, const KeptRules& rules, const ChangeBy& by) {
    if (find_rules(sql, rules.id)) return false;
    int others = 0;
    sql << "select count(*) from rules", soci::into(others);
    const int first = others == 0 ? 1 : 0;
    sql << "insert into rules (id, name, version, document, added_at, active) values (:i, :n, :v, :d, :t, :a)",
        soci::use(rules.id), soci::use(rules.name), soci::use(rules.version), soci::use(rules.document),
        soci::use(by.at), soci::use(first);
    log_change(sql, by, "rules.add", rules.id, first == 1 ? "active" : "");
    return true;
}

std::vector<KeptRules> read_rules(soci::session& sql) { return rules_where(sql, ":all = 'all'", "all"); }

std::optional<KeptRules> find_rules(soci::session& sql, const std::string& id) {
    auto found = rules_where(sql, "id = :id", id);
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

KeptRules rules_in_force(soci::session& sql) {
    return one_of(rules_where(sql, "id = " + kInForce + " and :all = 'all'", "all"));
}

KeptRules rules_of_day(soci::session& sql, Day day) {
    return one_of(rules_where(sql,
                              "id = coalesce((select " + kRulesOfVersion +
                                  " from plan_versions where day = :day order by number desc limit 1), " + kInForce +
                                  ")",
                              day.iso()));
}

bool activate(soci::session& sql, const Activation& a, const ChangeBy& by) {
    int newest = 0;
    sql << "select coalesce(max(number), 0) from activations", soci::into(newest);
    if (a.number != newest + 1) return false;
    const std::string day = a.looked_at.iso();
    sql << "insert into activations (number, rules, before, at, actor, reason, looked_at, crossed, overridden_by, "
           "override_reason) values (:number, :rules, :before, :at, :actor, :reason, :day, :crossed, :who, :why)",
        soci::use(a.number), soci::use(a.rules), soci::use(a.before), soci::use(a.at), soci::use(a.by),
        soci::use(a.reason), soci::use(day), soci::use(a.crossed), soci::use(a.overridden_by),
        soci::use(a.override_reason);
    log_change(sql, by, "rules.activate", a.rules, a.overridden_by.empty() ? "" : "overridden");
    tell(sql, by, {told_of_activation()});
    return true;
}

std::vector<Activation> read_activations(soci::session& sql) {
    Activation each;
    std::string day;
    Rows rows(
        sql,
        "select number, rules, before, at, actor, reason, looked_at, crossed, overridden_by, override_reason from "
        "activations order by number");
    rows.into(each.number).into(each.rules).into(each.before).into(each.at).into(each.by).into(each.reason);
    rows.into(day).into(each.crossed).into(each.overridden_by).into(each.override_reason);
    std::vector<Activation> found;
    while (rows.next()) {
        const auto looked_at = day_from_iso(day);
        if (!looked_at) throw StoreError("the database holds a wrong day");
        each.looked_at = *looked_at;
        found.push_back(each);
    }
    return found;
}

}  // namespace bienveille
