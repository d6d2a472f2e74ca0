#include "api/staffing_report.h"

#include "api/shortfall_text.h"

namespace bienveille {

std::string staffing_text(const Staffing& staffing, Day by, Language language) {
    const auto say = [&](std::string_view english, std::string_view french) {
        return std::string(either(language, english, french));
    };
    std::string out = std::to_string(staffing.people) +
                      say(" people to be called by ", " personnes à appeler au plus tard le ") +
                      long_day_text(by, language) + say(": ", " : ");
    if (staffing.more == 0)
        out += say("the team is enough\n", "l'équipe suffit\n");
    else
        out += std::to_string(staffing.more) +
               say(" more advisors are needed\n", " conseillers de plus sont nécessaires\n");
    if (staffing.beyond > 0)
        out +=
            std::to_string(staffing.beyond) +
            say(" deadlines are beyond any number: rest after the tries, or a call longer than a list\n",
                " échéances hors d'atteinte, quel que soit le nombre : repos après les essais, ou appel trop long\n");
    if (staffing.more == 0) return out;
    out += say("With one fewer: ", "Avec un de moins : ") + std::to_string(staffing.impossible) +
           say(" cannot be called in time, ", " ne peuvent être appelées à temps, ") +
           std::to_string(staffing.unproven) + say(" unproven\n", " non prouvé\n");
    for (const Shortfall& each : staffing.why) out += "! " + shortfall_text(each, language) + "\n";
    return out;
}

}  // namespace bienveille
