#include "api/wave_csv.h"

#include "api/wave_text.h"
#include "datasets/csv_write.h"

namespace bienveille {
namespace {

constexpr char kSeparator = ';';

void append_row(std::string& out, const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0) out += kSeparator;
        append_cell(out, cells[i], kSeparator);
    }
    out += "\r\n";
}

std::string csv_of(const WaveTable& table, Language language) {
    std::string out = "\xEF\xBB\xBF";
    std::vector<std::string> cells;
    for (const WaveColumn& column : table.columns) {
        const std::string& head = language == Language::french ? column.french : column.english;
        cells.push_back(head.empty() ? column.name : head);
    }
    append_row(out, cells);
    for (const WaveRow& row : table.rows) {
        cells.clear();
        for (std::size_t i = 0; i < table.columns.size(); ++i)
            cells.push_back(csv_text(row.cells[i], table.columns[i], row.hidden, language));
        append_row(out, cells);
    }
    return out;
}

WaveTable texts_table(const WaveDocument& document) {
    WaveTable table{"words", {}, {}, {{"kind", "kind", "genre"}, {"text", "text", "texte"}}, {}};
    for (const std::string& text : document.words)
        table.rows.push_back({{Word{"words", "words of a tenant", "parole de locataire"}, Word{text}}});
    for (const std::string& text : document.impressions)
        table.rows.push_back({{Word{"impression", "impression of the team", "impression de l'équipe"}, Word{text}}});
    return table;
}

}  // namespace

std::vector<PackedFile> wave_csv_files(const WaveDocument& document, Language language) {
    std::vector<PackedFile> files;
    for (const WaveTable& table : wave_tables(document.report, document.name_missed))
        files.push_back({table.name + ".csv", csv_of(table, language)});
    if (!document.words.empty() || !document.impressions.empty())
        files.push_back({"words.csv", csv_of(texts_table(document), language)});
    return files;
}

std::string wave_csv_zip(const WaveDocument& document, Language language) {
    return zip_of(wave_csv_files(document, language));
}

}  // namespace bienveille
