#include "api/sql_escalations_store.h"

#include "api/sql_rows_store.h"
#include "api/sql_tables_store.h"

namespace bienveille {
namespace {

std::vector<Escalation> escalations_where(soci::session& sql, const std::string& where, const std::string& value,
                                          std::size_t limit) {
    Escalation each;
    std::string day, step, state;
    const auto most = static_cast<long long>(limit);
    Rows rows(sql,
              "select id, call, day, tenant, step, state, proposed_at, decided_at, decided_by, note from escalations "
              "where " +
                  where + " order by id limit :most");
    rows.into(each.id).into(each.call).into(day).into(each.tenant.text).into(step).into(state);
    rows.into(each.proposed_at).into(each.decided_at).into(each.decided_by).into(each.note).use(value).use(most);
    std::vector<Escalation> found;
    while (rows.next()) {
        const auto on = day_from_iso(day);
        const auto what = from_name<Step>(step);
        const auto how = from_name<StepState>(state);
        if (!on || !what || !how) throw StoreError("the database holds a wrong word");
        each.day = *on;
        each.step = *what;
        each.state = *how;
        found.push_back(each);
    }
    return found;
}

}  // namespace

std::vector<Escalation> read_escalations(soci::session& sql, const std::string& after, std::size_t limit,
                                         bool only_open) {
    return escalations_where(sql, only_open ? "id > :after and state in ('proposed', 'accepted')" : "id > :after",
                             after, limit);
}

std::optional<Escalation> find_escalation(soci::session& sql, const std::string& id) {
    auto found = escalations_where(sql, "id = :id", id, 1);
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

void propose(soci::session& sql, const Escalation& e, const ChangeBy& by) {
    const std::string day = e.day.iso(), step{name(e.step)}, state{name(e.state)};
    for (const Escalation& open :
         escalations_where(sql, "state in ('proposed', 'accepted') and tenant = :t", e.tenant.text, 100))
        if (open.step == e.step) return;
    sql << "insert into escalations (id, call, day, tenant, step, state, proposed_at, decided_at, decided_by, note) "
           "values "
           "(:i, :c, :d, :t, :s, :st, :p, '', '', '')",
        soci::use(e.id), soci::use(e.call), soci::use(day), soci::use(e.tenant.text), soci::use(step), soci::use(state),
        soci::use(e.proposed_at);
    log_change(sql, by, "escalation.propose", e.id, step);
}

void overtake_ladder(soci::session& sql, const TenantId& tenant, const ChangeBy& by) {
    for (Escalation& each :
         escalations_where(sql, "state in ('proposed', 'accepted') and tenant = :t", tenant.text, 100)) {
        if (!ends_when_reached(each.step)) continue;
        const StepState seen = each.state;
        each.state = StepState::overtaken;
        each.decided_at = by.at;
        each.decided_by = by.actor;
        decide(sql, each, seen, by);
    }
}

bool decide(soci::session& sql, const Escalation& e, StepState seen, const ChangeBy& by) {
    const auto before = find_escalation(sql, e.id);
    if (!before || before->state != seen) return false;
    const std::string state{name(e.state)};
    sql << "update escalations set state = :s, decided_at = :a, decided_by = :b, note = :n where id = :i",
        soci::use(state), soci::use(e.decided_at), soci::use(e.decided_by), soci::use(e.note), soci::use(e.id);
    log_change(sql, by, "escalation.decide", e.id, state);
    return true;
}

}  // namespace bienveille
