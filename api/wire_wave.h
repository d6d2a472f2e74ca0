// The report of a wave as JSON.
//
// Decides: its form: a field for each table of wave_tables.h, named as the table; rows are objects named as the columns, a table of one row
// is that object. Words are their codes, so that the bytes are the same in every language. Hidden figures are null beside "hidden": true.
#pragma once

#include <string>

#include "api/wave_document.h"

namespace bienveille {

std::string wave_report_to_json(const WaveDocument& document);

}  // namespace bienveille
