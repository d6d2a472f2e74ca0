#include "api/change_text.h"

namespace bienveille {

std::string_view half_day_text(HalfDay half, Language language) {
    return half == HalfDay::morning ? either(language, "morning", "matin")
                                    : either(language, "afternoon", "après-midi");
}

std::string_view change_text(Change::Kind kind, Language language) {
    switch (kind) {
        case Change::Kind::dropped: return either(language, "dropped", "retiré");
        case Change::Kind::moved: return either(language, "moved", "déplacé");
        case Change::Kind::half_day: return either(language, "half-day", "demi-journée");
        case Change::Kind::added: return either(language, "added", "ajouté");
        case Change::Kind::time: return either(language, "time", "heure");
    }
    return {};
}

std::string change_count_text(Change::Kind kind, std::int64_t count, Language language) {
    const std::string number = std::to_string(count) + " ";
    if (kind == Change::Kind::half_day)
        return number + std::string(either(language, "at the other half-day", "à l'autre demi-journée"));
    if (kind == Change::Kind::time)
        return number + std::string(either(language, "at another time", "à une autre heure"));
    const bool plural = language == Language::french && count > 1;
    return number + std::string(change_text(kind, language)) + (plural ? "s" : "");
}

std::string change_reason_text(const Change& change, Language language) {
    using Why = Change::Why;
    const auto say = [&](std::string_view english, std::string_view french) {
        return std::string(either(language, english, french));
    };
    const std::string left = change.from ? change.from->advisor.text : std::string();
    const std::string other = change.other ? change.other->text : std::string();
    switch (change.why) {
        case Why::excluded:
            return change.excluded_as ? std::string(excluded_text(*change.excluded_as, language)) : std::string();
        case Why::no_longer_owed:
            return change.unplanned_as ? std::string(unplanned_text(*change.unplanned_as, language)) : std::string();
        case Why::advisor_absent: return left + say(" is not there", " n'est pas là");
        case Why::may_not_call: return left + say(" does not speak the language", " ne parle pas la langue");
        case Why::gave_way: return say("gives way to ", "laisse la place à ") + other;
        case Why::less_room: return say("no room left with ", "plus de place chez ") + left;
        case Why::same_advisor: return say("to the advisor who called last", "chez le conseiller du dernier appel");
        case Why::own_area: return say("to the advisor of the area", "chez le conseiller du secteur");
        case Why::evener: return say("evens the loads", "équilibre les charges");
        case Why::emergency: return say("an emergency", "urgence");
        case Why::new_today: return say("new today", "nouveau aujourd'hui");
        case Why::took_place: return say("takes the place of ", "prend la place de ") + other;
        case Why::room: return say("there is room", "il y a de la place");
        case Why::list_changed: return say("the list has changed", "la liste a changé");
    }
    return {};
}

}  // namespace bienveille
