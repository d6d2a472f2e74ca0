#include "api/sql_events_store.h"

#include "api/sql_rows_store.h"

namespace bienveille {

void tell(soci::session& sql, const ChangeBy& by, const std::vector<Event>& told) {
    if (told.empty()) return;
    const std::string oldest = events_kept_since(by.at);
    // The newest one stays whatever its age, so that its number is never given again.
    run(sql, "delete from events where at < :oldest and number < (select max(number) from events)", soci::use(oldest));
    static const std::string insert =
        "insert into events (number, at, kind, day, call, tenant, advisor, was_with, due_on) values (" +
        next_number("events") + ", :a, :k, :d, :c, :t, :v, :w, :u)";
    std::string kind, call, tenant, advisor, was_with, day, due_on;
    soci::indicator any_day = soci::i_null, not_due = soci::i_null;
    for (const Event& event : told) {
        kind = name(event.kind);
        call = event.call;
        tenant = event.tenant.text;
        advisor = event.advisor.text;
        was_with = event.was_with.text;
        any_day = event.day ? soci::i_ok : soci::i_null;
        day = event.day ? event.day->iso() : "";
        not_due = event.due_on ? soci::i_ok : soci::i_null;
        due_on = event.due_on ? event.due_on->iso() : "";
        run(sql, insert, soci::use(by.at), soci::use(kind), soci::use(day, any_day), soci::use(call), soci::use(tenant),
            soci::use(advisor), soci::use(was_with), soci::use(due_on, not_due));
    }
}

EventsKept read_events_kept(soci::session& sql) {
    long long newest = 0, oldest = 0;
    sql << "select coalesce(max(number), 0), coalesce(min(number), 1) from events", soci::into(newest),
        soci::into(oldest);
    return {oldest - 1, newest};
}

std::vector<Event> read_events(soci::session& sql, std::int64_t after, std::size_t limit) {
    Event each;
    std::string kind, day, due_on;
    soci::indicator any_day = soci::i_ok, not_due = soci::i_ok;
    long long number = 0;
    const long long from = after;
    const auto most = static_cast<long long>(limit);
    Rows rows(sql,
              "select number, at, kind, day, call, tenant, advisor, was_with, due_on from events where number > :after "
              "order by number limit :most");
    rows.into(number).into(each.at).into(kind).into(day, any_day).into(each.call).into(each.tenant.text);
    rows.into(each.advisor.text).into(each.was_with.text).into(due_on, not_due).use(from).use(most);
    std::vector<Event> found;
    while (rows.next()) {
        const auto what = from_name<EventKind>(kind);
        if (!what) throw StoreError("the database holds a wrong word");
        each.number = number;
        each.kind = *what;
        each.day = any_day == soci::i_ok ? day_from_iso(day) : std::nullopt;
        each.due_on = not_due == soci::i_ok ? day_from_iso(due_on) : std::nullopt;
        found.push_back(each);
    }
    return found;
}

std::vector<Event> missed_promises(soci::session& sql, Day day) {
    const std::string before = day.iso();
    std::string tenant, advisor, due_on;
    soci::indicator known = soci::i_ok;
    Rows rows(sql,
              "select id, last_advisor, callback_due_on from tenants where callback_due_on < :day and "
              "coalesce(status, 'active') = 'active' order by id");
    rows.into(tenant).into(advisor, known).into(due_on).use(before);
    std::vector<Event> told;
    while (rows.next())
        if (const auto due = day_from_iso(due_on))
            told.push_back(told_of_missed({tenant}, {known == soci::i_ok ? advisor : ""}, day, *due));
    return told;
}

}  // namespace bienveille
