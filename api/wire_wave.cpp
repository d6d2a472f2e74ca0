#include "api/wire_wave.h"

#include "api/wave_tables.h"
#include "rules/json_text.h"

namespace bienveille {
namespace {

struct ToJson {
    JsonText& out;

    void operator()(std::monostate) const { out.null(); }
    void operator()(std::int64_t number) const { out.integer(number); }
    void operator()(Value value) const { out.value(value); }
    void operator()(const Word& word) const { out.string(word.code); }
    void operator()(Day day) const { out.string(day.iso()); }
    void operator()(Yes yes) const { out.boolean(yes.yes); }
};

void write_row(JsonText& out, const WaveTable& table, const WaveRow& row) {
    out.object();
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        out.key(table.columns[i].name);
        std::visit(ToJson{out}, row.cells[i]);
    }
    if (table.hides) out.field("hidden", row.hidden);
    out.end_object();
}

void write_texts(JsonText& out, std::string_view name, const std::vector<std::string>& texts) {
    out.line().key(name).array();
    for (const std::string& text : texts) out.line().string(text);
    out.end_array();
}

}  // namespace

std::string wave_report_to_json(const WaveDocument& document) {
    JsonText out;
    const WaveReport& report = document.report;
    out.object().field("wave", document.name).field("first_day", report.first).field("last_day", report.last);
    out.field("as_of", report.as_of).field("plans_kept", report.plans_kept).field("needs_kept", report.needs_kept);
    for (const WaveTable& table : wave_tables(report, document.name_missed)) {
        out.line().key(table.name);
        if (table.single) {
            write_row(out, table, table.rows.front());
            continue;
        }
        out.array();
        for (const WaveRow& row : table.rows) {
            out.line();
            write_row(out, table, row);
        }
        out.end_array();
    }
    write_texts(out, "words", document.words);
    write_texts(out, "impressions", document.impressions);
    out.end_object();
    return out.take() + "\n";
}

}  // namespace bienveille
