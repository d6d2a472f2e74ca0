// A population that campaigns are drawn from: its story told as integer quotas.
//
// Decides: what can be said of one. Does not decide: the numbers (a file each: haute_marne_2020.cpp, heat_register.cpp,
// hospital_discharge.cpp, rural_charity.cpp), nor how people are drawn from them (drawn_people.h).
//
// Promise: problems_of() is empty for each of populations(): quotas of the same people add up to the same number.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model.h"
#include "engine/replay.h"

namespace bienveille {

struct Population {
    struct Commune {
        std::string_view name;
        std::string_view insee_code;
        int area = 0;
        int people = 0;
        bool in_story = false;  // one of those whose staff met `story` people
    };
    struct AgeBand {
        int youngest = 0;
        int oldest = 0;
        int people = 0;
        int alone = 0;
    };
    // With the levels 0 to 3 and the support none, weak, moderate, strong of those in it.
    struct LsnsBand {
        int least = 0;
        int most = 0;
        std::array<int, 4> levels{};
        std::array<int, 4> support{};

        int people() const { return levels[0] + levels[1] + levels[2] + levels[3]; }
    };
    struct Language {
        std::string_view code;
        int people = 0;
    };
    struct Caller {
        int area = 0;
        int minutes = 0;
        std::vector<std::string> languages = {"fr"};
        std::vector<int> works_on = {1, 2, 3, 4, 5};
    };

    // ---- the campaign ---------------------------------------------------------------------------------------
    std::string_view id;      // of the command line
    std::string_view name;    // of the campaign
    std::string_view person;  // what labels call them: "Locataire"
    std::string_view caller;  // and their callers: "Conseiller"
    Day first_day;
    Day last_day;
    std::vector<int> working_days = {1, 2, 3, 4, 5};
    bool closed_on_holidays = true;
    std::vector<Window> windows;
    std::vector<Caller> team;

    // ---- who they are ---------------------------------------------------------------------------------------
    std::vector<std::string_view> areas;
    std::vector<Commune> communes;
    std::vector<AgeBand> age_bands;
    int women = 0;
    std::vector<LsnsBand> lsns_bands;  // the first two are at risk: below 12
    int at_risk_alone = 0;
    std::optional<int> level3_very_old;  // of level 3, in the last two bands of age; else as it comes
    int relatives_at_risk = 0;
    int relatives_at_risk_level3 = 0;         // of them
    std::array<int, 3> preferred_half_day{};  // morning, afternoon, none
    std::vector<Language> languages;
    int without_phone = 0;
    int level3_in_story = 0;  // all with relatives at risk
    int strong_in_story = 0;  // support
    int helpful_neighbours = 0;
    int helpful_in_story = 0;  // of them

    // ---- what is known of them on the first morning ---------------------------------------------------------
    int support_known = 0;
    int lsns_known = 0;
    int level_known = 0;  // seen the day before
    int called_before = 0;
    std::array<int, 2> called_days_ago{};  // from, to
    std::vector<int> promised;             // a call by the first, second, ... working day

    // ---- how they answer ------------------------------------------------------------------------------------
    std::array<int, kTriesOfContact> no_answer_percent{};
    int voicemail_percent = 35;  // of tries without an answer
    int reached = 0;             // of a first contact
    int not_reached = 0;         // after four tries
    int wrong_number = 0;
    int refused = 0;
    bool level3_all_reached = false;
    std::array<int, kTriesOfContact> answered_try{};  // of those reached or refusing
    std::array<int, 4> callbacks_by_level{};          // of those reached
    std::optional<std::array<int, 2>>
        callback_days;  // within how many they ask to be called: from, to; else as the rules promise
    std::array<int, 4> talk_median_tenths{};  // of a minute, by level

    // ---- a first wave that was recorded, day by day ---------------------------------------------------------
    struct Recorded {
        std::vector<std::vector<int>> calls;  // by area, then day
        std::vector<int> callbacks;           // by day
    };
    std::optional<Recorded> recorded;

    int people() const;
};

// The campaign of 2020 first.
std::span<const Population* const> populations();
const Population& haute_marne_2020();

// Quotas that do not add up, those of whom more are told than there are.
Problems problems_of(const Population& population);

}  // namespace bienveille
