#include "datasets/csv_write.h"

#include <cassert>

#include "datasets/cells.h"

namespace bienveille {
namespace {

// A spreadsheet would run it, or would once the apostrophes in front are gone.
bool begins_formula(std::string_view text) {
    const std::size_t first = text.find_first_not_of('\'');
    if (first == std::string_view::npos) return false;
    constexpr std::string_view kDangerous = "=+-@\t\r";
    return kDangerous.find(text[first]) != std::string_view::npos;
}

std::string for_people(CellKind kind, std::string text, bool iso_dates) {
    if (text.empty()) return text;
    if (kind == CellKind::phone) return phone_for_people(text);
    if (iso_dates) return text;
    if (kind == CellKind::day) return french_day(*read_day(text));
    if (kind == CellKind::moment) return french_moment(*read_moment(text, {}));
    if (kind != CellKind::day_list) return text;
    const auto ranges = read_day_list(text);
    std::string list;
    for (const DayRange& range : *ranges) {
        if (!list.empty()) list += ' ';
        list += french_day(range.first);
        if (range.last != range.first) list += ".." + french_day(range.last);
    }
    return list;
}

}  // namespace

void append_cell(std::string& out, std::string_view text, char separator) {
    const bool guard = begins_formula(text);
    const char special[] = {separator, '"', '\r', '\n'};
    const bool quote = text.find_first_of(std::string_view(special, sizeof special)) != std::string_view::npos;
    if (quote) out += '"';
    if (guard) out += '\'';
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    if (quote) out += '"';
}

std::string_view unguarded(std::string_view cell) {
    if (!cell.empty() && cell.front() == '\'' && begins_formula(cell)) cell.remove_prefix(1);
    return cell;
}

template <class Record>
CsvWriter<Record>::CsvWriter(const CsvStyle& style, std::span<const std::string_view> only) : style_(style) {
    for (const std::string_view name : only) {
        columns_.push_back(column_for<Record>(name));
        assert(columns_.back());
    }
    if (only.empty())
        for (const Column<Record>& column : columns<Record>()) columns_.push_back(&column);
}

template <class Record>
void CsvWriter<Record>::header(std::string& out) const {
    if (style_.bom) out += "\xEF\xBB\xBF";
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (i > 0) out += style_.separator;
        append_cell(out, style_.french_headers ? columns_[i]->french : columns_[i]->name, style_.separator);
    }
    out += style_.crlf ? "\r\n" : "\n";
}

template <class Record>
void CsvWriter<Record>::row(std::string& out, const Record& record) const {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (i > 0) out += style_.separator;
        append_cell(out, for_people(columns_[i]->kind, columns_[i]->get(record), style_.iso_dates), style_.separator);
    }
    out += style_.crlf ? "\r\n" : "\n";
}

template <class Record>
std::string write_csv(std::span<const Record> records, const CsvStyle& style, std::span<const std::string_view> only) {
    const CsvWriter<Record> writer(style, only);
    std::string out;
    writer.header(out);
    for (const Record& record : records) writer.row(out, record);
    return out;
}

template class CsvWriter<TenantRecord>;
template class CsvWriter<AdvisorRecord>;
template class CsvWriter<Availability>;
template std::string write_csv(std::span<const TenantRecord>, const CsvStyle&, std::span<const std::string_view>);
template std::string write_csv(std::span<const AdvisorRecord>, const CsvStyle&, std::span<const std::string_view>);
template std::string write_csv(std::span<const Availability>, const CsvStyle&, std::span<const std::string_view>);

}  // namespace bienveille
