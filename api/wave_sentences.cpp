#include "api/wave_sentences.h"

namespace bienveille {
namespace {

std::string whole_percent(std::int64_t part, std::int64_t whole) {
    return std::to_string((part * 200 + whole) / (whole * 2)) + " %";
}

// What became of the callbacks: what is none is left out, but that none was missed is said.
std::string standing(const DueDay& all, Language language) {
    std::string text;
    const auto add = [&](int count, Counted english, Counted french, bool always = false) {
        if (count > 0 || always) text += (text.empty() ? "" : ", ") + counted(count, language, english, french);
    };
    add(all.reached, {"reached in time", "reached in time"}, {"joint à temps", "joints à temps"});
    add(all.tried, {"tried in time", "tried in time"}, {"tenté à temps", "tentés à temps"});
    add(all.missed, {"missed", "missed"}, {"manqué", "manqués"}, true);
    add(all.ended, {"ended", "ended"}, {"clos", "clos"});
    add(all.open, {"still to come", "still to come"}, {"à venir", "à venir"});
    return text + ".";
}

std::string callbacks(const WaveReport& report, Language language) {
    const auto say = [&](std::string_view english, std::string_view french) {
        return std::string(either(language, english, french));
    };
    const WaveCallbacks& callbacks = report.callbacks;
    if (callbacks.people == 0) return say("Nobody asked for another call.", "Personne n'a demandé de nouvel appel.");
    const std::string share = " (" + whole_percent(callbacks.people, report.reach.called) + ") ";
    std::string text = number_text(callbacks.people, language) + share +
                       worded(callbacks.people, language, {"wants another call, within ", "want another call, within "},
                              {"souhaite un nouvel appel, sous ", "souhaitent un nouvel appel, sous "}) +
                       counted(callbacks.longest_days.value_or(0), language, {"day", "days"}, {"jour", "jours"}) +
                       say(". How it stands", ". Où en est-on");
    if (callbacks.all.due > callbacks.people)
        text +=
            say(", of ", ", de ") + counted(callbacks.all.due, language, {"callback promised", "callbacks promised"},
                                            {"rappel promis", "rappels promis"});
    return text + say(": ", " : ") + standing(callbacks.all, language);
}

// "Froncles, Chalindrey and Chamouilley".
std::string listed(const std::vector<std::string>& names, Language language) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) text += i + 1 == names.size() ? either(language, " and ", " et ") : std::string_view(", ");
        text += names[i];
    }
    return text;
}

}  // namespace

std::string wave_lead(const WaveReport& report, Language language) {
    const WaveReach& reach = report.reach;
    if (reach.called == 0)
        return std::string(
            either(language, "Nobody was called in these days.", "Personne n'a été appelé durant ces jours."));
    return counted(reach.called, language, {"tenant called in ", "tenants called in "},
                   {"locataire appelé en ", "locataires appelés en "}) +
           counted(reach.days, language, {"day by ", "days by "}, {"jour par ", "jours par "}) +
           counted(reach.advisors, language, {"advisor; ", "advisors; "}, {"conseiller ; ", "conseillers ; "}) +
           counted(reach.reached, language, {"reached. ", "reached. "}, {"joint. ", "joints. "}) +
           callbacks(report, language);
}

std::string mood_sentence(const MoodRow& row, const std::vector<std::string>& around, Language language) {
    const auto say = [&](std::string_view english, std::string_view french) {
        return std::string(either(language, english, french));
    };
    std::string text = row.kind == MoodRow::Kind::around
                           ? say("Around ", "Autour de ") + listed(around, language) + say(": ", " : ")
                           : say("In all: ", "En tout : ");
    text += counted(row.level[3], language, {"shows great anxiety", "show great anxiety"},
                    {"montre une grande anxiété", "montrent une grande anxiété"});
    text += say(" among ", " parmi ") +
            counted(row.reached, language, {"reached; ", "reached; "}, {"joint ; ", "joints ; "}) +
            counted(row.support[3], language, {"has strong support; ", "have strong support; "},
                    {"a un entourage fort ; ", "ont un entourage fort ; "});
    const int asked = row.neighbours[0] + row.neighbours[1];
    if (asked > 0)
        text += counted(row.neighbours[1], language, {"has helpful neighbours", "have helpful neighbours"},
                        {"a des voisins aidants", "ont des voisins aidants"}) +
                say(", of ", ", sur ") +
                counted(asked, language, {"who was asked; ", "who were asked; "},
                        {"personne interrogée ; ", "personnes interrogées ; "});
    return text + counted(row.worried, language, {"is worried for relatives.", "are worried for relatives."},
                          {"est inquiet pour des proches.", "sont inquiets pour des proches."});
}

}  // namespace bienveille
