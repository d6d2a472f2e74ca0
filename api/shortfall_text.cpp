#include "api/shortfall_text.h"

#include <algorithm>
#include <string_view>

namespace bienveille {
namespace {

class Sentence {
public:
    Sentence(const Shortfall& shortfall, Language language) : shortfall_(shortfall), language_(language) {}

    std::string text() const {
        const bool one = shortfall_.tenants.size() == 1;
        const std::string people = std::to_string(shortfall_.tenants.size()) +
                                   std::string(one ? say(" person", " personne") : say(" people", " personnes"));
        if (shortfall_.days.empty()) {
            std::string text = people;
            if (!shortfall_.cures.empty())  // by somebody more, so that it is for nothing else
                return text + std::string(nobody_speaks(one)) + " " + cure();
            return text +=
                   say(" cannot be called in time by anybody: no number to dial, or nobody there on those days who "
                       "speaks the language.",
                       one ? " ne peut être appelée à temps par personne : pas de numéro, ou personne ces jours-là qui "
                             "parle la langue."
                           : " ne peuvent être appelées à temps par personne : pas de numéro, ou personne ces jours-là "
                             "qui parle la langue.");
        }
        if (shortfall_.measure == Measure::weighted_calls) return people + weighted();
        if (shortfall_.measure == Measure::whole_calls) return people + tried();
        if (shortfall_.at) return people + at_once(one);
        const std::int64_t missing = shortfall_.needed - shortfall_.available;
        return people + std::string(say(" to be called by ", " à appeler au plus tard le ")) +
               long_day_text(shortfall_.days.back(), language_) +
               std::string(one ? say(" needs ", " demande ") : say(" need ", " demandent ")) +
               amount(shortfall_.needed) + std::string(say("; ", " ; ")) + advisors() + " " +
               amount(shortfall_.available) + unusable() + std::string(say(": ", " : il manque ")) + amount(missing) +
               std::string(say(" short. ", ". ")) + counted() + full() + cure();
    }

private:
    std::string_view nobody_speaks(bool one) const {
        return say(one ? " cannot be called in time: nobody there on those days speaks this language."
                       : " cannot be called in time: nobody there on those days speaks their language.",
                   one ? " ne peut pas être appelée à temps : personne, ces jours-là, ne parle sa langue."
                       : " ne peuvent pas être appelées à temps : personne, ces jours-là, ne parle leur langue.");
    }

    // Whole calls do not fit together as their minutes do: what each counts is in the proof, not in the sentence.
    std::string weighted() const {
        const auto [least, most] = std::minmax_element(shortfall_.weights.begin(), shortfall_.weights.end());
        const auto number = [](std::int64_t count) { return std::to_string(count); };
        const std::size_t advisors = shortfall_.advisors.size();
        std::string text(say(" to be called by ", " à appeler au plus tard le "));
        text += long_day_text(shortfall_.days.back(), language_);
        if (least == shortfall_.weights.end() || *most > kMostRead) {
            text +=
                say(": whole calls do not fit, however the lists of ",
                    " : les appels entiers ne tiennent pas ensemble, de quelque façon qu'on remplisse les listes de ");
            text += number(static_cast<std::int64_t>(advisors));
            text +=
                advisors == 1 ? say(" advisor are filled", " conseiller") : say(" advisors are filled", " conseillers");
            return text +
                   std::string(
                       say("; the proof lists what each counts. ", " ; la preuve liste ce que chacun compte. ")) +
                   counted() + full() + cure();
        }
        text += say(": whole calls do not fit. Counted from ",
                    " : les appels entiers ne tiennent pas ensemble. Comptés de ");
        text += number(*least) + std::string(say(" to ", " à ")) + number(*most) +
                std::string(say(" each, as listed in the proof, theirs make ",
                                " chacun, comme la preuve les liste, les leurs font "));
        text += number(shortfall_.needed) + std::string(say("; the lists of ", " ; les listes de ")) +
                std::to_string(advisors);
        text += advisors == 1 ? say(" advisor hold at most ", " conseiller en contiennent au plus ")
                              : say(" advisors hold at most ", " conseillers en contiennent au plus ");
        text += number(shortfall_.available) +
                std::string(say(", however they are filled: ", ", de quelque façon qu'on les remplisse : "));
        text += number(shortfall_.needed - shortfall_.available) + std::string(say(" too many. ", " de trop. "));
        return text + counted() + full() + cure();
    }

