#include "api/documents.h"

#include "api/wire.h"
#include "api/wire_comparison.h"
#include "datasets/campaign.h"

namespace bienveille {

Documents json_documents() {
    return {[](const Plan& plan) { return plan_to_json(plan); },
            [](std::string_view text) { return plan_from_json(text); },
            [](std::string_view text) -> Result<Calendar> {
                const auto campaign = read_campaign(text);
                if (!campaign) return campaign.problems();
                return campaign->calendar;
            },
            [](const std::vector<CrossedLine>& crossed) { return crossed_lines_to_json(crossed); }};
}

}  // namespace bienveille
