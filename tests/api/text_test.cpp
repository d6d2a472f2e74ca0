#include "api/text.h"
#include "api/shortfall_text.h"

#include <gtest/gtest.h>

#include "api/call_reasons.h"
#include "api/display.h"
#include "engine/names.h"
#include "tests/support/hand_made_plan.h"

namespace bienveille {
namespace {

FactorLine saw(Factor factor, FactorInput::Kind kind, int number = 0, int days = 0) {
    return factor_line(factor, 100, kind, number, days);
}

TEST(Text, every_word_exists_in_both_languages_and_they_differ_from_the_code) {
    const auto check = [](auto table, auto text) {
        for (const auto& [value, name] : table)
            for (const Language language : {Language::english, Language::french}) {
                EXPECT_FALSE(text(value, language).empty()) << name;
                EXPECT_EQ(text(value, language).find('_'), std::string_view::npos) << name;
            }
    };
    check(names<Tier>(), [](Tier v, Language l) { return tier_text(v, l); });
    check(names<Tier>(), [](Tier v, Language l) { return short_tier_text(v, l); });
    check(names<Band>(), [](Band v, Language l) { return band_text(v, l); });
    check(names<Factor>(), [](Factor v, Language l) { return factor_text(v, l); });
    check(names<UnplannedReason>(), [](UnplannedReason v, Language l) { return unplanned_text(v, l); });
    check(names<ExcludedReason>(), [](ExcludedReason v, Language l) { return excluded_text(v, l); });
    check(names<Outcome>(), [](Outcome v, Language l) { return outcome_text(v, l); });
    check(names<CallState>(), [](CallState v, Language l) { return state_text(v, l); });
}

TEST(Text, a_reason_says_what_was_seen_and_when) {
    using Kind = FactorInput::Kind;
    const FactorLine level = saw(Factor::anxiety, Kind::level, 3, 3);
    EXPECT_EQ(reason_text(level, Language::english), "anxiety 3/3, 3 days ago");
    EXPECT_EQ(reason_text(level, Language::french), "anxiété 3/3, il y a 3 jours");
    EXPECT_EQ(reason_text(saw(Factor::anxiety, Kind::level, 2, 1), Language::french), "anxiété 2/3, hier");
    EXPECT_EQ(reason_text(saw(Factor::age, Kind::age, 87), Language::french), "87 ans");
    EXPECT_EQ(reason_text(saw(Factor::callback, Kind::days_left, 6), Language::english), "callback due in 6 days");
    EXPECT_EQ(reason_text(saw(Factor::callback, Kind::days_left, 1), Language::french), "rappel dû dans 1 jour");
    EXPECT_EQ(reason_text(saw(Factor::waiting, Kind::never_reached), Language::english), "never reached");
}

TEST(Text, unknown_is_said_as_unknown) {
    for (const auto& [factor, name] : names<Factor>()) {
        const std::string text = reason_text(saw(factor, FactorInput::Kind::unknown), Language::english);
        EXPECT_NE(text.find("not known"), std::string::npos) << name;
    }
}

TEST(Text, surroundings_name_only_what_is_known) {
    FactorLine line = saw(Factor::isolation, FactorInput::Kind::isolation_proxy);
    EXPECT_EQ(reason_text(line, Language::english), "surroundings not known");
    line.input.lives_alone = true;
    line.input.support = Support::none;
    line.input.has_contact_person = true;  // somebody can be called: no reason to say
    EXPECT_EQ(reason_text(line, Language::english), "lives alone, no support");
    line.input.has_contact_person = false;
    line.input.relatives_at_risk = true;
    EXPECT_EQ(reason_text(line, Language::french),
              "vit seul(e), aucun entourage, aucun proche à prévenir, proches exposés");
}

TEST(Text, numbers_and_days_follow_the_language) {
    EXPECT_EQ(points_text({7840}, Language::english), "78.40");
    EXPECT_EQ(points_text({5}, Language::french), "0,05");
    EXPECT_EQ(percent_text({30'949}, Language::english), "3.1 %");  // 30,949 millionths are 3.0949 %
    EXPECT_EQ(long_day_text(*day_from(2020, 5, 1), Language::french), "vendredi 1er mai 2020");
    EXPECT_EQ(long_day_text(*day_from(2020, 4, 3), Language::english), "Friday 3 April 2020");
}

TEST(Text, french_is_what_a_french_environment_says) {
    for (const char* tag : {"fr", "fr_FR.UTF-8", "FR-ca", "fr.UTF-8"})
        EXPECT_EQ(language_from_tag(tag), Language::french) << tag;
    for (const char* tag : {"", "C", "C.UTF-8", "en_GB", "fry", "f"})
        EXPECT_EQ(language_from_tag(tag), Language::english) << tag;
}

const Day kFriday = *day_from_iso("2020-04-03");

TEST(CallReasons, the_duty_comes_first_then_the_factor_with_most_points) {
    const HandMade made = hand_made_plan();
    const Call& anxious = made.plan.lists[0].calls[0];  // isolation 35.00, anxiety 21.55, callback 20.00, age 10.00
    EXPECT_EQ(why_text(anxious, kFriday, Language::english, 62),
              "promised today · isolated, LSNS-6 4 · anxiety 3 · 87 years old");
}

TEST(CallReasons, a_narrow_column_gets_whole_reasons_or_none) {
    const Call anxious = hand_made_plan().plan.lists[0].calls[0];
    EXPECT_EQ(why_text(anxious, kFriday, Language::english, 26),
              "promised today · isolated");  // a whole phrase of its reason
    EXPECT_EQ(why_text(anxious, kFriday, Language::english, 14), "promised today");
    EXPECT_EQ(why_text(anxious, kFriday, Language::english, 5), "");
}

TEST(CallReasons, a_late_promise_says_that_it_is_late) {
    const Call late = hand_made_plan().plan.lists[0].calls[1];
    EXPECT_EQ(why_text(late, kFriday, Language::french, 20), "promesse en retard");
}

// A promise for today of somebody whom the rules wanted called by Thursday was shown as "promised 02/04".
TEST(CallReasons, an_older_duty_is_not_taken_for_the_promise) {
    Call call = hand_made_plan().plan.lists[0].calls[0];
    call.due_on = kFriday - 1;
    call.late = true;
    EXPECT_EQ(why_text(call, kFriday, Language::english, 25), "promised today, due 02/04");
}

TEST(CallReasons, a_promise_ahead_says_its_own_day) {
    Call call = hand_made_plan().plan.lists[0].calls[0];
    call.tier = Tier::promise_ahead;
    call.card.lines[2].input.number = 3;  // calendar days: Friday + 3 is Monday 6 April
    call.due_on = kFriday + 1;            // of another duty
    EXPECT_EQ(why_text(call, kFriday, Language::english, 16), "promised 06/04");
}

TEST(CallReasons, factors_without_points_are_no_reasons) {
    const Call afternoon = hand_made_plan().plan.lists[0].calls[2];  // callback 0.00
    for (const FactorLine& line : telling_lines(afternoon.card)) EXPECT_NE(line.factor, Factor::callback);
    EXPECT_EQ(telling_lines(afternoon.card).front().factor, Factor::waiting);  // 6.43 against 6.00, 5.25, 4.50
}

TEST(Text, AShortfallSaysWhoByWhenWhatIsMissingAndWhatWouldBeEnough) {
    const Day friday = *day_from(2020, 4, 3);
    Shortfall shortfall{Measure::minutes,
                        {{"A"}, {"B"}},
                        {{"X"}},
                        {friday},
                        18,
                        9,
                        {{friday, 9, true}},
                        0,
                        {{{"B"}, friday + 3}},
                        {},
                        true,
                        {}};
    EXPECT_EQ(shortfall_text(shortfall, Language::english),
              "2 people to be called by Friday 3 April 2020 need 18 minutes; 1 advisor has 9 minutes: 9 minutes short. "
              "9 minutes more on Friday 3 April 2020 would be enough, or 1 date moved, to Monday 6 April 2020 at the "
              "latest.");
    shortfall = {Measure::level3_calls, {{"A"}, {"B"}}, {{"X"}, {"Y"}}, {friday}, 2, 1, {}, 0, {}, {}, true, {}};
    EXPECT_EQ(
        shortfall_text(shortfall, Language::french),
        "2 personnes à appeler au plus tard le vendredi 3 avril 2020 demandent 2 appels de niveau 3 ; 2 conseillers "
        "peuvent passer 1 appel de niveau 3 : il manque 1 appel de niveau 3. Aucun jour trouvé ne suffit à y remédier, "
        "et les jours suivants examinés n'ont pas de place pour tous.");
    shortfall.moved = {{{"A"}, friday + 3}, {{"B"}, friday + 4}};
    EXPECT_NE(shortfall_text(shortfall, Language::english)
                  .find("No single day was found to be enough to cure it; 2 dates moved, to Tuesday 7 April 2020 at "
                        "the latest, would be."),
              std::string::npos);
    shortfall = {
        Measure::minutes, {{"A"}, {"B"}}, {{"X"}}, {friday}, 20, 13, {{friday, 10, true}}, 7, {}, {}, true, {}};
    EXPECT_EQ(
        shortfall_text(shortfall, Language::english),
        "2 people to be called by Friday 3 April 2020 need 20 minutes; 1 advisor has 13 minutes for whole calls, "
        "beside 7 minutes too few for any: 7 minutes short. 10 minutes more on Friday 3 April 2020 would be enough.");
    shortfall = {Measure::minutes, {{"A"}}, {}, {}, 9, 0, {}, 0, {}, {}, true, {}};
    EXPECT_EQ(
        shortfall_text(shortfall, Language::english),
        "1 person cannot be called in time by anybody: no number to dial, or nobody there on those days who speaks "
        "the language.");
    shortfall.cures = {{friday, 9, true}};
    EXPECT_EQ(
        shortfall_text(shortfall, Language::french),
        "1 personne ne peut pas être appelée à temps : personne, ces jours-là, ne parle sa langue. 9 minutes de plus "
        "le vendredi 3 avril 2020 suffiraient.");
    shortfall.tenants.push_back({"B"});
    EXPECT_EQ(shortfall_text(shortfall, Language::english),
              "2 people cannot be called in time: nobody there on those days speaks their language. 9 minutes more on "
              "Friday 3 April 2020 would be enough.");
    // An hour holds 33 and two of 13, or four of 13: counted as 2 and 1, at most 4.
    shortfall = {Measure::weighted_calls,
                 {{"A"}, {"B"}, {"C"}},
                 {{"X"}},
                 {friday},
                 5,
                 4,
                 {{friday, 13, true}},
                 0,
                 {},
                 {1, 2, 2},
                 true,
                 {}};
    EXPECT_EQ(
        shortfall_text(shortfall, Language::english),
        "3 people to be called by Friday 3 April 2020: whole calls do not fit. Counted from 1 to 2 each, as listed in "
        "the proof, theirs make 5; the lists of 1 advisor hold at most 4, however they are filled: 1 too many. 13 "
        "minutes "
        "more on Friday 3 April 2020 would be enough.");
    Shortfall large = shortfall;
    large.weights = {229'947, 1'048'576, 229'947};
    EXPECT_EQ(
        shortfall_text(large, Language::english),
        "3 people to be called by Friday 3 April 2020: whole calls do not fit, however the lists of 1 advisor are "
        "filled; the proof lists what each counts. 13 minutes more on Friday 3 April 2020 would be enough.");
    shortfall.moved = {{{"C"}, friday + 3}};
    shortfall.cures[0].exact = shortfall.moved_proven = false;
    EXPECT_EQ(
        shortfall_text(shortfall, Language::french),
        "3 personnes à appeler au plus tard le vendredi 3 avril 2020 : les appels entiers ne tiennent pas ensemble. "
        "Comptés de 1 à 2 chacun, comme la preuve les liste, les leurs font 5 ; les listes de 1 conseiller en "
        "contiennent au plus 4, de quelque façon qu'on les remplisse : 1 de trop. 13 minutes de plus le vendredi 3 "
        "avril 2020 suffiraient (peut-être moins), ou 1 échéance déplacée, au plus tard au lundi 6 avril 2020.");
    shortfall.moved.push_back({{"B"}, friday + 4});
    EXPECT_NE(shortfall_text(shortfall, Language::english)
                  .find("13 minutes more on Friday 3 April 2020 would be enough (perhaps fewer), or 2 dates moved "
                        "(perhaps fewer), to Tuesday 7 April 2020 at the latest."),
              std::string::npos);
}

TEST(Text, AShortfallAfterFullDaysSaysUntilWhen) {
    const Day friday = *day_from(2020, 4, 3), monday = friday + 3;
    Shortfall shortfall{Measure::minutes, {{"A"}, {"B"}}, {{"X"}}, {monday}, 18, 9, {}, 0, {}, {}, true, {}};
    shortfall.cures = {{monday, 9, true}};
    shortfall.full_until = friday;
    EXPECT_EQ(shortfall_text(shortfall, Language::english),
              "2 people to be called by Monday 6 April 2020 need 18 minutes; 1 advisor has 9 minutes: 9 minutes short. "
              "Until Friday 3 April 2020 no list has room for calls like these. 9 minutes more on Monday 6 April 2020 "
              "would be enough.");
    EXPECT_EQ(shortfall_text(shortfall, Language::french),
              "2 personnes à appeler au plus tard le lundi 6 avril 2020 demandent 18 minutes ; 1 conseiller a 9 "
              "minutes : il manque 9 minutes. Jusqu'au vendredi 3 avril 2020, aucune liste n'a plus de place pour de "
              "tels appels. 9 minutes de plus le lundi 6 avril 2020 suffiraient.");
}

TEST(Text, AShortfallSaysWhoCountsByTheCallbacksDay) {
    const Day friday = *day_from(2020, 4, 3);
    Shortfall shortfall{Measure::minutes, {{"A"}, {"B"}, {"C"}}, {{"X"}}, {friday}, 27, 18, {}, 0, {}, {}, true, {}};
    shortfall.cures = {{friday, 9, true}};
    shortfall.until_callback = {{"A"}, {"C"}};
    EXPECT_EQ(
        shortfall_text(shortfall, Language::english),
        "3 people to be called by Friday 3 April 2020 need 27 minutes; 1 advisor has 18 minutes: 9 minutes short. "
        "2 of them count by the day of their callback: an earlier date cannot be kept. 9 minutes more on Friday 3 "
        "April 2020 would be enough.");
    EXPECT_EQ(
        shortfall_text(shortfall, Language::french),
        "3 personnes à appeler au plus tard le vendredi 3 avril 2020 demandent 27 minutes ; 1 conseiller a 18 "
        "minutes : il manque 9 minutes. 2 d'entre elles comptent au jour de leur rappel : une échéance plus proche "
        "ne peut être tenue. 9 minutes de plus le vendredi 3 avril 2020 suffiraient.");
    shortfall.until_callback.pop_back();
    EXPECT_NE(shortfall_text(shortfall, Language::english)
                  .find(" 1 of them counts by the day of the callback: an earlier date cannot be kept. "),
              std::string::npos);
    EXPECT_NE(shortfall_text(shortfall, Language::french)
                  .find(" 1 d'entre elles compte au jour du rappel : une échéance plus proche ne peut être tenue. "),
              std::string::npos);
    shortfall.tenants = {{"A"}};
    EXPECT_NE(shortfall_text(shortfall, Language::english)
                  .find(" The callback's day counts: an earlier date cannot be kept. "),
              std::string::npos);
    EXPECT_NE(shortfall_text(shortfall, Language::french)
                  .find(" C'est le jour du rappel qui compte : une échéance plus proche ne peut être tenue. "),
              std::string::npos);
}

TEST(Text, AShortfallOfWholeCallsSaysHowManyTheListsHold) {
    const Day friday = *day_from(2020, 4, 3);
    Shortfall shortfall{
        Measure::whole_calls, {{"A"}, {"B"}, {"C"}}, {{"X"}, {"Y"}}, {friday}, 3, 2, {}, 0, {}, {}, false, {}};
    shortfall.cures = {{friday, 13, true}};
    EXPECT_EQ(shortfall_text(shortfall, Language::english),
              "3 people to be called by Friday 3 April 2020: however the lists of 2 advisors are filled, they hold at "
              "most 2 of them. Every way was looked at. 13 minutes more on Friday 3 April 2020 would be enough.");
    shortfall.cures.clear();
    shortfall.moved = {{{"C"}, friday + 3}};
    shortfall.moved_proven = true;
    EXPECT_EQ(
        shortfall_text(shortfall, Language::french),
        "3 personnes à appeler au plus tard le vendredi 3 avril 2020 : de quelque façon qu'on remplisse les listes de "
        "2 conseillers, elles en contiennent au plus 2. Toutes les façons ont été examinées. Aucun jour trouvé ne "
        "suffit "
        "à y remédier ; 1 échéance déplacée, au plus tard au lundi 6 avril 2020, suffirait.");
    shortfall.advisors.pop_back();
    shortfall.moved.clear();
    shortfall.cures = {{friday, 13, true}};
    EXPECT_EQ(shortfall_text(shortfall, Language::french),
              "3 personnes à appeler au plus tard le vendredi 3 avril 2020 : de quelque façon qu'on remplisse les "
              "listes de 1 conseiller, elles en contiennent au plus 2. Toutes les façons ont été examinées. 13 minutes "
              "de plus le vendredi 3 avril 2020 suffiraient.");
}

TEST(Text, AShortfallOfPromisedTimesSaysAtWhichMoment) {
    const Day friday = *day_from(2020, 4, 3);
    Shortfall shortfall{
        Measure::calls_at_once, {{"A"}, {"B"}, {"C"}}, {{"X"}, {"Y"}}, {friday}, 3, 2, {}, 0, {}, {}, true, {}};
    shortfall.at = TimeOfDay{14 * 60};
    shortfall.cures = {{friday, 1, true}};
    shortfall.moved = {{{"C"}, friday + 3}};
    EXPECT_EQ(shortfall_text(shortfall, Language::english),
              "3 people are promised to be on the phone at 14:00 on Friday 3 April 2020; 2 advisors who may call them "
              "are free then: 1 short. 1 advisor more then would be enough, or 1 date moved, to Monday 6 April 2020 at "
              "the latest.");
    EXPECT_EQ(shortfall_text(shortfall, Language::french),
              "3 personnes doivent, comme promis, être au téléphone à 14:00 le vendredi 3 avril 2020 ; 2 conseillers "
              "qui peuvent les appeler sont libres à ce moment : il en manque 1. 1 conseiller de plus à ce moment "
              "suffirait, ou 1 échéance déplacée, au plus tard au lundi 6 avril 2020.");
    shortfall.tenants.push_back({"D"});
    shortfall.needed = 4;
    shortfall.advisors.pop_back();
    shortfall.available = 1;
    shortfall.cures = {{friday, 3, true}};
    shortfall.moved.clear();
    EXPECT_EQ(shortfall_text(shortfall, Language::english),
              "4 people are promised to be on the phone at 14:00 on Friday 3 April 2020; 1 advisor who may call them "
              "is free then: 3 short. 3 advisors more then would be enough.");
    EXPECT_EQ(shortfall_text(shortfall, Language::french),
              "4 personnes doivent, comme promis, être au téléphone à 14:00 le vendredi 3 avril 2020 ; 1 conseiller "
              "qui peut les appeler est libre à ce moment : il en manque 3. 3 conseillers de plus à ce moment "
              "suffiraient.");
}

// As where the time lies outside the windows.
TEST(Text, AShortfallOfAPromisedTimeAtWhichNobodyIsFree) {
    const Day friday = *day_from(2020, 4, 3);
    Shortfall shortfall{Measure::calls_at_once, {{"A"}}, {}, {friday}, 1, 0, {}, 0, {}, {}, true, {}};
    shortfall.at = TimeOfDay{12 * 60 + 30};
    shortfall.moved = {{{"A"}, friday + 3}};
    EXPECT_EQ(shortfall_text(shortfall, Language::english),
              "1 person is promised to be on the phone at 12:30 on Friday 3 April 2020; no advisor who may call them "
              "is free then. 1 date moved, to Monday 6 April 2020 at the latest, would be enough.");
    EXPECT_EQ(shortfall_text(shortfall, Language::french),
              "1 personne doit, comme promis, être au téléphone à 12:30 le vendredi 3 avril 2020 ; aucun conseiller "
              "qui peut l'appeler n'est libre à ce moment. 1 échéance déplacée, au plus tard au lundi 6 avril 2020, "
              "suffirait.");
    shortfall.tenants.push_back({"B"});
    shortfall.moved.clear();
    EXPECT_EQ(shortfall_text(shortfall, Language::english),
              "2 people are promised to be on the phone at 12:30 on Friday 3 April 2020; no advisor who may call them "
              "is free then. The days looked at have no room later for all of them.");
    EXPECT_EQ(shortfall_text(shortfall, Language::french),
              "2 personnes doivent, comme promis, être au téléphone à 12:30 le vendredi 3 avril 2020 ; aucun "
              "conseiller qui peut les appeler n'est libre à ce moment. Les jours suivants examinés n'ont pas de place "
              "pour tous.");
}

}  // namespace
}  // namespace bienveille