    // No sum tells: all fillings were looked at.
    std::string tried() const {
        const std::size_t advisors = shortfall_.advisors.size();
        std::string text(say(" to be called by ", " à appeler au plus tard le "));
        text += long_day_text(shortfall_.days.back(), language_);
        text += say(": however the lists of ", " : de quelque façon qu'on remplisse les listes de ");
        text += std::to_string(advisors);
        text += advisors == 1 ? say(" advisor are filled", " conseiller") : say(" advisors are filled", " conseillers");
        text += say(", they hold at most ", ", elles en contiennent au plus ");
        text += std::to_string(shortfall_.available);
        text += say(" of them. Every way was looked at. ", ". Toutes les façons ont été examinées. ");
        return text + counted() + full() + cure();
    }

    // At a promised time, or while the call lasts.
    std::string at_once(bool one) const {
        const std::size_t advisors = shortfall_.advisors.size();
        std::string text(one ? say(" is", " doit") : say(" are", " doivent"));
        text += say(" promised to be on the phone at ", ", comme promis, être au téléphone à ");
        text += shortfall_.at->hhmm() + std::string(say(" on ", " le "));
        text += long_day_text(shortfall_.days.back(), language_) + std::string(say("; ", " ; "));
        if (advisors == 0)
            text += say("no advisor who may call them is free then. ",
                        one ? "aucun conseiller qui peut l'appeler n'est libre à ce moment. "
                            : "aucun conseiller qui peut les appeler n'est libre à ce moment. ");
        else
            text +=
                std::to_string(advisors) +
                std::string(advisors == 1
                                ? say(" advisor who may call them is free then: ",
                                      " conseiller qui peut les appeler est libre à ce moment : il en manque ")
                                : say(" advisors who may call them are free then: ",
                                      " conseillers qui peuvent les appeler sont libres à ce moment : il en manque ")) +
                std::to_string(shortfall_.needed - shortfall_.available) + std::string(say(" short. ", ". "));
        return text + somebody_more();
    }

    std::string somebody_more() const {
        if (!shortfall_.cures.empty()) {
            const std::int64_t more = shortfall_.cures.front().amount;
            std::string text = std::to_string(more);
            text += more > 1
                        ? say(" advisors more then would be enough", " conseillers de plus à ce moment suffiraient")
                        : say(" advisor more then would be enough", " conseiller de plus à ce moment suffirait");
            return text + (shortfall_.moved.empty() ? "" : std::string(say(", or ", ", ou ")) + dates_moved()) + ".";
        }
        if (shortfall_.moved.empty())
            return std::string(say("The days looked at have no room later for all of them.",
                                   "Les jours suivants examinés n'ont pas de place pour tous."));
        const bool many = shortfall_.moved.size() > 1;
        return dates_moved() + std::string(say(", would be enough.", many ? ", suffiraient." : ", suffirait."));
    }

    std::string_view say(std::string_view english, std::string_view french) const {
        return either(language_, english, french);
    }

    std::string amount(std::int64_t count) const { return std::to_string(count) + " " + std::string(unit(count > 1)); }
    std::string_view unit(bool many) const {
        switch (shortfall_.measure) {
            case Measure::weighted_calls:
            case Measure::whole_calls:  // cured by minutes
            case Measure::minutes: return many ? "minutes" : "minute";
            case Measure::calls_at_once:  // told apart
            case Measure::calls: return many ? say("calls", "appels") : say("call", "appel");
            case Measure::level3_calls:
                return many ? say("level-3 calls", "appels de niveau 3") : say("level-3 call", "appel de niveau 3");
            case Measure::level2_and_3_calls:
                return many ? say("calls of level 2 or 3", "appels de niveau 2 ou 3")
                            : say("call of level 2 or 3", "appel de niveau 2 ou 3");
        }
        return {};
    }

    std::string advisors() const {
        const std::size_t count = shortfall_.advisors.size();
        std::string text = std::to_string(count);
        text += count > 1 ? say(" advisors", " conseillers") : say(" advisor", " conseiller");
        const bool minutes = shortfall_.measure == Measure::minutes;
        if (minutes) return text += count > 1 ? say(" have", " ont") : say(" has", " a");
        return text += say(" may make", count > 1 ? " peuvent passer" : " peut passer");
    }

