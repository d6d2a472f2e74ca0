// The synthetic campaign of Haute-Marne, spring 2020: 944 tenants, 4 advisors, a first wave from 26 March to 2 April,
// 437 callbacks promised. No real person: every person here is drawn from quotas (haute_marne_2020.cpp).
//
// Decides: the seed of the files of datasets/haute-marne-2020/.
#pragma once

#include <cstdint>

#include "datasets/drawn_campaign.h"

namespace bienveille {

constexpr std::uint64_t kSeedOf2020 = 2020;

inline DrawnCampaign campaign_2020(std::uint64_t seed = kSeedOf2020) { return draw_campaign(haute_marne_2020(), seed); }

}  // namespace bienveille
