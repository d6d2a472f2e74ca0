#include "api/sql_pins_store.h"

#include "api/sql_events_store.h"
#include "api/sql_rows_store.h"
#include "api/sql_tables_store.h"

namespace bienveille {

std::vector<Pin> read_pins(soci::session& sql, Day day) {
    Pin each;
    const std::string on = day.iso();
    std::string starts_at;
    long long minutes = 0, pause = 0;
    Rows rows(sql,
              "select tenant, advisor, starts_at, minutes, pause, reason, at, actor from pins where day = :d order by "
              "tenant");
    rows.into(each.tenant.text).into(each.advisor.text).into(starts_at).into(minutes).into(pause);
    rows.into(each.reason).into(each.at).into(each.by).use(on);
    std::vector<Pin> found;
    while (rows.next()) {
        each.day = day;
        each.starts_at = time_from_hhmm(starts_at).value_or(TimeOfDay{});
        each.minutes = {minutes};
        each.pause = {pause};
        found.push_back(each);
    }
    return found;
}

Put put_pin(soci::session& sql, const Pin& pin, const std::string& action, const ChangeBy& by) {
    const std::string day = pin.day.iso(), starts_at = pin.starts_at.hhmm();
    const long long minutes = pin.minutes.count, pause = pin.pause.count;
    const auto calls = read_calls(sql, "calls.day = :d and calls.tenant = :t", day, pin.tenant.text);
    if (!calls.empty()) {
        const KeptCall& call = calls.front();
        const bool in_hand = call.lease && call.lease->until > by.at;
        if (in_hand || !may_be_moved(call.state)) return Put::conflict;
        sql << "update calls set advisor = :a where id = :i", soci::use(pin.advisor.text), soci::use(call.id);
    }
    int before = 0;
    sql << "select count(*) from pins where day = :d and tenant = :t", soci::use(day), soci::use(pin.tenant.text),
        soci::into(before);
    sql << "insert into pins (day, tenant, advisor, starts_at, minutes, pause, reason, at, actor) values (:d, :t, :a, "
           ":s, :m, "
           ":p, :r, :w, :b) on conflict (day, tenant) do update set advisor = excluded.advisor, starts_at = "
           "excluded.starts_at, minutes = excluded.minutes, pause = excluded.pause, reason = excluded.reason, at = "
           "excluded.at, actor = excluded.actor",
        soci::use(day), soci::use(pin.tenant.text), soci::use(pin.advisor.text), soci::use(starts_at),
        soci::use(minutes), soci::use(pause), soci::use(pin.reason), soci::use(pin.at), soci::use(pin.by);
    sql << "insert into overrides (number, day, tenant, advisor, reason, at, actor) values (" +
               next_number("overrides") + ", :d, :t, :a, :r, :w, :b)",
        soci::use(day), soci::use(pin.tenant.text), soci::use(pin.advisor.text), soci::use(pin.reason),
        soci::use(pin.at), soci::use(pin.by);
    log_change(sql, by, action, pin.tenant.text, "day " + day + ", advisor " + pin.advisor.text);
    tell(sql, by, {told_of_pin(pin, calls.empty() ? nullptr : &calls.front())});
    return before > 0 ? Put::updated : Put::created;
}

bool remove_pin(soci::session& sql, Day day, const TenantId& tenant, const ChangeBy& by) {
    const std::string on = day.iso();
    int before = 0;
    sql << "select count(*) from pins where day = :d and tenant = :t", soci::use(on), soci::use(tenant.text),
        soci::into(before);
    if (before == 0) return false;
    sql << "delete from pins where day = :d and tenant = :t", soci::use(on), soci::use(tenant.text);
    log_change(sql, by, "pin.remove", tenant.text, "day " + on);
    const auto calls = read_calls(sql, "calls.day = :d and calls.tenant = :t", on, tenant.text);
    tell(sql, by, {told_of_freed(day, tenant, calls.empty() ? nullptr : &calls.front())});
    return true;
}

std::int64_t count_overrides(soci::session& sql, Day day) {
    const std::string on = day.iso();
    long long count = 0;
    sql << "select count(*) from overrides where day = :d", soci::use(on), soci::into(count);
    return count;
}

}  // namespace bienveille
