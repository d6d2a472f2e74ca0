// The columns of every file about tenants and advisors, once: CSV, XLSX, JSON imports and the database all read and
// write a record through this table, so a new field is one new row here.
//
// Decides: names, French names, text forms, what is a wrong cell and what would be right. Does not decide: how bytes
// become cells (csv.h, xlsx.h), whether a whole day may be planned (engine/validate.h).
//
// Canonical text: days YYYY-MM-DD, stamps YYYY-MM-DDTHH:MM in the campaign's local time, booleans yes / no, phones
// E.164, lists separated by spaces; empty means unknown. Reading also takes what people have: DD/MM/YYYY, D/M/YYYY, oui
// / non, vrai / faux, 1 / 0, decimal commas, French words for the choices (datasets/README.md has the table), RFC 3339
// stamps with Z or offset (turned into local time by `time_zone`), phones as 0X XX XX XX XX, +33, 0033, with dots or
// dashes. Promise: set(get(record)) gives the same record, for every column.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "datasets/records.h"

namespace bienveille {

enum class CellKind { text, integer, boolean, day, moment, choice, phone, day_list };

template <class Record>
struct Column {
    std::string_view name;    // of the contract
    std::string_view french;  // header in French files
    CellKind kind;
    bool required;
    std::string (*get)(const Record&);  // canonical text, empty when unknown
    // Nothing when the cell was taken; otherwise what would be right ("must be 0 to 3").
    std::optional<std::string> (*set)(Record&, std::string_view cell, const std::string& time_zone);
};

std::span<const Column<TenantRecord>> tenant_columns();
std::span<const Column<AdvisorRecord>> advisor_columns();
std::span<const Column<Availability>> availability_columns();

template <class Record>
std::span<const Column<Record>> columns();
template <>
inline std::span<const Column<TenantRecord>> columns<TenantRecord>() {
    return tenant_columns();
}
template <>
inline std::span<const Column<AdvisorRecord>> columns<AdvisorRecord>() {
    return advisor_columns();
}
template <>
inline std::span<const Column<Availability>> columns<Availability>() {
    return availability_columns();
}

// The column that a header means, whatever its case, accents, spaces and underscores; null when there is none.
template <class Record>
const Column<Record>* column_for(std::string_view header);

}  // namespace bienveille
