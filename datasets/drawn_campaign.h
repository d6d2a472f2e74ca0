// A campaign drawn from a population (population.h): the files of its directory. No real person: everybody is drawn from quotas.
//
// Decides: what was known on the first morning, how the first contact with each went, what was known after a first wave where one
// was recorded, and the hidden truth that a replay answers from. Does not decide: any plan; recorded days are history.
//
// Promises: Q1 every quota of the population is exact, for any seed. Q2 the same seed gives the same bytes. Q3 every
// recorded attempt lies inside the working windows, by the area's advisor, tries of one contact at least 3 hours apart and in
// alternating half-days. Q4 a callback of a recorded wave is due ten days after its request, moved to the working day on or before.
// Limits: but for what the quotas tie together, traits are independent of each other, which real ones are not.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "datasets/campaign.h"
#include "datasets/population.h"
#include "datasets/records.h"

namespace bienveille {

// A contact after wave 1, if somebody tries: the try that is answered (1 to 4, or none of four) and the talk then.
struct LaterContact {
    std::optional<int> answered_try;
    Minutes talk;
};

// What nobody knows before calling. A planner never reads it ahead of the call.
struct Truth {
    TenantId tenant;
    int level = 0;
    int lsns6 = 0;
    Support support = Support::none;
    bool relatives_at_risk = false;
    bool neighbours_help = false;
    std::optional<Day> called_on;  // in a recorded wave: the day the contact ended
    int tries = 1;                 // of the first contact
    Outcome outcome = Outcome::reached;
    Minutes talk;
    bool asked_callback = false;
    std::optional<int> callback_days;  // within how many; else as the rules promise
    std::array<LaterContact, 3> later;
};

struct WaveAttempt {
    TenantId tenant;
    AdvisorId advisor;
    int number = 1;  // of the contact's tries
    Moment at;
    Outcome outcome = Outcome::reached;
    Minutes talk;
};

struct DrawnCampaign {
    const Population* population;
    Campaign campaign;
    std::vector<AdvisorRecord> advisors;
    std::vector<TenantRecord> before;  // as known on the first morning
    std::vector<Truth> truth;          // in the order of the tenants
    // Where a first wave was recorded:
    std::vector<WaveAttempt> wave;    // by time, then advisor
    std::vector<TenantRecord> after;  // as known on the morning after it
    std::optional<Day> known_on;      // that morning
};

DrawnCampaign draw_campaign(const Population& population, std::uint64_t seed);

struct NamedFile {
    std::string name;
    std::string bytes;
};

// Those of its directory.
std::vector<NamedFile> files_of(const DrawnCampaign& campaign);

}  // namespace bienveille
