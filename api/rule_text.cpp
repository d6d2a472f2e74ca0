#include "api/rule_text.h"

#include <algorithm>
#include <cctype>
#include <string_view>

#include "api/display.h"
#include "engine/names.h"

namespace bienveille {
namespace {

// "#" is the input of a curve, or the last step of the field; "@" is where English says "now".
struct Words {
    std::string_view field;
    std::string_view english;
    std::string_view french;
};

// Of a curve or a value: what counts so much.
constexpr Words kWorth[] = {
    {"/factors/isolation/lsns6", "an LSNS-6 total of # @counts", "un total LSNS-6 de # compte"},
    {"/factors/anxiety/levels/#", "anxiety level # @counts", "l'anxiété de niveau # compte"},
    {"/factors/anxiety/floor", "level 3 not cleared @counts at least", "le niveau 3 non levé compte au moins"},
    {"/factors/anxiety/unknown", "anxiety never assessed @counts", "l'anxiété jamais évaluée compte"},
    {"/factors/callback/days_left", "callbacks due within # {day|days} @count",
     "les rappels dus sous # {jour|jours} comptent"},
    {"/factors/callback/none_asked", "no callback asked @counts", "aucun rappel demandé compte"},
    {"/factors/age/years", "# {year|years} of age @{counts|count}", "l'âge de # {an|ans} compte"},
    {"/factors/age/unknown", "an unknown age @counts", "un âge inconnu compte"},
    {"/factors/waiting/days", "# {day|days} since the last call @{counts|count}",
     "# {jour|jours} depuis le dernier appel {compte|comptent}"},
    {"/factors/waiting/never_reached", "never reached @counts", "jamais joint compte"},
};

constexpr Words kNumbers[] = {
    {"/name", "name", "nom"},
    {"/version", "version", "version"},
    {"/description", "description", "description"},
    {"/revision/author", "author", "auteur"},
    {"/revision/on", "signed on", "signée le"},
    {"/revision/reason", "reason", "raison"},
    {"/revision/parent", "made from", "issue de"},
    {"/factors/isolation/weight", "isolation", "isolement"},
    {"/factors/anxiety/weight", "anxiety", "anxiété"},
    {"/factors/callback/weight", "callback", "rappel"},
    {"/factors/age/weight", "age", "âge"},
    {"/factors/waiting/weight", "waiting", "attente"},
    {"/factors/isolation/proxy/base", "isolation without LSNS-6, to begin with", "isolement sans LSNS-6, au départ"},
    {"/factors/isolation/proxy/lives_alone", "isolation without LSNS-6, lives alone",
     "isolement sans LSNS-6, vit seul"},
    {"/factors/isolation/proxy/lives_alone_unknown", "isolation without LSNS-6, household unknown",
     "isolement sans LSNS-6, foyer inconnu"},
    {"/factors/isolation/proxy/support_weak", "isolation without LSNS-6, weak or no support",
     "isolement sans LSNS-6, entourage faible ou absent"},
    {"/factors/isolation/proxy/support_strong", "isolation without LSNS-6, strong support",
     "isolement sans LSNS-6, entourage fort"},
    {"/factors/isolation/proxy/support_unknown", "isolation without LSNS-6, support unknown",
     "isolement sans LSNS-6, entourage inconnu"},
    {"/factors/isolation/proxy/no_contact_person", "isolation without LSNS-6, nobody to call",
     "isolement sans LSNS-6, personne à prévenir"},
    {"/factors/isolation/proxy/relatives_at_risk", "isolation without LSNS-6, relatives at risk",
     "isolement sans LSNS-6, proches à risque"},
    {"/factors/isolation/proxy/most", "isolation without LSNS-6, at most", "isolement sans LSNS-6, au plus"},
    {"/factors/anxiety/half_life_days", "days in which anxiety halves", "jours pour que l'anxiété compte moitié moins"},
    {"/factors/callback/default_due_days", "days for a callback without a date", "jours pour un rappel sans date"},
    {"/duties/first_recall_working_days", "working days to the first recall after level 3",
     "jours ouvrés avant le premier rappel après un niveau 3"},
    {"/duties/recall_every_working_days", "working days between recalls after level 3",
     "jours ouvrés entre les rappels après un niveau 3"},
    {"/duties/calm_level", "calm up to level", "calme jusqu'au niveau"},
    {"/duties/calm_times", "calm calls in a row that end the recalls",
     "appels calmes de suite qui closent les rappels"},
    {"/duties/mandatory_working_days", "working days to everybody's first call",
     "jours ouvrés pour un premier appel à chacun"},
    {"/duties/slack_working_days", "working days that promises are kept early",
     "jours ouvrés d'avance sur les promesses"},
    {"/duties/rest_days", "days before somebody reached is called again",
     "jours avant de rappeler une personne jointe"},
    {"/duties/longest_waiting_share", "share of the day for the longest waiting",
     "part de la journée pour les plus longues attentes"},
    {"/duties/high_risk/level", "high risk from anxiety level", "haut risque dès le niveau d'anxiété"},
    {"/duties/high_risk/isolation", "high risk from isolation", "haut risque dès l'isolement"},
    {"/duties/high_risk/age", "high risk when isolated, from age", "haut risque si isolé, dès l'âge de"},
    {"/duties/high_risk/with_level", "high risk when isolated, from anxiety level",
     "haut risque si isolé, dès le niveau d'anxiété"},
    {"/retries/wait_working_days/#", "working days of rest after #", "jours ouvrés de repos après #"},
    {"/retries/busy_gap_minutes", "minutes after a busy line", "minutes après une ligne occupée"},
    {"/bands/high", "points from which the priority is high", "points à partir desquels la priorité est élevée"},
    {"/bands/medium", "points from which the priority is medium", "points à partir desquels la priorité est moyenne"},
    {"/work/minutes/unknown", "minutes of a call, level unknown", "minutes d'un appel, niveau inconnu"},
    {"/work/minutes/levels/#", "minutes of a call at level #", "minutes d'un appel de niveau #"},
    {"/work/pause_after_level3", "minutes of pause after level 3", "minutes de pause après un niveau 3"},
    {"/work/debrief", "minutes of debrief", "minutes de débriefing"},
    {"/work/most_level3", "level-3 calls a day at most", "appels de niveau 3 par jour, au plus"},
    {"/work/most_level2_and_3", "calls of level 2 and 3 a day at most", "appels de niveau 2 et 3 par jour, au plus"},
    {"/work/profiles/#", "minutes a day, profile #", "minutes par jour, profil #"},
    {"/work/profile", "profile in force", "profil en vigueur"},
    {"/work/balance_tolerance", "largest gap between loads", "plus grand écart entre les charges"},
    {"/work/default_language", "language where none is given", "langue par défaut"},
    {"/policy", "how those without a duty are chosen", "choix des personnes sans échéance"},
    {"/calendar/time_zone", "time zone", "fuseau horaire"},
    {"/calendar/windows", "hours of calls", "heures d'appel"},
    {"/calendar/working_days", "working days, 1 is Monday", "jours travaillés, 1 est lundi"},
    {"/calendar/feasts", "closed every year on", "fermé chaque année le"},
    {"/calendar/easter_offsets", "closed in days from Easter Sunday", "fermé en jours depuis Pâques"},
    {"/calendar/closed_days", "closed on", "fermé le"},
};

constexpr Words kRetryPolicies[] = {
    {"/retries/standard/", "usual tries", "essais habituels"},
    {"/retries/callback/", "tries of a callback", "essais d'un rappel"},
    {"/retries/high_risk/", "tries at high risk", "essais à haut risque"},
};
constexpr Words kRetryFields[] = {
    {"tries", "at most", "au plus"},
    {"within", "within", "en"},
    {"gap_minutes", "minutes apart", "minutes d'écart"},
    {"most_a_day", "a day at most", "par jour, au plus"},
    {"alternate_half_days", "mornings and afternoons in turn", "matin et après-midi en alternance"},
    {"resume_after_working_days", "working days of rest after the last", "jours ouvrés de repos après le dernier"},
};

// The step that "#" stands for, or nothing where the field is another.
std::optional<std::string_view> step_of(std::string_view pattern, std::string_view field) {
    if (!pattern.ends_with('#')) return pattern == field ? std::optional(std::string_view{}) : std::nullopt;
    pattern.remove_suffix(1);
    if (!field.starts_with(pattern)) return std::nullopt;
    return field.substr(pattern.size());
}

// Of "{day|days}" the one that agrees with the number.
std::string agreeing(std::string text, std::int64_t number, Language language) {
    for (auto from = text.find('{'); from != std::string::npos; from = text.find('{', from)) {
        const auto middle = text.find('|', from), to = text.find('}', from);
        const std::string one = text.substr(from + 1, middle - from - 1),
                          more = text.substr(middle + 1, to - middle - 1);
        text.replace(from, to - from + 1, worded(number, language, {one, more}, {one, more}));
    }
    return text;
}

std::string with(std::string text, std::string_view step) {
    if (const auto at = text.find('#'); at != std::string::npos) text.replace(at, 1, step);
    return text;
}

template <std::size_t n>
std::optional<std::string> words_of(const Words (&table)[n], const RuleDifference& difference, Language language) {
    for (const Words& each : table) {
        const auto step = step_of(each.field, difference.field);
        if (!step) continue;
        std::string shown = difference.input ? std::to_string(*difference.input) : std::string{*step};
        if (const auto outcome = from_name<Outcome>(shown)) shown = outcome_text(*outcome, language);
        return with(
            agreeing(std::string(either(language, each.english, each.french)), difference.input.value_or(0), language),
            printable(shown));
    }
    return std::nullopt;
}

std::optional<std::string> retry_words(const std::string& field, Language language) {
    for (const Words& policy : kRetryPolicies) {
        if (!field.starts_with(policy.field)) continue;
        for (const Words& each : kRetryFields)
            if (each.field == std::string_view{field}.substr(policy.field.size()))
                return std::string(either(language, policy.english, policy.french)) + ", " +
                       std::string(either(language, each.english, each.french));
    }
    return std::nullopt;
}

bool is_number(std::string_view json) {
    return !json.empty() && json.find_first_not_of("-.0123456789") == std::string_view::npos;
}

// {"hours": 48} is "48 h", texts lose their quotes, numbers get the decimal comma of French.
std::string value_text(const std::optional<std::string>& json, Language language) {
    if (!json) return std::string(either(language, "none", "rien"));
    if (*json == "true") return std::string(either(language, "yes", "oui"));
    if (*json == "false") return std::string(either(language, "no", "non"));
    std::string text = *json;
    if (is_number(text) && language == Language::french) std::replace(text.begin(), text.end(), '.', ',');
    if (text.starts_with("{")) {
        std::string number;
        std::copy_if(text.begin(), text.end(), std::back_inserter(number),
                     [](char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; });
        const bool hours = text.find("hours") != std::string::npos;
        if (hours) return number + " h";
        return counted(std::atoll(number.c_str()), language, {"working day", "working days"},
                       {"jour ouvré", "jours ouvrés"});
    }
    if (text.starts_with('"')) text = text.substr(1, text.size() - 2);
    return text.empty() ? std::string(either(language, "none", "rien")) : printable(text);
}

}  // namespace

std::string difference_text(const RuleDifference& difference, Language language) {
    const std::string from = value_text(difference.from, language);
    const std::string to = value_text(difference.to, language);
    if (auto what = words_of(kWorth, difference, language)) {
        const bool same = from == to;
        if (const auto now = what->find('@'); now != std::string::npos) what->replace(now, 1, same ? "" : "now ");
        if (same) return *what + " " + to + std::string(either(language, " as before", " comme avant"));
        return *what + std::string(either(language, " ", " maintenant ")) + to +
               std::string(either(language, ", was ", " au lieu de ")) + from;
    }
    auto what = words_of(kNumbers, difference, language);
    if (!what) what = retry_words(difference.field, language);
    return what.value_or(difference.field) + " " + from + " -> " + to;
}

}  // namespace bienveille
