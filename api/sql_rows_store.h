// Records and rows to and from SQL, through SOCI. For sql_store.cpp only.
//
// Decides: how a value becomes a bound cell. Typed into() and use() only: SOCI's dynamic rows throw on SQLite.
#pragma once

#include <soci/soci.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "api/import_store.h"
#include "api/store.h"
#include "datasets/columns.h"

namespace bienveille {

// Cells of a record by column, bound once and reused row by row; one more for the revision.
template <class Record>
class RecordCells {
public:
    RecordCells() : texts_(columns<Record>().size()), nulls_(texts_.size(), soci::i_ok) {}

    void bind_out(soci::statement& statement) {
        for (std::size_t i = 0; i < texts_.size(); ++i) statement.exchange(soci::into(texts_[i], nulls_[i]));
        statement.exchange(soci::into(revision_));
    }
    void bind_in(soci::statement& statement) {
        for (std::size_t i = 0; i < texts_.size(); ++i) statement.exchange(soci::use(texts_[i], nulls_[i]));
        statement.exchange(soci::use(revision_));
    }
    Kept<Record> get() const {
        Kept<Record> kept;
        std::size_t i = 0;
        for (const Column<Record>& column : columns<Record>()) {
            if (nulls_[i] == soci::i_ok && column.set(kept.record, texts_[i], "UTC"))
                throw StoreError("the database holds a wrong cell in the column " + std::string{column.name});
            ++i;
        }
        kept.revision = revision_;
        return kept;
    }
    void put(const Record& record, std::int64_t revision) {
        std::size_t i = 0;
        for (const Column<Record>& column : columns<Record>()) {
            texts_[i] = column.get(record);
            nulls_[i] = texts_[i].empty() ? soci::i_null : soci::i_ok;
            ++i;
        }
        revision_ = revision;
    }

