#include "api/replay_report.h"

#include <algorithm>
#include <limits>

#include "api/display.h"

namespace bienveille {
namespace {

using Figures = ReplayFigures;
using Number = std::optional<int>;

Number no_whole(const Figures&) { return std::nullopt; }
Number level3(const Figures& f) { return f.by_level[3].people; }
Number heavy(const Figures& f) { return f.heavy; }

std::string_view order_text(CallOrder order, Language language) {
    switch (order) {
        case CallOrder::rules: return either(language, "rules", "règles");
        case CallOrder::oldest_first: return either(language, "oldest first", "par âge");
        case CallOrder::first_come: return either(language, "first come", "par arrivée");
        case CallOrder::random: return either(language, "random", "au hasard");
        case CallOrder::round_robin: return either(language, "round robin", "tour à tour");
    }
    return {};
}

std::string text_of(Number number) { return number ? std::to_string(*number) : "-"; }

}  // namespace

const std::vector<FigureLine>& figure_lines() {
    static const std::vector<FigureLine> lines = {
        {"reached", "people reached", "personnes jointes",
         [](const Figures& f) -> Number { return f.everybody.reached; },
         [](const Figures& f) -> Number { return f.everybody.people; }},
        {"first_talk_median", "working days until half are reached", "jours ouvrés pour en joindre la moitié",
         [](const Figures& f) { return f.everybody.median; }, no_whole},
        {"first_talk_nine_tenths", "working days until 9 in 10 are reached", "jours ouvrés pour en joindre 9 sur 10",
         [](const Figures& f) { return f.everybody.nine_tenths; }, no_whole},
        {"band_high_median", "the same of priority high: half", "de même, priorité élevée : la moitié",
         [](const Figures& f) { return f.by_band[0].median; }, no_whole},
        {"band_high_nine_tenths", "the same of priority high: 9 in 10", "de même, priorité élevée : 9 sur 10",
         [](const Figures& f) { return f.by_band[0].nine_tenths; }, no_whole},
        {"band_medium_median", "the same of priority medium: half", "de même, priorité moyenne : la moitié",
         [](const Figures& f) { return f.by_band[1].median; }, no_whole},
        {"band_medium_nine_tenths", "the same of priority medium: 9 in 10", "de même, priorité moyenne : 9 sur 10",
         [](const Figures& f) { return f.by_band[1].nine_tenths; }, no_whole},
        {"band_standard_median", "the same of priority standard: half", "de même, priorité courante : la moitié",
         [](const Figures& f) { return f.by_band[2].median; }, no_whole},
        {"band_standard_nine_tenths", "the same of priority standard: 9 in 10", "de même, priorité courante : 9 sur 10",
         [](const Figures& f) { return f.by_band[2].nine_tenths; }, no_whole},
        {"level3_median", "the same of level 3: half", "de même, niveau 3 : la moitié",
         [](const Figures& f) { return f.by_level[3].median; }, no_whole},
        {"level3_nine_tenths", "the same of level 3: 9 in 10", "de même, niveau 3 : 9 sur 10",
         [](const Figures& f) { return f.by_level[3].nine_tenths; }, no_whole},
        {"level3_in_1_day", "level 3 found on the first day", "niveau 3 trouvés le premier jour",
         [](const Figures& f) -> Number { return f.level3_found[0]; }, level3},
        {"level3_in_2_days", "level 3 found within 2 days", "niveau 3 trouvés en 2 jours",
         [](const Figures& f) -> Number { return f.level3_found[1]; }, level3},
        {"level3_in_3_days", "level 3 found within 3 days", "niveau 3 trouvés en 3 jours",
         [](const Figures& f) -> Number { return f.level3_found[2]; }, level3},
        {"heavy_in_first_quarter", "level 2 and 3 in the first 25 % of talks", "niveaux 2 et 3 dans les premiers 25 %",
         [](const Figures& f) -> Number { return f.heavy_found[0]; }, heavy},
        {"heavy_in_first_half", "level 2 and 3 in the first 50 %", "niveaux 2 et 3 dans les premiers 50 %",
         [](const Figures& f) -> Number { return f.heavy_found[1]; }, heavy},
        {"heavy_in_first_three_quarters", "level 2 and 3 in the first 75 %", "niveaux 2 et 3 dans les premiers 75 %",
         [](const Figures& f) -> Number { return f.heavy_found[2]; }, heavy},
        {"promises_tried", "promises tried by their day", "promesses : appelées à temps",
         [](const Figures& f) -> Number { return f.promises_tried; },
         [](const Figures& f) -> Number { return f.promises_due; }},
        {"promises_reached", "promises reached by their day", "promesses : jointes à temps",
         [](const Figures& f) -> Number { return f.promises_reached; },
         [](const Figures& f) -> Number { return f.promises_due; }},
        {"promises_missed", "promises not tried by their day", "promesses : non appelées à temps",
         [](const Figures& f) -> Number { return f.promises_due - f.promises_tried; },
         [](const Figures& f) -> Number { return f.promises_due; }},
        {"recalls_tried", "first recalls of level 3 in time", "premiers rappels de niveau 3 à temps",
         [](const Figures& f) -> Number { return f.recalls_tried; },
         [](const Figures& f) -> Number { return f.recalls_due; }},
        {"recalls_missed", "first recalls of level 3 not in time", "premiers rappels de niveau 3 en retard",
         [](const Figures& f) -> Number { return f.recalls_due - f.recalls_tried; },
         [](const Figures& f) -> Number { return f.recalls_due; }},
        {"dials", "dials", "numéros composés", [](const Figures& f) -> Number { return f.dials; }, no_whole},
    };
    return lines;
}

namespace {

// The nearest rank; not reached is above every number.
template <class Value>
class Ranked {
public:
    Ranked(const std::vector<ReplayFigures>& figures, Value value) {
        for (const ReplayFigures& each : figures) values_.push_back(value(each).value_or(kNever));
        std::sort(values_.begin(), values_.end());
    }
    Number at(std::size_t percent) const {
        if (values_.empty()) return std::nullopt;
        const std::size_t rank = std::max<std::size_t>(1, (values_.size() * percent + 99) / 100);
        const int value = values_[rank - 1];
        return value == kNever ? std::nullopt : Number(value);
    }

private:
    static constexpr int kNever = std::numeric_limits<int>::max();
    std::vector<int> values_;
};

}  // namespace

Interval interval_of(const FigureLine& line, const std::vector<ReplayFigures>& figures) {
    const Ranked ranked(figures, line.value);
    return {ranked.at(5), ranked.at(50), ranked.at(95)};
}

std::optional<int> whole_of(const FigureLine& line, const std::vector<ReplayFigures>& figures) {
    return Ranked(figures, line.of).at(50);
}

std::string replay_table(const ReplayReport& report, Language language) {
    const auto say = [&](std::string_view english, std::string_view french) {
        return std::string(either(language, english, french));
    };
    constexpr std::size_t kName = 42;
    const std::size_t cell_width = report.first_seed ? 20 : 16;
    std::string out = printable(report.campaign) + "\n" + long_day_text(report.first, language) + say(" to ", " au ") +
                      long_day_text(report.last, language) + say(" · rules ", " · règles ") +
                      printable(report.rules_name) + " " + report.rules_version + " " + report.rules_digest + "\n";
    const std::size_t seeds = report.orders.empty() ? 0 : report.orders[0].figures.size();
    out += report.first_seed
               ? std::to_string(seeds) + say(" seeds from ", " graines à partir de ") +
                     std::to_string(*report.first_seed) +
                     say(": median (a twentieth is below - a twentieth above)\n\n",
                         " : médiane (un vingtième est au-dessous - un vingtième au-dessus)\n\n")
               : say("who answers is as the truth has it\n\n", "les réponses sont celles de la vérité cachée\n\n");
    out += std::string(kName, ' ');
    for (const ReplayOfOrder& order : report.orders) out += right(order_text(order.order, language), cell_width);
    out += "\n";
    for (const FigureLine& line : figure_lines()) {
        out += left(either(language, line.english, line.french), kName);
        for (const ReplayOfOrder& order : report.orders) {
            const Interval interval = interval_of(line, order.figures);
            std::string cell = text_of(interval.median);
            if (report.first_seed) {
                cell += " (" + text_of(interval.low) + "-" + text_of(interval.high) + ")";
            } else if (const Number whole = line.of(order.figures.front())) {
                cell += " / " + text_of(whole);
            }
            out += right(cell, cell_width);
        }
        out += "\n";
    }
    return out;
}

}  // namespace bienveille
