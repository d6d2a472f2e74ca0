// CSV as people really have it, into records.
//
// Decides: encoding, separator, quoting, where a row ends. Does not decide: what headers and cells mean (table.h,
// columns.h).
//
// Understands: `;`, `,` or tab (the one most frequent in the first row, outside quotes; `;` on a tie; Excel's `sep=`
// line is obeyed), UTF-8 with or without BOM, else cp1252, LF, CRLF or CR, quoted line breaks, blank lines, an
// apostrophe that guards a cell against being a formula (csv_write.h).
// Problems, each with its physical line and column: empty file, NUL bytes, UTF-16, a quote never closed, a cell or a
// line above 1 MiB, rows with more or fewer cells than the header, and all of table.h.
// Cost: linear; memory about twice the file. Source: RFC 4180 by libcsv.
#pragma once

#include <string>

#include "datasets/table.h"

namespace bienveille {

template <class Record>
Result<Table<Record>> read_csv(std::string bytes, const ReadOptions& options = {});

}  // namespace bienveille
