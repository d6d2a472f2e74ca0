// The synthetic campaign of Haute-Marne, spring 2020: 944 tenants, 4 advisors, a first wave from 26 March to 2 April,
// 437 callbacks promised. No real person: every person here is drawn from quotas.
//
// Decides: who is in it, what was known on 26 March, what happened in wave 1, what was known on the morning of 3 April,
// and the hidden truth that a replay answers from. Does not decide: any plan; its days are recorded history.
//
// Promises: Q1 every quota of campaign_2020_quotas.h and domain.md section 5 is exact, for any seed. Q2 the same seed
// gives the same bytes. Q3 every attempt lies inside the working windows, by the area's advisor, tries of one contact
// at least 3 hours apart and in alternating half-days. Q4 a callback is due ten days after its request, moved to the
// working day on or before.
// Limits: sex, age and levels are independent of each other, which real ones are not.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "datasets/campaign.h"
#include "datasets/records.h"

namespace bienveille {

constexpr std::uint64_t kSeedOf2020 = 2020;

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
    Day called_on;  // in wave 1: the day the contact ended
    int tries = 1;  // in wave 1
    Outcome outcome = Outcome::reached;
    Minutes talk;
    bool asked_callback = false;
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

struct Campaign2020 {
    Campaign campaign;
    std::vector<AdvisorRecord> advisors;
    std::vector<TenantRecord> before;  // as known on 26 March
    std::vector<TenantRecord> after;   // as known on the morning of 3 April
    std::vector<Truth> truth;          // in the order of the tenants
    std::vector<WaveAttempt> wave;     // by time, then advisor
};

Campaign2020 campaign_2020(std::uint64_t seed = kSeedOf2020);

struct NamedFile {
    std::string name;
    std::string bytes;
};

// The files of datasets/haute-marne-2020/.
std::vector<NamedFile> files_of(const Campaign2020& campaign);

}  // namespace bienveille
