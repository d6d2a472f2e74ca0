// A table of text becomes records: one header row, then rows of cells. CSV and XLSX share it.
//
// Decides: which column each header means, which rows make a record, what is wrong and where. Does not decide: how
// bytes become cells (csv.h, xlsx.h), what a cell may hold (columns.h).
//
// Promises: T1 every wrong header and cell is reported by line and column, up to `most_problems`, and the rest
// counted. T2 without a problem, every row that is not blank is a record, in order. T3 no two records share an id.
// Header alone: no records. Column missing: unknown. Unknown columns: problems, or warnings with `ignore_unknown`.
// Cost: constant per cell; 300,000 tenants of 32 columns measured in tests/datasets/csv_test.cpp.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "datasets/columns.h"
#include "engine/result.h"

namespace bienveille {

struct ReadOptions {
    bool ignore_unknown = false;
    std::string time_zone = "Europe/Paris";  // of stamps that come with an offset
    std::size_t most_problems = 100;
};

template <class Record>
struct Table {
    std::vector<Record> rows;
    Problems warnings;
    std::vector<const Column<Record>*> columns;  // that the header named: an import leaves the others as they are
};

// One row as it was found. `lines` has the physical line of each cell; `line` that of the row. A table in a sheet has
// rows and cells instead, and says so.
struct CellRow {
    std::vector<std::string> cells;
    std::vector<std::size_t> lines;
    std::size_t line = 0;
};

enum class Place { text_file, sheet };

// "line 12, column 4" or "row 12, cell D12"; column counts from 1.
std::string place_of(Place place, std::size_t line, std::size_t column);

// Collects problems up to a number, then only counts.
class TableProblems {
public:
    explicit TableProblems(std::size_t most) : most_(most) {}
    void add(std::string path, std::string message);
    bool empty() const { return problems_.empty(); }
    // Those kept, and a last one that counts the rest.
    Problems take();

private:
    std::size_t most_;
    std::size_t left_out_ = 0;
    Problems problems_;
};

// Fed with the header, then each row, then finished.
template <class Record>
class TableReader {
public:
    TableReader(Place place, const ReadOptions& options);

    // False when rows cannot be understood under this header; its problems are kept.
    bool header(const CellRow& row);
    void row(const CellRow& row);
    TableProblems& problems() { return problems_; }
    Result<Table<Record>> finish();

private:
    void check_unique(const Record& record, const CellRow& row);

    Place place_;
    ReadOptions options_;
    TableProblems problems_;
    Problems warnings_;
    std::vector<const Column<Record>*> columns_;  // by position; null where ignored
    std::vector<Record> rows_;
    std::unordered_map<std::string, std::size_t> line_by_id_;
};

}  // namespace bienveille
