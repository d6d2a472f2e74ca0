// Tenants, advisors and availability as JSON: the file columns as field names (datasets/columns.h).
//
// Decides: which JSON kinds a column takes (a number, true or false, or the text of a cell), and how unknown is said
// (null). Does not decide: what a cell may hold; the columns do. For wire_*.cpp only.
#pragma once

#include <string>
#include <vector>

#include "api/wire_fields.h"
#include "datasets/columns.h"
#include "rules/json_text.h"

namespace bienveille {

template <class Record>
struct RecordList {
    std::vector<Record> rows;
    std::vector<const Column<Record>*> columns;  // that some row named
};

// One record; every column that it names is added to `named`, when asked for. `may_lack`: a required column that the
// caller knows already.
template <class Record>
Record read_record(const JsonValue& value, const Path& path, const std::string& time_zone, Findings& findings,
                   std::vector<const Column<Record>*>* named = nullptr, std::string_view may_lack = "");

// A list of records, no two with the same key.
template <class Record>
RecordList<Record> read_records(Fields& fields, std::string_view name, bool required, const std::string& time_zone);

template <class Record>
void write_cell(JsonText& out, const Column<Record>& column, const Record& record);
template <class Record>
void write_record(JsonText& out, const Record& record);

}  // namespace bienveille
