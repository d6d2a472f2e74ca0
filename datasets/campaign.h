// A campaign's directory: its name, its calendar, its team, its list of tenants as known on a day.
//
// Decides: which file of the directory stands for a day. Does not decide: rules; the campaign's calendar wins over
// theirs (engine/model.h, DayInput::calendar).
//
// The directory holds campaign.json, tenants.csv, advisors.csv, later states tenants-YYYY-MM-DD.csv, and
// availability.csv where single days differ. For a day D the list is the latest state dated on or before D, else
// tenants.csv: a state is what was known on that morning. campaign.json: { "name", "time_zone", "first_day",
// "last_day", "holidays": [days], "windows": ["09:00-12:15", ...] }; working days are Monday to Friday, or
// "working_days": [1, 2, ...], without the holidays. Unknown fields are problems, with their JSON pointer.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "datasets/table.h"
#include "engine/model.h"
#include "engine/result.h"

namespace bienveille {

struct Campaign {
    std::string name;
    Day first_day;
    Day last_day;
    Calendar calendar;

    bool operator==(const Campaign&) const = default;
};

Result<Campaign> read_campaign(std::string_view json);
std::string write_campaign(const Campaign& campaign);

struct CampaignFiles {
    Campaign campaign;
    std::filesystem::path tenants;
    std::filesystem::path advisors;
    std::optional<std::filesystem::path> availability;
};

// campaign.json, and the files that stand for `day`; they are found, not yet read.
Result<CampaignFiles> find_campaign(const std::filesystem::path& directory, Day day);

struct CampaignDay {
    Campaign campaign;
    std::vector<TenantRecord> tenants;
    std::vector<AdvisorRecord> advisors;
    std::vector<Availability> availability;
    Problems warnings;

    DayInput input(Day day) const;  // with the campaign's calendar
};

Result<CampaignDay> load_campaign(const std::filesystem::path& directory, Day day, const ReadOptions& options = {});

}  // namespace bienveille
