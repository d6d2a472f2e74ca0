// The columns of an exported plan, once: CSV and XLSX write the same rows through this table.
//
// Decides: which facts of a plan go into a file for people, their heads in both languages, their kinds. Does not
// decide: how a cell is written (plan_csv.h, plan_xlsx.h).
//
// Model: one row for every tenant of the plan: planned with advisor and time, not called with the reason, or not to be
// called. Kinds stay kinds: a day is a day and a time is a time until a format writes it.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "api/people.h"
#include "api/text.h"
#include "engine/model.h"

namespace bienveille {

using ExportCell = std::variant<std::monostate, std::string, std::int64_t, Points, Day, TimeOfDay>;

// One tenant's place in the plan: exactly one of call, unplanned and excluded is set.
struct ExportRow {
    const Plan& plan;
    const People& people;
    Language language;
    const AdvisorList* list = nullptr;
    std::int64_t position = 0;
    const Call* call = nullptr;
    const Unplanned* unplanned = nullptr;
    const Excluded* excluded = nullptr;

    const TenantId& tenant() const;
};

struct ExportColumn {
    std::string_view english;
    std::string_view french;
    double width;          // of the column in a sheet, in characters
    bool of_calls;         // says something about a call
    bool of_the_uncalled;  // says something about people who are not called
    ExportCell (*get)(const ExportRow&);

    std::string_view head(Language language) const { return either(language, english, french); }
};

std::span<const ExportColumn> export_columns();

// Every tenant of the plan: lists by advisor and time, then those not called by rank, then the excluded.
void for_each_row(const Plan& plan, const People& people, Language language,
                  const std::function<void(const ExportRow&)>& take);

}  // namespace bienveille
