// Words that a note should not hold: see lint_note in outcomes.h.
#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "api/outcomes.h"
#include "datasets/text.h"

namespace bienveille {
namespace {

struct WordKind {
    std::string_view kind;
    std::string_view words;  // folded, between spaces; one that ends in * is a beginning
};

// Categories as the French data protection authority names them for comment fields (domain.md, section 6).
constexpr std::array<WordKind, 5> kKinds{{
    {"health",
     " cancer diabet* alzheimer parkinson depress* dement* schizo* bipolaire handicap* maladie* malade* hopital "
     "psychiatr* "
     "avc vih sida covid* asthm* medecin diagnosti* traitement* ordonnance* sick* disease* illness* "},
    {"addiction", " alcool* alcoholi* ivrogne* drogu* toxico* cannabis heroine cocaine addict* boit drunk* junkie* "},
    {"offence",
     " prison* condamn* casier police delinquan* delit* criminel* voleur* violent* detenu* jail* "
     "convict* "},
    {"origin_or_religion",
     " arabe* africain* noir noire gitan* rom roms musulman* islam* juif* juive* chretien* catholiqu* "
     "protestant* mosquee etranger* immigre* muslim* jewish* christian* foreigner* "},
    {"judgement",
     " fou folle menteu* meche* idiot* stupid* paresseu* sale sales agressi* insupportable* penible* "
     "desagreable* raciste* crazy liar* lazy "},
}};

bool holds(std::string_view words, const std::string& word) {
    if (words.find(" " + word + " ") != std::string_view::npos) return true;
    for (std::size_t length = 3; length <= word.size(); ++length)
        if (words.find(" " + word.substr(0, length) + "* ") != std::string_view::npos) return true;
    return false;
}

}  // namespace

std::vector<std::string> lint_note(std::string_view note) {
    std::vector<std::string> found;
    std::string text{note};
    for (std::size_t at = 0; (at = text.find("\u2019", at)) != std::string::npos;) text.replace(at, 3, "'");
    std::string word;
    const auto look = [&] {
        const std::string folded_word = folded(word);
        word.clear();
        if (folded_word.size() < 3) return;
        for (const WordKind& each : kKinds)
            if (holds(each.words, folded_word) && std::find(found.begin(), found.end(), each.kind) == found.end())
                found.emplace_back(each.kind);
    };
    for (const char c : text) {
        const bool between = static_cast<unsigned char>(c) < 0x80 && !std::isalnum(static_cast<unsigned char>(c));
        if (between)
            look();
        else
            word += c;
    }
    look();
    return found;
}

}  // namespace bienveille
