// The campaign of 2020 in Haute-Marne: its story, told as integer quotas.
//
// Those of the landlord's own report: 944 tenants, 6 working days, 4 callers, 437 callbacks within 10 days, about ten
// very anxious in four communes. Everything else is an assumption, kept as integers so that tests can assert it.
#include "datasets/population.h"

namespace bienveille {
namespace {

Population haute_marne_2020_quotas() {
    Population it;
    it.id = "haute-marne-2020";
    it.name = "Haute-Marne, printemps 2020 (synthétique)";
    it.person = "Locataire";
    it.caller = "Conseiller";
    it.first_day = *day_from_iso("2020-03-26");
    it.last_day = *day_from_iso("2020-05-07");  // the last working day before the lockdown ended
    it.windows = {{{9 * 60}, {12 * 60 + 15}}, {{13 * 60 + 30}, {17 * 60 + 45}}};
    for (int area = 0; area < 4; ++area) it.team.push_back({area, 400});  // 7 hours less the debrief

    it.areas = {"Nord", "Centre-Nord", "Centre", "Sud"};
    it.communes = {
        {"Saint-Dizier", "52448", 0, 92},
        {"Wassy", "52550", 0, 52},
        {"Eurville-Bienville", "52194", 0, 28},
        {"La Porte du Der", "52331", 0, 26},
        {"Chamouilley", "52099", 0, 24, true},
        {"Éclaron-Braucourt-Sainte-Livière", "52182", 0, 18},
        {"Bettancourt-la-Ferrée", "52045", 0, 14},
        {"Humbécourt", "52244", 0, 8},
        {"Joinville", "52250", 1, 62},
        {"Froncles", "52211", 1, 42, true},
        {"Bologne", "52058", 1, 34},
        {"Bayard-sur-Marne", "52265", 1, 20},
        {"Chevillon", "52123", 1, 20},
        {"Andelot-Blancheville", "52008", 1, 16},
        {"Rives Dervoises", "52411", 1, 10},
        {"Chaumont", "52121", 2, 112},
        {"Nogent", "52353", 2, 56},
        {"Chamarandes-Choignes", "52125", 2, 26, true},
        {"Châteauvillain", "52114", 2, 20},
        {"Biesles", "52050", 2, 15},
        {"Jonchery", "52251", 2, 12},
        {"Langres", "52269", 3, 88},
        {"Chalindrey", "52093", 3, 52, true},
        {"Bourbonne-les-Bains", "52060", 3, 34},
        {"Fayl-Billot", "52197", 3, 18},
        {"Val-de-Meuse", "52332", 3, 16},
        {"Rolampont", "52432", 3, 14},
        {"Saints-Geosmes", "52449", 3, 9},
        {"Villegusien-le-Lac", "52529", 3, 6},
    };
    it.age_bands = {{60, 64, 38, 27},   {65, 69, 94, 58},  {70, 74, 283, 160}, {75, 79, 198, 122},
                    {80, 84, 160, 107}, {85, 89, 113, 80}, {90, 99, 58, 41}};
    it.women = 604;
    // Rows add up to 42, 185, 190, 330, 197; columns to 610, 150, 144, 40 and to 40, 83, 236, 585.
    it.lsns_bands = {{0, 5, {0, 0, 2, 40}, {16, 18, 8, 0}},
                     {6, 11, {62, 48, 75, 0}, {18, 42, 85, 40}},
                     {12, 14, {104, 44, 42, 0}, {4, 15, 71, 100}},
                     {15, 19, {270, 42, 18, 0}, {2, 6, 52, 270}},
                     {20, 30, {174, 16, 7, 0}, {0, 2, 20, 175}}};
    it.at_risk_alone = 114;  // half of the 227 at risk live with others
    it.relatives_at_risk = 118;
    it.relatives_at_risk_level3 = 31;         // of the 40, the ten of the story among them
    it.preferred_half_day = {359, 444, 141};  // 38, 47, 15 %
    it.languages = {{"fr", 944}};
    it.level3_in_story = 10;      // of the 40
    it.strong_in_story = 104;     // of the 144 tenants of the four communes: most have strong support
    it.helpful_neighbours = 566;  // three tenants in five
    it.helpful_in_story = 108;    // three in four of the four communes

    it.no_answer_percent = {30, 45, 55, 60};
    it.reached = 889;
    it.not_reached = 38;
    it.wrong_number = 9;
    it.refused = 8;
    it.level3_all_reached = true;
    it.answered_try = {657, 155, 57, 28};  // the percentages above applied to the 889 + 8 who answered
    it.callbacks_by_level = {268, 66, 63, 40};
    it.talk_median_tenths = {50, 65, 90, 180};

    // 26, 27, 30, 31 March, 1 and 2 April: columns add up to 150, 158, 162, 160, 160, 154.
    it.recorded = Population::Recorded{
        {{42, 44, 45, 44, 44, 43}, {32, 34, 35, 35, 35, 33}, {38, 40, 41, 41, 41, 40}, {38, 40, 41, 40, 40, 38}},
        {69, 73, 75, 74, 74, 72}};
    return it;
}

}  // namespace

const Population& haute_marne_2020() {
    static const Population it = haute_marne_2020_quotas();
    return it;
}

}  // namespace bienveille
