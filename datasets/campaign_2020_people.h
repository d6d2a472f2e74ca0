// The people of the campaign of 2020, before anybody called: drawn from the quotas, each quota exact.
//
// Decides: who they are and what is true of them. Does not decide: what happened in wave 1 (campaign_2020_wave.h).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "datasets/campaign_2020_quotas.h"
#include "datasets/random.h"
#include "engine/model.h"

namespace bienveille {

struct Person {
    int commune = 0;  // index into kCommunes
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
    std::string phone;

    const quotas_2020::Commune& place() const { return quotas_2020::kCommunes[static_cast<std::size_t>(commune)]; }
    bool at_risk() const { return lsns_band < quotas_2020::kAtRiskBands; }
};

std::vector<Person> people_of_2020(Random& random);

// From a stream of its own: what was drawn before this was asked stays as it was.
void give_neighbours(Random& own, std::vector<Person>& people);

// A number of the ranges reserved for fiction, the same for the same index and another for each below 10,000.
std::string fiction_phone(int index, bool mobile);

}  // namespace bienveille