    // Put together once: there are thirty columns, and a row takes less time than their names.
    static const std::string& names() {
        static const std::string list = [] {
            std::string made;
            for (const Column<Record>& column : columns<Record>()) made += std::string{column.name} + ", ";
            return made + "revision";
        }();
        return list;
    }
    // insert into TABLE (...) values (...) on conflict(id) do update set ...
    static std::string upsert(const std::string& table) {
        static const std::string rest = [] {
            std::string values, updates;
            std::size_t i = 0;
            for (const Column<Record>& column : columns<Record>()) {
                values += ":c" + std::to_string(i++) + ", ";
                if (column.name != "id")
                    updates += std::string{column.name} + " = excluded." + std::string{column.name} + ", ";
            }
            return " (" + names() + ") values (" + values + ":revision) on conflict (id) do update set " + updates +
                   "revision = excluded.revision";
        }();
        return "insert into " + table + rest;
    }

private:
    std::vector<std::string> texts_;
    std::vector<soci::indicator> nulls_;
    long long revision_ = 0;
};

// The number of the next row of a table that keeps the order of writing: writes are one after the other (sql_pool_store.h),
// so it grows without gaps, in the order in which readers see the rows.
inline std::string next_number(const std::string& table, const std::string& column = "number") {
    return "(select coalesce(max(" + column + "), 0) + 1 from " + table + ")";
}

// After a select of rows that are about to be changed. PostgreSQL: one that somebody else has locked, from outside these
// writes, is left for the next time instead of waited for. SQLite has one writer, and no words for it.
inline std::string for_update_skip_locked(soci::session& sql) {
    return sql.get_backend_name() == "postgresql" ? " for update skip locked" : "";
}

// One statement that answers no rows, its values as soci::use() in their order. SOCI's `sql << text` makes a stream for each.
template <class... Use>
void run(soci::session& sql, const std::string& text, Use&&... values) {
    soci::statement statement(sql);
    (statement.exchange(std::forward<Use>(values)), ...);
    statement.alloc();
    statement.prepare(text, soci::details::st_one_time_query);
    statement.define_and_bind();
    statement.execute(true);
}

// A statement that fills one set of variables, row by row.
class Rows {
public:
    Rows(soci::session& sql, std::string query) : statement_(sql), query_(std::move(query)) {}
    template <class T>
    Rows& into(T& variable) {
        statement_.exchange(soci::into(variable));
        return *this;
    }
    template <class T>
    Rows& into(T& variable, soci::indicator& null) {
        statement_.exchange(soci::into(variable, null));
        return *this;
    }
    // The variable must live until the last row.
    template <class T>
    Rows& use(const T& variable) {
        statement_.exchange(soci::use(variable));
        return *this;
    }
    soci::statement& statement() { return statement_; }
    bool next() {
        if (open_) return statement_.fetch();
        open_ = true;
        statement_.alloc();
        statement_.prepare(query_, soci::details::st_one_time_query);
        statement_.define_and_bind();
        return statement_.execute(true);
    }

private:
    soci::statement statement_;
    std::string query_;
    bool open_ = false;
};

template <class Record>
std::optional<Kept<Record>> find_record(soci::session& sql, const std::string& table, const std::string& id) {
    RecordCells<Record> cells;
    Rows rows(sql, "select " + RecordCells<Record>::names() + " from " + table + " where id = :id");
    cells.bind_out(rows.statement());
    rows.use(id);
    if (!rows.next()) return std::nullopt;
    return cells.get();
}

template <class Record>
std::vector<Kept<Record>> all_records(soci::session& sql, const std::string& table, const std::string& after,
                                      std::size_t limit) {
    const auto most = static_cast<long long>(limit);
    RecordCells<Record> cells;
    Rows rows(sql, "select " + RecordCells<Record>::names() + " from " + table +
                       " where id > :after order by id limit :most");
    cells.bind_out(rows.statement());
    rows.use(after).use(most);
    std::vector<Kept<Record>> found;
    while (rows.next()) found.push_back(cells.get());
    return found;
}

// Those whose id is among what `ids` selects with its two values, by id.
template <class Record>
std::vector<Record> records_among(soci::session& sql, const std::string& table, const std::string& ids,
                                  const std::string& a, const std::string& b) {
    RecordCells<Record> cells;
    Rows rows(sql,
              "select " + RecordCells<Record>::names() + " from " + table + " where id in (" + ids + ") order by id");
    cells.bind_out(rows.statement());
    rows.use(a).use(b);
    std::vector<Record> found;
    while (rows.next()) found.push_back(cells.get().record);
    return found;
}

// The revision of the record that is there, if one is.
inline std::optional<std::int64_t> revision_of(soci::session& sql, const std::string& table, const std::string& id) {
    long long revision = 0;
    Rows rows(sql, "select revision from " + table + " where id = :id");
    rows.into(revision).use(id);
    if (!rows.next()) return std::nullopt;
    return revision;
}

// Only what is not as it was `before`: a row has thirty columns, and an outcome changes a few. Their names, as
// changed_columns() tells them.
template <class Record>
std::string update_record(soci::session& sql, const std::string& table, const Record& before, const Record& after,
                          std::int64_t revision) {
    std::string changed, sets;
    std::vector<std::string> values;
    for (const Column<Record>& column : columns<Record>()) {
        std::string value = column.get(after);
        if (value == column.get(before)) continue;
        changed += (changed.empty() ? "" : ", ") + std::string{column.name};
        sets += std::string{column.name} + " = :c" + std::to_string(values.size()) + ", ";
        values.push_back(std::move(value));
    }
    std::vector<soci::indicator> nulls;
    for (const std::string& each : values) nulls.push_back(each.empty() ? soci::i_null : soci::i_ok);
    const std::string id = id_of(after);
    const auto number = static_cast<long long>(revision);
    soci::statement statement(sql);
    for (std::size_t i = 0; i < values.size(); ++i) statement.exchange(soci::use(values[i], nulls[i]));
    statement.exchange(soci::use(number));
    statement.exchange(soci::use(id));
    statement.alloc();
    statement.prepare("update " + table + " set " + sets + "revision = :revision where id = :id",
                      soci::details::st_one_time_query);
    statement.define_and_bind();
    statement.execute(true);
    return changed;
}

// One prepared insert for any number of records.
template <class Record>
class RecordWriter {
public:
    RecordWriter(soci::session& sql, const std::string& table) : statement_(sql) {
        cells_.bind_in(statement_);
        statement_.alloc();
        statement_.prepare(RecordCells<Record>::upsert(table));
        statement_.define_and_bind();
    }
    void write(const Record& record, std::int64_t revision) {
        cells_.put(record, revision);
        statement_.execute(true);
    }

private:
    RecordCells<Record> cells_;
    soci::statement statement_;
};

}  // namespace bienveille
