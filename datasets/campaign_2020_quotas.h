// The numbers of the campaign of 2020: its story, told as integer quotas.
//
// Those of the landlord's own report: 944 tenants, 6 working days, 4 callers, 437 callbacks within 10 days, about ten
// very anxious in four communes. Everything else is an assumption, kept as integers so that tests can assert it.
#pragma once

#include <array>
#include <string_view>

namespace bienveille::quotas_2020 {

constexpr int kTenants = 944;
constexpr int kYear = 2020;
constexpr int kAreas = 4;
constexpr int kDays = 6;  // 26, 27, 30, 31 March, 1 and 2 April

constexpr std::array<std::string_view, kAreas> kAreaNames{"Nord", "Centre-Nord", "Centre", "Sud"};

struct Commune {
    std::string_view name;
    std::string_view insee_code;
    int area;
    int tenants;
    bool in_story = false;  // one of the four whose staff met about ten very anxious people
};

constexpr std::array<Commune, 29> kCommunes{{
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
}};

struct AgeBand {
    int youngest;
    int oldest;
    int tenants;
    int alone;
};

constexpr std::array<AgeBand, 7> kAgeBands{{{60, 64, 38, 27},
                                            {65, 69, 94, 58},
                                            {70, 74, 283, 160},
                                            {75, 79, 198, 122},
                                            {80, 84, 160, 107},
                                            {85, 89, 113, 80},
                                            {90, 99, 58, 41}}};

constexpr int kWomen = 604;

// LSNS-6 bands, with the levels 0 to 3 and the support none, weak, moderate, strong of those in them. Rows add up to
// 42, 185, 190, 330, 197; columns to 610, 150, 144, 40 and to 40, 83, 236, 585.
struct LsnsBand {
    int least;
    int most;
    std::array<int, 4> levels;
    std::array<int, 4> support;
};

constexpr std::array<LsnsBand, 5> kLsnsBands{{{0, 5, {0, 0, 2, 40}, {16, 18, 8, 0}},
                                              {6, 11, {62, 48, 75, 0}, {18, 42, 85, 40}},
                                              {12, 14, {104, 44, 42, 0}, {4, 15, 71, 100}},
                                              {15, 19, {270, 42, 18, 0}, {2, 6, 52, 270}},
                                              {20, 30, {174, 16, 7, 0}, {0, 2, 20, 175}}}};

constexpr int kAtRiskBands = 2;       // LSNS-6 below 12
constexpr int kAtRiskAlone = 114;     // half of the 227 at risk live with others
constexpr int kLevel3InStory = 10;    // of the 40
constexpr int kStrongInStory = 104;   // of the 144 tenants of the four communes: most have strong support
constexpr int kHelpful = 566;         // helpful neighbours: three tenants in five
constexpr int kHelpfulInStory = 108;  // three in four of the four communes
constexpr int kRelativesAtRisk = 118;
constexpr int kRelativesAtRiskLevel3 = 31;  // of the 40, the ten of the story among them

constexpr std::array<int, 3> kPreferredHalfDay{359, 444, 141};  // morning, afternoon, none: 38, 47, 15 %

// ------------------------------------------------------------------------------------------------- wave 1

constexpr int kReached = 889;
constexpr int kNotReached = 38;  // after 4 tries
constexpr int kWrongNumber = 9;
constexpr int kRefused = 8;
constexpr int kTries = 4;

// Calls by area and day: columns add up to 150, 158, 162, 160, 160, 154.
constexpr std::array<std::array<int, kDays>, kAreas> kCalls{
    {{42, 44, 45, 44, 44, 43}, {32, 34, 35, 35, 35, 33}, {38, 40, 41, 41, 41, 40}, {38, 40, 41, 40, 40, 38}}};

constexpr std::array<int, kDays> kCallbacksByDay{69, 73, 75, 74, 74, 72};
constexpr std::array<int, 4> kCallbacksByLevel{268, 66, 63, 40};

constexpr std::array<int, kTries> kNoAnswerPercent{30, 45, 55, 60};
// The try that was answered, of the 889 + 8 who answered: the percentages above applied to 897 people.
constexpr std::array<int, kTries> kAnsweredTry{657, 155, 57, 28};
constexpr int kVoicemailPercent = 35;  // of tries without an answer

}  // namespace bienveille::quotas_2020
