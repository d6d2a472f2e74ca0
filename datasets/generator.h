// Synthetic campaigns of any size up to 1,000,000 tenants and 4,000 advisors. No real person.
//
// Decides: who is in it and what is known on the morning of its day. Does not decide: any plan. Campaigns with
// exact quotas are drawn_campaign.h; here shares are likely, not exact. All shares are assumptions, listed in
// datasets/README.md.
//
// Promises: G1 same seed, sizes and day: same records and bytes. G2 each row is drawn from its own number, so a file is
// written without holding it. G3 validate() has nothing against it.
// Limit: there are 20,000 telephone numbers reserved for fiction, so that larger campaigns repeat them.
// Cost: linear; 1,000,000 tenants measured in tests/datasets/generator_test.cpp.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "datasets/campaign.h"
#include "datasets/records.h"
#include "engine/calendar.h"

namespace bienveille {

constexpr int kMostSyntheticTenants = 1'000'000;
constexpr int kMostSyntheticAdvisors = 4'000;

class SyntheticCampaign {
public:
    // 0 to kMost... of each.
    SyntheticCampaign(std::uint64_t seed, int tenants, int advisors, Day day);

    const Campaign& campaign() const { return campaign_; }
    int tenants() const { return tenants_; }
    int advisors() const { return advisors_; }

    // Numbers count from 0.
    TenantRecord tenant(int number) const;
    AdvisorRecord advisor(int number) const;
    std::optional<Availability> availability(int number) const;

private:
    std::uint64_t seed_;
    int tenants_;
    int advisors_;
    int areas_;
    Day day_;
    Campaign campaign_;
    WorkingDays working_;
    std::vector<Day> due_days_;  // ten working days from the day on
};

struct Synthetic {
    Campaign campaign;
    std::vector<TenantRecord> tenants;
    std::vector<AdvisorRecord> advisors;
    std::vector<Availability> availability;
};

Synthetic make_synthetic(std::uint64_t seed, int tenants, int advisors, Day day);

// What is wrong with the sizes; none when they are within bounds.
Problems problems_of_sizes(int tenants, int advisors);

// Writes campaign.json, advisors.csv, availability.csv and tenants.csv row by row into a directory, made if missing.
// Nothing is overwritten: a file that is there already is a problem.
Problems write_synthetic(const SyntheticCampaign& synthetic, const std::filesystem::path& directory);

}  // namespace bienveille
