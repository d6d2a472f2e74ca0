// A hospital's calls after discharge: two in three were promised a call within days, eight languages, few answer, and whoever is
// afraid is not more often alone.
//
// Published: of those whom a public hospital called 48 to 72 hours after they had gone home, with four tries each, 68 to 73 %
// were reached (Academic Emergency Medicine 2013, doi:10.1111/acem.12128); Medicare pays for such care where the first contact is
// within two working days of discharge (Transitional Care Management). Everything else is an assumption: ages, languages, what the ward
// knows, dates.
#include "datasets/population_files.h"

namespace bienveille {
namespace {

Population hospital_discharge_quotas() {
    Population it;
    it.id = "hospital-discharge";
    it.name = "Suivi des sorties d'un hôpital, janvier 2023 (synthétique)";
    it.person = "Patient";
    it.caller = "Infirmier";
    it.first_day = *day_from_iso("2023-01-09");
    it.last_day = *day_from_iso("2023-01-27");
    it.windows = {{{8 * 60 + 30}, {12 * 60}}, {{13 * 60 + 30}, {16 * 60 + 30}}};
    it.team = {{0, 330, {"fr", "ar", "en"}, {1, 2, 3, 4, 5}},
               {1, 330, {"fr", "pt", "es", "en", "tr"}, {1, 2, 3, 4, 5}},
               {2, 180, {"fr", "pl", "ar", "tr"}, {1, 3, 5}}};

    it.areas = {"Médecine", "Chirurgie", "Gériatrie"};
    it.communes = {{"Ville", "", 0, 95},    {"Couronne", "", 0, 55}, {"Ville", "", 1, 80},
                   {"Couronne", "", 1, 75}, {"Ville", "", 2, 60},    {"Couronne", "", 2, 55}};
    it.age_bands = {{25, 44, 48, 18},  {45, 59, 72, 24}, {60, 69, 90, 31},
                    {70, 79, 108, 46}, {80, 89, 82, 48}, {90, 98, 20, 14}};
    it.women = 218;
    // Rows add up to 21, 63, 84, 147, 105; columns to 231, 102, 65, 22 and to 19, 52, 124, 225.
    it.lsns_bands = {{0, 5, {8, 5, 5, 3}, {8, 8, 5, 0}},
                     {6, 11, {28, 17, 13, 5}, {6, 20, 27, 10}},
                     {12, 14, {42, 22, 15, 5}, {3, 12, 34, 35}},
                     {15, 19, {85, 35, 21, 6}, {2, 9, 41, 95}},
                     {20, 30, {68, 23, 11, 3}, {0, 3, 17, 85}}};
    it.at_risk_alone = 48;  // of 84
    it.relatives_at_risk = 30;
    it.relatives_at_risk_level3 = 3;
    it.preferred_half_day = {120, 200, 100};
    it.languages = {{"fr", 302}, {"ar", 38}, {"en", 22}, {"pt", 18}, {"tr", 16}, {"pl", 12}, {"es", 12}};
    it.without_phone = 4;
    it.helpful_neighbours = 240;

    it.support_known = 294;  // by the ward's social worker
    it.level_known = 168;    // by the ward
    it.promised = {60, 85, 70, 40, 20, 15};

    it.no_answer_percent = {62, 74, 80, 83};  // 30 % have not answered after four tries
    it.reached = 288;
    it.not_reached = 112;
    it.wrong_number = 12;
    it.refused = 8;
    it.answered_try = {162, 69, 39, 26};  // the percentages above applied to 288 + 8
    it.callbacks_by_level = {40, 30, 25, 6};
    it.callback_days = {{2, 5}};
    it.talk_median_tenths = {60, 80, 110, 180};
    return it;
}

}  // namespace

const Population& hospital_discharge() {
    static const Population it = hospital_discharge_quotas();
    return it;
}

}  // namespace bienveille
