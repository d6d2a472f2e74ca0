// A city's heat-wave register in an alert: very old, three in four alone, hardly ever called before, every day of the week.
//
// Published: such registers are open to those of 65 and more, and to the disabled from 60 (Code de l'action sociale et des
// familles, L121-6-1); in Nice seven people were to call 2,500 every other day in 2020, and could not without help (France 3,
// 29 July 2020); in Paris four tries come before somebody goes there, and 8,000 were registered in 2019 (Le Monde, 27 June 2019);
// in Olivet people are called in the late morning, when they are at home (France Bleu, 27 July 2018). The days are those of the alert
// of July 2022. Everything else is an assumption: 250 people for each caller, as would be 1,750 in Nice; ages, levels, answers.
#include "datasets/population_files.h"

namespace bienveille {
namespace {

Population heat_register_quotas() {
    Population it;
    it.id = "heat-register";
    it.name = "Registre canicule d'une ville, juillet 2022 (synthétique)";
    it.person = "Personne";
    it.caller = "Agent";
    it.first_day = *day_from_iso("2022-07-14");
    it.last_day = *day_from_iso("2022-07-25");
    it.working_days = {1, 2, 3, 4, 5, 6, 7};
    it.closed_on_holidays = false;
    it.windows = {{{9 * 60}, {12 * 60 + 30}}, {{14 * 60}, {18 * 60}}};
    const std::vector<int> every_day{1, 2, 3, 4, 5, 6, 7};
    it.team = {
        {0, 360, {"fr"}, every_day},       {1, 360, {"fr", "ar"}, every_day}, {2, 360, {"fr", "pt", "it"}, every_day},
        {3, 360, {"fr", "en"}, every_day}, {4, 360, {"fr"}, every_day},       {0, 360, {"fr", "ar"}, every_day}};

    it.areas = {"Centre", "Nord", "Est", "Sud", "Ouest"};
    it.communes = {
        {"Centre", "", 0, 390}, {"Nord", "", 1, 310}, {"Est", "", 2, 285}, {"Sud", "", 3, 270}, {"Ouest", "", 4, 245}};
    it.age_bands = {{60, 64, 45, 33},   {65, 69, 75, 52},   {70, 74, 150, 104}, {75, 79, 240, 172},
                    {80, 84, 345, 262}, {85, 89, 375, 300}, {90, 103, 270, 227}};
    it.women = 1'095;
    // Rows add up to 180, 420, 330, 390, 180; columns to 855, 340, 243, 62 and to 160, 300, 490, 550.
    it.lsns_bands = {{0, 5, {40, 40, 60, 40}, {80, 70, 30, 0}},
                     {6, 11, {210, 110, 85, 15}, {60, 150, 160, 50}},
                     {12, 14, {200, 80, 45, 5}, {15, 50, 145, 120}},
                     {15, 19, {270, 80, 38, 2}, {5, 25, 120, 240}},
                     {20, 30, {135, 30, 15, 0}, {0, 5, 35, 140}}};
    it.at_risk_alone = 510;   // of 600
    it.level3_very_old = 45;  // of 62: heat is hardest on those of 85 and more, who are 645 of 1,500
    it.relatives_at_risk = 150;
    it.relatives_at_risk_level3 = 20;
    it.preferred_half_day = {900, 300, 300};
    it.languages = {{"fr", 1'395}, {"ar", 45}, {"pt", 24}, {"it", 18}, {"en", 18}};
    it.without_phone = 30;
    it.helpful_neighbours = 600;

    it.support_known = 450;  // asked when they were registered
    it.called_before = 180;  // in the summer before
    it.called_days_ago = {300, 370};

    it.no_answer_percent = {28, 42, 50, 55};  // they are at home
    it.reached = 1'375;
    it.not_reached = 75;
    it.wrong_number = 22;
    it.refused = 28;
    it.answered_try = {1'044, 235, 85, 39};  // the percentages above applied to 1,375 + 28
    it.callbacks_by_level = {80, 110, 150, 45};
    it.callback_days = {{1, 3}};  // while it lasts
    it.talk_median_tenths = {45, 60, 90, 160};
    return it;
}

}  // namespace

const Population& heat_register() {
    static const Population it = heat_register_quotas();
    return it;
}

}  // namespace bienveille
