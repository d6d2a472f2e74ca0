#include "datasets/csv.h"

#include <csv.h>

#include <algorithm>
#include <array>
#include <utility>

#include "datasets/csv_write.h"
#include "datasets/recorded_attempts.h"
#include "datasets/text.h"
#include "datasets/truth.h"

namespace bienveille {
namespace {

constexpr std::size_t kMostRowBytes = std::size_t{1} << 20;

// One physical line with its end (LF, CRLF or CR) taken off the front.
std::string_view take_line(std::string_view& rest) {
    std::size_t end = rest.find_first_of("\r\n");
    if (end == std::string_view::npos) {
        end = rest.size();
    } else {
        end += rest.substr(end, 2) == "\r\n" ? 2 : 1;
    }
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end);
    return line;
}

// The separator most frequent in the first row that is not blank, outside quotes.
char separator_of(std::string_view text) {
    constexpr std::array<char, 3> kCandidates{';', ',', '\t'};  // on a tie the first wins
    std::array<std::size_t, 3> seen{};
    bool in_quotes = false;
    bool begun = false;
    for (const char c : text.substr(0, kMostRowBytes)) {
        if (c == '"') in_quotes = !in_quotes;
        if (in_quotes) continue;
        if ((c == '\n' || c == '\r') && begun) break;
        if (c != ' ' && c != '\n' && c != '\r') begun = true;
        for (std::size_t i = 0; i < kCandidates.size(); ++i) seen[i] += c == kCandidates[i] ? 1 : 0;
    }
    return kCandidates[static_cast<std::size_t>(std::max_element(seen.begin(), seen.end()) - seen.begin())];
}

// Excel's own way to say the separator, as the first line.
char take_declared_separator(std::string_view& text) {
    std::string_view rest = text;
    const std::string_view line = trimmed(take_line(rest));
    if (line.size() != 5 || line.substr(0, 4) != "sep=" || (line[4] != ';' && line[4] != ',')) return '\0';
    text = rest;
    return line[4];
}

Problems not_text(std::string_view bytes) {
    if (bytes.substr(0, 4) == "\xD0\xCF\x11\xE0")
        return {
            {"file", "is an old (.xls) or password-protected Excel workbook; save it as plain .xlsx or as CSV UTF-8"}};
    const std::size_t nul = bytes.find('\0');
    if (nul == std::string_view::npos || bytes.substr(0, 2) == "\xFF\xFE" || bytes.substr(0, 2) == "\xFE\xFF")
        return {};
    std::string_view rest = bytes.substr(0, nul);
    std::size_t line = 1;
    while (!rest.empty()) {
        const std::string_view taken = take_line(rest);
        if (taken.back() == '\n' || taken.back() == '\r') ++line;
    }
    return {{"line " + std::to_string(line), "has a NUL byte; must be text, as CSV UTF-8"}};
}

// libcsv with line numbers: it is fed one physical line at a time, so whatever it reports belongs to that line.
template <class Record>
class Reader {
public:
    Reader(char separator, const ReadOptions& options) : table_(Place::text_file, options) {
        csv_init(&parser_, CSV_REPALL_NL);  // never fails; row ends are told for blank lines too
        csv_set_delim(&parser_, static_cast<unsigned char>(separator));
        csv_set_blk_size(&parser_, 4096);
    }
    ~Reader() { csv_free(&parser_); }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    // False when the rest of the file cannot be understood.
    bool line(std::string_view text, std::size_t number) {
        line_ = number;
        if (!in_row_) {
            row_.line = number;
            cell_line_ = number;
            row_bytes_ = 0;
        }
        row_bytes_ += text.size();
        if (row_bytes_ > kMostRowBytes) {
            stop_too_long();
            return false;
        }
        in_row_ = true;
        if (csv_parse(&parser_, text.data(), text.size(), on_cell, on_row, this) != text.size()) {
            table_.problems().add("line " + std::to_string(number), csv_strerror(csv_error(&parser_)));
            return false;
        }
        return header_ok_;
    }

    Result<Table<Record>> finish() {
        if (in_row_) stop_unclosed();
        if (!header_seen_ && table_.problems().empty())
            table_.problems().add("line 1", "is empty; must be a header such as id;label;phone");
        return table_.finish();
    }

private:
    static void on_cell(void* text, std::size_t length, void* self) {
        auto& reader = *static_cast<Reader*>(self);
        const std::string_view cell =
            length == 0 ? std::string_view{} : std::string_view(static_cast<char*>(text), length);
        reader.row_.cells.emplace_back(unguarded(cell));
        reader.row_.lines.push_back(reader.cell_line_);
        reader.cell_line_ = reader.line_;
    }

    static void on_row(int, void* self) {
        auto& reader = *static_cast<Reader*>(self);
        reader.in_row_ = false;
        if (reader.row_.cells.empty()) return;
        if (reader.header_seen_) {
            reader.table_.row(reader.row_);
        } else if (!reader.only_blanks()) {
            reader.header_seen_ = true;
            reader.header_ok_ = reader.table_.header(reader.row_);
        }
        reader.row_.cells.clear();
        reader.row_.lines.clear();
    }

    bool only_blanks() const {
        return std::all_of(row_.cells.begin(), row_.cells.end(),
                           [](const std::string& cell) { return trimmed(cell).empty(); });
    }

    void stop_unclosed() {
        in_row_ = false;
        table_.problems().add(place_of(Place::text_file, cell_line_, row_.cells.size() + 1),
                              "has a quote that is never closed; must end with a quote before the next separator");
    }

    void stop_too_long() {
        if (in_row_ && line_ != row_.line) return stop_unclosed();
        in_row_ = false;
        table_.problems().add("line " + std::to_string(line_), "is longer than 1 MiB; must be one row of a table");
    }

    csv_parser parser_{};
    TableReader<Record> table_;
    CellRow row_;
    std::size_t line_ = 0;
    std::size_t cell_line_ = 0;
    std::size_t row_bytes_ = 0;
    bool in_row_ = false;
    bool header_seen_ = false;
    bool header_ok_ = true;
};

}  // namespace

template <class Record>
Result<Table<Record>> read_csv(std::string bytes, const ReadOptions& options) {
    if (Problems problems = not_text(bytes); !problems.empty()) return problems;
    const Result<std::string> decoded = as_utf8(std::move(bytes));
    if (!decoded) return decoded.problems();

    std::string_view rest = *decoded;
    std::size_t number = 0;
    char separator = take_declared_separator(rest);
    if (separator != '\0') {
        ++number;
    } else {
        separator = separator_of(rest);
    }
    Reader<Record> reader(separator, options);
    while (!rest.empty()) {
        const std::string_view line = take_line(rest);
        if (!reader.line(line, ++number)) break;
        const bool ended = line.back() == '\n' || line.back() == '\r';
        if (rest.empty() && !ended) reader.line("\n", number);  // a last row without a line end
    }
    return reader.finish();
}

template Result<Table<TenantRecord>> read_csv(std::string, const ReadOptions&);
template Result<Table<AdvisorRecord>> read_csv(std::string, const ReadOptions&);
template Result<Table<Availability>> read_csv(std::string, const ReadOptions&);
template Result<Table<TruthRow>> read_csv(std::string, const ReadOptions&);
template Result<Table<RecordedAttempt>> read_csv(std::string, const ReadOptions&);

}  // namespace bienveille
