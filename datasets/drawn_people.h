// The people of a campaign, before anybody called: drawn from their population's quotas, each quota exact.
//
// Decides: who they are and what is true of them. Does not decide: what happened in a first wave (drawn_wave.h).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "datasets/population.h"
#include "datasets/random.h"
#include "engine/model.h"

namespace bienveille {

struct Person {
    int commune = 0;  // index into Population::communes
    int age_band = 0;
    int age = 0;
    bool woman = false;
    bool alone = false;
    int lsns_band = 0;
    int lsns6 = 0;
    int level = 0;
    Support support = Support::none;
    bool relatives_at_risk = false;
    bool neighbours_help = false;
    std::optional<bool> contact_person;
    std::optional<HalfDay> preferred_half_day;
    std::string phone;  // empty: none
    std::string language;
};

// On the first morning, of one person.
struct KnownBefore {
    bool support = false;
    bool lsns6 = false;
    bool level = false;
    std::optional<int> called_days_ago;
    std::optional<int> promised;  // by which working day: 0 is the first
};

std::vector<Person> draw_people(Random& random, const Population& population);
std::vector<KnownBefore> draw_known(Random& random, const Population& population);

// From a stream of its own: what was drawn before this was asked stays as it was.
void give_neighbours(Random& own, const Population& population, std::vector<Person>& people);

// A number of the ranges reserved for fiction, the same for the same index and another for each below 10,000.
std::string fiction_phone(int index, bool mobile);

}  // namespace bienveille
