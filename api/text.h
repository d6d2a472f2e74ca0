// The words that people read, in both languages: reasons, tiers, bands, days, points.
//
// Decides: how a fact of the plan is said to a social worker. Does not decide: the facts (engine/), nor how a page or a
// table is laid out.
//
// Promises: every text is short (at most about 60 characters wide), has no line break and no placeholder, and says
// nothing that the fact does not hold: no "fragile", no judgement. Unknown is said as unknown, never as zero.
// Source of the French words: domain.md, sections 4 and 7.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "api/escalations.h"
#include "engine/model.h"

namespace bienveille {

enum class Language { english, french };

// One of two texts, for words that only one page or table needs.
constexpr std::string_view either(Language language, std::string_view english, std::string_view french) {
    return language == Language::french ? french : english;
}

// The form of a word for one and for more. French counts 0 with 1, English with the others.
struct Counted {
    std::string_view one;
    std::string_view more;
};
inline std::string worded(std::int64_t count, Language language, Counted english, Counted french) {
    const bool one = language == Language::french ? count < 2 : count == 1;
    const Counted& words = language == Language::french ? french : english;
    return std::string(one ? words.one : words.more);
}
// "6,405"; "6 405" with a space that does not break.
std::string number_text(std::int64_t number, Language language);
// "1 day", "0 days"; "1 jour", "0 jour".
inline std::string counted(std::int64_t count, Language language, Counted english, Counted french) {
    return number_text(count, language) + " " + worded(count, language, english, french);
}

// "fr", "fr_FR.UTF-8", "fr-CA" are French, everything else English.
Language language_from_tag(std::string_view tag);

// What one factor saw: "isolated: LSNS-6 4/30", "callback due in 6 days", "87 ans".
std::string reason_text(const FactorLine& line, Language language);

// The same for a narrow column: "isolated, LSNS-6 4", "callback in 6 d", "87 ans". Empty when what is known of somebody's
// surroundings speaks against isolation only: that is no reason to call.
std::string short_reason_text(const FactorLine& line, Language language);

std::string_view factor_text(Factor factor, Language language);              // "isolation", "isolement"
std::string_view tier_text(Tier tier, Language language);                    // "promised for today"
std::string_view short_tier_text(Tier tier, Language language);              // "promised today"
std::string_view band_text(Band band, Language language);                    // "high", "élevée"
std::string_view unplanned_text(UnplannedReason reason, Language language);  // "the day is full"
std::string_view excluded_text(ExcludedReason reason, Language language);
std::string excluded_text(const Excluded& excluded, Language language);  // with "until 14/04/2020"
std::string_view outcome_text(Outcome outcome, Language language);
std::string_view state_text(CallState state, Language language);
std::string_view step_text(Step step, Language language);  // "a visit", "une visite à domicile"

// "Friday 3 April 2020", "vendredi 3 avril 2020".
std::string long_day_text(Day day, Language language);
std::string_view weekday_text(Day day, Language language);
// "78.40", "78,40".
std::string points_text(Points points, Language language);
// A share in per cent with one decimal: "3.1 %", "3,1 %".
std::string percent_text(Value share, Language language);

}  // namespace bienveille
