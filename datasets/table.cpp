#include "datasets/table.h"

#include <algorithm>
#include <type_traits>
#include <utility>

#include "datasets/cells.h"
#include "datasets/recorded_attempts.h"
#include "datasets/text.h"
#include "datasets/truth.h"

namespace bienveille {
namespace {

std::string sheet_column(std::size_t column) {
    std::string letters;
    for (; column > 0; column = (column - 1) / 26)
        letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
    return letters;
}

bool is_blank(const CellRow& row) {
    return std::all_of(row.cells.begin(), row.cells.end(),
                       [](const std::string& cell) { return trimmed(cell).empty(); });
}

// ", did you mean anxiety?" when one name is at most two letters away.
template <class Record>
std::string suggestion(std::string_view header) {
    const std::string word = folded(header);
    if (word.size() < 4 || word.size() > 40) return {};
    int best = 3;
    std::string_view nearest;
    for (const Column<Record>& column : columns<Record>()) {
        for (const std::string_view name : {column.name, column.french}) {
            const int apart = letters_changed(word, folded(name));
            if (apart < best) {
                best = apart;
                nearest = name;
            }
        }
    }
    return nearest.empty() ? std::string{} : ", did you mean " + quoted(nearest) + "?";
}

template <class Record>
std::string required_names() {
    std::string text;
    for (const Column<Record>& column : columns<Record>())
        if (column.required) text += (text.empty() ? "" : ", ") + std::string(column.name);
    return text;
}

const std::string& unique_key(const TenantRecord& record) { return record.facts.id.text; }
const std::string& unique_key(const AdvisorRecord& record) { return record.facts.id.text; }
const std::string& unique_key(const TruthRow& row) { return row.truth.tenant.text; }
std::string unique_key(const RecordedAttempt& row) { return row.tenant.text + " at " + write_moment(row.at); }
std::string unique_key(const Availability& row) { return row.advisor.text + " on " + row.day.iso(); }

const char* line_word(Place place) { return place == Place::text_file ? "line " : "row "; }

}  // namespace

std::string place_of(Place place, std::size_t line, std::size_t column) {
    const std::string where = line_word(place) + std::to_string(line);
    if (place == Place::sheet) return where + ", cell " + sheet_column(column) + std::to_string(line);
    return where + ", column " + std::to_string(column);
}

void TableProblems::add(std::string path, std::string message) {
    if (problems_.size() < most_) {
        problems_.push_back({std::move(path), std::move(message)});
    } else {
        ++left_out_;
    }
}

Problems TableProblems::take() {
    if (left_out_ > 0) {
        problems_.push_back({"file", "has " + std::to_string(left_out_) + " more problem" + (left_out_ > 1 ? "s" : "") +
                                         "; the first " + std::to_string(most_) + " are shown"});
        left_out_ = 0;
    }
    return std::exchange(problems_, {});
}

template <class Record>
TableReader<Record>::TableReader(Place place, const ReadOptions& options)
    : place_(place), options_(options), problems_(std::max<std::size_t>(1, options.most_problems)) {}

template <class Record>
bool TableReader<Record>::header(const CellRow& row) {
    constexpr std::size_t kMostColumns = 1000;
    if (row.cells.size() > kMostColumns) {
        problems_.add(line_word(place_) + std::to_string(row.line),
                      "has " + std::to_string(row.cells.size()) + " columns; must be at most 1000");
        return false;
    }
    columns_.assign(row.cells.size(), nullptr);
    const auto unknown = [&](std::string path, const std::string& what, const std::string& cure) {
        if (options_.ignore_unknown) {
            warnings_.push_back({std::move(path), what + "; it is ignored"});
        } else {
            problems_.add(std::move(path), what + cure);
        }
    };
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const std::string path = place_of(place_, row.line, i + 1);
        const std::string_view cell = trimmed(row.cells[i]);
        const Column<Record>* column = column_for<Record>(cell);
        if (cell.empty()) {
            unknown(path, "is a column without a name", "; must be named, or removed");
        } else if (!column) {
            const std::string guess = suggestion<Record>(cell);
            unknown(path, quoted(cell) + " is an unknown column" + guess,
                    guess.empty() ? "; must be one of datasets/README.md, or removed" : "");
        } else if (const auto first = std::find(columns_.begin(), columns_.end(), column); first != columns_.end()) {
            problems_.add(path, quoted(cell) + " is a second column " + std::string(column->name) +
                                    ", the first is column " + std::to_string(first - columns_.begin() + 1) +
                                    "; must be there once");
        } else {
            columns_[i] = column;
        }
    }
    bool complete = true;
    for (const Column<Record>& column : columns<Record>()) {
        if (!column.required || std::find(columns_.begin(), columns_.end(), &column) != columns_.end()) continue;
        problems_.add(line_word(place_) + std::to_string(row.line),
                      "has no column " + std::string(column.name) + "; must have " + required_names<Record>());
        complete = false;
    }
    return complete;
}

