// The first sheet of an .xlsx workbook, into records.
//
// Decides: which cells of the package are the table, and their text. Does not decide: what headers and cells mean
// (table.h, columns.h).
//
// Understands: shared and inline strings, numbers, booleans, formulas by their last value, dates and times by the
// number format of their style (both epochs). The first row that is not blank is the header.
// Refused, with the reason: what zip.h refuses, document types (so no entities), more than 1,000 columns, cells that
// hold an error such as #N/A. Macros and links are never looked at.
// Cost: linear; memory about ten times the unpacked sheet, which is bounded (zip.h). Source: ECMA-376 part 1, 18.3 and
// 18.8.30; XML by pugixml.
#pragma once

#include <string_view>

#include "datasets/table.h"

namespace bienveille {

bool is_xlsx(std::string_view bytes);

template <class Record>
Result<Table<Record>> read_xlsx(std::string_view bytes, const ReadOptions& options = {});

}  // namespace bienveille
