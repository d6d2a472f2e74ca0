#include "api/text.h"

#include <array>
#include <cstdio>
#include <cstdlib>

#include "datasets/cells.h"

namespace bienveille {
namespace {

struct Both {
    std::string_view english;
    std::string_view french;

    std::string_view in(Language language) const { return language == Language::french ? french : english; }
};

Both words(Factor factor) {
    switch (factor) {
        case Factor::isolation: return {"isolation", "isolement"};
        case Factor::anxiety: return {"anxiety", "anxiété"};
        case Factor::callback: return {"callback", "rappel"};
        case Factor::age: return {"age", "âge"};
        case Factor::waiting: return {"waiting", "attente"};
    }
    return {};
}

Both words(Tier tier) {
    switch (tier) {
        case Tier::emergency: return {"open emergency", "urgence ouverte"};
        case Tier::slot_today: return {"appointment today", "rendez-vous aujourd'hui"};
        case Tier::care_due: return {"close follow-up due", "suivi rapproché dû"};
        case Tier::promise_today: return {"promised for today", "promis pour aujourd'hui"};
        case Tier::mandatory: return {"due by the rules", "dû selon les règles"};
        case Tier::promise_ahead: return {"promise due soon", "promesse toute proche"};
        case Tier::longest_waiting: return {"among the longest waiting", "attend depuis longtemps"};
        case Tier::score: return {"by priority", "selon la priorité"};
    }
    return {};
}

Both short_words(Tier tier) {
    switch (tier) {
        case Tier::emergency: return {"emergency", "urgence"};
        case Tier::slot_today: return {"appointment", "rendez-vous"};
        case Tier::care_due: return {"close follow-up", "suivi rapproché"};
        case Tier::promise_today: return {"promised today", "promis ce jour"};
        case Tier::mandatory: return {"due by the rules", "dû par règle"};
        case Tier::promise_ahead: return {"promise due soon", "promesse proche"};
        case Tier::longest_waiting: return {"waits longest", "longue attente"};
        case Tier::score: return {"by priority", "par priorité"};
    }
    return {};
}

Both words(Band band) {
    switch (band) {
        case Band::high: return {"high", "élevée"};
        case Band::medium: return {"medium", "moyenne"};
        case Band::standard: return {"standard", "courante"};
    }
    return {};
}

Both words(UnplannedReason reason) {
    switch (reason) {
        case UnplannedReason::no_phone:
            return {"no number that can be dialled", "pas de numéro que l'on puisse composer"};
        case UnplannedReason::already_today: return {"already reached today", "déjà joint(e) aujourd'hui"};
        case UnplannedReason::retry_later:
            return {"tried not long ago, again later", "essayé il y a peu, à retenter plus tard"};
        case UnplannedReason::not_owed: return {"no call owed today", "aucun appel dû aujourd'hui"};
        case UnplannedReason::not_eligible:
            return {"nobody present who may call them", "personne de présent qui puisse appeler"};
        case UnplannedReason::cap_reached: return {"limit of calls reached", "plafond d'appels atteint"};
        case UnplannedReason::no_room_today: return {"the day is full", "la journée est pleine"};
    }
    return {};
}

Both words(ExcludedReason reason) {
    switch (reason) {
        case ExcludedReason::opted_out: return {"does not want to be called", "ne souhaite pas être appelé(e)"};
        case ExcludedReason::deceased: return {"deceased", "décédé(e)"};
        case ExcludedReason::moved: return {"moved away", "parti(e)"};
        case ExcludedReason::hospitalised: return {"in hospital", "hospitalisé(e)"};
        case ExcludedReason::absent: return {"away", "absent(e)"};
    }
    return {};
}

Both words(Outcome outcome) {
    switch (outcome) {
        case Outcome::reached: return {"reached", "Joint"};
        case Outcome::reached_brief: return {"reached, cut short", "Échange écourté"};
        case Outcome::reached_third_party: return {"somebody else answered", "Un proche a répondu"};
        case Outcome::prefers_switchboard:
            return {"prefers to ring the switchboard", "Préfère rappeler par le standard"};
        case Outcome::language_or_hearing: return {"language or hearing", "Échange difficile"};
        case Outcome::no_answer: return {"no answer", "Ne répond pas"};
        case Outcome::busy: return {"busy", "Occupé"};
        case Outcome::voicemail: return {"voicemail", "Répondeur"};
        case Outcome::wrong_number: return {"wrong number", "Faux numéro"};
        case Outcome::unassigned_number: return {"unassigned number", "Non attribué"};
        case Outcome::refused_today: return {"not today", "Pas aujourd'hui"};
        case Outcome::opt_out: return {"does not want to be called any more", "Ne souhaite plus être appelé(e)"};
        case Outcome::hospitalised: return {"in hospital", "Hospitalisé(e)"};
        case Outcome::absent_until: return {"away until", "Absent(e) jusqu'au"};
        case Outcome::moved: return {"moved away", "Parti(e)"};
        case Outcome::deceased: return {"deceased", "Décédé(e)"};
        case Outcome::not_attempted: return {"not attempted", "Non traité"};
    }
    return {};
}

Both words(CallState state) {
    switch (state) {
        case CallState::planned: return {"planned", "prévu"};
        case CallState::in_progress: return {"in progress", "en cours"};
        case CallState::done: return {"done", "fait"};
        case CallState::retry: return {"to be tried again", "à retenter"};
        case CallState::escalated: return {"escalated", "orienté"};
        case CallState::unreachable: return {"unreachable", "injoignable"};
        case CallState::cancelled: return {"cancelled", "annulé"};
    }
    return {};
}

Both words(Step step) {
    switch (step) {
        case Step::contact_person: return {"ask the contact person", "joindre la personne à prévenir"};
        case Step::visit:
            return {"a visit, by the caretaker or the social centre", "une visite, du gardien ou du centre social"};
        case Step::letter: return {"a letter", "un courrier"};
        case Step::other_channel: return {"another channel than the telephone", "un autre moyen que le téléphone"};
        case Step::fix_number: return {"find the right number", "retrouver le bon numéro"};
        case Step::social: return {"refer to the social service", "orienter vers le service social"};
        case Step::emergency: return {"emergency: act today", "urgence : agir aujourd'hui"};
    }
    return {"", ""};
}

constexpr std::array<Both, 7> kWeekdays{{{"Monday", "lundi"},
                                         {"Tuesday", "mardi"},
                                         {"Wednesday", "mercredi"},
                                         {"Thursday", "jeudi"},
                                         {"Friday", "vendredi"},
                                         {"Saturday", "samedi"},
                                         {"Sunday", "dimanche"}}};

constexpr std::array<Both, 12> kMonths{{{"January", "janvier"},
                                        {"February", "février"},
                                        {"March", "mars"},
                                        {"April", "avril"},
                                        {"May", "mai"},
                                        {"June", "juin"},
                                        {"July", "juillet"},
                                        {"August", "août"},
                                        {"September", "septembre"},
                                        {"October", "octobre"},
                                        {"November", "novembre"},
                                        {"December", "décembre"}}};

std::string days_text(int days, Language language) {
    return counted(days, language, {"day", "days"}, {"jour", "jours"});
}

std::string ago_text(int days, Language language) {
    if (days == 0) return std::string(Both{"today", "aujourd'hui"}.in(language));
    if (days == 1) return std::string(Both{"yesterday", "hier"}.in(language));
    return language == Language::french ? "il y a " + days_text(days, language) : days_text(days, language) + " ago";
}

// Below 12 is "at risk of isolation" on the Lubben scale, whatever the rules make of it.
constexpr int kAtRiskBelow = 12;

std::string lsns6_text(int total, Language language) {
    const std::string scale = "LSNS-6 " + std::to_string(total) + "/30";
    if (total >= kAtRiskBelow) return scale;
    return std::string(Both{"isolated: ", "isolement : "}.in(language)) + scale;
}

Both support_words(Support support) {
    switch (support) {
        case Support::none: return {"no support", "aucun entourage"};
        case Support::weak: return {"weak support", "entourage faible"};
        case Support::moderate: return {"some support", "entourage moyen"};
        case Support::strong: return {"strong support", "bon entourage"};
    }
    return {};
}

// What is known of somebody's surroundings where LSNS-6 is not. `weighing_only`: without what speaks against isolation.
std::string surroundings_text(const FactorInput& input, Language language, bool weighing_only) {
    std::string text;
    const auto say = [&](Both words, bool weighs = true) {
        if (weighing_only && !weighs) return;
        if (!text.empty()) text += ", ";
        text += words.in(language);
    };
    if (input.lives_alone == true) say({"lives alone", "vit seul(e)"});
    if (input.lives_alone == false) say({"lives with others", "ne vit pas seul(e)"}, false);
    if (input.support) say(support_words(*input.support), *input.support <= Support::weak);
    if (input.has_contact_person == false) say({"nobody to call", "aucun proche à prévenir"});
    if (input.relatives_at_risk == true) say({"relatives at risk", "proches exposés"});
    const bool nothing_known = !input.lives_alone && !input.support;
    if (text.empty() && nothing_known) say({"surroundings not known", "entourage inconnu"});
    return text;
}

std::string level_text(const FactorInput& input, Language language) {
    if (input.number == 0) return std::string(Both{"calm, ", "calme, "}.in(language)) + ago_text(input.days, language);
    std::string text = std::string(Both{"anxiety ", "anxiété "}.in(language)) + std::to_string(input.number) + "/3, " +
                       ago_text(input.days, language);
    if (input.held) text += Both{", not cleared", ", non levée"}.in(language);
    return text;
}

std::string callback_text(const FactorInput& input, Language language) {
    if (input.overdue) return std::string(Both{"callback overdue", "rappel en retard"}.in(language));
    if (input.number == 0) return std::string(Both{"callback due today", "rappel dû aujourd'hui"}.in(language));
    const Both due{"callback due in ", "rappel dû dans "};
    return std::string(due.in(language)) + days_text(input.number, language);
}

Both unknown_words(Factor factor) {
    switch (factor) {
        case Factor::isolation: return {"surroundings not known", "entourage inconnu"};
        case Factor::anxiety: return {"anxiety not known", "anxiété inconnue"};
        case Factor::callback: return {"callback not known", "rappel inconnu"};
        case Factor::age: return {"age not known", "âge inconnu"};
        case Factor::waiting: return {"last call not known", "dernier appel inconnu"};
    }
    return {};
}

}  // namespace

Language language_from_tag(std::string_view tag) {
    const bool french = tag.size() >= 2 && (tag[0] == 'f' || tag[0] == 'F') && (tag[1] == 'r' || tag[1] == 'R') &&
                        (tag.size() == 2 || tag[2] == '-' || tag[2] == '_' || tag[2] == '.');
    return french ? Language::french : Language::english;
}

std::string reason_text(const FactorLine& line, Language language) {
    const FactorInput& input = line.input;
    switch (input.kind) {
        case FactorInput::Kind::unknown: return std::string(unknown_words(line.factor).in(language));
        case FactorInput::Kind::lsns6: return lsns6_text(input.number, language);
        case FactorInput::Kind::isolation_proxy: return surroundings_text(input, language, false);
        case FactorInput::Kind::level: return level_text(input, language);
        case FactorInput::Kind::days_left: return callback_text(input, language);
        case FactorInput::Kind::none_asked:
            return std::string(Both{"no callback asked for", "aucun rappel demandé"}.in(language));
        case FactorInput::Kind::age:
            return std::to_string(input.number) + std::string(Both{" years old", " ans"}.in(language));
        case FactorInput::Kind::days_waiting:
            return std::string(Both{"last reached ", "dernier échange "}.in(language)) +
                   ago_text(input.number, language);
        case FactorInput::Kind::never_reached:
            return std::string(Both{"never reached", "jamais joint(e)"}.in(language));
    }
    return {};
}

std::string short_reason_text(const FactorLine& line, Language language) {
    const FactorInput& input = line.input;
    const std::string number = std::to_string(input.number);
    const auto say = [&](std::string_view english, std::string_view french) {
        return std::string(either(language, english, french));
    };
    switch (input.kind) {
        case FactorInput::Kind::lsns6:
            return (input.number < kAtRiskBelow ? say("isolated, ", "isolement, ") : "") + "LSNS-6 " + number;
        case FactorInput::Kind::isolation_proxy: return surroundings_text(input, language, true);
        case FactorInput::Kind::level:
            if (input.number == 0) break;
            return say("anxiety ", "anxiété ") + number;
        case FactorInput::Kind::days_left:
            if (input.overdue || input.number == 0) break;
            return say("callback in ", "rappel dans ") + number + say(" d", " j");
        case FactorInput::Kind::days_waiting: return number + say(" d since last call", " j sans échange");
        default: break;
    }
    return reason_text(line, language);
}

std::string_view factor_text(Factor factor, Language language) { return words(factor).in(language); }
std::string_view tier_text(Tier tier, Language language) { return words(tier).in(language); }
std::string_view short_tier_text(Tier tier, Language language) { return short_words(tier).in(language); }
std::string_view band_text(Band band, Language language) { return words(band).in(language); }
std::string_view unplanned_text(UnplannedReason reason, Language language) { return words(reason).in(language); }
std::string_view excluded_text(ExcludedReason reason, Language language) { return words(reason).in(language); }
std::string_view outcome_text(Outcome outcome, Language language) { return words(outcome).in(language); }
std::string_view state_text(CallState state, Language language) { return words(state).in(language); }
std::string_view step_text(Step step, Language language) { return words(step).in(language); }

std::string excluded_text(const Excluded& excluded, Language language) {
    std::string text(excluded_text(excluded.reason, language));
    if (excluded.until) text += std::string(Both{" until ", " jusqu'au "}.in(language)) + french_day(*excluded.until);
    return text;
}

std::string_view weekday_text(Day day, Language language) {
    return kWeekdays[static_cast<std::size_t>(day.weekday() - 1)].in(language);
}

std::string number_text(std::int64_t number, Language language) {
    std::string text = std::to_string(number);
    const std::size_t first = number < 0 ? 1 : 0;
    for (std::size_t at = text.size(); at > first + 3;) text.insert(at -= 3, either(language, ",", "\u00a0"));
    return text;
}

std::string long_day_text(Day day, Language language) {
    const std::string iso = day.iso();
    const int month = std::atoi(iso.substr(5, 2).c_str());
    const int number = std::atoi(iso.substr(8, 2).c_str());
    // French writes the first of a month as an ordinal.
    const std::string of_month = std::to_string(number) + (language == Language::french && number == 1 ? "er" : "");
    return std::string(weekday_text(day, language)) + " " + of_month + " " +
           std::string(kMonths[static_cast<std::size_t>(month - 1)].in(language)) + " " + iso.substr(0, 4);
}

std::string points_text(Points points, Language language) {
    const std::int64_t hundredths = points.count < 0 ? -points.count : points.count;
    char text[32];
    std::snprintf(text, sizeof text, "%s%lld%c%02lld", points.count < 0 ? "-" : "",
                  static_cast<long long>(hundredths / 100), language == Language::french ? ',' : '.',
                  static_cast<long long>(hundredths % 100));
    return text;
}

std::string percent_text(Value share, Language language) {
    const std::int64_t tenths = (share.count + 500) / 1000;  // of a per cent: a millionth is a ten-thousandth of one
    return std::to_string(tenths / 10) + (language == Language::french ? "," : ".") + std::to_string(tenths % 10) +
           " %";
}

}  // namespace bienveille
