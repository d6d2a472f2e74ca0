#include "api/guard_rail_text.h"

#include "api/display.h"

namespace bienveille {
namespace {

// "Sud: 5 of 40"
std::string share_text(const ComparedGroup& group, Language language) {
    return group_text(group.kind, group.name, language) + std::string(either(language, ": ", " : ")) +
           std::to_string(group.called_after) + std::string(either(language, " of ", " sur ")) +
           std::to_string(group.people);
}

}  // namespace

std::string group_text(GroupKind kind, std::string_view group, Language language) {
    const auto say = [&](std::string_view english, std::string_view french) {
        return std::string(either(language, english, french));
    };
    const bool unknown = group == "unknown";
    switch (kind) {
        case GroupKind::area: return unknown ? say("area unknown", "secteur inconnu") : printable(group);
        case GroupKind::age:
            return unknown               ? say("age unknown", "âge inconnu")
                   : group == "under_65" ? say("under 65", "moins de 65 ans")
                   : group == "65_74"    ? say("65 to 74", "65 à 74 ans")
                   : group == "75_84"    ? say("75 to 84", "75 à 84 ans")
                                         : say("85 and over", "85 ans et plus");
        case GroupKind::household:
            return unknown            ? say("household unknown", "foyer inconnu")
                   : group == "alone" ? say("lives alone", "vit seul")
                                      : say("does not live alone", "ne vit pas seul");
        case GroupKind::isolation:
            return unknown ? say("LSNS-6 unknown", "LSNS-6 inconnu") : say("LSNS-6 known", "LSNS-6 connu");
    }
    return {};
}

std::string crossed_text(const CrossedLine& line, Language language) {
    const auto say = [&](std::string_view english, std::string_view french) {
        return std::string(either(language, english, french));
    };
    switch (line.kind) {
        case CrossedLine::Kind::weights:
            return say("the weights add up to ", "la somme des poids est ") + points_text(line.sum, language) +
                   say(", not to 100", ", et non 100");
        case CrossedLine::Kind::promises:
            return counted(line.promises, language, {"promise is no longer kept", "promises are no longer kept"},
                           {"promesse n'est plus tenue", "promesses ne sont plus tenues"});
        case CrossedLine::Kind::coverage:
            return share_text(line.group, language) +
                   worded(line.group.called_after, language, {" is called, before ", " are called, before "},
                          {" appelé, avant ", " appelés, avant "}) +
                   std::to_string(line.group.called_before) + say("; ", " ; ") + share_text(line.best, language) +
                   say(", before ", ", avant ") + std::to_string(line.best.called_before);
    }
    return {};
}

}  // namespace bienveille
