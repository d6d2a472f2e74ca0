// Tenants and advisors in their tables: one put, many imported. For sql_store.cpp only.
//
// Decides: what is written and logged of a change. Does not decide: how a change meets what is there (import_store.h).
#pragma once

#include <limits>
#include <string>
#include <type_traits>
#include <unordered_map>

#include "api/import_store.h"
#include "api/sql_events_store.h"
#include "api/sql_leases_store.h"
#include "api/sql_rows_store.h"
#include "api/sql_tables_store.h"

namespace bienveille {

constexpr std::size_t kAll = std::numeric_limits<std::int32_t>::max();

template <class Record>
constexpr const char* table_of() {
    if constexpr (std::is_same_v<Record, TenantRecord>)
        return "tenants";
    else
        return "advisors";
}

template <class Record>
constexpr const char* word_of() {
    if constexpr (std::is_same_v<Record, TenantRecord>)
        return "tenant.put";
    else
        return "advisor.put";
}

template <class Record>
Put put_record(soci::session& sql, const Record& record, std::optional<std::int64_t> expected, const ChangeBy& by) {
    const auto before = find_record<Record>(sql, table_of<Record>(), id_of(record));
    if (expected && *expected != (before ? before->revision : 0)) return Put::conflict;
    const std::string changed = changed_columns(before ? before->record : Record{}, record);
    if (before && changed.empty()) return Put::unchanged;
    RecordWriter<Record>(sql, table_of<Record>()).write(record, before ? before->revision + 1 : 1);
    log_change(sql, by, word_of<Record>(), id_of(record), changed);
    tell(sql, by, told_of_put(before ? before->record : Record{}, record));
    if (const auto until = not_called_before(record)) cancel_calls(sql, id_of(record), *until, by);
    return before ? Put::updated : Put::created;
}

template <class Record>
ImportCounts import_records(soci::session& sql, const Import<Record>& import, const ChangeBy& by) {
    const std::string table = table_of<Record>();
    std::unordered_map<std::string, Kept<Record>> before;
    for (Kept<Record>& each : all_records<Record>(sql, table, "", kAll)) {
        std::string id = id_of(each.record);
        before.emplace(std::move(id), std::move(each));
    }
    ImportCounts counts;
    RecordWriter<Record> writer(sql, table);
    for (const Record& row : import.rows) {
        const auto found = before.find(id_of(row));
        if (found == before.end()) {
            ++counts.added;
            writer.write(row, 1);
            continue;
        }
        const Record after = merged(found->second.record, row, import.columns);
        if (changed_columns(found->second.record, after).empty()) {
            ++counts.unchanged;
        } else {
            ++counts.changed;
            writer.write(after, found->second.revision + 1);
            if (const auto until = not_called_before(after)) cancel_calls(sql, id_of(after), *until, by);
        }
    }
    log_change(sql, by, table + ".import", table,
               "added " + std::to_string(counts.added) + ", changed " + std::to_string(counts.changed) +
                   ", unchanged " + std::to_string(counts.unchanged));
    tell(sql, by, {told_of_register()});
    sql << "insert into imports (kind, at, source_digest, added, changed, unchanged) values (:a, :b, :c, :d, :e, :f) "
           "on conflict (kind) do update set at = excluded.at, source_digest = excluded.source_digest, "
           "added = excluded.added, changed = excluded.changed, unchanged = excluded.unchanged",
        soci::use(table), soci::use(by.at), soci::use(import.source_digest), soci::use(counts.added),
        soci::use(counts.changed), soci::use(counts.unchanged);
    return counts;
}

inline Put put_availability(soci::session& sql, const Availability& row, const ChangeBy& by) {
    if (!find_record<AdvisorRecord>(sql, "advisors", row.advisor.text)) return Put::conflict;
    const std::string day = row.day.iso();
    const int minutes = static_cast<int>(row.minutes.count);
    const std::string comes = row.from ? row.from->hhmm() : "", leaves = row.until ? row.until->hhmm() : "";
    int before = -1;
    std::string came, left;
    sql << "select minutes, coalesce(comes_at, ''), coalesce(leaves_at, '') from availability where advisor = :a and "
           "day "
           "= :d",
        soci::use(row.advisor.text), soci::use(day), soci::into(before), soci::into(came), soci::into(left);
    const bool there = sql.got_data();
    if (there && before == minutes && came == comes && left == leaves) return Put::unchanged;
    sql << "insert into availability (advisor, day, minutes, comes_at, leaves_at) values (:a, :d, :m, nullif(:c, ''), "
           "nullif(:l, '')) on conflict (advisor, day) do update set minutes = excluded.minutes, comes_at = "
           "excluded.comes_at, leaves_at = excluded.leaves_at",
        soci::use(row.advisor.text), soci::use(day), soci::use(minutes), soci::use(comes), soci::use(leaves);
    log_change(sql, by, "availability.put", row.advisor.text, "day " + day);
    tell(sql, by, {told_of_availability(row)});
    return there ? Put::updated : Put::created;
}

}  // namespace bienveille
