#include "api/staffing_report.h"

#include <algorithm>

#include "api/shortfall_text.h"

namespace bienveille {
namespace {

class Account {
public:
    Account(const Staffing& staffing, Language language) : staffing_(staffing), language_(language) {}

    std::string text() {
        people();
        if (staffing_.people > staffing_.beyond) fewer();
        minutes();
        return std::move(out_);
    }

private:
    std::string say(std::string_view english, std::string_view french) const {
        return std::string(either(language_, english, french));
    }
    std::string many(std::int64_t count, Counted english, Counted french) const {
        return counted(count, language_, english, french);
    }

    void people() {
        out_ = many(staffing_.people, {"person to be called by ", "people to be called by "},
                    {"personne à appeler au plus tard le ", "personnes à appeler au plus tard le "}) +
               long_day_text(staffing_.by, language_) + say(": ", " : ") + answer() + "\n";
        if (staffing_.beyond > 0)
            out_ += many(staffing_.beyond, {"deadline is", "deadlines are"}, {"échéance est", "échéances sont"}) +
                    say(" beyond any number: rest after the tries, or a call longer than a list\n",
                        " hors d'atteinte, quel que soit le nombre : repos après les essais, ou appel trop long\n");
    }

    std::string answer() const {
        const int needed = staffing_.needed();
        if (staffing_.more > 0)
            return many(staffing_.more, {"more advisor is needed, ", "more advisors are needed, "},
                        {"conseiller de plus est nécessaire, ", "conseillers de plus sont nécessaires, "}) +
                   std::to_string(needed) + say(" in all", " en tout");
        if (staffing_.spare.empty()) return say("the team is enough", "l'équipe suffit");
        return std::to_string(needed) + say(" of the ", " des ") +
               many(staffing_.team, {"advisor", "advisors"}, {"conseiller", "conseillers"}) +
               worded(needed, language_, {" would do, without ", " would do, without "},
                      {" suffit, sans ", " suffiraient, sans "}) +
               named();
    }

    std::string named() const {
        constexpr std::size_t kNamed = 8;
        std::string text;
        for (std::size_t i = 0; i < std::min(staffing_.spare.size(), kNamed); ++i)
            text += (i > 0 ? ", " : "") + staffing_.spare[i].text;
        return text + (staffing_.spare.size() > kNamed ? ", …" : "");
    }

    void fewer() {
        out_ += say("With one fewer: ", "Avec un de moins : ");
        not_enough(staffing_.one_fewer);
    }

    void minutes() {
        if (!staffing_.minutes || staffing_.minutes->count == 0) return;
        const std::string fewer = std::to_string(staffing_.minutes->count - 1);
        out_ += say("The whole team would do with ", "L'équipe entière suffirait avec ") +
                many(staffing_.minutes->count, {"minute", "minutes"}, {"minute", "minutes"}) +
                say(" an advisor and day at most. With ", " au plus par conseiller et par jour. Avec ") + fewer +
                say(": ", " : ");
        not_enough(staffing_.one_minute_fewer);
    }

    void not_enough(const NotEnough& told) {
        out_ += many(told.impossible, {"cannot be called in time, ", "cannot be called in time, "},
                     {"ne peut être appelée à temps, ", "ne peuvent être appelées à temps, "}) +
                many(told.unproven, {"unproven\n", "unproven\n"}, {"non prouvée\n", "non prouvées\n"});
        for (const Shortfall& each : told.why) out_ += "! " + shortfall_text(each, language_) + "\n";
    }

    const Staffing& staffing_;
    Language language_;
    std::string out_;
};

}  // namespace

std::string staffing_text(const Staffing& staffing, Language language) { return Account(staffing, language).text(); }

}  // namespace bienveille
