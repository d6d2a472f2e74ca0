#include "api/plan_csv.h"

#include "api/plan_columns.h"
#include "datasets/cells.h"
#include "datasets/csv_write.h"

namespace bienveille {
namespace {

struct CellText {
    std::string operator()(std::monostate) const { return {}; }
    std::string operator()(const std::string& text) const { return text; }
    std::string operator()(std::int64_t number) const { return std::to_string(number); }
    // The decimal comma in both languages: the file is for a French spreadsheet.
    std::string operator()(Points points) const { return points_text(points, Language::french); }
    std::string operator()(Day day) const { return french_day(day); }
    std::string operator()(TimeOfDay time) const { return time.hhmm(); }
};

}  // namespace

std::string plan_csv(const Plan& plan, const People& people, Language language) {
    constexpr char kSeparator = ';';
    std::string out = "\xEF\xBB\xBF";
    const auto end_cell = [&](std::size_t column) {
        out += column + 1 < export_columns().size() ? std::string(1, kSeparator) : std::string("\r\n");
    };
    for (std::size_t i = 0; i < export_columns().size(); ++i) {
        append_cell(out, export_columns()[i].head(language), kSeparator);
        end_cell(i);
    }
    for_each_row(plan, people, language, [&](const ExportRow& row) {
        for (std::size_t i = 0; i < export_columns().size(); ++i) {
            append_cell(out, std::visit(CellText{}, export_columns()[i].get(row)), kSeparator);
            end_cell(i);
        }
    });
    return out;
}

}  // namespace bienveille
