#include "api/unknowns_report.h"

#include "api/display.h"
#include "api/guard_rail_text.h"

namespace bienveille {
namespace {

constexpr std::size_t kName = 24;
constexpr std::size_t kCell = 12;

// In whole millionths, rounded half up; of nothing nothing.
Value share(Points part, Points whole) {
    if (whole <= Points{0}) return {};
    return {(2 * part.count * kOne.count + whole.count) / (2 * whole.count)};
}

std::string line(std::string_view name, const RestsOn& all, const RestsOn* called, Language language) {
    const auto percent = [&](Points part, Points whole) { return percent_text(share(part, whole), language); };
    std::string out = "  " + left(name, kName) + right(std::to_string(all.people), kCell) +
                      right(std::to_string(all.with_unknown), kCell) +
                      right(percent(all.estimated, all.points), kCell) + right(percent(all.unknown, all.points), kCell);
    if (called)
        out += right(std::to_string(called->people), kCell) +
               right(percent(called->estimated + called->unknown, called->points), kCell);
    return out + "\n";
}

}  // namespace

std::string unknowns_table(const Unknowns& unknowns, Language language) {
    const auto say = [&](std::string_view english, std::string_view french) {
        return std::string(either(language, english, french));
    };
    std::string out =
        say("How much of the points rests on what nobody knows: estimated without LSNS-6, or a stand-in where nothing "
            "is known\n\n",
            "Quelle part des points repose sur ce que personne ne sait : estimée sans LSNS-6, ou valeur de "
            "remplacement\n\n");
    const std::string head = right(say("owed a call", "à appeler"), kCell) +
                             right(say("incomplete", "incomplets"), kCell) + right(say("estimated", "estimé"), kCell) +
                             right(say("unknown", "inconnu"), kCell);
    out += "  " + left("", kName) + head + right(say("called", "appelés"), kCell) +
           right(say("of theirs", "des leurs"), kCell) + "\n";
    out += line(say("everybody", "tout le monde"), unknowns.all, &unknowns.called, language);
    for (const Unknowns::Group& group : unknowns.groups)
        out += line(group_text(group.kind, group.name, language), group.all, &group.called, language);
    out += "\n  " + left(say("factor", "facteur"), kName) + head + "\n";
    for (std::size_t f = 0; f < unknowns.factors.size(); ++f)
        out += line(factor_text(static_cast<Factor>(f), language), unknowns.factors[f], nullptr, language);
    return out;
}

}  // namespace bienveille
