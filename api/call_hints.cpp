#include "api/call_hints.h"

namespace bienveille {

std::vector<CallHint> call_hints(const std::optional<Moment>& message_left, Language language) {
    std::vector<CallHint> hints;
    if (message_left) {
        const Day until = message_left->day + kHoursBetweenMessages / 24;
        const std::string left = long_day_text(message_left->day, language) + " " + message_left->time.hhmm();
        const std::string again = long_day_text(until, language) + " " + message_left->time.hhmm();
        hints.push_back(
            {"no_message", language == Language::french
                               ? "Un message a été laissé le " + left + " : n'en laisser aucun avant le " + again + "."
                               : "A message was left on " + left + ": leave none before " + again + "."});
    } else {
        hints.push_back(
            {"message_allowed",
             std::string{
                 either(language, "On a voicemail, one neutral message: who calls and the number, never why.",
                        "Sur un répondeur, un seul message neutre : qui appelle et le numéro, jamais pourquoi.")}});
    }
    hints.push_back(
        {"third_party", std::string{either(language, "If somebody else answers: never say why you call.",
                                           "Si un proche répond : ne jamais dire pourquoi vous appelez.")}});
    return hints;
}

bool message_is_due(const Moment& left, const Moment& now) {
    const int minutes = (now.day - left.day) * 24 * 60 + now.time.minutes - left.time.minutes;
    return minutes >= kHoursBetweenMessages * 60;
}

}  // namespace bienveille