    std::string unusable() const {
        if (shortfall_.unusable == 0) return {};
        const std::string minutes = amount(shortfall_.unusable);
        return std::string(say(" for whole calls, beside ", " pour des appels entiers, outre ")) + minutes +
               std::string(say(" too few for any", " qui ne suffisent à aucun"));
    }

    std::string counted() const {
        const std::size_t count = shortfall_.until_callback.size();
        if (count == 0) return {};
        if (shortfall_.tenants.size() == 1)
            return std::string(
                say("The callback's day counts: an earlier date cannot be kept. ",
                    "C'est le jour du rappel qui compte : une échéance plus proche ne peut être tenue. "));
        std::string text = std::to_string(count);
        text +=
            count == 1
                ? say(" of them counts by the day of the callback", " d'entre elles compte au jour du rappel")
                : say(" of them count by the day of their callback", " d'entre elles comptent au jour de leur rappel");
        return text + std::string(say(": an earlier date cannot be kept. ",
                                      " : une échéance plus proche ne peut être tenue. "));
    }

    std::string full() const {
        if (!shortfall_.full_until) return {};
        return std::string(say("Until ", "Jusqu'au ")) + long_day_text(*shortfall_.full_until, language_) +
               std::string(say(" no list has room for calls like these. ",
                               ", aucune liste n'a plus de place pour de tels appels. "));
    }

    std::string cure() const {
        const bool moves = !shortfall_.moved.empty();
        const std::vector<Cure> days = cheapest(shortfall_);
        if (days.empty()) {
            const std::string none(
                say("No single day was found to be enough to cure it", "Aucun jour trouvé ne suffit à y remédier"));
            if (moves)
                return none + std::string(say("; ", " ; ")) + dates_moved() +
                       std::string(say(", would be.", shortfall_.moved.size() > 1 ? ", suffiraient." : ", suffirait."));
            return none + std::string(say(", and the days looked at have no room later for all of them.",
                                          ", et les jours suivants examinés n'ont pas de place pour tous."));
        }
        const std::int64_t more = days.front().amount;
        std::string text = amount(more) + std::string(say(" more on ", " de plus le "));
        for (std::size_t i = 0; i < days.size() && i < kDaysNamed; ++i) {
            if (i > 0) text += say(" or ", " ou ");
            text += long_day_text(days[i].day, language_);
        }
        text += say(" would be enough", more > 1 ? " suffiraient" : " suffirait");
        if (!days.front().exact) text += perhaps_fewer();
        if (moves) text += std::string(say(", or ", ", ou ")) + dates_moved();
        return text + ".";
    }

    std::string_view perhaps_fewer() const { return say(" (perhaps fewer)", " (peut-être moins)"); }

    std::string dates_moved() const {
        Day last = shortfall_.moved.front().to;
        for (const LaterDue& each : shortfall_.moved) last = std::max(last, each.to);
        const std::size_t count = shortfall_.moved.size();
        std::string text = std::to_string(count);
        text += count > 1 ? say(" dates moved", " échéances déplacées") : say(" date moved", " échéance déplacée");
        if (!shortfall_.moved_proven && count > 1) text += perhaps_fewer();
        return text + std::string(say(", to ", ", au plus tard au ")) + long_day_text(last, language_) +
               std::string(say(" at the latest", ""));
    }

    static constexpr std::size_t kDaysNamed = 2;
    static constexpr std::int64_t kMostRead = 1'000;  // larger worths of calls tell a reader nothing

    const Shortfall& shortfall_;
    Language language_;
};

}  // namespace

std::vector<Cure> cheapest(const Shortfall& shortfall) {
    std::vector<Cure> days;
    for (const Cure& each : shortfall.cures) {
        if (!days.empty() && each.amount > days.front().amount) continue;
        if (!days.empty() && each.amount < days.front().amount) days.clear();
        days.push_back(each);
    }
    return days;
}

std::string shortfall_text(const Shortfall& shortfall, Language language) {
    return Sentence(shortfall, language).text();
}

}  // namespace bienveille
