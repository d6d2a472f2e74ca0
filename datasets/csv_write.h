// Records as CSV, for French spreadsheets by default, for machines and version control on demand.
//
// Decides: quoting, line ends, date forms, the guard against formulas. Does not decide: the columns (columns.h).
//
// Guard: a cell that would begin a formula (= + - @ tab CR, also behind apostrophes) gets an apostrophe in front, which
// csv.h takes off again. Phones stay diallable: 0X XX XX XX XX, abroad 00 instead of +.
// Promise: csv.h reads every written table back to the same records.
// Source: OWASP, CSV injection.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "datasets/columns.h"

namespace bienveille {

struct CsvStyle {
    bool bom = true;
    bool crlf = true;
    bool iso_dates = false;       // otherwise DD/MM/YYYY
    bool french_headers = false;  // otherwise the contract's names
    char separator = ';';
    bool operator==(const CsvStyle&) const = default;
};

// As files are kept here: no BOM, LF, ISO dates.
constexpr CsvStyle kPlainCsv{false, false, true, false, ';'};

// One cell, guarded and quoted where needed.
void append_cell(std::string& out, std::string_view text, char separator);
// What csv.h does to a cell: the guarding apostrophe taken off.
std::string_view unguarded(std::string_view cell);

// Header and rows; all columns, or those named (in the given order).
template <class Record>
std::string write_csv(std::span<const Record> records, const CsvStyle& style = {},
                      std::span<const std::string_view> only = {});

// The same in pieces, for files that are larger than memory.
template <class Record>
class CsvWriter {
public:
    explicit CsvWriter(const CsvStyle& style = {}, std::span<const std::string_view> only = {});
    void header(std::string& out) const;
    void row(std::string& out, const Record& record) const;

private:
    CsvStyle style_;
    std::vector<const Column<Record>*> columns_;
};

}  // namespace bienveille
