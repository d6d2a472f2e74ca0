// A plan as an .xlsx workbook: a summary, a sheet an advisor, a sheet of those not called.
//
// Decides: sheets, widths, number formats. Does not decide: the columns (plan_columns.h).
//
// Promises: every text is written as text, never as a formula; days and times are real ones that a spreadsheet can
// sort; the same plan gives the same bytes, whenever it is written. Sheets are named after advisors' ids, as far as the
// 31 characters of a sheet's name go.
// Limits: a sheet has 1,048,576 rows; a plan that names more people who are not called is refused with advice.
// Source: libxlsxwriter, which writes files only.
#pragma once

#include <string>

#include "api/people.h"
#include "api/text.h"
#include "engine/model.h"
#include "engine/result.h"

namespace bienveille {

// Nothing when it was written.
Problems write_plan_xlsx(const Plan& plan, const People& people, Language language, const std::string& path);

}  // namespace bienveille
