// The report of a wave as tables: one list from which JSON, CSV and the printed page are all made.
//
// Decides: which tables there are, their columns, their words in both languages. Does not decide: the figures (engine/wave_report.h), nor
// how a cell is written (wave_text.h).
//
// Promises: a column's `name` and a word's `code` are the public names, the same in every language. A table that may hide small groups has
// the rows' `hidden` told. Nobody is named but in the table `missed`, which is left out unless asked for.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "api/text.h"
#include "engine/wave_report.h"

namespace bienveille {

// A name that is the same in every language has a code alone.
struct Word {
    std::string code;
    std::string english = {};
    std::string french = {};

    const std::string& in(Language language) const {
        const std::string& said = language == Language::french ? french : english;
        return said.empty() ? code : said;
    }
};

struct Yes {
    bool yes = false;
};

// Empty: not known, or hidden.
using WaveCell = std::variant<std::monostate, std::int64_t, Value, Word, Day, Yes>;

struct WaveColumn {
    enum class Form : std::uint8_t { plain, share, ratio };  // of a Value: 46.3 %, or 0.75
    std::string name;
    std::string english;
    std::string french;
    Form form = Form::plain;
};

struct WaveRow {
    std::vector<WaveCell> cells;
    bool hidden = false;  // of a small group: only who they are is told
    bool total = false;
};

struct WaveTable {
    std::string name;
    Word title;
    Word note;  // how it is counted, in a sentence; may be empty
    std::vector<WaveColumn> columns;
    std::vector<WaveRow> rows;
    bool single = false;  // one row: figures beside each other
    bool hides = false;   // small groups are not shown
};

std::vector<WaveTable> wave_tables(const WaveReport& report, bool name_missed);

// The parts, for wave_tables.cpp only: groups and promises.
void add_mood(std::vector<WaveTable>& tables, const WaveReport& report);
void add_fairness(std::vector<WaveTable>& tables, const WaveReport& report);
void add_promises(std::vector<WaveTable>& tables, const WaveReport& report, bool name_missed);

// Of a small group: its first cells say who they are, the others nothing.
void only_name(WaveRow& row, std::size_t names);

inline WaveCell count_cell(std::int64_t number) { return number; }
// A share of some, none where there are none.
WaveCell share_cell(std::int64_t part, std::int64_t whole);
template <class Number>
WaveCell maybe(const std::optional<Number>& number) {
    return number ? WaveCell(*number) : WaveCell();
}
template <>
inline WaveCell maybe(const std::optional<int>& number) {
    return number ? WaveCell(std::int64_t{*number}) : WaveCell();
}

}  // namespace bienveille