template <class Record>
void TableReader<Record>::row(const CellRow& row) {
    if (is_blank(row)) return;
    const std::size_t width = columns_.size();
    const auto extra = [&](const std::string& cell) { return !trimmed(cell).empty(); };
    const bool too_wide = row.cells.size() > width &&
                          std::any_of(row.cells.begin() + static_cast<std::ptrdiff_t>(width), row.cells.end(), extra);
    if (too_wide || (place_ == Place::text_file && row.cells.size() < width)) {
        problems_.add(line_word(place_) + std::to_string(row.line), "has " + std::to_string(row.cells.size()) +
                                                                        " cells; must have " + std::to_string(width) +
                                                                        " like the header");
        return;
    }
    Record record;
    bool right = true;
    bool named = true;  // a row whose id is right is remembered even when something else in it is wrong
    for (std::size_t i = 0; i < width; ++i) {
        if (!columns_[i]) continue;
        const std::string_view cell = i < row.cells.size() ? std::string_view(row.cells[i]) : std::string_view{};
        if (auto wrong = columns_[i]->set(record, cell, options_.time_zone)) {
            const std::size_t line = i < row.lines.size() ? row.lines[i] : row.line;
            problems_.add(place_of(place_, line, i + 1) + " (" + std::string(columns_[i]->name) + ")",
                          (trimmed(cell).empty() ? "is empty; " : "is " + quoted(trimmed(cell)) + "; ") + *wrong);
            right = false;
            named = named && !columns_[i]->required;
        }
    }
    if (named) check_unique(record, row);
    if (right) rows_.push_back(std::move(record));
}

template <class Record>
void TableReader<Record>::check_unique(const Record& record, const CellRow& row) {
    const auto [found, fresh] = line_by_id_.try_emplace(unique_key(record), row.line);
    if (fresh) return;
    const auto is_id = [](const Column<Record>* column) { return column && column->required; };
    const auto at = std::find_if(columns_.begin(), columns_.end(), is_id);
    const std::size_t position = static_cast<std::size_t>(at - columns_.begin());
    problems_.add(place_of(place_, row.line, position + 1) + " (" + std::string((*at)->name) + ")",
                  quoted(found->first) + " is already on " + line_word(place_) + std::to_string(found->second) +
                      "; must be there once");
}

template <class Record>
Result<Table<Record>> TableReader<Record>::finish() {
    if (!problems_.empty()) return problems_.take();
    Table<Record> table{std::move(rows_), std::move(warnings_), {}};
    for (const Column<Record>* column : columns_)
        if (column) table.columns.push_back(column);
    return table;
}

template class TableReader<TenantRecord>;
template class TableReader<AdvisorRecord>;
template class TableReader<Availability>;
template class TableReader<TruthRow>;
template class TableReader<RecordedAttempt>;

}  // namespace bienveille
