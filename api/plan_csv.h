// A plan as a CSV file for French spreadsheets: UTF-8 with BOM, `;`, CRLF, DD/MM/YYYY, decimal comma.
//
// Decides: the text of each cell. Does not decide: the columns (plan_columns.h), quoting and the guard against formulas
// (datasets/csv_write.h).
// Promises: one line for every tenant of the plan; no cell begins a formula; phones can be dialled as they stand.
#pragma once

#include <string>

#include "api/people.h"
#include "api/text.h"
#include "engine/model.h"

namespace bienveille {

std::string plan_csv(const Plan& plan, const People& people, Language language);

}  // namespace bienveille
