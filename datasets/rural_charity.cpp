// A charity's list in the country: more than half at risk of isolation, volunteers with two hours on some days, telephones that ring
// unheard.
//
// Published: of those over 60 in France 6 % saw neither family nor friends in 2017, 22 % had lost touch with their family and
// 28 % had no friends; isolation is felt more in the country than in town (Petits Frères des Pauvres and CSA, 2017); 530,000 were in
// "social death" in 2021 (the same). A charity's list is of such people. Everything else is an assumption: how many, ages, levels,
// answers, hours.
#include "datasets/population_files.h"

namespace bienveille {
namespace {

Population rural_charity_quotas() {
    Population it;
    it.id = "rural-charity";
    it.name = "Liste rurale d'une association, automne 2021 (synthétique)";
    it.person = "Personne";
    it.caller = "Bénévole";
    it.first_day = *day_from_iso("2021-11-02");
    it.last_day = *day_from_iso("2021-12-17");
    it.windows = {{{10 * 60}, {12 * 60}}, {{14 * 60}, {18 * 60}}};
    it.team = {{0, 120, {"fr"}, {1, 3, 5}}, {0, 120, {"fr"}, {2, 4}},    {1, 150, {"fr"}, {1, 2, 4}},
               {1, 90, {"fr"}, {3, 5}},     {2, 120, {"fr"}, {1, 3, 5}}, {2, 120, {"fr", "en"}, {2, 4}},
               {3, 150, {"fr"}, {2, 3, 5}}, {3, 90, {"fr"}, {1, 4}}};

    it.areas = {"Plateau", "Vallée", "Causse", "Montagne"};
    it.communes = {{"Le Bourg du Plateau", "", 0, 84},   {"Hameaux du Plateau", "", 0, 96},
                   {"Le Bourg de la Vallée", "", 1, 92}, {"Hameaux de la Vallée", "", 1, 78},
                   {"Le Bourg du Causse", "", 2, 55},    {"Hameaux du Causse", "", 2, 90},
                   {"Le Bourg de Montagne", "", 3, 60},  {"Hameaux de Montagne", "", 3, 85}};
    it.age_bands = {{60, 64, 30, 16},  {65, 69, 74, 38}, {70, 74, 120, 66}, {75, 79, 138, 84},
                    {80, 84, 134, 92}, {85, 89, 98, 73}, {90, 100, 46, 37}};
    it.women = 410;
    // Rows add up to 150, 220, 120, 110, 40; columns to 332, 159, 114, 35 and to 125, 188, 184, 143.
    it.lsns_bands = {{0, 5, {45, 40, 40, 25}, {75, 55, 20, 0}},
                     {6, 11, {110, 60, 42, 8}, {40, 90, 70, 20}},
                     {12, 14, {72, 28, 18, 2}, {8, 27, 50, 35}},
                     {15, 19, {75, 23, 12, 0}, {2, 13, 35, 60}},
                     {20, 30, {30, 8, 2, 0}, {0, 3, 9, 28}}};
    it.at_risk_alone = 290;  // of 370
    it.relatives_at_risk = 40;
    it.relatives_at_risk_level3 = 5;
    it.preferred_half_day = {170, 340, 130};
    it.languages = {{"fr", 628}, {"en", 12}};
    it.without_phone = 26;
    it.helpful_neighbours = 350;

    it.support_known = 224;  // by who told the charity of them
    it.lsns_known = 96;
    it.called_before = 224;
    it.called_days_ago = {20, 60};

    it.no_answer_percent = {42, 55, 62, 68};
    it.reached = 530;
    it.not_reached = 66;
    it.wrong_number = 24;
    it.refused = 20;
    it.answered_try = {353, 115, 54, 28};  // the percentages above applied to 530 + 20
    it.callbacks_by_level = {90, 80, 65, 18};
    it.callback_days = {{7, 14}};
    it.talk_median_tenths = {80, 100, 130, 220};
    return it;
}

}  // namespace

const Population& rural_charity() {
    static const Population it = rural_charity_quotas();
    return it;
}

}  // namespace bienveille
