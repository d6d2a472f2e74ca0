#include "api/sensitivity_report.h"

#include "api/display.h"

namespace bienveille {

std::string sensitivity_table(const Sensitivity& sensitivity, const People& people, Language language) {
    const auto say = [&](std::string_view english, std::string_view french) {
        return std::string(either(language, english, french));
    };
    const auto weight = [&](const std::optional<Points>& points) {
        return points ? points_text(*points, language) : std::string("-");
    };
    constexpr std::size_t kName = 12;
    constexpr std::size_t kCell = 14;
    std::string out =
        say("How far one weight can move, the others as they are, before other people are called today (",
            "De combien un poids peut bouger seul avant que d'autres personnes soient appelées aujourd'hui (") +
        std::to_string(sensitivity.calls) + say(" calls)\n\n", " appels)\n\n");
    out += left(say("factor", "facteur"), kName) + right(say("weight", "poids"), kCell) +
           right(say("anyone below", "une, dessous"), kCell) + right(say("anyone above", "une, dessus"), kCell) +
           right(say("10 % below", "10 % dessous"), kCell) + right(say("10 % above", "10 % dessus"), kCell) + "\n";
    for (const WeightRange& range : sensitivity.weights)
        out += left(factor_text(range.factor, language), kName) + right(points_text(range.weight, language), kCell) +
               right(weight(range.anyone_below), kCell) + right(weight(range.anyone_above), kCell) +
               right(weight(range.a_tenth_below), kCell) + right(weight(range.a_tenth_above), kCell) + "\n";
    out += say("\nClosest at the cut-off: called, waiting, points between them, and what separates them\n",
               "\nAu plus près du seuil : appelée, en attente, points d'écart, et ce qui les sépare\n");
    for (const CutOffPair& pair : sensitivity.closest) {
        out += "  " + left(pair.called.text, kCell) + left(printable(people.label(pair.called)), kCell + 4) +
               left(pair.waiting.text, kCell) + left(printable(people.label(pair.waiting)), kCell + 4) +
               right(points_text(pair.gap, language), 7) + " ";
        for (std::size_t f = 0; f < pair.by_factor.size(); ++f)
            if (const Points points = pair.by_factor[f]; points != Points{0})
                out += " " + std::string(factor_text(static_cast<Factor>(f), language)) +
                       (points > Points{0} ? " +" : " ") + points_text(points, language);
        out += "\n";
    }
    return out;
}

}  // namespace bienveille
