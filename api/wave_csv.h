// The report of a wave for spreadsheets: a zip with a CSV file for each table.
//
// Decides: names of the files (table.csv), their heads and rows. The form is that of every export: UTF-8 with BOM, `;`, CRLF, formulas guarded
// (datasets/csv_write.h).
#pragma once

#include <string>
#include <vector>

#include "api/text.h"
#include "api/wave_document.h"
#include "datasets/zip_write.h"

namespace bienveille {

std::vector<PackedFile> wave_csv_files(const WaveDocument& document, Language language);
std::string wave_csv_zip(const WaveDocument& document, Language language);

}  // namespace bienveille
