#include "api/wire_records.h"

#include <algorithm>
#include <unordered_map>

#include "engine/nearest.h"

namespace bienveille {
namespace {

using Kind = JsonValue::Kind;

std::string key_of(const TenantRecord& record) { return record.facts.id.text; }
std::string key_of(const AdvisorRecord& record) { return record.facts.id.text; }
std::string key_of(const Availability& row) { return row.advisor.text + " on " + row.day.iso(); }

std::string_view wanted(CellKind kind) {
    switch (kind) {
        case CellKind::integer: return "a whole number";
        case CellKind::boolean: return "true or false";
        default: return "a string";
    }
}

bool takes(CellKind column, Kind json) {
    if (json == Kind::string) return true;
    if (json == Kind::integer || json == Kind::number) return column == CellKind::integer;
    return json == Kind::boolean && column == CellKind::boolean;
}

std::string shown(const JsonValue& value) {
    if (value.is(Kind::string)) return Fields::shown(value.text());
    if (value.is(Kind::array) || value.is(Kind::object)) return std::string{kind_name(value.kind())};
    return value.is(Kind::null) ? "null" : std::string{value.text().substr(0, 40)};
}

template <class Record>
std::vector<std::string_view> column_names() {
    std::vector<std::string_view> names;
    for (const Column<Record>& column : columns<Record>()) names.push_back(column.name);
    return names;
}

// Exactly the contract's name: in JSON nobody writes headers by hand.
template <class Record>
const Column<Record>* column_named(std::string_view name) {
    const auto all = columns<Record>();
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& column) { return column.name == name; });
    return found == all.end() ? nullptr : &*found;
}

}  // namespace

template <class Record>
Record read_record(const JsonValue& value, const Path& path, const std::string& time_zone, Findings& findings,
                   std::vector<const Column<Record>*>* named, std::string_view may_lack) {
    Record record;
    if (!value.is(Kind::object)) {
        findings.add(path, "is " + std::string{kind_name(value.kind())} + "; must be an object");
        return record;
    }
    std::vector<const Column<Record>*> given;
    for (auto each = value.first(); each; each = each->next_in(value)) {
        const std::string_view key = each->key().substr(0, 64);
        const Column<Record>* column = column_named<Record>(key);
        if (!column) {
            findings.add(path.field(key), "is not a known field" + did_you_mean(key, column_names<Record>()));
            continue;
        }
        given.push_back(column);
        if (each->is(Kind::null)) continue;
        if (!takes(column->kind, each->kind())) {
            findings.add(path.field(key), "is " + std::string{kind_name(each->kind())} + "; must be " +
                                              std::string{wanted(column->kind)} + ", or null when unknown");
        } else if (const auto wrong = column->set(record, each->text(), time_zone)) {
            findings.add(path.field(key), "is " + shown(*each) + "; " + *wrong);
        }
    }
    for (const Column<Record>& column : columns<Record>()) {
        const auto found = value.member(column.name);
        if (column.required && column.name != may_lack && (!found || found->is(Kind::null) || found->text().empty()))
            findings.add(path.field(column.name), "is missing");
    }
    if (named)
        for (const Column<Record>* column : given)
            if (std::find(named->begin(), named->end(), column) == named->end()) named->push_back(column);
    return record;
}

template <class Record>
RecordList<Record> read_records(Fields& fields, std::string_view name, bool required, const std::string& time_zone) {
    RecordList<Record> list;
    std::unordered_map<std::string, std::size_t> first;
    fields.items(name, required, [&](const JsonValue& each, const Path& here) {
        list.rows.push_back(read_record<Record>(each, here, time_zone, fields.findings(), &list.columns));
        const std::string key = key_of(list.rows.back());
        const auto [found, fresh] = first.try_emplace(key, list.rows.size() - 1);
        if (!fresh && !key.empty() && !key.starts_with(" on "))
            fields.findings().add(here, "is " + Fields::shown(key) + " again; " + std::string{name} + "[" +
                                            std::to_string(found->second) + "] has it, and each may be there once");
    });
    return list;
}

template <class Record>
void write_cell(JsonText& out, const Column<Record>& column, const Record& record) {
    out.key(column.name);
    const std::string cell = column.get(record);
    if (cell.empty())
        out.null();
    else if (column.kind == CellKind::integer)
        out.raw(cell);
    else if (column.kind == CellKind::boolean)
        out.boolean(cell == "yes");
    else
        out.string(cell);
}

template <class Record>
void write_record(JsonText& out, const Record& record) {
    out.object();
    for (const Column<Record>& column : columns<Record>()) write_cell(out, column, record);
    out.end_object();
}

template TenantRecord read_record(const JsonValue&, const Path&, const std::string&, Findings&,
                                  std::vector<const Column<TenantRecord>*>*, std::string_view);
template AdvisorRecord read_record(const JsonValue&, const Path&, const std::string&, Findings&,
                                   std::vector<const Column<AdvisorRecord>*>*, std::string_view);
template Availability read_record(const JsonValue&, const Path&, const std::string&, Findings&,
                                  std::vector<const Column<Availability>*>*, std::string_view);
template RecordList<TenantRecord> read_records(Fields&, std::string_view, bool, const std::string&);
template RecordList<AdvisorRecord> read_records(Fields&, std::string_view, bool, const std::string&);
template RecordList<Availability> read_records(Fields&, std::string_view, bool, const std::string&);
template void write_cell(JsonText&, const Column<AdvisorRecord>&, const AdvisorRecord&);
template void write_record(JsonText&, const TenantRecord&);
template void write_record(JsonText&, const AdvisorRecord&);

}  // namespace bienveille
