#include "api/wave_page.h"

#include <algorithm>

#include "api/wave_charts.h"
#include "api/wave_sentences.h"
#include "api/wave_text.h"

namespace bienveille {
namespace {

constexpr std::string_view kStyle = R"css(
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 74rem; padding: 1rem; font: 1rem/1.5 system-ui, "DejaVu Sans", sans-serif; color: #1b2733; background: #fff; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 0.25rem; }
h2 { font-size: 1.2rem; line-height: 1.3; margin: 2.25rem 0 0.5rem; padding-top: 0.75rem; border-top: 2px solid #0b5c8a; }
p { margin: 0.4rem 0; max-width: 44rem; }
.lead { font-size: 1.15rem; margin: 1rem 0; }
.note { color: #4a5a68; font-size: 0.9rem; }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr)); gap: 0.75rem; margin: 1rem 0; }
dl div { border: 1px solid #c9d2da; border-radius: 4px; padding: 0.5rem 0.7rem; }
dt { color: #4a5a68; font-size: 0.85rem; line-height: 1.3; }
dd { margin: 0; font-size: 1.35rem; font-weight: 600; font-variant-numeric: tabular-nums; }
figure { margin: 1rem 0; max-width: 30rem; }
.pair { display: flex; flex-wrap: wrap; gap: 0 2.5rem; align-items: flex-start; }
.pair > * { flex: 1 1 20rem; min-width: 0; }
figcaption { font-weight: 600; margin-bottom: 0.25rem; }
svg { width: 100%; height: auto; display: block; font-family: system-ui, "DejaVu Sans", sans-serif; }
.scroll { overflow-x: auto; margin: 0.75rem 0; background: linear-gradient(to right, #fff 30%, #fff0) left / 3rem 100% no-repeat local, linear-gradient(to left, #fff 30%, #fff0) right / 3rem 100% no-repeat local, linear-gradient(to right, #4a5a6866, #4a5a6800) left / 0.8rem 100% no-repeat scroll, linear-gradient(to left, #4a5a6866, #4a5a6800) right / 0.8rem 100% no-repeat scroll; }
.scroll:focus-visible { outline: 3px solid #0b5c8a; outline-offset: 2px; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 0.9rem; }
caption { text-align: left; font-weight: 600; padding-bottom: 0.3rem; }
th, td { padding: 0.25rem 0.4rem; text-align: right; border-bottom: 1px solid #c9d2da; white-space: nowrap; }
thead th { border-bottom: 2px solid #4a5a68; font-weight: 600; line-height: 1.25; vertical-align: bottom; white-space: normal; }
th[scope=row], thead th:first-child, .word { text-align: left; }
th[scope=row] { font-weight: 400; }
.total th, .total td { font-weight: 600; }
.inner th[scope=row] { padding-left: 1.4rem; }
.total th[scope=row], .total td { background: #e9eff4b0; }
@media (max-width: 40rem) { .inner th[scope=row] { white-space: normal; padding-left: 0.9rem; } }
blockquote { margin: 0.6rem 0; padding: 0.1rem 0 0.1rem 0.9rem; border-left: 4px solid #0b5c8a; max-width: 44rem; }
footer { margin-top: 2.5rem; color: #4a5a68; font-size: 0.85rem; }
@page { size: A4; margin: 15mm 14mm 17mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt "DejaVu Sans", sans-serif; color: #4a5a68; } }
@media print {
  html { font-size: 9.5pt; }
  body { max-width: none; padding: 0; }
  h1 { font-size: 17pt; }
  h2, .note, figcaption { break-after: avoid; }
  dl { display: block; break-inside: avoid; }
  dl div { display: inline-block; width: 23.5%; margin: 0 1% 5pt 0; padding: 3pt 6pt; vertical-align: top; min-height: 34pt; }
  figure { width: 84mm; break-inside: avoid; }
  .pair { break-inside: avoid; }
  .pair > * { display: inline-block; vertical-align: top; width: 84mm; margin-right: 8mm; }
  .pair > * + * { width: 88mm; margin-right: 0; }
  .pair { display: block; }
  .scroll { overflow: visible; background: none; }
  table { font-size: 7.6pt; }
  th, td { padding: 1.6pt 2.5pt; }
  th[scope=row] { white-space: normal; }
  .inner th[scope=row] { padding-left: 8pt; }
  [aria-labelledby=mood] th, [aria-labelledby=mood] td { font-size: 7.2pt; padding: 1.5pt 2pt; }
  [aria-labelledby=mood] thead th { font-size: 6.4pt; }
  thead { display: table-header-group; }
  tr, blockquote { break-inside: avoid; }
}
)css";

// Before a percent sign, and in French before : ; ! ?, no line may break.
std::string with_fixed_spaces(const std::string& text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool fixed = text[i] == ' ' && i + 1 < text.size() &&
                           std::string_view("%:;!?").find(text[i + 1]) != std::string_view::npos;
        if (fixed)
            out += "\u00a0";
        else
            out += text[i];
    }
    return out;
}

class Page {
public:
    Page(const WaveDocument& document, Language language)
        : document_(document),
          report_(document.report),
          language_(language),
          tables_(wave_tables(document.report, document.name_missed)) {}

    std::string take() && {
        const std::string head = opening();
        header();
        for (const WaveTable& table : tables_) section(table);
        out_ += "<footer><p>" +
                say("Groups of fewer than 10 people are not shown, nor those that would give one away. No advisor is "
                    "ranked.",
                    "Les groupes de moins de 10 personnes sont masqués, ainsi que ceux qui permettraient d'en déduire "
                    "un. Aucun conseiller n'est classé.") +
                "</p></footer>\n</main>\n</body>\n</html>\n";
        return head + with_fixed_spaces(out_);
    }

private:
    std::string say(std::string_view english, std::string_view french) const {
        return std::string(either(language_, english, french));
    }

    std::string title() const { return say("Report of a wave of calls", "Bilan d'une vague d'appels"); }

    std::string opening() const {
        return "<!DOCTYPE html>\n<html lang=\"" + say("en", "fr") +
               "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, "
               "initial-scale=1\">\n<title>" +
               title() + " – " + html_text(document_.name) + "</title>\n<style>" + std::string(kStyle) +
               "</style>\n</head>\n";
    }

    void header() {
        out_ = "<body>\n<header>\n<h1>" + title() + "</h1>\n<p><strong>" + html_text(document_.name) +
               "</strong></p>\n<p>" + say("From ", "Du ") + long_day_text(report_.first, language_) +
               say(" to ", " au ") + long_day_text(report_.last, language_) +
               say("; as known on the morning of ", " ; état au matin du ") + long_day_text(report_.as_of, language_) +
               ".</p>\n</header>\n<main>\n<p class=\"lead\">" + wave_lead(report_, language_) + "</p>\n";
    }

    void section(const WaveTable& table) {
        if (table.rows.empty() && table.note.in(language_).empty()) return;
        const bool follows = follows_another(table);
        if (!follows) out_ += "<h2 id=\"" + table.name + "\">" + html_text(table.title.in(language_)) + "</h2>\n";
        if (const std::string& note = table.note.in(language_); !note.empty())
            out_ += "<p class=\"note\">" + html_text(note) + "</p>\n";
        // A picture stands beside its table; beside its sentences where the table is wide.
        const bool pair = table.name == "callbacks" || table.name == "answers" || table.name == "mood";
        if (pair) out_ += "<div class=\"pair\">\n";
        if (table.name == "mood") mood_sentences();
        chart(table);
        if (table.name == "mood") out_ += "</div>\n";
        if (table.single)
            figures(table);
        else if (!table.rows.empty())
            rows(table);
        if (pair && table.name != "mood") out_ += "</div>\n";
        if (table.name == "mood") texts();
    }

    // Figures beside each other; what is not known is left out.
    void figures(const WaveTable& table) {
        out_ += "<dl>\n";
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            const WaveCell& cell = table.rows.front().cells[i];
            if (std::holds_alternative<std::monostate>(cell) || head_of(table.columns[i]).empty()) continue;
            out_ += "<div><dt>" + html_text(head_of(table.columns[i])) + "</dt><dd>" +
                    html_text(page_text(cell, table.columns[i], false, language_)) + "</dd></div>\n";
        }
        out_ += "</dl>\n";
    }

    const std::string& head_of(const WaveColumn& column) const {
        return language_ == Language::french ? column.french : column.english;
    }

    static bool is_word(const WaveCell& cell) { return std::holds_alternative<Word>(cell); }

    void rows(const WaveTable& table) {
        const std::string title = html_text(table.title.in(language_));
        const bool follows = follows_another(table);
        out_ += "<div class=\"scroll\" role=\"region\" tabindex=\"0\" " +
                (follows ? "aria-label=\"" + title + "\"" : "aria-labelledby=\"" + table.name + "\"") + ">\n<table" +
                (follows ? ">\n<caption>" + title + "</caption>" : " aria-labelledby=\"" + table.name + "\">") +
                "\n<thead><tr>";
        for (const WaveColumn& column : table.columns)
            if (const std::string& text = head_of(column); !text.empty())
                out_ += "<th scope=\"col\"" + std::string(is_word_column(table, column) ? " class=\"word\"" : "") +
                        ">" + html_text(text) + "</th>";
        out_ += "</tr></thead>\n<tbody>\n";
        for (const WaveRow& row : table.rows) append_row(table, row);
        out_ += "</tbody>\n</table>\n</div>\n";
    }

    // Under the heading of the table before it.
    static bool follows_another(const WaveTable& table) {
        return table.name == "endings" || table.name == "missed_reasons" || table.name == "missed";
    }

    static bool is_word_column(const WaveTable& table, const WaveColumn& column) {
        const auto i = static_cast<std::size_t>(&column - table.columns.data());
        return std::all_of(table.rows.begin(), table.rows.end(),
                           [&](const WaveRow& row) { return is_word(row.cells[i]); });
    }

    void append_row(const WaveTable& table, const WaveRow& row) {
        const auto* kind = std::get_if<Word>(&row.cells.front());
        const bool inner = kind && kind->code == "commune";
        out_ += row.total ? "<tr class=\"total\">" : inner ? "<tr class=\"inner\">" : "<tr>";
        bool first = true;
        std::size_t not_shown = 0;
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            if (head_of(table.columns[i]).empty()) continue;
            if (row.hidden && std::holds_alternative<std::monostate>(row.cells[i])) {
                ++not_shown;
                continue;
            }
            const std::string text = html_text(page_text(row.cells[i], table.columns[i], row.hidden, language_));
            if (first)
                out_ += "<th scope=\"row\">" + text + "</th>";
            else
                out_ += std::string(is_word(row.cells[i]) ? "<td class=\"word\">" : "<td>") + text + "</td>";
            first = false;
        }
        if (not_shown > 0)
            out_ += "<td class=\"word\" colspan=\"" + std::to_string(not_shown) + "\">" +
                    page_text({}, table.columns.back(), true, language_) + "</td>";
        out_ += "</tr>\n";
    }

    void mood_sentences() {
        out_ += "<div>\n";
        for (const MoodRow& row : report_.mood)
            if (!row.hidden && (row.kind == MoodRow::Kind::around || row.kind == MoodRow::Kind::everybody))
                out_ += "<p>" + html_text(mood_sentence(row, report_.around, language_)) + "</p>\n";
        out_ += "</div>\n";
    }

    void texts() {
        if (!document_.words.empty()) {
            out_ += "<h2>" + say("Words of tenants", "Paroles de locataires") + "</h2>\n<p class=\"note\">" +
                    say("Quoted with their consent.", "Citées avec leur accord.") + "</p>\n";
            for (const std::string& text : document_.words)
                out_ += "<blockquote><p>" + html_text(text) + "</p></blockquote>\n";
        }
        if (document_.impressions.empty()) return;
        out_ += "<h2>" + say("Impressions of the team", "Impressions de l'équipe") + "</h2>\n";
        for (const std::string& text : document_.impressions) out_ += "<p>" + html_text(text) + "</p>\n";
    }

    void figure(const std::string& caption, const std::string& svg) {
        out_ += "<figure>\n<figcaption>" + html_text(caption) + "</figcaption>\n" + svg + "</figure>\n";
    }

    std::string beside() const {
        return say("The numbers are in the table that follows.", "Les nombres sont dans le tableau qui suit.");
    }

    void chart(const WaveTable& table) {
        if (table.name == "callbacks") callbacks_chart();
        if (table.name == "mood") mood_chart();
        if (table.name == "answers") answers_chart(table);
        if (table.name == "fairness") fairness_chart(table);
    }

    void callbacks_chart() {
        std::vector<StackedBar> bars;
        for (const DueDay& day : report_.callbacks.by_day)
            bars.push_back(
                {long_day_text(day.day, language_), {day.reached, day.tried, day.missed, day.ended, day.open}});
        if (bars.empty()) return;
        const std::string title = say("Callbacks by the day they are due", "Rappels par échéance");
        figure(title, stacked_bars({"chart-callbacks", title, beside()},
                                   {{say("reached in time", "joints à temps"), "#0a5c4b"},
                                    {say("tried in time", "tentés à temps"), "#8cc7b5"},
                                    {say("missed", "manqués"), "#8c1d18"},
                                    {say("ended", "clos"), "#8a97a1"},
                                    {say("open", "en cours"), "#e6ebef"}},
                                   bars));
    }

    void mood_chart() {
        std::vector<StackedBar> bars;
        for (const MoodRow& row : report_.mood)
            if (row.kind == MoodRow::Kind::area && !row.hidden)
                bars.push_back({row.area, {row.level[0], row.level[1], row.level[2], row.level[3]}});
        if (bars.empty()) return;
        const std::string title = say("Anxiety of those reached, by area", "Anxiété des joints, par secteur");
        figure(title, stacked_bars({"chart-mood", title, beside()},
                                   {{say("calm", "serein"), "#e3edf3"},
                                    {say("slight anxiety", "légère anxiété"), "#9fc4da"},
                                    {say("anxious", "anxieux"), "#3f86b0"},
                                    {say("great anxiety", "grande anxiété"), "#0a3553"}},
                                   bars));
    }

    void answers_chart(const WaveTable& table) {
        std::vector<IntervalBar> bars;
        for (const WaveRow& row : table.rows)
            if (const auto* share = std::get_if<Value>(&row.cells[3]))
                bars.push_back({page_text(row.cells[0], table.columns[0], false, language_),
                                percent_text(*share, language_),
                                *share,
                                {std::get<Value>(row.cells[4]), std::get<Value>(row.cells[5])}});
        if (bars.empty()) return;
        const std::string title = say("Share of attempts that were answered", "Part des essais répondus");
        figure(title, interval_bars({"chart-answers", title, beside()}, bars));
    }

    void fairness_chart(const WaveTable& table) {
        std::vector<IntervalBar> bars;
        for (const WaveRow& row : table.rows)
            if (const auto* share = std::get_if<Value>(&row.cells[4]))
                bars.push_back({page_text(row.cells[0], table.columns[0], false, language_) + " – " +
                                    page_text(row.cells[1], table.columns[1], false, language_),
                                percent_text(*share, language_),
                                *share,
                                {std::get<Value>(row.cells[5]), std::get<Value>(row.cells[6])}});
        if (bars.empty()) return;
        const std::string title = say("Coverage by group", "Couverture par groupe");
        figure(title, interval_bars({"chart-fairness", title, beside()}, bars));
    }

    const WaveDocument& document_;
    const WaveReport& report_;
    Language language_;
    std::vector<WaveTable> tables_;
    std::string out_;
};

}  // namespace

std::string wave_page(const WaveDocument& document, Language language) { return Page(document, language).take(); }

}  // namespace bienveille
