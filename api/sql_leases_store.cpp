#include "api/sql_leases_store.h"

#include <array>

#include "api/sql_events_store.h"
#include "api/sql_rows_store.h"
#include "api/sql_tables_store.h"
#include "engine/names.h"

namespace bienveille {
namespace {

// By LeaseEnd.
constexpr std::array<const char*, 5> kEnds{"outcome", "released", "expired", "overtaken", "cancelled"};

void end_lease(soci::session& sql, const std::string& call, LeaseEnd how) {
    const std::string word = kEnds.at(static_cast<std::size_t>(how));
    run(sql, "update leases set ended = :e where call = :c and ended is null", soci::use(word), soci::use(call));
}

std::vector<PastLease> leases_from(soci::session& sql, const std::string& where_and_more, const std::string& value) {
    std::string call, day, tenant, advisor, began_at, until, ended;
    soci::indicator open = soci::i_ok;
    Rows rows(sql, "select call, day, tenant, advisor, began_at, until, ended from leases where " + where_and_more);
    rows.into(call).into(day).into(tenant).into(advisor).into(began_at).into(until).into(ended, open).use(value);
    std::vector<PastLease> found;
    while (rows.next()) {
        const auto on = day_from_iso(day);
        if (!on) throw StoreError("the database holds a wrong day");
        PastLease each{{call, *on, {tenant}, {advisor}, began_at, until}, std::nullopt};
        for (std::size_t i = 0; open == soci::i_ok && i < kEnds.size(); ++i)
            if (ended == kEnds[i]) each.ended = static_cast<LeaseEnd>(i);
        found.push_back(std::move(each));
    }
    return found;
}

}  // namespace

std::vector<PastLease> read_leases(soci::session& sql, const std::string& where, const std::string& value) {
    return leases_from(sql, where + " order by number", value);
}

std::optional<Lease> open_lease(soci::session& sql, const std::string& call, const AdvisorId& advisor) {
    for (PastLease& each : call.empty() ? read_leases(sql, "ended is null and advisor = :a", advisor.text)
                                        : read_leases(sql, "ended is null and call = :c", call))
        if (advisor.empty() || each.lease.advisor == advisor) return std::move(each.lease);
    return std::nullopt;
}

void end_past_leases(soci::session& sql, const ChangeBy& by) {
    // By advisor, each of whom has one: by number every lease that ever was would be looked at.
    const std::string past = "ended is null and until <= :now order by advisor";
    for (const PastLease& each : leases_from(sql, past + for_update_skip_locked(sql), by.at)) {
        end_lease(sql, each.lease.call, LeaseEnd::expired);
        log_change(sql, by, "lease.expire", each.lease.call, "advisor " + each.lease.advisor.text);
        tell(sql, by, {told_of_lease(EventKind::call_expired, each.lease)});
    }
}

LeaseTaken take_lease(soci::session& sql, const Lease& lease, CallState seen, const ChangeBy& by) {
    end_past_leases(sql, by);
    if (open_lease(sql, "", lease.advisor)) return LeaseTaken::advisor_has_another;
    const auto calls = read_calls(sql, "id = :id and :all = 'all'", lease.call, "all");
    const bool free = calls.size() == 1 && calls[0].state == seen && !calls[0].lease &&
                      read_leases(sql, "ended is null and tenant = :t", lease.tenant.text).empty();
    if (!free) return LeaseTaken::call_changed;
    const std::string day = lease.day.iso();
    run(sql,
        "insert into leases (number, call, day, tenant, advisor, began_at, until, reason) values (" +
            next_number("leases") + ", :c, :d, :t, :a, :b, :u, '')",
        soci::use(lease.call), soci::use(day), soci::use(lease.tenant.text), soci::use(lease.advisor.text),
        soci::use(lease.began_at), soci::use(lease.until));
    log_change(sql, by, "lease.take", lease.call, "advisor " + lease.advisor.text);
    tell(sql, by, {told_of_call(EventKind::call_leased, calls[0], lease.advisor)});
    return LeaseTaken::taken;
}

LeaseTaken take_unplanned(soci::session& sql, const Lease& lease, const ChangeBy& by) {
    const auto calls = read_calls(sql, "id = :id and :all = 'all'", lease.call, "all");
    if (!calls.empty() && calls[0].state != CallState::cancelled && calls[0].state != CallState::planned)
        return LeaseTaken::call_changed;
    insert_call(sql, {lease.call, lease.day, lease.tenant, lease.advisor, CallState::planned});
    sql << "update calls set state = 'planned', advisor = :a where id = :c", soci::use(lease.advisor.text),
        soci::use(lease.call);
    return take_lease(sql, lease, CallState::planned, by);
}

std::optional<Lease> renew_lease(soci::session& sql, const std::string& call, const AdvisorId& advisor,
                                 const std::string& until, const ChangeBy& by) {
    auto lease = open_lease(sql, call, advisor);
    if (!lease) return std::nullopt;
    lease->until = until;
    sql << "update leases set until = :u where call = :c and ended is null", soci::use(until), soci::use(call);
    log_change(sql, by, "lease.renew", call, "advisor " + lease->advisor.text);
    tell(sql, by, {told_of_lease(EventKind::call_renewed, *lease)});
    return lease;
}

std::optional<Lease> release_lease(soci::session& sql, const std::string& call, const AdvisorId& advisor,
                                   const std::string& reason, const ChangeBy& by) {
    auto lease = open_lease(sql, call, advisor);
    if (!lease) return std::nullopt;
    sql << "update leases set ended = 'released', reason = :r where call = :c and ended is null", soci::use(reason),
        soci::use(call);
    log_change(sql, by, "lease.release", call, "advisor " + lease->advisor.text);
    tell(sql, by, {told_of_lease(EventKind::call_released, *lease)});
    return lease;
}

void end_leases_by_outcome(soci::session& sql, const std::string& call, const AdvisorId& advisor) {
    run(sql,
        "update leases set ended = 'outcome' where number = (select max(number) from leases where call = :c and "
        "advisor = :a and (ended is null or ended in ('expired', 'overtaken')))",
        soci::use(call), soci::use(advisor.text));
    end_lease(sql, call, LeaseEnd::overtaken);
}

void cancel_lease(soci::session& sql, const std::string& call, const ChangeBy& by) {
    const auto lease = open_lease(sql, call, {});
    if (!lease) return;
    end_lease(sql, call, LeaseEnd::cancelled);
    tell(sql, by, {told_of_lease(EventKind::call_released, *lease)});
}

void cancel_calls(soci::session& sql, const std::string& tenant, const std::string& before, const ChangeBy& by) {
    for (const KeptCall& each :
         read_calls(sql, "calls.tenant = :t and calls.day < :d and state in ('planned', 'retry')", tenant, before)) {
        sql << "update calls set state = 'cancelled' where id = :i", soci::use(each.id);
        end_lease(sql, each.id, LeaseEnd::cancelled);
        log_change(sql, by, "call.cancel", each.id, "");
        tell(sql, by, {told_of_call(EventKind::call_cancelled, each, each.lease ? each.lease->advisor : each.advisor)});
    }
}

}  // namespace bienveille
